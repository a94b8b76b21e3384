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
import dev.casebook.tables.system.HostTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a PAM module that locks users out has counted for one of them.
///
/// ```
/// Login           Failures Latest failure     From                       pam_tally2
/// admin               7    03/26/24 10:42:36  2001:db8:5a0a:2f47::2
///
/// labadmin:                                                              faillock
/// When                Type  Source                                           Valid
/// 2026-11-22 13:32:04 RHOST 2001:db8:5a0a:2f47::2                                V
/// ```
///
/// The two modules count by themselves, so both are read. Neither prints anything where nobody has
/// failed yet. Source: pam_tally2(8), faillock(8).
@Row("one user whose failures a PAM module has counted")
@Compared(
    key = {"module", "user", "source"},
    restless = {"failures", "earliest", "latest"},
    tells = Compared.Tells.TRAFFIC)
public record FailedLogin(
    @Column("pam_tally2 or pam_faillock") String module,
    @Column(value = "login name; pam_tally2 cuts it at 15 characters", means = Meaning.USER)
        String user,
    @Column("failures that count towards a lock") int failures,
    @Column("when the first of them was; pam_faillock only") @Nullable Instant earliest,
    @Column("when the last of them was") @Nullable Instant latest,
    @Column("address, terminal or service that the last came from") @Nullable String source) {

  public static final Table<FailedLogin> TABLE =
      Table.of("failed_logins", FailedLogin.class)
          .from(
              List.of(ArtifactName.command("faillock"), ArtifactName.command("pam_tally2")),
              FailedLogin::parse)
          .sniff(
              ArtifactName.command("pam_tally2"),
              head -> head.matches("(?s)Login +Failures +Latest.*"))
          .sniff(
              ArtifactName.command("faillock"),
              head -> head.matches("(?s)\\S+:\r?\nWhen +Type +Source.*"))
          .example(
              "whom somebody keeps trying to be, and from where",
              "select user, failures, latest, source from failed_logins where failures > 0");

  static void parse(Text text, Rows<FailedLogin> rows) {
    if (text.lines().stream().anyMatch(line -> line.text().startsWith("Login "))) {
      parseTally(text, rows);
    } else {
      parseFaillock(text, rows);
    }
  }

  private static void parseTally(Text text, Rows<FailedLogin> rows) {
    for (var line : text.lines()) {
      var words = line.words();
      if (words.length == 0 || words[0].equals("Login")) {
        continue;
      }
      if (words.length > 1 && words[1].matches("\\d{1,9}")) {
        rows.add(line, tally(words, text.facts().zone()));
      } else {
        rows.reject(line, "not a login and its failures");
      }
    }
  }

  private static FailedLogin tally(String[] words, ZoneId zone) {
    var latest =
        words.length > 3 ? HostTime.parse(words[2] + " " + words[3], zone).orElse(null) : null;
    return new FailedLogin(
        "pam_tally2",
        words[0],
        Integer.parseInt(words[1]),
        null,
        latest,
        words.length > 4 ? words[4] : null);
  }

  private static void parseFaillock(Text text, Rows<FailedLogin> rows) {
    Line heading = null;
    var counted = new FailedLogin("pam_faillock", "", 0, null, null, null);
    for (var line : text.lines()) {
      if (line.isBlank() || line.text().startsWith("When ")) {
        continue;
      }
      if (line.text().endsWith(":") && !line.text().contains(" ")) {
        add(heading, counted, rows);
        heading = line;
        var user = line.text().substring(0, line.text().length() - 1);
        counted = new FailedLogin("pam_faillock", user, 0, null, null, null);
      } else if (heading == null) {
        rows.reject(line, "no user before it");
      } else {
        counted = counted.with(line, text.facts().zone(), rows);
      }
    }
    add(heading, counted, rows);
  }

  private static void add(@Nullable Line heading, FailedLogin counted, Rows<FailedLogin> rows) {
    if (heading != null) {
      rows.add(heading, counted);
    }
  }

  /// `DATE TIME TYPE [SOURCE] V`, the last being `I` for a failure that no longer counts.
  private FailedLogin with(Line line, ZoneId zone, Rows<FailedLogin> rows) {
    var words = line.words();
    var when =
        words.length < 4 ? null : HostTime.parse(words[0] + " " + words[1], zone).orElse(null);
    if (when == null) {
      rows.reject(line, "not a time, a type and a source");
      return this;
    }
    if (!words[words.length - 1].equals("V")) {
      return this;
    }
    return new FailedLogin(
        module,
        user,
        failures + 1,
        earliest == null ? when : earliest,
        when,
        words.length > 4 ? words[3] : null);
  }
}
