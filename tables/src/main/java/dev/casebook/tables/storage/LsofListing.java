package dev.casebook.tables.storage;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the table that lsof(8) prints.
///
/// Which cells stand before the descriptor is told by options, and which are blank behind it by the
/// type; so a row is read from its descriptor and type on, which no other two cells look like. That
/// holds for rows that were pasted with their blanks lost, and for those that `grep` left.
final class LsofListing {

  /// What lsof says of its own troubles, on standard error.
  private static final Pattern COMPLAINT =
      Pattern.compile("(?:lsof: |\\s+Output information may be incomplete)");

  private static final Pattern DESCRIPTOR =
      Pattern.compile(
          "(cwd|rtd|txt|mem|DEL|mmap|ltx|tr|pd|err|NOFD|\\d{1,9})([rwu-]?)([NrRwWuUxXS]?)");

  private static final Pattern TYPE =
      Pattern.compile(
          "(?!DEL$|NOFD$)[A-Z]{2,8}\\d?|unix|sock|netlink|a_inode|IPv[46]|pack|raw6?|icmp|vsock|unknown|[0-7]{4}");

  private static final Pattern DEVICE = Pattern.compile("(\\d{1,6}),(\\d{1,9})|0x[0-9a-f]{1,16}");

  private static final Pattern SIZE = Pattern.compile("\\d+|0t\\d+|0x[0-9a-f]+|[\\d.]+[KMGT]");

  private static final Pattern PROTOCOL = Pattern.compile("[A-Z]{2,10}\\d?");

  /// Types of what has a count of its names.
  private static final Set<String> NAMED = Set.of("REG", "DIR", "CHR", "BLK", "FIFO", "LINK");

  /// Command, process, thread, its name, process group, parent, user.
  private static final int CELLS_BEFORE_MAX = 7;

  /// Options that say how to list and not what; a bundle's name of an output has lost its `+`.
  private static final Pattern WHOLE =
      Pattern.compile("lsof(?:[ _](?:[-+]?[nNlPMbwKR]+|\\+?c[ _]?\\d+|-c(?:[ _]'')?))*");

  private final Rows<OpenFile> rows;
  private boolean hasHeading;
  private boolean tellsThreads;
  private boolean tellsLinks;

  /// Cells between the process and its descriptor of a row that is no thread's.
  private int cellsBetween = 1;

  private int hidden;

  private LsofListing(Rows<OpenFile> rows) {
    this.rows = rows;
  }

  static boolean isListing(String head) {
    return head.matches("(?s)(?:lsof: [^\n]*\n|\\s+Output [^\n]*\n)*COMMAND +PID .* FD +TYPE .*");
  }

  static void parse(Text text, Rows<OpenFile> rows) {
    var listing = new LsofListing(rows);
    for (var line : text.lines()) {
      listing.take(line);
    }
    if (!WHOLE.matcher(text.name()).matches()) {
      rows.lacksRows("lists only what was asked for");
    } else if (!listing.hasHeading) {
      rows.lacksRows("has no heading, and may be a part");
    }
    if (listing.hidden > 0) {
      rows.lacksRows("was not allowed to look at files of " + listing.hidden + " places");
    }
  }

  /// A cell and where it begins.
  private record Cell(String text, int start) {}

  private void take(Line line) {
    if (line.isNoise()) {
      return;
    }
    if (COMPLAINT.matcher(line.text()).lookingAt()) {
      rows.lacksRows("says that it may be incomplete");
      return;
    }
    var cells = cells(line.text());
    if (cells.size() > 3 && cells.getFirst().text.equals("COMMAND")) {
      heading(cells.stream().map(Cell::text).toList());
    } else {
      row(line, cells);
    }
  }

  private void heading(List<String> columns) {
    hasHeading = true;
    tellsThreads = columns.contains("TID");
    tellsLinks = columns.contains("NLINK");
    int between = columns.indexOf("FD") - 2;
    cellsBetween = Math.max(0, tellsThreads ? between - 2 : between);
  }

  /// The words of a line up to where the name must have begun.
  private static List<Cell> cells(String text) {
    var cells = new ArrayList<Cell>();
    int at = 0;
    while (at < text.length() && cells.size() < CELLS_BEFORE_MAX + 7) {
      while (at < text.length() && Line.isWhitespace(text.charAt(at))) {
        at++;
      }
      int start = at;
      while (at < text.length() && !Line.isWhitespace(text.charAt(at))) {
        at++;
      }
      if (at > start) {
        cells.add(new Cell(text.substring(start, at), start));
      }
    }
    return cells;
  }

