package dev.casebook.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.casebook.evidence.archive.Member;
import dev.casebook.evidence.archive.Spool;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What the headers of an archive say of its members, as `tar -tv` prints it: for a table it is the
/// output of a command among others, and memory does not grow with it.
///
/// What lies in the kernel's folders, `/proc` and `/sys`, is not listed: four of five members of a
/// large bundle, with rights that nobody sets. While the archive is read, the host's root is taken
/// to be a folder at the top, as in a bundle. Where it turns out to be elsewhere, and members were
/// left out for that, the archive has to be read once more: [#lacksPartOf].
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

  private static final int PENDING_CHARACTERS = 1 << 15;

  /// 64 KiB: the longest line has some 25, for names and targets are bounded.
  private static final int BUFFER_BYTES = 1 << 16;

  private static final byte[] PROC = "proc/".getBytes(UTF_8);
  private static final byte[] SYS = "sys/".getBytes(UTF_8);

  private final Spool spool;
  private final boolean isWhole;
  private final Spool.Writer kept;
  private boolean leftOut;

  /// Lines that are not in the spool yet.
  private final StringBuilder lines = new StringBuilder(PENDING_CHARACTERS);

  private long count;
  private @Nullable Member last;

  /// What the line of the member before says of it before its size.
  private String lastRights = "";

  private String lastTime = "";

  /// Why it is not whole; empty if it is.
  private String shortcoming = "";

  MemberListing(Spool spool) {
    this(spool, false);
  }

  private MemberListing(Spool spool, boolean isWhole) {
    this.spool = spool;
    this.isWhole = isWhole;
    kept = spool.writer();
  }

  /// A new one that takes what this one left out, too.
  MemberListing whole() {
    return new MemberListing(spool, true);
  }

  /// Whether members of a host were left out that do not lie in its kernel's folders.
  boolean lacksPartOf(Layout layout) {
    boolean isAtTop = !layout.root().isEmpty() && layout.root().indexOf('/') < 0;
    return leftOut && !isAtTop && layout.listingPlace().isPresent();
  }

  static boolean isWanted(Wanted wanted) {
    return wanted.names().stream().anyMatch(name -> name.text().startsWith(COMMAND));
  }

  void take(Member member) {
    if (!shortcoming.isEmpty()) {
      return;
    }
    if (count++ == LINES_MAX) {
      shortcoming = "lists only the first %,d members".formatted(LINES_MAX);
      return;
    }
    if (!isWhole && isKernelsInFolder(member.path())) {
      leftOut = true;
      return;
    }
    append(member);
    lines.append('\n');
    if (lines.length() > PENDING_CHARACTERS / 2) {
      flush();
    }
  }

  private void flush() {
    try {
      kept.write(lines.toString().getBytes(UTF_8));
    } catch (IOException e) {
      shortcoming = "is cut: " + e.getMessage();
    }
    lines.setLength(0);
  }

  /// A collector gives most members the same rights and the same time.
  private void append(Member member) {
    var before = last;
    if (before == null || !haveSameRights(member, before)) {
      lastRights = rights(member);
    }
    if (before == null || !member.modified().equals(before.modified())) {
      lastTime = TIME.format(member.modified());
    }
    last = member;
    append(lines, lastRights, member, lastTime);
  }

  private static boolean haveSameRights(Member one, Member other) {
    return one.mode() == other.mode()
        && one.kind() == other.kind()
        && one.owner().equals(other.owner())
        && one.group().equals(other.group());
  }

  static String line(Member member) {
    var line = new StringBuilder(128);
    append(line, rights(member), member, TIME.format(member.modified()));
    return line.toString();
  }

  private static void append(StringBuilder line, String rights, Member member, String time) {
    line.append(rights).append(member.size()).append(' ').append(time).append(' ');
    line.append(oneLine(member.path()));
    if (member.kind() == Member.Kind.SYMBOLIC_LINK) {
      line.append(" -> ").append(oneLine(member.target()));
    }
  }

  private static String rights(Member member) {
    return mode(member) + ' ' + or(member.owner()) + '/' + or(member.group()) + ' ';
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
    flush();
    var part = spool.writer();
    try (var out = new BufferedOutputStream(part, BUFFER_BYTES);
        var in = kept.region().open()) {
      copy(in, out, layout.root().isEmpty() ? "" : layout.root() + "/");
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

  /// Copies the lines of what lies under a prefix, without it.
  private static void copy(InputStream in, OutputStream out, String prefix) throws IOException {
    byte[] folder = prefix.getBytes(UTF_8);
    byte[] bytes = new byte[BUFFER_BYTES];
    int held = 0;
    for (int read = in.read(bytes); read > 0; read = in.read(bytes, held, bytes.length - held)) {
      held += read;
      int line = 0;
      for (int end = lineEnd(bytes, line, held); end >= 0; end = lineEnd(bytes, line, held)) {
        int path = pathStart(bytes, line);
        int inside = path + folder.length;
        if (beginsWith(folder, bytes, path, end) && !isKernels(bytes, inside, end)) {
          out.write(bytes, line, path - line);
          out.write(bytes, inside, end - inside);
        }
        line = end;
      }
      held -= line;
      System.arraycopy(bytes, line, bytes, 0, held);
    }
  }

  /// Behind the line's end; -1 if there is none.
  private static int lineEnd(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private static boolean beginsWith(byte[] prefix, byte[] bytes, int from, int to) {
    return to - from >= prefix.length
        && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
  }

  /// Whether it is the kernel's if the host's root is a folder at the top, and is not if it is the
  /// top itself.
  private static boolean isKernelsInFolder(String path) {
    int slash = path.indexOf('/');
    return slash > 0 && isKernels(path, slash + 1) && !isKernels(path, 0);
  }

  private static boolean isKernels(String path, int from) {
    return path.startsWith("proc/", from) || path.startsWith("sys/", from);
  }

  private static boolean isKernels(byte[] bytes, int path, int to) {
    return beginsWith(PROC, bytes, path, to) || beginsWith(SYS, bytes, path, to);
  }

  /// Behind mode, owner, size, day, time and zone.
  private static int pathStart(byte[] bytes, int line) {
    int at = line;
    for (int cells = 0; cells < 6; at++) {
      if (bytes[at] == ' ') {
        cells++;
      }
    }
    return at;
  }
}
