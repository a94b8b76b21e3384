package dev.casebook.tables.storage;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what Sysinternals' `handle` printed on Windows: what it found of a name, or all handles
/// process by process, or either as CSV (`-v`).
///
/// ```
/// java.exe           pid: 3016   type: File           1E8: D:\data\orders.db
/// java.exe           pid: 3016   type: File          SHOP\app           1E8: D:\data\orders.db      (-u)
///
/// ------------------------------------------------------------------------------
/// java.exe pid: 3016 SHOP\app
///   1E8: File  (RW-)   D:\data\orders.db
///
/// java.exe,3016,File,SHOP\app,0x000001E8,D:\data\orders.db
/// ```
///
/// Version 5 prints `08X` behind the handle where `-u` is given, and heads its CSV with other
/// columns than it writes. DLLs that are loaded have no handle.
///
/// Source: the tool's page at Microsoft; real output of versions 4.22 and 5.0.
final class HandleListing {

  /// The longest path of Windows has 32,767 characters.
  private static final int LINE_MAX = 40_000;

  private static final Pattern FOUND =
      Pattern.compile(
          "(\\S.{0,259}?) +pid: (\\d{1,9}) +type: (\\w{1,40}) +(?:(\\S.{0,255}?) +)?"
              + "([0-9A-Fa-f]{1,8})(?::|08X) +(\\S.*)");

  private static final Pattern PROCESS =
      Pattern.compile("(\\S.{0,259}?) pid: (\\d{1,9})(?: +(\\S.{0,255}))?");

  private static final Pattern OWNED =
      Pattern.compile(
          " {1,8}([0-9A-Fa-f]{1,8}): (\\w{1,40})(?: {1,8}\\(([R-][W-][D-])\\))?(?: +(\\S.*))?");

  private static final Pattern CSV =
      Pattern.compile(
          "([^,]{1,260}),(\\d{1,9}),(\\w{1,40}),(?:([^,]{0,255}),)?0x([0-9A-Fa-f]{1,16}),(.+)");

  /// Its head, its end, and what a command prompt shows.
  private static final Pattern CHATTER =
      Pattern.compile(
          "(?:Nthandle|Handle) v\\S+.*|Copyright \\(C\\) .*|Sysinternals - .*|-{10,}"
              + "|No matching handles found\\.|Process,PID,.*|(?:PS )?[A-Za-z]:\\\\[^>]{0,260}>.*"
              + "|\\d{1,9} handles? .*|Total handles: .*");

  private final Rows<OpenFile> rows;
  private @Nullable String program;
  private @Nullable Integer pid;
  private @Nullable String user;

  private HandleListing(Rows<OpenFile> rows) {
    this.rows = rows;
  }

  static boolean isListing(String head) {
    return head.contains("- Handle viewer")
        || Pattern.compile("(?m)^\\S.{0,259}? +pid: \\d+ +type: \\w+ ").matcher(head).find();
  }

  static void parse(Text text, Rows<OpenFile> rows) {
    var listing = new HandleListing(rows);
    for (var line : text.lines()) {
      if (line.text().length() > LINE_MAX) {
        rows.reject(line, "longer than any path of Windows");
      } else if (!line.isNoise() && !CHATTER.matcher(line.text().strip()).matches()) {
        listing.take(line);
      }
    }
    rows.lacksRows("may list only what was asked for, and no DLL");
  }

  private void take(Line line) {
    var text = line.text().stripTrailing();
    var found = FOUND.matcher(text);
    var owned = OWNED.matcher(text);
    var csv = CSV.matcher(text);
    var process = PROCESS.matcher(text);
    if (found.matches()) {
      add(
          line,
          found.group(1),
          Digits.small(found.group(2)),
          found.group(4),
          row(found.group(5), found.group(3), null, found.group(6)));
    } else if (owned.matches() && program != null) {
      if (owned.group(4) != null) {
        var row = row(owned.group(1), owned.group(2), owned.group(3), owned.group(4));
        add(line, program, pid, user, row);
      }
    } else if (csv.matches()) {
      var row = row(csv.group(5), csv.group(3), null, csv.group(6).strip());
      add(line, csv.group(1), Digits.small(csv.group(2)), csv.group(4), row);
    } else if (process.matches()) {
      program = process.group(1);
      pid = Digits.small(process.group(2));
      user = known(process.group(3));
    } else {
      rows.reject(line, "no handle as Sysinternals' handle prints it");
    }
  }

  /// `\<unable to open process>` stands where the user would.
  private static @Nullable String known(@Nullable String user) {
    return user == null || user.contains("<") ? null : user;
  }

  private void add(
      Line line,
      @Nullable String name,
      @Nullable Integer process,
      @Nullable String owner,
      OpenFile row) {
    rows.add(
        line,
        new OpenFile(
            process,
            name,
            known(owner),
            row.kind(),
            row.descriptor(),
            null,
            row.sharing(),
            row.type(),
            row.path(),
            null,
            null,
            null,
            null));
  }

  /// A row of nobody yet.
  private static OpenFile row(String handle, String type, @Nullable String sharing, String path) {
    return new OpenFile(
        null,
        null,
        null,
        "handle",
        Digits.small(Digits.hex(handle)),
        null,
        sharing,
        type,
        path,
        null,
        null,
        null,
        null);
  }
}
