package dev.casebook.tables.logs;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What MariaDB's audit plugin has written to its own file.
///
/// ```
/// 20261128 11:24:15,vm,lihua,localhost,4,11,READ,orders,t,
/// 20261128 11:24:15,vm,lihua,localhost,4,12,QUERY,orders,'delete from orders.t',1142
/// 20261128 11:24:15,vm,lihua,localhost,5,0,FAILED_CONNECT,,,1045
/// ```
///
/// The plugin itself writes stars for the passwords of statements. Its lines in syslog are not
/// read. Source: MariaDB's documentation of `server_audit`, "log format".
@Row("one event of MariaDB's audit plugin")
@Compared(never = "it tells what was done, and when")
public record DatabaseEvent(
    @Column("when, in the zone of the host") @Nullable Instant time,
    @Column(value = "the server's host", means = Meaning.HOST) String server,
    @Column(value = "user of the database", means = Meaning.USER) String user,
    @Column(value = "host that the user came from", means = Meaning.HOST) String client,
    @Column("number of the connection") long connection,
    @Column("number of the statement, the same for the tables that it reads and writes; 0 if none")
        long query,
    @Column("CONNECT, FAILED_CONNECT, DISCONNECT, QUERY, READ, WRITE, CREATE, ALTER, RENAME, DROP")
        String operation,
    @Column("database; empty if none was chosen") String database,
    @Column("the statement, or the table; NULL if there is none") @Nullable String object,
    @Column("number of the error; 0 is success, NULL of tables") @Nullable Long error) {

  private static final List<ArtifactName> FILES =
      List.of(
          ArtifactName.file("/var/lib/mysql/server_audit.log*"),
          ArtifactName.file("/var/log/mysql/server_audit.log*"),
          ArtifactName.file("/var/log/mariadb/server_audit.log*"));

  public static final Table<DatabaseEvent> TABLE =
      Table.of("database_events", DatabaseEvent.class)
          .from(FILES, DatabaseEvent::parse)
          .sniff(
              FILES.getFirst(),
              head ->
                  head.matches(
                      "(?s)\\d{8} \\d\\d:\\d\\d:\\d\\d,[^,\n]*,[^,\n]*,[^,\n]*,\\d+,\\d+,[A-Z_]+,.*"))
          .example(
              "what was refused, to whom",
              "select time, user, client, operation, object, error from database_events"
                  + " where error <> 0")
          .example(
              "who changed accounts and rights",
              "select time, user, object from database_events where operation = 'QUERY'"
                  + " and regexp_matches(object, '(?i)^\\s*(grant|revoke|(create|alter|drop) user)')");

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd HH:mm:ss");

  /// Those before the object, which may hold commas itself.
  private static final int CELLS = 8;

  static void parse(Text text, Rows<DatabaseEvent> rows) {
    var zone = text.facts().zone();
    for (var line : text.lines()) {
      if (!line.isBlank()) {
        row(line, zone, rows);
      }
    }
  }

  private static void row(Line line, ZoneId zone, Rows<DatabaseEvent> rows) {
    var cells = line.text().split(",", CELLS + 1);
    int last = cells.length > CELLS ? cells[CELLS].lastIndexOf(',') : -1;
    var connection = last < 0 ? null : Digits.decimal(cells[4]);
    var query = last < 0 ? null : Digits.decimal(cells[5]);
    if (connection == null || query == null) {
      rows.reject(line, "no event of the audit plugin");
      return;
    }
    rows.add(
        line,
        new DatabaseEvent(
            time(cells[0], zone),
            cells[1],
            cells[2],
            cells[3],
            connection,
            query,
            cells[6],
            cells[7],
            object(cells[CELLS].substring(0, last)),
            Digits.decimal(cells[CELLS].substring(last + 1))));
  }

  private static @Nullable Instant time(String text, ZoneId zone) {
    try {
      return LocalDateTime.parse(text, TIME).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /// Without the quotes and what is escaped in them.
  private static @Nullable String object(String cell) {
    if (cell.isEmpty()) {
      return null;
    }
    if (cell.length() < 2 || !cell.startsWith("'") || !cell.endsWith("'")) {
      return cell;
    }
    var plain = new StringBuilder(cell.length());
    for (int i = 1; i < cell.length() - 1; i++) {
      char c = cell.charAt(i);
      if (c == '\\' && i + 1 < cell.length() - 1) {
        char escaped = cell.charAt(++i);
        plain.append(
            switch (escaped) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              default -> escaped;
            });
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
