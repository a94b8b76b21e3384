package dev.casebook.tables.storage;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.formats.proc.Escapes;
import dev.casebook.formats.proc.MountPoint;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.LinkedHashSet;
import java.util.List;

/// A mounted file system, in the order of mounting; a later one on the same target hides the
/// earlier.
///
/// ```
/// /dev/vda /srv/with\040space ext4 rw,relatime,discard 0 0                                /proc/mounts
/// 52 27 254:0 /etc /srv/bind rw,relatime shared:1 - ext4 /dev/vda rw,discard             mountinfo
/// /dev/vda on /srv/with space type ext4 (rw,relatime,discard) [LABEL]                    mount -l
/// ├─/srv/bind                     /dev/vda[/etc]    ext4     rw,relatime,discard         findmnt
/// ```
///
/// Source: proc(5), mount(8), findmnt(8).
@Row("one mounted file system")
@Compared(
    key = {"target"},
    tells = Compared.Tells.SETTING)
public record Mount(
    @Column(value = "device, share or name that is mounted", means = Meaning.SHARE) String source,
    @Column("where it is mounted") String target,
    @Column("type of file system") String type,
    @Column("options in force, with commas between") String options,
    @Column("whether it is mounted read-only") boolean readOnly) {

  public static final Table<Mount> TABLE =
      Table.of("mounts", Mount.class)
          .file("/proc/mounts", Mount::parseMounts)
          .completedBy(ArtifactName.file("/proc/self/mounts")) // where /proc/mounts links to
          .file("/proc/self/mounts", Mount::parseMounts)
          .file("/proc/self/mountinfo", Mount::parseMountinfo)
          .command("mount -l", Mount::parseCommand)
          .command("mount", Mount::parseCommand)
          .command("findmnt", Mount::parseFindmnt)
          .command("findmnt*", Mount::parseFindmnt)
          .sniff(
              ArtifactName.file("/proc/mounts"),
              head -> firstLine(head).matches("\\S+ /\\S* \\S+ r[ow]\\S* 0 0"))
          .sniff(
              ArtifactName.file("/proc/self/mountinfo"),
              head -> firstLine(head).matches("\\d+ \\d+ \\d+:\\d+ \\S+ \\S+ r[ow].* - .*"))
          .sniff(
              ArtifactName.command("mount"),
              head -> firstLine(head).matches("\\S+ on /\\S* type \\S+ \\(r[ow].*"))
          .example(
              "what became read-only, as a file system with errors does",
              "select source, target, options from mounts where read_only and source like '/dev/%'");

  private static String firstLine(String head) {
    return head.lines().findFirst().orElse("");
  }

  static void parseMounts(Text text, Rows<Mount> rows) {
    for (var line : text.lines()) {
      var words = line.words();
      if (words.length >= 4) {
        add(line, Escapes.undone(words[0]), Escapes.undone(words[1]), words[2], words[3], rows);
      } else if (words.length > 0) {
        rows.reject(line, "fewer than four columns");
      }
    }
  }

  /// `ID PARENT MAJOR:MINOR ROOT TARGET OPTIONS [FIELD…] - TYPE SOURCE OPTIONS`.
  static void parseMountinfo(Text text, Rows<Mount> rows) {
    for (var line : text.lines()) {
      var mount = MountPoint.of(line.text());
      if (mount.isPresent()) {
        var one = mount.get();
        var options = merged(one.options(), one.superOptions());
        add(line, one.source(), one.target(), one.type(), options, rows);
      } else if (!line.isBlank()) {
        rows.reject(line, "not as proc(5) has it");
      }
    }
  }

  /// Options of the mount and of its file system, as `/proc/mounts` shows them together: read-only
  /// if either is.
  private static String merged(String mount, String superblock) {
    var all = new LinkedHashSet<>(List.of(mount.split(",")));
    all.addAll(List.of(superblock.split(",")));
    var access = all.contains("ro") ? "ro" : "rw";
    all.remove("ro");
    all.remove("rw");
    return all.isEmpty() ? access : access + "," + String.join(",", all);
  }

  /// `SOURCE on TARGET type TYPE (OPTIONS) [LABEL]`.
  static void parseCommand(Text text, Rows<Mount> rows) {
    for (var line : text.lines()) {
      var mount = line.text();
      int on = mount.indexOf(" on /");
      int type = on < 0 ? -1 : typeAfter(mount, on);
      int open = mount.indexOf(" (", type + TYPE.length());
      int close = mount.indexOf(')', Math.max(open, 0));
      if (type > 0 && close > open) {
        add(
            line,
            mount.substring(0, on),
            mount.substring(on + 4, type),
            mount.substring(type + TYPE.length(), open),
            mount.substring(open + 2, close),
            rows);
      } else if (!line.isBlank()) {
        rows.reject(line, "not SOURCE on TARGET type TYPE (OPTIONS)");
      }
    }
  }

  private static final String TYPE = " type ";

  /// Where ` type WORD (` begins, or -1; the target before it may hold any words.
  private static int typeAfter(String mount, int from) {
    int type = mount.indexOf(TYPE, from);
    while (type >= 0) {
      int end = mount.indexOf(' ', type + TYPE.length());
      if (end > 0 && mount.startsWith(" (", end)) {
        return type;
      }
      type = mount.indexOf(TYPE, type + 1);
    }
    return -1;
  }

  /// A tree in columns as wide as their longest cell; the heading tells where each begins.
  static void parseFindmnt(Text text, Rows<Mount> rows) {
    var heading = "";
    for (var line : text.lines()) {
      if (line.text().startsWith("TARGET")) {
        heading = line.text();
      } else if (!line.isBlank()) {
        findmntRow(line, heading, rows);
      }
    }
  }

  private static void findmntRow(Line line, String heading, Rows<Mount> rows) {
    var source = cell(line.text(), heading, "SOURCE");
    var target = cell(line.text(), heading, "TARGET");
    var type = cell(line.text(), heading, "FSTYPE");
    var options = cell(line.text(), heading, "OPTIONS");
    int slash = target.indexOf('/');
    if (source.isEmpty() || slash < 0 || type.isEmpty() || options.isEmpty()) {
      rows.reject(line, "not TARGET, SOURCE, FSTYPE and OPTIONS");
      return;
    }
    int root = source.endsWith("]") ? source.indexOf('[') : -1;
    add(
        line,
        root > 0 ? source.substring(0, root) : source,
        target.substring(slash),
        type,
        options,
        rows);
  }

  private static String cell(String line, String heading, String column) {
    int start = heading.indexOf(column);
    if (start < 0 || start >= line.length()) {
      return "";
    }
    int end = start + column.length();
    while (end < heading.length() && heading.charAt(end) == ' ') {
      end++;
    }
    return line.substring(
            start, end >= heading.length() ? line.length() : Math.min(end, line.length()))
        .strip();
  }

  private static void add(
      Line line, String source, String target, String type, String options, Rows<Mount> rows) {
    boolean readOnly = List.of(options.split(",")).contains("ro");
    rows.add(line, new Mount(source, target, type, options, readOnly));
  }
}