  private void row(Line line, List<Cell> cells) {
    for (int at = 2; at + 1 < cells.size() && at <= CELLS_BEFORE_MAX; at++) {
      var descriptor = DESCRIPTOR.matcher(cells.get(at).text);
      if (!descriptor.matches()) {
        continue;
      }
      boolean refused = descriptor.group(1).equals("NOFD");
      if (refused || TYPE.matcher(cells.get(at + 1).text).matches()) {
        row(line, cells, at, descriptor);
        return;
      }
    }
    rows.reject(line, "no descriptor and type as lsof(8) has them");
  }

  private void row(Line line, List<Cell> cells, int at, Matcher descriptor) {
    var pid = Digits.small(cells.get(1).text);
    if (pid == null) {
      rows.reject(line, "no process id behind the command");
    } else if (tellsThreads && at - 2 > cellsBetween) {
      // A thread has the files of its process, which has a row of its own.
      return;
    } else if (descriptor.group(1).equals("NOFD") || cells.get(at + 1).text.equals("unknown")) {
      hidden += line.text().contains("denied") ? 1 : 0;
    } else {
      var user = at > 2 ? cells.get(at - 1).text : null;
      rows.add(line, file(line.text(), pid, user, cells, at, descriptor));
    }
  }

  private OpenFile file(
      String line,
      Integer pid,
      @Nullable String user,
      List<Cell> cells,
      int at,
      Matcher descriptor) {
    var tail = new Tail(line, cells, at + 2);
    var type = cells.get(at + 1).text;
    boolean isGone = descriptor.group(1).equals("DEL");
    var device = tail.takeDevice(type);
    var size = isGone ? null : tail.take(SIZE);
    var links = tellsLinks && NAMED.contains(type) ? tail.takeNumber() : null;
    var inode = tail.takeNode();
    var name = tail.rest();
    return new OpenFile(
        pid,
        unescaped(cells.getFirst().text),
        user,
        kind(descriptor.group(1)),
        Digits.small(descriptor.group(1)),
        access(descriptor.group(2)),
        null,
        type,
        name == null ? null : OpenFile.named(name),
        isGone
            || (links != null && links == 0)
            || (name != null && name.endsWith(OpenFile.DELETED)),
        size == null ? null : Digits.decimal(size),
        device,
        inode);
  }

  /// What stands behind the type, cell by cell.
  private static final class Tail {
    private final String line;
    private final List<Cell> cells;
    private int at;

    Tail(String line, List<Cell> cells, int at) {
      this.line = line;
      this.cells = cells;
      this.at = at;
    }

    private String peek() {
      return at < cells.size() ? cells.get(at).text : "";
    }

    @Nullable String take(Pattern pattern) {
      var cell = peek();
      if (!pattern.matcher(cell).matches()) {
        return null;
      }
      at++;
      return cell;
    }

    /// Sockets of the Internet have their inode in this column.
    @Nullable String takeDevice(String type) {
      var device = DEVICE.matcher(peek());
      if (device.matches()) {
        at++;
        return device.group(1) == null ? null : device.group(1) + ":" + device.group(2);
      }
      at += type.startsWith("IPv") ? 1 : 0;
      return null;
    }

    @Nullable Long takeNumber() {
      var number = Digits.decimal(peek());
      at += number == null ? 0 : 1;
      return number;
    }

    /// The inode, or the protocol in its place.
    @Nullable Long takeNode() {
      var number = takeNumber();
      at += number == null && PROTOCOL.matcher(peek()).matches() ? 1 : 0;
      return number;
    }

    @Nullable String rest() {
      return at < cells.size() ? line.substring(cells.get(at).start).strip() : null;
    }
  }

  static String kind(String descriptor) {
    return switch (descriptor) {
      case "cwd" -> "cwd";
      case "rtd" -> "root";
      case "txt", "ltx" -> "program";
      case "mem", "DEL", "mmap" -> "memory";
      default -> "descriptor";
    };
  }

  static @Nullable String access(String mode) {
    return switch (mode) {
      case "r", "w" -> mode;
      case "u" -> "rw";
      default -> null;
    };
  }

  /// lsof writes blanks in a command's name as `\x20`.
  static String unescaped(String command) {
    return command.replace("\\x20", " ");
  }
}
