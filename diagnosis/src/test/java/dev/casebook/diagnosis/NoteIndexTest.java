package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.query.Demand;
import dev.casebook.signals.SignalPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoteIndexTest {

  private static final Instant FAR = Instant.parse("2222-01-01T00:00:00Z");

  @TempDir private Path folder = Path.of("");

  private Path note(String id, String table) throws IOException {
    var file = Files.createDirectories(folder.resolve("notes").resolve(id)).resolve("note.md");
    var text = Notes.text("", Notes.detect("", "select 1 as name from " + table));
    return Files.writeString(file, text.replace("id: full-disk", "id: " + id));
  }

  /// @param now as far as the index knows
  private List<String> read(Instant now) throws UnusableFile {
    return Casebook.read(
            folder.resolve("notes"), new NoteIndex(folder.resolve("cache"), Optional.empty(), now))
        .notes()
        .stream()
        .map(note -> note.id() + " " + String.join(",", note.relations()))
        .toList();
  }

  private Path file() throws IOException {
    try (var files = Files.list(folder.resolve("cache"))) {
      return files.toList().getFirst();
    }
  }

  @Test
  void notesComeBackAsTheyWereRead() throws Exception {
    note("one", "users");
    note("two", "mounts join users on true");
    var first = read(FAR);
    assertThat(first).containsExactly("one users", "two mounts,users");
    assertThat(read(FAR)).isEqualTo(first);
  }

  @Test
  void whatTheBuildMadeIsEnoughUntilANoteIsEdited() throws Exception {
    note("one", "users");
    var built = Files.createDirectories(folder.resolve("built"));
    NoteIndex.build(folder.resolve("notes"), built, FAR);
    var index = new NoteIndex(folder.resolve("cache"), Optional.of(built), FAR);
    assertThat(Casebook.read(folder.resolve("notes"), index).notes()).hasSize(1);
    assertThat(folder.resolve("cache")).isEmptyDirectory();
    note("one", "mounts");
    note("two", "users");
    var edited = Casebook.read(folder.resolve("notes"), index).notes();
    assertThat(edited).extracting(Note::id).containsExactly("one", "two");
    assertThat(edited.getFirst().relations()).containsExactly("mounts");
    assertThat(folder.resolve("cache")).isNotEmptyDirectory();
    assertThat(Casebook.read(folder.resolve("notes"), index).notes()).isEqualTo(edited);
  }

  /// What the index says of it is believed, even where that is not so.
  @Test
  void anUntouchedNoteIsNotReadAgain() throws Exception {
    note("one", "users");
    read(FAR);
    var known = IndexFile.read(file());
    var entry = known.entries().getFirst();
    var other =
        ((Note) entry.content()).with(block -> block.demanding(Demand.of("told_by_the_index")));
    var altered =
        new NoteIndex.Edition(
            known.written(), List.of(new NoteIndex.Entry(entry.stamp(), entry.digest(), other)));
    Files.write(file(), IndexFile.bytes(altered));
    assertThat(read(FAR)).containsExactly("one told_by_the_index");
  }

  @Test
  void aNoteThatIsAddedEditedOrRemovedIsNoticed() throws Exception {
    note("one", "users");
    read(FAR);
    var two = note("two", "mounts");
    assertThat(read(FAR)).containsExactly("one users", "two mounts");
    note("one", "kernel_modules");
    assertThat(read(FAR)).containsExactly("one kernel_modules", "two mounts");
    Files.delete(two);
    assertThat(read(FAR)).containsExactly("one kernel_modules");
    assertThat(read(FAR)).containsExactly("one kernel_modules");
  }

  /// Of the same size, and its time of modification set back, as by `cp -p`.
  @Test
  void anEditThatIsAsLongAndAsOldIsNoticed() throws Exception {
    var file = note("one", "users");
    var time = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Files.setLastModifiedTime(file, time);
    read(FAR);
    note("one", "bonds");
    Files.setLastModifiedTime(file, time);
    assertThat(read(FAR)).containsExactly("one bonds");
  }

  /// The clock stands still: no stamp proves anything, and the content is compared.
  @Test
  void anEditWithinTheSameTickIsNoticed() throws Exception {
    var file = note("one", "users");
    var now = Files.getLastModifiedTime(file).toInstant();
    read(now);
    var stamp = FileStamp.of(file);
    assertThat(stamp.isProofSince(now)).isFalse();
    for (int i = 0; i < 200; i++) {
      note("one", i % 2 == 0 ? "bonds" : "users");
      assertThat(read(now)).containsExactly(i % 2 == 0 ? "one bonds" : "one users");
    }
  }

  @Test
  void aNoteThatGetsItsFirstEvidenceIsExperimentalNoLonger() throws Exception {
    var file = note("one", "users");
    var index = new NoteIndex(folder.resolve("cache"), Optional.empty(), FAR);
    assertThat(Casebook.read(folder.resolve("notes"), index).notes().getFirst().experimental())
        .isTrue();
    Files.createDirectory(file.resolveSibling("fires"));
    assertThat(Casebook.read(folder.resolve("notes"), index).notes().getFirst().experimental())
        .isFalse();
  }

  @Test
  void aDamagedIndexIsMadeAnew() throws Exception {
    note("one", "users");
    var random = new Random(3);
    for (int i = 0; i < 200; i++) {
      read(FAR);
      var bytes = Files.readAllBytes(file());
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file(), i % 10 == 0 ? new byte[random.nextInt(12)] : bytes);
      assertThat(read(FAR)).containsExactly("one users");
    }
  }

  @Test
  void aCacheThatCannotBeMadeChangesNothing() throws Exception {
    note("one", "users");
    Files.writeString(folder.resolve("cache"), "a file");
    assertThat(read(FAR)).containsExactly("one users");
  }

  @Test
  void aMistakeInANoteIsToldEachTime() throws Exception {
    Files.writeString(note("one", "users"), "no note");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> read(FAR)).hasMessageContaining("one/note.md:1: a note begins with");
    }
  }

  private void view(String table) {
    var page = Notes.view("", "people", "`name`", "select name from " + table);
    Notes.writeView(folder.resolve("notes"), "people", page);
  }

  @Test
  void aViewThatIsAddedEditedOrRemovedIsNoticed() throws Exception {
    note("one", "people");
    assertThat(read(FAR)).containsExactly("one people");
    view("users");
    assertThat(read(FAR)).containsExactly("one people,users");
    view("groups");
    assertThat(read(FAR)).containsExactly("one groups,people");
    assertThat(read(FAR)).containsExactly("one groups,people");
    Files.delete(folder.resolve("notes/views/people.md"));
    assertThat(read(FAR)).containsExactly("one people");
  }

  /// All that a note can have: as it is read again, it is the same.
  @Test
  void aNoteAndItsViewsComeBackWithAllThatTheyHave() throws Exception {
    var header =
        """
        applies: [sshd]
        parameters: {least: {default: 5, unit: users}}
        signals:
          bad: {in: sshd, silent: below level 3, match: 'bad', example: [bad, bad luck]}\
        """;
    var body =
        "## Analysis\n"
            + Notes.step("Rival: x", "from users anti join signal.bad on true")
            + Notes.given("those", "from people union from groups")
            + Notes.detect("[{name}|some] is there.", "(finds only: z)", "from those");
    var remedy = "```sql\nselect 1 as n from found\n```\n" + Notes.REMEDY;
    Notes.read(folder.resolve("notes"), Notes.text(header, body, remedy));
    var pattern = "signals: {came: {match: came, anywhere: JSON, example: he came}}";
    Notes.writeView(
        folder.resolve("notes"),
        "people",
        Notes.view(
            pattern, "people", "`name`: of whom", "select message as name from signal.came"));
    var index = new NoteIndex(folder.resolve("cache"), Optional.empty(), FAR);
    var first = Casebook.read(folder.resolve("notes"), index);
    var again = Casebook.read(folder.resolve("notes"), index);
    assertThat(again.notes()).isEqualTo(first.notes());
    assertThat(again.views()).isEqualTo(first.views()).hasSize(1);
    assertThat(again.notes().getFirst().patterns())
        .extracting(SignalPattern::note)
        .containsExactlyInAnyOrder("full-disk", "view people");
  }
}
