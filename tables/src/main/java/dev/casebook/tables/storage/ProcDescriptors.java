package dev.casebook.tables.storage;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.formats.proc.DeviceNumber;
import dev.casebook.formats.proc.Mapping;
import dev.casebook.formats.proc.ProcessStat;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what processes hold from `/proc`: the links of their folders `fd`, `cwd`, `root` and
/// `exe`, and `maps`. The links are listed by find(1), which reads them and nothing behind them.
///
/// Source: proc(5).
final class ProcDescriptors {

  /// Path, mode, owner, target of each link. A thread of the kernel has an `exe` that can't be
  /// read.
  static final ArtifactName LINKS =
      ArtifactName.command(
          "find /proc -ignore_readdir_race -mindepth 2 -maxdepth 3 -regextype posix-extended"
              + " ( -regex ^/proc/[0-9]+/(cwd|root|fd/[0-9]+)$ -o -regex ^/proc/[0-9]+/exe$ -readable )"
              + " -printf %p\\t%M\\t%u\\t%l\\n");

  /// Path, type, size, device, inode of what each descriptor leads to. What is not a descriptor's
  /// folder is left alone, so that nothing of the host's own folders is walked.
  static final ArtifactName TARGETS =
      ArtifactName.command(
          "find -L /proc -ignore_readdir_race -mindepth 1 -maxdepth 3 -regextype posix-extended"
              + " -regex ^/proc/([^0-9].|[0-9]+/([^f]|f[^d]|fd[^/])).+$ -prune"
              + " -o -regex ^/proc/[0-9]+/fd/[0-9]+$ -printf %p\\t%y\\t%s\\t%D\\t%i\\n");

  private static final Pattern LINK =
      Pattern.compile(
          "/proc/(\\d{1,9})/(cwd|root|exe|fd/(\\d{1,9}))\t(l.{9})\t([^\t]{0,64})\t(.*)");

  private static final Pattern LISTED =
      Pattern.compile(
          "(l[r-][w-]x\\S{6,8}) +\\d+ +(\\S{1,64}) +\\S+ +\\d+ .{5,40}? (\\d{1,9}) -> '?(.*?)'?");

  private static final Pattern LISTED_NAME = Pattern.compile(".*proc[./_](\\d{1,9})[./_]fd.*");

  private static final Pattern NO_FILE = Pattern.compile("find: .*: (.*)");

  private ProcDescriptors() {}

  static void parse(Text text, Rows<OpenFile> rows) {
    if (text.artifact().name() instanceof ArtifactName.Command) {
      parseLinks(text, rows);
    } else {
      parseMaps(text, rows);
    }
  }

  /// What a descriptor leads to.
  private record Target(String type, Long bytes, String device, Long inode) {}

  /// What is known of all descriptors at once.
  private record Targets(Map<String, Target> byPath) {

    /// A host has some 100,000 descriptors, an attack more.
    private static final int TARGETS_MAX = 1_000_000;

    static Targets of(Text text) {
      var targets = new HashMap<String, Target>();
      text.beside(TARGETS)
          .ifPresent(listing -> {
            for (var line : listing.lines()) {
              var cells = line.text().split("\t");
              var device = cells.length == 5 ? Digits.decimal(cells[3]) : null;
              var size = device == null ? null : Digits.decimal(cells[2]);
              var inode = device == null ? null : Digits.decimal(cells[4]);
              if (device != null && size != null && inode != null && targets.size() < TARGETS_MAX) {
                var at = DeviceNumber.ofEncoded(device).toString();
                targets.put(cells[0], new Target(type(cells[1]), size, at, inode));
              }
            }
          });
      return new Targets(targets);
    }

    private static String type(String letter) {
      return switch (letter) {
        case "f" -> "REG";
        case "d" -> "DIR";
        case "c" -> "CHR";
        case "b" -> "BLK";
        case "p" -> "FIFO";
        case "s" -> "sock";
        default -> letter;
      };
    }
  }

  private static void parseLinks(Text text, Rows<OpenFile> rows) {
    var targets = Targets.of(text);
    var names = new HashMap<String, String>();
    boolean hidden = false;
    for (var line : text.lines()) {
      var link = LINK.matcher(line.text());
      var complaint = NO_FILE.matcher(line.text());
      if (link.matches()) {
        var name = names.computeIfAbsent(link.group(1), pid -> program(text, pid));
        rows.add(line, link(link, name, targets));
      } else if (complaint.matches()) {
        // A process may well end while it is looked at.
        hidden |= complaint.group(1).equals("Permission denied");
      } else if (!line.isNoise()) {
        rows.reject(line, "no link of a process");
      }
    }
    if (hidden) {
      rows.lacksRows("was not allowed to look at all processes");
    }
  }

