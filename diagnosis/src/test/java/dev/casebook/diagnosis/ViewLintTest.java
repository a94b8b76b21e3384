package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.query.Schema;
import dev.casebook.query.SelectParser;
import dev.casebook.tables.Catalogue;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewLintTest {

  private static final Schema SCHEMA = Schema.of(Catalogue.spine());

  private static final String SIGNAL =
      "signals: {bad: {in: sshd, match: 'bad (?<word>.+)', example: bad luck}}";

  @TempDir private Path folder = Path.of("");

  @AfterAll
  static void close() {
    SCHEMA.close();
  }

  private void write(String header, String name, String columns, String sql) {
    Notes.writeView(folder, name, Notes.view(header, name, columns, sql));
  }

  /// Without the folder: `a.md:7: …`.
  private List<String> complaints() {
    try (var parser = new SelectParser()) {
      var views = Casebook.read(folder, List.of()).parsed(parser::parse).views();
      return ViewLint.define(views, SCHEMA).stream()
          .map(told -> told.replaceFirst("^" + folder.resolve("views") + "/", ""))
          .toList();
    } catch (UnusableFile e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void viewsMayStandOnEachOtherInAnyOrder() {
    write("", "a", "`name`", "select name from b");
    write("", "b", "`name`", "select name from c");
    write(SIGNAL, "c", "`name`", "select word as name from signal.bad");
    assertThat(complaints()).isEmpty();
  }

  @Test
  void aViewThatIsMadeOfItselfIsTold() {
    write("", "a", "`name`", "select name from b");
    write("", "b", "`name`", "select name from a");
    assertThat(complaints()).contains("a.md:7: it is made of itself, through a, b");
    write("", "a", "`name`", "select name from a");
    write("", "b", "`name`", "select name from users");
    assertThat(complaints()).contains("a.md:7: it is made of itself, through a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "`name` | select name, uid from users | the column uid is not listed; write - `uid`: …",
        "`name`, `uid` | select name from users | it returns no column uid, which is listed",
        "`name` | select name, count(*) from users group by name | needs a name: … as NAME",
        "`name` | select name from user | there is no table, view or signal user; did you mean users?",
        "`name` | select message as name from logs | notes reach logs through signals only",
        "`name` | select word as name from signal.bad | there is no table, view or signal signal.bad",
        "`name` | select nam as name from users | did you mean"
      })
  void aMistakeIsToldWithItsLine(String columns, String sql, String complaint) {
    write("", "a", columns, sql);
    assertThat(complaints())
        .anySatisfy(told -> assertThat(told).startsWith("a.md:7: ").contains(complaint));
  }

  @Test
  void whatIsNullForLackOfEvidenceIsNoProof() {
    var homes = "select name, m.target as home from users left join mounts m on m.target = home";
    write("", "a", "`name`, `home`", homes);
    write("", "b", "`name`", "select name from a where home is null");
    write("", "c", "`name`", "select name from a where home is not null or name is null");
    assertThat(complaints())
        .containsExactly(
            "b.md:7: \"a.home is null\" is true too where there is no evidence of mounts; ask mounts"
                + " itself by ANTI JOIN");
    write("", "a", "`name`, `home`", homes + " where m.target is null");
    assertThat(complaints()).anySatisfy(told -> assertThat(told).contains("(negates: mounts)"));
  }

  @Test
  void aViewMayNotBeCalledLikeATable() {
    write("", "mounts", "`name`", "select name from users");
    assertThat(complaints()).contains("mounts.md:7: a table is called mounts already");
    write("", "mounts", "`source`", "select source from a");
    write("", "a", "`source`", "select source from mounts");
    assertThat(complaints()).contains("mounts.md:7: a table is called mounts already");
    Notes.writeView(folder, "mounts", "");
  }

  @Test
  void itsSignalsAreCheckedAndPrivateToIt() {
    write(SIGNAL, "a", "`name`", "select name from users");
    write("", "b", "`word`", "select word from signal.bad");
    assertThat(complaints())
        .contains(
            "a.md:2: signal bad: no block asks for it",
            "b.md:7: there is no table, view or signal signal.bad");
  }

  @Test
  void theFaultOfAViewIsToldOfTheNoteThatUsesItAndOfNoOther() throws UnusableFile {
    write("", "a", "`name`", "select nam as name from users");
    var user = Notes.read(folder, Notes.text("", Notes.detect("", "select name, origin from a")));
    assertThat(NoteLint.complaints(user, SCHEMA)).singleElement().asString().contains("a.md:7: ");
    var other =
        Notes.read(folder, Notes.text("", Notes.detect("", "select name, origin from users")));
    assertThat(NoteLint.complaints(other, SCHEMA)).isEmpty();
  }
}
