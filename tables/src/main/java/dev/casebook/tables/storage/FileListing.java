package dev.casebook.tables.storage;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads listings of files: `find -printf`, `ls -l` in its forms, `namei -l`.
///
/// Whoever prints them may cut, colour and sort; a line is known by its mode.
final class FileListing {

  static final String MODE = "[-dlcbps][-r][-w][-xsStT][-r][-w][-xsS][-r][-w][-xtT][.+@]?";

  /// Mode, links, owner, group, perhaps a context of SELinux, size or device, time, name.
  private static final Pattern LISTED =
      Pattern.compile(
          "("
              + MODE
              + ") +(?:\\d+ +)?([^ ]{1,64}) +([^ ]{1,64}) +"
              + "(?:[^ :]+:[^ :]+:[^ ]+ +)?(?:(\\d+, *\\d+|[\\d.]+[KMGTP]?) +)?"
              + "(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?(?: [+-]\\d{4})?)?"
              + "|[^ ]{1,12} +\\d{1,2} +[\\d:]{4,8}|\\d{1,2} [^ ]{1,12} +[\\d:]{4,8}) (.+)");

  private static final Pattern NAMED =
      Pattern.compile("(" + MODE + ") ([^ ]{1,64}) +([^ ]{1,64}) +(.+)");

  private static final Pattern HEADING = Pattern.compile("(/.*):");

  private static final Pattern DENIED = Pattern.compile("(?:ls|find): .*: Permission denied");

