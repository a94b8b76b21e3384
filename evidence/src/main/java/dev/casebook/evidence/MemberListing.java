package dev.casebook.evidence;

import dev.casebook.evidence.archive.Member;
import dev.casebook.evidence.archive.Spool;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// What the headers of an archive say of its members, as `tar -tv` prints it: for a table it is the
/// output of a command among others, and memory does not grow with it.
///
/// ```
/// drwx------ root/root 0 2026-11-22 11:00:00 +0000 etc/openvpn/pki
/// ```
final class MemberListing {

  /// The name under which it is asked for. It is never run.
  private static final String COMMAND = "tar -tv";

  /// More is no bundle, and no table reads more of one artifact.
  private static final long LINES_MAX = 500_000;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xx").withZone(ZoneOffset.UTC);

  private final Spool spool;
  private final Spool.Writer kept;
  private final BufferedWriter lines;
  private long count;
  private Instant lastInstant = Instant.EPOCH;
  private String lastTime = TIME.format(Instant.EPOCH);

  /// Why it is not whole; empty if it is.
  private String shortcoming = "";

  MemberListing(Spool spool) {
    this.spool = spool;
    kept = spool.writer();
    lines = writer(kept);
  }

  static boolean isWanted(Wanted wanted) {
    return wanted.names().stream().anyMatch(name -> name.text().startsWith(COMMAND));
  }

  private static BufferedWriter writer(Spool.Writer to) {
    return new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
  }

  void take(Member member) {
    if (!shortcoming.isEmpty()) {
      return;
    }
    if (count++ == LINES_MAX) {
      shortcoming = "lists only the first %,d members".formatted(LINES_MAX);
      return;
    }
    try {
      lines.write(line(member, time(member.modified())));
      lines.write('\n');
    } catch (IOException e) {
      shortcoming = "is cut: " + e.getMessage();
    }
  }

  /// A collector gives most members the same time.
  private String time(Instant instant) {
    if (!instant.equals(lastInstant)) {
      lastInstant = instant;
      lastTime = TIME.format(instant);
    }
    return lastTime;
  }

  static String line(Member member) {
    return line(member, TIME.format(member.modified()));
  }

  private static String line(Member member, String time) {
    var line = new StringBuilder(128).append(mode(member)).append(' ');
    line.append(or(member.owner())).append('/').append(or(member.group())).append(' ');
    line.append(member.size()).append(' ').append(time).append(' ');
    line.append(oneLine(member.path()));
    return member.kind() == Member.Kind.SYMBOLIC_LINK
        ? line.append(" -> ").append(oneLine(member.target())).toString()
        : line.toString();
  }

  /// A name of an owner may be anything, too: it takes one word.
  private static String or(String name) {
    if (name.isEmpty()) {
      return "-";
    }
    return isOneWord(name) ? name : name.replaceAll("[\\s/]", "?");
  }

  /// As nearly all are; an expression for each of 80,000 members costs more than reading them.
  private static boolean isOneWord(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c == '/') {
        return false;
      }
    }
    return true;
  }

  private static String oneLine(String path) {
    return path.indexOf('\n') < 0 && path.indexOf('\r') < 0 ? path : path.replaceAll("[\r\n]", "?");
  }

  /// As ls writes it.
  private static String mode(Member member) {
    var letters = new StringBuilder("rwxrwxrwx");
    for (int bit = 0; bit < letters.length(); bit++) {
      if ((member.mode() >> (8 - bit) & 1) == 0) {
        letters.setCharAt(bit, '-');
      }
    }
    special(letters, member.mode(), 04000, 2, 's');
    special(letters, member.mode(), 02000, 5, 's');
    special(letters, member.mode(), 01000, 8, 't');
    return switch (member.kind()) {
      case DIRECTORY -> "d" + letters;
      case SYMBOLIC_LINK -> "l" + letters;
      case FILE, HARD_LINK -> "-" + letters;
    };
  }

  private static void special(StringBuilder letters, int mode, int bit, int at, char letter) {
    if ((mode & bit) != 0) {
      letters.setCharAt(at, letters.charAt(at) == 'x' ? letter : Character.toUpperCase(letter));
    }
  }

  /// Puts one host's part where its layout has outputs of commands, under the host's own paths and
  /// without what is the kernel's.
  ///
  /// @param now how old it is
  void putInto(IndexedNodes nodes, Layout layout, Instant now) throws IOException {
    var place = layout.listingPlace();
    if (place.isEmpty()) {
      return;
    }
    lines.flush();
    var prefix = layout.root().isEmpty() ? "" : layout.root() + "/";
    var part = spool.writer();
    try (var out = writer(part);
        var in =
            new BufferedReader(
                new InputStreamReader(kept.region().open(), StandardCharsets.UTF_8))) {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        int path = pathStart(line);
        if (line.startsWith(prefix, path) && !isKernels(line, path + prefix.length())) {
          out.write(line, 0, path);
          out.write(line, path + prefix.length(), line.length() - path - prefix.length());
          out.write('\n');
        }
      }
    }
    var region = part.region();
    if (region.size() > 0) {
      var file =
          new Node.File(
              region.size(),
              now,
              shortcoming.isEmpty() ? null : shortcoming,
              new OpenRegion(region));
      nodes.put(FileTree.join(layout.root(), place.get()), file);
    }
  }

  /// Whether it lies in `/proc` or `/sys`: four of five members of a large bundle, with rights that
  /// nobody sets.
  private static boolean isKernels(String line, int path) {
    return line.startsWith("proc/", path) || line.startsWith("sys/", path);
  }

  /// Behind mode, owner, size, day, time and zone.
  private static int pathStart(String line) {
    int at = 0;
    for (int cells = 0; cells < 6; cells++) {
      at = line.indexOf(' ', at) + 1;
    }
    return at;
  }
}
