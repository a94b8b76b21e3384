package dev.casebook.tables.storage;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A lock on a file, held or waited for, from the kernel's table or lslocks(8).
///
/// ```
/// COMMAND           PID  TYPE SIZE MODE  M START END PATH                                  lslocks
/// etcd             4711 FLOCK  20M WRITE 0     0   0 /var/lib/etcd/member/snap/db
/// 1: FLOCK  ADVISORY  WRITE 4711 fe:00:2228238 0 EOF                                       /proc/locks
/// 1: -> FLOCK  ADVISORY  WRITE 4790 fe:00:2228238 0 EOF                       one that waits for it
/// ```
///
/// Who asks without waiting, and again and again, is not in it: bbolt does so.
///
/// Source: proc(5), the kernel's fs/locks.c, lslocks(8).
@Row("one lock on a file, held or waited for")
@Compared(
    key = {"command", "path", "kind", "mode"},
    restless = {"pid", "inode", "waiting"},
    tells = Compared.Tells.TRAFFIC)
public record FileLock(
    @Column("process that asked for it; NULL if it belongs to no process, or to one elsewhere")
        @Nullable Integer pid,
    @Column("name of that process; told by lslocks alone") @Nullable String command,
    @Column("FLOCK of flock(2), POSIX of fcntl(2), OFDLCK of an open file, LEASE, DELEG")
        String kind,
    @Column("READ or WRITE, as the table has it") String mode,
    @Column("whether it is waited for and not held") boolean waiting,
    @Column("device of the file, MAJOR:MINOR in decimal") @Nullable String device,
    @Column("inode of the file") @Nullable Long inode,
    @Column("path of the file; told by lslocks, which may cut it to the mount point")
        @Nullable String path) {

  private static final String COLUMNS = "COMMAND,PID,TYPE,MODE,M,START,END,MAJ:MIN,INODE,PATH";

  private static final Set<String> KINDS =
      Set.of("FLOCK", "POSIX", "OFDLCK", "LEASE", "DELEG", "ACCESS");

  public static final Table<FileLock> TABLE =
      Table.of("file_locks", FileLock.class)
          .command("lslocks -o " + COLUMNS, FileLock::parseLslocks)
          .command("lslocks", FileLock::parseLslocks)
          .command("lslocks*", FileLock::parseLslocks)
          .file("/proc/locks", FileLock::parseProc)
          .sniff(
              ArtifactName.command("lslocks"),
              head -> head.startsWith("COMMAND ") && head.contains(" PID ") && head.contains(" M "))
          .sniff(
              ArtifactName.file("/proc/locks"),
              head -> head.matches("(?s)1: (?:FLOCK|POSIX|OFDLCK|LEASE) .*"))
          .example(
              "who waits for whom",
              "select w.pid, w.command, h.pid as holder, h.command as holder_command, w.path"
                  + " from file_locks w join file_locks h on h.path = w.path and not h.waiting"
                  + " where w.waiting");

  /// `NUMBER: [->] KIND ADVISORY MODE PID MAJOR:MINOR:INODE START END`, device numbers in hex.
  static void parseProc(Text text, Rows<FileLock> rows) {
    for (var line : text.lines()) {
      var lock = ofProc(line.text());
      if (lock.isPresent()) {
        rows.add(line, lock.get());
      } else if (!line.isNoise()) {
        rows.reject(line, "no lock as proc(5) has it");
      }
    }
  }

  /// A line of the kernel's table, or what stands behind `lock:` in `/proc/PID/fdinfo/N`.
  public static Optional<FileLock> ofProc(String line) {
    var words = Arrays.asList(Line.words(line));
    boolean waiting = words.contains("->");
    var fields = words.stream().filter(word -> !word.equals("->")).toList();
    return Optional.ofNullable(fields.size() < 8 ? null : ofProc(fields, waiting));
  }

  private static @Nullable FileLock ofProc(List<String> fields, boolean waiting) {
    var file = fields.get(5).split(":", -1);
    var major = Digits.hex(file[0]);
    var minor = file.length < 3 ? null : Digits.hex(file[1]);
    if (!KINDS.contains(fields.get(1)) || major == null || minor == null) {
      return null;
    }
    return new FileLock(
        pid(fields.get(4)),
        null,
        fields.get(1),
        fields.get(3),
        waiting,
        major + ":" + minor,
        Digits.decimal(file[2]),
        null);
  }

  /// The kind of lock is known wherever it stands, which neither a name with spaces before it nor
  /// an empty size behind it changes.
  static void parseLslocks(Text text, Rows<FileLock> rows) {
    List<String> columns = List.of();
    for (var line : text.lines()) {
      var words = Arrays.asList(line.words());
      if (words.contains("COMMAND") && words.contains("TYPE")) {
        columns = words.subList(words.indexOf("TYPE") + 1, words.size());
      } else if (!line.isNoise()) {
        ofLslocks(line, words, columns, rows);
      }
    }
  }

  private static void ofLslocks(
      Line line, List<String> words, List<String> columns, Rows<FileLock> rows) {
    int kind = 0;
    while (kind < words.size()
        && (kind == 0 || !KINDS.contains(words.get(kind)) || !isNumber(words.get(kind - 1)))) {
      kind++;
    }
    var cells = new Cells(words, kind + 1);
    for (var column : columns) {
      if (!column.equals("SIZE") || isSize(cells.peek())) {
        cells.take(column);
      }
    }
    if (kind >= words.size() || cells.mode.isEmpty()) {
      rows.reject(line, "no lock as lslocks(8) has it");
      return;
    }
    rows.add(
        line,
        new FileLock(
            pid(words.get(kind - 1)),
            String.join(" ", words.subList(0, kind - 1)),
            words.get(kind),
            cells.mode.replace("*", ""),
            cells.mode.endsWith("*"),
            cells.device,
            cells.inode,
            cells.path));
  }

  /// The cells behind the kind, by the names of their columns.
  private static final class Cells {

    private final List<String> words;
    private int at;
    private String mode = "";
    private @Nullable String device;
    private @Nullable Long inode;
    private @Nullable String path;

    Cells(List<String> words, int at) {
      this.words = words;
      this.at = at;
    }

    String peek() {
      return at < words.size() ? words.get(at) : "";
    }

    void take(String column) {
      var word = peek();
      switch (column) {
        case "MODE" -> mode = word;
        case "MAJ:MIN" -> device = word.isEmpty() ? null : word;
        case "INODE" -> inode = Digits.decimal(word);
        case "PATH" -> {
          path = at < words.size() ? String.join(" ", words.subList(at, words.size())) : null;
          at = words.size();
        }
        default -> {
          // What is locked of the file matters to none of our questions.
        }
      }
      at++;
    }
  }

  private static boolean isNumber(String word) {
    return Digits.decimal(word) != null || word.equals("-1");
  }

  private static boolean isSize(String word) {
    return !word.isEmpty() && Character.isDigit(word.charAt(0));
  }

  private static @Nullable Integer pid(String word) {
    var pid = Digits.small(word);
    return pid == null || pid <= 0 ? null : pid;
  }
}