  private static OpenFile link(Matcher link, String name, Targets targets) {
    var kind = link.group(2);
    var number = link.group(3);
    var path = link.group(6);
    var target =
        number == null ? null : targets.byPath.get("/proc/" + link.group(1) + "/fd/" + number);
    return new OpenFile(
        Digits.small(link.group(1)),
        name.isEmpty() ? null : name,
        link.group(5),
        number != null ? "descriptor" : kind.equals("exe") ? "program" : kind,
        number == null ? null : Digits.small(number),
        number == null ? null : access(link.group(4)),
        null,
        target == null ? null : target.type,
        path.isEmpty() ? null : OpenFile.named(path),
        path.endsWith(OpenFile.DELETED),
        target == null ? null : target.bytes,
        target == null ? null : target.device,
        target == null ? null : target.inode);
  }

  /// A descriptor's link has the rights that it was opened with.
  private static @Nullable String access(String mode) {
    var access = mode.substring(1, 3).replace("-", "");
    return access.isEmpty() ? null : access;
  }

  private static String program(Text text, String pid) {
    return text.beside(ArtifactName.file("/proc/" + pid + "/stat"))
        .flatMap(stat -> ProcessStat.of(stat.string()))
        .map(ProcessStat::name)
        .orElse("");
  }

  /// A file that is mapped in several pieces is one row, at its first.
  private static void parseMaps(Text text, Rows<OpenFile> rows) {
    var pid = Digits.small(text.pathPart(1));
    if (pid == null) {
      return; // `self` and its like are one of the others.
    }
    var name = program(text, text.pathPart(1));
    var maps = new LinkedHashMap<String, OpenFile>();
    var lines = new HashMap<String, Line>();
    for (var line : text.lines()) {
      var map = Mapping.of(line.text());
      if (map.isEmpty()) {
        rows.reject(line, "no mapping as proc(5) has it");
      } else if (map.get().path().startsWith("/")) {
        var row = map(map.get(), pid, name);
        var key = row.device() + " " + row.inode() + " " + row.path();
        lines.putIfAbsent(key, line);
        maps.merge(key, row, (one, other) -> "rw".equals(other.access()) ? other : one);
      }
    }
    maps.forEach((key, row) -> rows.add(lines.getOrDefault(key, new Line(0, "")), row));
  }

  private static OpenFile map(Mapping map, Integer pid, String name) {
    return new OpenFile(
        pid,
        name.isEmpty() ? null : name,
        null,
        "memory",
        null,
        map.writes() ? "rw" : "r",
        null,
        "REG",
        OpenFile.named(map.path()),
        map.path().endsWith(OpenFile.DELETED),
        null,
        map.device().toString(),
        map.inode());
  }

  static boolean isListing(String head) {
    return head.matches(
        "(?s)(?:total 0\r?\n)?(?:l[r-][w-]x\\S{6,8} +\\d+ [^\n]* \\d+ -> [^\n]*\n).*");
  }

  /// `ls -l /proc/PID/fd`; whose it is stands in the command's name.
  static void parseListing(Text text, Rows<OpenFile> rows) {
    var named = LISTED_NAME.matcher(text.name());
    var pid = named.matches() ? Digits.small(named.group(1)) : null;
    for (var line : text.lines()) {
      var link = LISTED.matcher(line.text());
      if (link.matches()) {
        rows.add(line, listed(link, pid));
      } else if (!line.isNoise() && !line.text().startsWith("total ")) {
        rows.reject(line, "no descriptor as ls -l has it");
      }
    }
    rows.lacksRows("lists only descriptors, of one process");
    if (pid == null) {
      rows.lacksValues("does not tell whose descriptors they are");
    }
  }

  private static OpenFile listed(Matcher link, @Nullable Integer pid) {
    var path = link.group(4);
    return new OpenFile(
        pid,
        null,
        link.group(2),
        "descriptor",
        Digits.small(link.group(3)),
        access(link.group(1)),
        null,
        null,
        OpenFile.named(path),
        path.endsWith(OpenFile.DELETED),
        null,
        null,
        null);
  }
}
