package dev.casebook.evidence;

import dev.casebook.evidence.archive.ArchiveReader;
import dev.casebook.evidence.archive.Spool;
import dev.casebook.hosts.CommandOutput;
import dev.casebook.hosts.CommandOutput.End;
import dev.casebook.hosts.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a host sends of a [GatherPlan], piece by piece, as nodes. The pieces are described in
/// `gather.sh`.
final class GatheredPieces {

  /// What commands say to standard error, and lists of files: some ten thousand lines.
  private static final int TEXT_MAX = 8 << 20;

  private static final Pattern MEASURED =
      Pattern.compile("(?<size>\\d{1,18}) (?<time>\\d{1,12}) (?<path>/.+)");

  /// Names between slashes, none of them `.` or `..`.
  private static final Pattern PATH = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[^/\\x00]+)+");

  /// What `timeout` ends with where it ended the command (coreutils, busybox).
  private static final int TIMED_OUT = 124;

  /// Of logs that have not changed lately there may be hundreds: they are counted.
  private static final String OLD = "was left out: it has not changed since";

  private final GatherPlan plan;
  private final Spool spool;
  private final Instant now;
  private final String nonce;
  private final GatherLimits limits;
  private final long since;
  private final IndexedNodes nodes;
  private final Map<String, String> commands = new HashMap<>();
  private final Map<Integer, Boolean> known = new HashMap<>();
  private final Set<String> unlisted = new LinkedHashSet<>();

  private int old;

  /// Logs of which some lines came.
  private int sifted;

  /// Bytes that they take here, empty lines among them: a few bytes can ask for many.
  private long joined;

  /// The command whose end has not come yet, and what it said.
  private int command;

  private Node.@Nullable File said;
  private boolean answered;

  /// The files that come next, with their sizes and times.
  private final Map<String, Measured> listed = new TreeMap<>();

  private @Nullable Archive tar;
  private @Nullable Sifting sifting;

  /// Files that came together, to be read when its making has ended.
  private record Archive(Spool.Region bytes) {}

  /// A log of which some lines come.
  ///
  /// @param others lines that tell who writes there; null until they have come
  private record Sifting(
      String path, Measured of, Spool.Region found, Spool.@Nullable Region others) {}

  private record Measured(long size, Instant modified) {}

  /// @param since seconds since 1970 from which on logs were asked for; 0 for all
  GatheredPieces(
      GatherPlan plan, Spool spool, Instant now, String nonce, GatherLimits limits, long since) {
    this.plan = plan;
    this.spool = spool;
    this.now = now;
    this.nonce = nonce;
    this.limits = limits;
    this.since = since;
    this.nodes = new IndexedNodes(spool);
  }

  /// Commands that have come, by their numbers, with whether they answered.
  Map<Integer, Boolean> known() {
    return Map.copyOf(known);
  }

  /// Takes the piece with this head.
  void take(String head, Frames frames) throws IOException {
    var about = head.length() > 2 ? head.substring(2) : "";
    switch (head.isEmpty() ? ' ' : head.charAt(0)) {
      case 'B' -> {
        // It has begun.
      }
      case 'C' -> takeOutput(about, frames);
      case 'R' -> takeEnd(text(frames));
      case 'K' -> put(about, kept(frames, null, null));
      case 'U' -> takeUnread(about);
      case 'V' -> put(about, Node.ABSENT);
      case 'L' -> takeList(text(frames));
      case 'T' -> tar = new Archive(region(frames));
      case 'G' -> takeFile(about, frames);
      case 'S' -> takeFound(about, frames);
      case 'W' -> takeOthers(frames);
      case 'X' -> leaveOut(about);
      case 'D' -> unlisted.add(inTree(about));
      case 'Z' -> nodes.put(HostFactsReader.ZONE, new Node.Link(about));
      default -> nodes.addProblem("sent a piece that nobody knows: " + head, false);
    }
  }

  private Spool.Region region(Frames frames) throws IOException {
    try (var writer = spool.writer()) {
      frames.body(writer);
      return writer.region();
    }
  }

  private Node.File kept(Frames frames, @Nullable Instant modified, @Nullable String shortcoming)
      throws IOException {
    var region = region(frames);
    return new Node.File(region.size(), modified, shortcoming, new OpenRegion(region));
  }

  private static String text(Frames frames) throws IOException {
    var text = new ByteArrayOutputStream();
    frames.body(
        new OutputStream() {
          @Override
          public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            text.write(bytes, offset, Math.min(length, TEXT_MAX - text.size()));
          }
        });
    return text.toString(StandardCharsets.UTF_8);
  }

  /// A path of the host as one in the tree. What a host sends may be anybody's: nothing in it leads
  /// out of the folder that a bundle of it is extracted to.
  private static String inTree(String path) {
    return PATH.matcher(path).matches() ? path.substring(1) : "";
  }

  /// The first that came counts: patterns overlap.
  private void put(String path, Node node) {
    var inTree = inTree(path);
    if (inTree.isEmpty()) {
      nodes.addProblem("sent a file under a path that is none: " + path, false);
    } else if (nodes.at(inTree) == null
        || node instanceof Node.Unreadable
        || node instanceof Node.Absent) {
      nodes.put(inTree, node);
    }
  }

  private void takeUnread(String about) {
    int tab = Math.max(0, about.indexOf('\t'));
    putUnread(about.substring(0, tab), about.substring(tab).strip());
  }

  /// @param why as the host says; may be empty
  private void putUnread(String path, String why) {
    var reason =
        switch (why) {
          case "" -> "could not be read";
          case "Permission denied" -> FileTree.DENIED;
          default -> why;
        };
    put(path, new Node.Unreadable(reason));
  }

  private void leaveOut(String about) {
    int tab = about.indexOf('\t');
    var path = inTree(about.substring(0, Math.max(0, tab)));
    var why = about.substring(tab + 1);
    boolean isOld = why.startsWith(OLD);
    old += isOld ? 1 : 0;
    if (!path.isEmpty() && nodes.at(path) == null) {
      nodes.put(path, new Node.Unreadable(why));
    }
    if (!isOld) {
      nodes.addProblem((path.isEmpty() ? "" : "/" + path + " ") + why, false);
    }
  }

  private void takeOutput(String number, Frames frames) throws IOException {
    command = number.matches("\\d{1,6}") ? Integer.parseInt(number) : 0;
    said = kept(frames, now, null);
  }

  /// How a command ended, the making of a tar, or looking through a log.
  private void takeEnd(String how) throws IOException {
    if (sifting != null) {
      takeSifted(sifting, how);
      sifting = null;
      return;
    }
    if (tar != null) {
      takeTar(tar.bytes(), how);
      tar = null;
      return;
    }
    var output = said;
    if (output == null) {
      return;
    }
    said = null;
    var status = status(how);
    answered = status == 0 && output.size() > 0;
    known.put(command, answered);
    putOutput(output, ended(status, output.size(), complaint(how)));
  }

  private CommandOutput ended(int status, long size, String complaint) {
    if (size >= limits.pieceBytes()) {
      return new CommandOutput(End.TRUNCATED, 0, size, complaint);
    }
    return switch (status) {
      case CommandOutput.NOT_FOUND_STATUS -> new CommandOutput(End.NOT_FOUND, 0, size, complaint);
      case TIMED_OUT -> new CommandOutput(End.TIMED_OUT, 0, size, complaint);
      default -> new CommandOutput(End.EXITED, status, size, complaint);
    };
  }

  private void putOutput(Node.File output, CommandOutput end) {
    var line = plan.command(command);
    if (line.isEmpty() || end.end() == End.NOT_FOUND) {
      return;
    }
    var mangled = new ArtifactName.Command(line.get()).mangled();
    commands.put(mangled, line.get());
    var shortcoming = end.shortcoming();
    if (shortcoming.isEmpty() && since > 0 && GatherPlan.isOfJournal(line.get())) {
      shortcoming = "holds what was written since " + Instant.ofEpochSecond(since) + " only";
    }
    nodes.put(
        "commands/" + mangled,
        new Node.File(
            output.size(), now, shortcoming.isEmpty() ? null : shortcoming, output.opening()));
  }

  private int status(String how) {
    var mark = "=" + nonce + " s ";
    int at = how.indexOf(mark);
    var rest = at < 0 ? "" : how.substring(at + mark.length()).lines().findFirst().orElse("");
    return rest.matches("\\d{1,3}") ? Integer.parseInt(rest) : TIMED_OUT;
  }

  private String complaint(String how) {
    return String.join("\n", how.lines().filter(line -> !line.contains(nonce)).limit(20).toList());
  }

  private void takeList(String list) {
    listed.clear();
    list.lines()
        .forEach(line -> {
          var match = MEASURED.matcher(line);
          if (match.matches()) {
            listed.put(match.group("path"), measured(match.group("size"), match.group("time")));
          }
        });
  }

  private static Measured measured(String size, String seconds) {
    return new Measured(Long.parseLong(size), Instant.ofEpochSecond(Long.parseLong(seconds)));
  }

  private void takeTar(Spool.Region region, String how) throws IOException {
    var archive =
        ArchiveNodes.read(
            limits -> ArchiveReader.open(region.open(), limits, spool),
            "what came",
            _ -> true,
            spool,
            Progress.NONE,
            null);
    listed.forEach((path, measured) -> {
      var node = archive.map(read -> read.nodes().at(inTree(path))).orElse(null);
      if (node instanceof Node.File file) {
        put(
            path,
            new Node.File(file.size(), measured.modified, file.shortcoming(), file.opening()));
      } else {
        putUnread(path, how.contains("Permission denied") ? "Permission denied" : "");
      }
    });
    how.lines()
        .filter(line -> line.contains("shrank") || line.contains("Read error"))
        .forEach(line -> nodes.addProblem(line, false));
  }

  private void takeFile(String about, Frames frames) throws IOException {
    var match = MEASURED.matcher(about);
    if (!match.matches()) {
      nodes.addProblem("sent a file that can't be told: " + about, false);
      return;
    }
    var expected = measured(match.group("size"), match.group("time"));
    var file = kept(frames, expected.modified, null);
    var shortcoming = shortcoming(expected.size, file.size());
    put(
        match.group("path"),
        new Node.File(file.size(), file.modified(), shortcoming, file.opening()));
  }

  private void takeFound(String about, Frames frames) throws IOException {
    var match = MEASURED.matcher(about);
    if (!match.matches()) {
      nodes.addProblem("sent a file that can't be told: " + about, false);
      return;
    }
    var of = measured(match.group("size"), match.group("time"));
    sifting = new Sifting(match.group("path"), of, region(frames), null);
  }

  private void takeOthers(Frames frames) throws IOException {
    var found = sifting;
    if (found != null) {
      sifting = new Sifting(found.path, found.of, found.found, region(frames));
    }
  }

  private void takeSifted(Sifting log, String how) throws IOException {
    if (log.others == null || log.of.size > limits.siftedBytes() || joined > limits.allBytes()) {
      putUnread(log.path, "");
      return;
    }
    var lines = SiftedLog.joined(spool, log.found, log.others, log.of.size);
    joined += lines.size();
    int status = status(how);
    var shortcoming =
        log.found.size() >= limits.pieceBytes()
            ? "holds more of what is looked for than the %,d bytes that were taken"
                .formatted(log.found.size())
            : status > 1 ? "could not be looked through: " + complaint(how) : null;
    sifted++;
    put(log.path, new Node.File(lines.size(), log.of.modified, shortcoming, new OpenRegion(lines)));
  }

  private @Nullable String shortcoming(long size, long came) {
    if (size > limits.pieceBytes()) {
      return "is its end only: the last %,d of %,d bytes were taken".formatted(came, size);
    }
    return came < size ? "was cut by %,d bytes while it was read".formatted(size - came) : null;
  }

  /// Says of the piece in hand that no more of it came.
  ///
  /// @param head of the piece
  /// @param why follows its name in a sentence
  void giveUp(String head, String why) {
    var about = head.length() > 2 ? head.substring(2) : "";
    switch (head.isEmpty() ? ' ' : head.charAt(0)) {
      case 'C', 'R' -> {
        known.put(command, false);
        plan.command(command).ifPresent(line -> nodes.addProblem(line + " " + why, false));
      }
      case 'K' -> put(about, new Node.Unreadable(why));
      case 'G', 'S' -> {
        var match = MEASURED.matcher(about);
        if (match.matches()) {
          put(match.group("path"), new Node.Unreadable(why));
        }
      }
      case 'W' -> {
        if (sifting != null) {
          put(sifting.path, new Node.Unreadable(why));
          sifting = null;
        }
      }
      default -> nodes.addProblem("a piece of the host " + why, false);
    }
  }

  /// What has come so far.
  ///
  /// @param cut why something may be missing that nobody knows of; empty if nothing is
  Collection.Collected whole(String cut) {
    for (var folder : unlisted) {
      if (folder.isEmpty()) {
        continue;
      }
      if (nodes.at(folder) == null) {
        nodes.put(folder, new Node.Unreadable("may not be listed: " + FileTree.DENIED));
      } else {
        nodes.addProblem(folder + " may not be listed: " + FileTree.DENIED, false);
      }
    }
    if (old > 0) {
      nodes.addProblem(
          "%,d %s not taken: not changed since the time that was asked for"
              .formatted(old, old == 1 ? "log was" : "logs were"),
          false);
    }
    if (sifted > 0) {
      nodes.addProblem(
          "of %,d large %s only lines that notes look for were taken, and some others"
              .formatted(sifted, sifted == 1 ? "log" : "logs"),
          false);
    }
    if (!cut.isEmpty()) {
      nodes.addProblem(cut, true);
      nodes.cutOff(cut);
    }
    return new Collection.Collected(nodes, Map.copyOf(commands));
  }
}
