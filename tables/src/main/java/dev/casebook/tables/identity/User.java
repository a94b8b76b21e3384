package dev.casebook.tables.identity;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A user that the host knows, from `/etc/passwd`, with the ageing of its password from
/// `/etc/shadow` where that could be read. Hashes are never shown.
///
/// ```
/// admin:x:1000:1000:Operations,,,:/home/admin:/bin/bash
/// ```
///
/// `getent passwd` also knows users of directories, as far as they may be listed. Source:
/// passwd(5), shadow(5).
@Row("one user account")
@Compared(
    key = {"name"},
    restless = {"password_changed"},
    tells = Compared.Tells.SETTING)
public record User(
    @Column(value = "login name", means = Meaning.USER) String name,
    @Column("number of the user") long uid,
    @Column("number of the user's first group") long gid,
    @Column(value = "full name and other remarks", means = Meaning.FULL_NAME) String gecos,
    @Column("home folder") String home,
    @Column("login shell; empty means /bin/sh") String shell,
    @Column("whether no password is accepted (a hash that begins with ! or *)")
        @Nullable Boolean locked,
    @Column("day on which the password was last changed; 1970-01-01 asks for a change at login")
        @Nullable Instant passwordChanged,
    @Column("day after which the password must be changed; NULL if never or not told")
        @Nullable Instant passwordExpires,
    @Column("day on which the account expires; NULL if never or not told")
        @Nullable Instant accountExpires) {

  private static final ArtifactName SHADOW = ArtifactName.file("/etc/shadow");

  public static final Table<User> TABLE =
      Table.of("users", User.class)
          .file("/etc/passwd", User::parse)
          .command("getent passwd", User::parse)
          .completedBy(SHADOW)
          .sniff(ArtifactName.file("/etc/passwd"), head -> head.matches("(?s)root:[^:]*:0:0:.*"))
          .example(
              "who may log in with a password that has expired",
              "select u.name, u.password_expires from users u, hosts h"
                  + " where not u.locked and u.password_expires < h.capture_time");

  static void parse(Text text, Rows<User> rows) {
    var ageing = new HashMap<String, Ageing>();
    text.beside(SHADOW)
        .ifPresent(shadow -> shadow.lines().forEach(line -> Ageing.read(line, ageing)));
    for (var line : text.lines()) {
      boolean isNis = line.text().startsWith("+") || line.text().startsWith("-");
      if (!line.isBlank() && !isNis && !line.text().startsWith("#")) {
        row(line, ageing, rows);
      }
    }
  }

  private static void row(Line line, Map<String, Ageing> ageing, Rows<User> rows) {
    var cells = line.text().split(":", -1);
    if (cells.length != 7 || cells[0].isEmpty()) {
      rows.reject(nameOnly(line), "not seven cells");
      return;
    }
    var age = ageing.getOrDefault(cells[0], Ageing.UNKNOWN);
    try {
      rows.add(
          line,
          new User(
              cells[0],
              Long.parseLong(cells[2]),
              Long.parseLong(cells[3]),
              cells[4],
              cells[5],
              cells[6],
              age.locked,
              age.changed,
              age.expires,
              age.accountExpires));
    } catch (NumberFormatException e) {
      rows.reject(nameOnly(line), "a user or group that is not a number");
    }
  }

  /// What may be shown of a line that is not understood: its second cell could be a hash.
  private static Line nameOnly(Line line) {
    int colon = line.text().indexOf(':');
    return new Line(line.offset(), colon < 0 ? "" : line.text().substring(0, colon + 1) + "…");
  }

  /// A line of `/etc/shadow` without its hash.
  private record Ageing(
      @Nullable Boolean locked,
      @Nullable Instant changed,
      @Nullable Instant expires,
      @Nullable Instant accountExpires) {

    static final Ageing UNKNOWN = new Ageing(null, null, null, null);

    /// A century and a half; a longer life of a password is meant to be for ever (99999 by custom).
    private static final long FOR_EVER_DAYS = 50_000;

    static void read(Line line, Map<String, Ageing> ageing) {
      var cells = line.text().split(":", -1);
      if (cells.length < 8) {
        return;
      }
      long changed = days(cells[2]);
      long maximum = days(cells[4]);
      boolean expires = changed >= 0 && maximum >= 0 && maximum < FOR_EVER_DAYS;
      ageing.put(
          cells[0],
          new Ageing(
              cells[1].startsWith("!") || cells[1].startsWith("*"),
              day(changed),
              expires ? day(changed + maximum) : null,
              day(days(cells[7]))));
    }

    /// Days since 1970, or -1.
    private static long days(String cell) {
      return cell.matches("\\d{1,6}") ? Long.parseLong(cell) : -1;
    }

    private static @Nullable Instant day(long days) {
      return days < 0 ? null : Instant.EPOCH.plus(Duration.ofDays(days));
    }
  }
}