  /// `ls_-lanR_.etc.openvpn` and `ls -lan /etc/openvpn`: the folder where nothing heads the
  /// listing.
  private static final Pattern ASKED = Pattern.compile("ls[ _]-\\w+[ _]([./].*)");

  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSSSSSSSS] xx");

  /// A bundle has several listings of one folder.
  private static final int PATHS_MAX = 1_000_000;

  private FileListing() {}

  static boolean isListing(String head) {
    return Pattern.compile("^(?:/[^\n]*:\n)?total \\d[^\n]*\n(?:" + MODE + ") ")
        .matcher(head)
        .find();
  }

  /// `PATH MODE OWNER GROUP SIZE SECONDS TARGET` with tabs between.
  static void parseFound(Text text, Rows<FileEntry> rows) {
    for (var line : text.lines()) {
      var cells = line.text().split("\t", 7);
      var seconds = cells.length == 7 ? seconds(cells[5]) : null;
      if (cells.length != 7 || !cells[1].matches(MODE)) {
        rows.reject(line, "no file as find prints it here");
      } else {
        var target = cells[6].isEmpty() ? null : cells[6];
        rows.add(
            line,
            entry(
                cells[0], cells[1], cells[2], cells[3], Digits.decimal(cells[4]), seconds, target));
      }
    }
    rows.lacksRows("goes into /etc and into the first folders of /var alone");
  }

  private static @Nullable Instant seconds(String stamp) {
    var whole = Digits.decimal(stamp.replaceFirst("\\..*", ""));
    try {
      return whole == null ? null : Instant.ofEpochSecond(whole);
    } catch (DateTimeException e) {
      return null;
    }
  }

  static void parse(Text text, Rows<FileEntry> rows) {
    if (text.name().startsWith("namei") || text.string().startsWith("f: ")) {
      parseNamei(text, rows);
    } else if (text.name().startsWith("tar")) {
      MemberLines.parse(text, paths(text), rows);
    } else {
      parseListed(text, rows);
    }
    rows.lacksRows("lists only what was asked for");
  }

  /// The paths that one table has already: two listings may hold the same.
  record Paths(Set<String> known) {
    boolean isNew(String path) {
      return known.size() < PATHS_MAX && known.add(path);
    }
  }

  private static Paths paths(Text text) {
    return text.shared(Paths.class, () -> new Paths(new HashSet<>()));
  }

  private static void parseListed(Text text, Rows<FileEntry> rows) {
    var paths = paths(text);
    var asked = ASKED.matcher(text.name());
    var folder = asked.matches() ? unmangled(asked.group(1)) : null;
    boolean nameless = false;
    for (var line : text.lines()) {
      var heading = HEADING.matcher(line.text());
      var listed = LISTED.matcher(line.text());
      if (heading.matches()) {
        folder = heading.group(1);
      } else if (listed.matches()) {
        var path = path(folder, listed.group(6), listed.group(1).charAt(0));
        nameless |= path == null;
        if (path != null && paths.isNew(path)) {
          rows.add(line, listed(path, listed));
        }
      } else if (DENIED.matcher(line.text()).matches()) {
        rows.lacksRows("was not allowed into all folders");
      } else if (!line.isNoise() && !isChatter(line)) {
        rows.reject(line, "no file as ls -l has it");
      }
    }
    if (nameless) {
      rows.lacksRows("does not tell which folder it lists");
    }
  }

  private static boolean isChatter(Line line) {
    return line.text().startsWith("total ")
        || line.text().startsWith("ls: ")
        || line.text().contains("?????????");
  }

  /// A collector writes `/` as a dot; which dots were dots nobody can tell, so that only paths
  /// without one are right.
  private static String unmangled(String path) {
    return path.startsWith("/") ? path : path.replace('.', '/');
  }

  private static FileEntry listed(String path, Matcher listed) {
    var size = listed.group(4);
    var name = listed.group(6);
    int arrow = listed.group(1).charAt(0) == 'l' ? name.indexOf(" -> ") : -1;
    return entry(
        path,
        listed.group(1),
        listed.group(2),
        listed.group(3),
        size == null ? null : Digits.decimal(size),
        modified(listed.group(5)),
        arrow < 0 ? null : name.substring(arrow + 4));
  }

  private static @Nullable Instant modified(String stamp) {
    try {
      return OffsetDateTime.parse(stamp, FULL).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /// Null for a name of which nothing tells the folder.
  private static @Nullable String path(@Nullable String folder, String shown, char type) {
    int arrow = type == 'l' ? shown.indexOf(" -> ") : -1;
    var name = arrow < 0 ? shown : shown.substring(0, arrow);
    name =
        name.length() > 1 && name.startsWith("'") && name.endsWith("'")
            ? name.substring(1, name.length() - 1)
            : name;
    // What `ls -F` puts behind a folder.
    name =
        type == 'd' && name.length() > 1 && name.endsWith("/")
            ? name.substring(0, name.length() - 1)
            : name;
    if (name.startsWith("/")) {
      return name;
    }
    if (folder == null) {
      return null;
    }
    var base =
        folder.length() > 1 && folder.endsWith("/")
            ? folder.substring(0, folder.length() - 1)
            : folder;
    return switch (name) {
      case "." -> base;
      case ".." -> base.lastIndexOf('/') > 0 ? base.substring(0, base.lastIndexOf('/')) : "/";
      default -> base.equals("/") ? "/" + name : base + "/" + name;
    };
  }

  /// Each folder of a path in a line, down to its end; what follows a link is another path.
  private static void parseNamei(Text text, Rows<FileEntry> rows) {
    var paths = paths(text);
    String path = null;
    for (var line : text.lines()) {
      var named = NAMED.matcher(line.text().strip());
      if (line.text().startsWith("f: ")) {
        path = "";
      } else if (named.matches()) {
        var name = named.group(4).split(" -> ", 2)[0];
        path =
            path == null || line.text().startsWith(" ")
                ? null
                : name.equals("/") ? "/" : below(path, name);
        if (path != null && paths.isNew(path)) {
          var target = named.group(4).contains(" -> ") ? named.group(4).split(" -> ", 2)[1] : null;
          rows.add(
              line,
              entry(path, named.group(1), named.group(2), named.group(3), null, null, target));
        }
        path = named.group(1).startsWith("l") ? null : path;
      } else if (line.text().endsWith(" - Permission denied")) {
        rows.lacksRows("was not allowed into all folders");
      } else if (!line.isNoise() && !line.text().contains(" - No such file")) {
        rows.reject(line, "no folder as namei -l has it");
      }
    }
  }

  private static String below(String path, String name) {
    return path.equals("/") ? "/" + name : path + "/" + name;
  }

  static FileEntry entry(
      String path,
      String mode,
      String owner,
      String group,
      @Nullable Long size,
      @Nullable Instant modified,
      @Nullable String target) {
    var permissions = mode.substring(1, 10);
    return new FileEntry(
        path,
        type(mode.charAt(0)),
        bits(permissions),
        permissions,
        owner,
        group,
        size,
        modified,
        target);
  }

  private static String type(char letter) {
    return switch (letter) {
      case 'd' -> "folder";
      case 'l' -> "link";
      case 'c', 'b' -> "device";
      case 'p' -> "pipe";
      case 's' -> "socket";
      default -> "file";
    };
  }

  /// `rwsr-x--t` as chmod(1) counts.
  static int bits(String permissions) {
    int bits = 0;
    for (int at = 0; at < 9; at++) {
      char c = permissions.charAt(at);
      bits = bits << 1 | (c == '-' || c == 'S' || c == 'T' ? 0 : 1);
    }
    int special = 0;
    special |= "sS".indexOf(permissions.charAt(2)) >= 0 ? 04000 : 0;
    special |= "sS".indexOf(permissions.charAt(5)) >= 0 ? 02000 : 0;
    special |= "tT".indexOf(permissions.charAt(8)) >= 0 ? 01000 : 0;
    return special | bits;
  }
}
