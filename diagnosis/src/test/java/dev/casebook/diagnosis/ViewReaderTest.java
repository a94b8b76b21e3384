package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.diagnosis.View.Column;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewReaderTest {

  private static final Path FILE = Path.of("openvpn/views/logins.md");

  private static final String LOGINS =
      """
      ---
      signals:
        accepted:
          in: [sshd]
          match: 'Accepted (?<method>[^ ]+)'
          example: 'Accepted password for admin'
      ---
      # logins
      One row is one login by ssh
      that succeeded.

      - `time`, `origin`
      - `method`: password, publickey,
        and others
      - `pid`: of the program

      A word on how it is made.

      (optional: users)
      ```sql
      select time, method, pid, origin
      from signal.accepted, users
      ```
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void aViewIsReadWhole() throws UnusableFile {
    var view = ViewReader.read(FILE, LOGINS);
    assertThat(view.name()).isEqualTo("logins");
    assertThat(view.owner()).isEqualTo("view logins");
    assertThat(view.meaning()).isEqualTo("One row is one login by ssh that succeeded.");
    assertThat(view.columns())
        .containsExactly(
            new Column("time", ""),
            new Column("origin", ""),
            new Column("method", "password, publickey, and others"),
            new Column("pid", "of the program"));
    assertThat(view.signals())
        .containsExactly(
            new SignalDefinition(
                    "accepted",
                    List.of("sshd"),
                    "Accepted (?<method>[^ ]+)",
                    "",
                    "",
                    Optional.empty(),
                    List.of("Accepted password for admin"),
                    3,
                    Optional.empty())
                .outlined());
    assertThat(view.block().sql())
        .isEqualTo("select time, method, pid, origin\nfrom signal.accepted, users");
    assertThat(view.block().line()).isEqualTo(21);
    assertThat(view.block().marks().optional()).containsExactly("users");
  }

  @Test
  void aViewWithoutSignalsNeedsNoHeader() throws UnusableFile {
    var view = ViewReader.read(FILE, Notes.view("", "logins", "`name`", "select name from users"));
    assertThat(view.signals()).isEmpty();
    assertThat(view.block().line()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "# logins | # login | :8: the page of login is called logins.md",
        "# logins | Logins | :1: a view's page has one heading, # NAME",
        "A word on | # more\\nA word on | :1: a view's page has one heading, # NAME",
        "signals: | signal: | :2: the header: unknown key \"signal\"; did you mean signals?",
        "match: | mach: | :5: signals.accepted: unknown key \"mach\"; did you mean match?",
        "- ` | * ` | :8: no columns are listed; write - `column`: what it is",
        "```sql | ```text | :8: there is no SQL under \"logins\"",
        "(optional: users) | (option: users) | :19: unknown marker (option: …)",
        "users\\n``` | users | :20: the sql block has no end",
        "---\\n# logins | # logins | :1: the header has no closing ---"
      })
  void aMistakeNamesFileAndLine(String right, String wrong, String message) {
    var from = right.replace("\\n", "\n");
    assertThat(LOGINS).contains(from);
    var mistaken = LOGINS.replace(from, wrong.replace("\\n", "\n"));
    assertThatThrownBy(() -> ViewReader.read(FILE, mistaken))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining(FILE + message);
  }

  @Test
  void aViewIsCalledAsATableCanBe() {
    var file = Path.of("views/my-logins.md");
    assertThatThrownBy(() -> ViewReader.read(file, LOGINS.replace("# logins", "# my-logins")))
        .hasMessageContaining(file + ":8: a view's name is of a-z, 0-9 and _, not my-logins");
  }

  @Test
  void twoViewsOfOneNameAreABadCasebook() {
    for (var area : List.of("a", "b")) {
      Notes.writeView(folder.resolve(area), "logins", LOGINS);
    }
    assertThatThrownBy(() -> Casebook.read(folder, List.of()))
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("b/views/logins.md:1: another view has the name \"logins\"");
  }

  @Test
  void aViewOfOnesOwnTakesThePlaceOfAShippedOne() throws UnusableFile {
    var shipped = ViewReader.read(FILE, LOGINS);
    Notes.writeView(folder, "logins", LOGINS.replace("One row", "A row"));
    assertThat(Casebook.read(folder, List.of(shipped)).views())
        .singleElement()
        .extracting(View::meaning)
        .isEqualTo("A row is one login by ssh that succeeded.");
  }
}
