package dev.casebook.evidence;

import dev.casebook.evidence.archive.ArchiveReader;
import dev.casebook.evidence.archive.Spool;
import dev.casebook.hosts.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a host sends of a [GatherPlan], piece by piece, as nodes. The pieces are described in
/// `gather.sh`.
final class GatheredPieces {

  /// What commands say to standard error, and lists of files: some ten thousand lines.
  private static final int TEXT_MAX = 8 << 20;

  /// Names between slashes, none of them `.` or `..`.
  private static final Pattern PATH = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[^/\\x00]+)+");

  /// Of logs that have not changed lately there may be hundreds: they are counted.
  private static final String OLD = "was left out: it has not changed since";

  private static final String UNTOLD = "could not be read";

  private final Spool spool;
  private final Instant now;
  private final String nonce;
  private final GatherLimits limits;
  private final IndexedNodes nodes;
  private final GatheredOutputs commands;
  private final Set<String> unlisted = new LinkedHashSet<>();

  private int old;

  /// The files that come next, with their sizes and times.
  private final Map<String, MeasuredFile> listed = new TreeMap<>();

  /// Files that came together, to be read when its making has ended.
  private Spool.@Nullable Region tar;

  private final Sifting sifting;

  /// @param since seconds since 1970 from which on logs were asked for; 0 for all
  GatheredPieces(
      GatherPlan plan, Spool spool, Instant now, String nonce, GatherLimits limits, long since) {
    this.spool = spool;
    this.now = now;
    this.nonce = nonce;
    this.limits = limits;
    this.nodes = new IndexedNodes(spool);
    this.sifting = new Sifting(spool, limits);
    this.commands = new GatheredOutputs(plan, limits, since, nodes);
  }

  /// Commands that have come, by their numbers, with whether they answered.
  Map<Integer, Boolean> known() {
    return commands.known();
  }

  /// Takes the piece with this head.
  void take(String head, Frames frames) throws IOException {
    var about = head.length() > 2 ? head.substring(2) : "";
    switch (head.isEmpty() ? ' ' : head.charAt(0)) {
      case 'B' -> {
        // It has begun.
      }
      case 'C' -> commands.begin(about, kept(frames, now, null));
      case 'R' -> takeEnd(text(frames));
      case 'K' -> put(about, kept(frames, null, null));
      case 'U' -> takeUnread(about);
      case 'V' -> put(about, Node.ABSENT);
      case 'L' -> takeList(text(frames));
      case 'T' -> tar = region(frames);
      case 'G' -> takeFile(about, frames);
      case 'S' -> takeFound(about, frames);
      case 'W' -> sifting.add(region(frames));
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
          case "" -> UNTOLD;
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

  /// How a command ended, the making of a tar, or looking through a log.
  private void takeEnd(String how) throws IOException {
    var log = sifting.taken();
    if (log != null) {
      var lines = sifting.whole(log, PieceEnd.of(how, nonce));
      put(log.path(), lines == null ? new Node.Unreadable(UNTOLD) : lines);
      return;
    }
    if (tar != null) {
      takeTar(tar, how);
      tar = null;
      return;
    }
    commands.end(PieceEnd.of(how, nonce));
  }

  private void takeList(String list) {
    listed.clear();
    list.lines()
        .flatMap(line -> MeasuredFile.of(line).stream())
        .forEach(file -> listed.put(file.path(), file));
  }

  private void takeTar(Spool.Region region, String how) throws IOException {
    var archive =
        ArchiveNodes.read(
            limits -> ArchiveReader.open(region.open(), limits, spool),
            "what came",
            _ -> _ -> true,
            spool,
            Progress.NONE,
            null);
    listed.forEach((path, measured) -> {
      var node = archive.map(read -> read.nodes().at(inTree(path))).orElse(null);
      if (node instanceof Node.File file) {
        put(
            path,
            new Node.File(file.size(), measured.modified(), file.shortcoming(), file.opening()));
      } else {
        putUnread(path, how.contains("Permission denied") ? "Permission denied" : "");
      }
    });
    how.lines()
        .filter(line -> line.contains("shrank") || line.contains("Read error"))
        .forEach(line -> nodes.addProblem(line, false));
  }

  private void takeFile(String about, Frames frames) throws IOException {
    var listed = MeasuredFile.of(about);
    if (listed.isEmpty()) {
      nodes.addProblem("sent a file that can't be told: " + about, false);
      return;
    }
    var file = kept(frames, listed.get().modified(), null);
    var shortcoming = shortcoming(listed.get().size(), file.size());
    put(
        listed.get().path(),
        new Node.File(file.size(), file.modified(), shortcoming, file.opening()));
  }

  private void takeFound(String about, Frames frames) throws IOException {
    var log = MeasuredFile.of(about);
    if (log.isEmpty()) {
      nodes.addProblem("sent a file that can't be told: " + about, false);
      return;
    }
    sifting.begin(log.get(), region(frames));
  }

  private @Nullable String shortcoming(long size, long came) {
    if (size > limits.pieceBytes()) {
      return "is its end only: the last %,d of %,d bytes were taken".formatted(came, size);
    }
    return came < size ? "was cut by %,d bytes while it was read".formatted(size - came) : null;
  }

  /// Whether the piece in hand is files that come together, of which it is not known which hangs.
  ///
  /// @param head of the piece
  boolean isOfSeveral(String head) {
    return head.startsWith("T") || tar != null;
  }

  /// Forgets files that were to come together: they are asked for one by one.
  void giveUpTogether() {
    tar = null;
  }

  /// Says of the piece in hand that no more of it came.
  ///
  /// @param head of the piece
  /// @param why follows its name in a sentence
  /// @return the path that is not to be asked for again; empty if it is no file
  Optional<String> giveUp(String head, String why) {
    var about = head.length() > 2 ? head.substring(2) : "";
    var log = sifting.taken();
    if (log != null) {
      return unreadable(log.path(), why);
    }
    switch (head.isEmpty() ? ' ' : head.charAt(0)) {
      case 'C', 'R' -> commands.giveUp(why);
      case 'K' -> {
        return unreadable(about, why);
      }
      case 'G', 'S' -> {
        return MeasuredFile.of(about).flatMap(file -> unreadable(file.path(), why));
      }
      default -> nodes.addProblem("a piece of the host " + why, false);
    }
    return Optional.empty();
  }

  private Optional<String> unreadable(String path, String why) {
    put(path, new Node.Unreadable(why));
    return Optional.of(path);
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
    int sifted = sifting.count();
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
    return new Collection.Collected(nodes, commands.lines());
  }
}
