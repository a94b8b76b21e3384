package dev.casebook.investigate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.UnusableFile;
import dev.casebook.verdicts.NoteLabel;
import dev.casebook.verdicts.Severity;
import dev.casebook.verdicts.SnapshotLabel;
import dev.casebook.verdicts.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The parent's side of the protocol, with shell scripts for children.
class ForeignNotesTest {

  @TempDir private Path folder = Path.of("");

  private Casebook casebook(String... ids) throws IOException, UnusableFile {
    for (var id : ids) {
      var note = Files.createDirectories(folder.resolve("notes/area/" + id)).resolve("note.md");
      Files.writeString(
          note,
          """
          ---
          schema: 2
          id: %s
          title: A title
          severity: low
          ---
          ## Symptom
          ## Detect: one way
          > {name} is there.

          `from users`
          ## Cause
          ## Remedy
          """
              .formatted(id));
    }
    return Casebook.read(folder.resolve("notes"), List.of());
  }

  private static Verdict clear(String note) {
    return new Verdict.Clear(
        new NoteLabel(note, "A title", Severity.LOW, true, false),
        new SnapshotLabel("-", "web1", "", null),
        List.of("the log says so"),
        List.of());
  }

  /// What a child writes: a note begins; and is told clear and done, if it gets so far.
  private void writes(String file, boolean dies, String... notes) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var child = new DataOutputStream(bytes);
    for (int i = 0; i < notes.length; i++) {
      child.writeByte(ForeignExamination.BEGIN);
      child.writeUTF(notes[i]);
      if (!dies || i < notes.length - 1) {
        child.writeByte(ForeignExamination.VERDICT);
        var verdict = ForeignExamination.CODEC.encode(clear(notes[i]));
        child.writeInt(verdict.length);
        child.write(verdict);
        child.writeByte(ForeignExamination.FINISHED);
      }
    }
    Files.write(folder.resolve(file), bytes.toByteArray());
  }

  private List<String> examine(Casebook casebook, String script) {
    var command = List.of("/bin/sh", "-c", "cd " + folder + "; echo >> starts; " + script, "sh");
    return new ForeignNotes(casebook, command)
        .examineHandedOver(List.of("source")).stream()
            .map(v ->
                v.note().id() + " " + (v instanceof Verdict.Failed f ? f.reason() : v.outcome()))
            .toList();
  }

  private long starts() throws IOException {
    return Files.readAllLines(folder.resolve("starts")).size();
  }

  @Test
  void aChildsDeathIsAnErrorOfTheNoteInHandAndTheRestGoOn() throws Exception {
    writes("first", true, "a-good", "b-deadly");
    writes("second", false, "c-good");
    var told =
        examine(
            casebook("a-good", "b-deadly", "c-good"),
            "case $(cat) in *b-deadly*) cat first; kill -9 $$;; *) cat second;; esac");
    assertThat(told)
        .containsExactly(
            "a-good clear", "b-deadly its process ended early with status 137", "c-good clear");
    assertThat(starts()).isEqualTo(2);
  }

  @Test
  void aChildThatCannotEvenBeginIsStartedOnce() throws Exception {
    assertThat(examine(casebook("a", "b", "c"), "exit 3"))
        .containsExactly(
            "a its process ended early with status 3",
            "b its process ended early with status 3",
            "c its process ended early with status 3");
    assertThat(starts()).isEqualTo(1);
  }

  @Test
  void aChildThatSpeaksNonsenseIsAnError() throws Exception {
    writes("first", true, "a");
    for (var nonsense : List.of("V\\377\\377\\377\\377", "V\\0\\0\\0\\5hello", "V\\0\\0")) {
      assertThat(examine(casebook("a"), "cat first; printf '" + nonsense + "'; exit 1"))
          .containsExactly("a its process ended early with status 1");
    }
  }

  @Test
  void aNoteOfWhichAWholeChildSaysNothingIsAnErrorToo() throws Exception {
    assertThat(examine(casebook("a"), "exit 0"))
        .containsExactly("a its process said nothing about it");
  }

  @Test
  void aCommandThatCannotBeStartedIsAnError() throws Exception {
    var told =
        new ForeignNotes(casebook("a"), List.of("/no/such/program"))
            .examineHandedOver(List.of("folder:6:source/srv"));
    assertThat(((Verdict.Failed) told.getFirst()).reason())
        .startsWith("its process could not be started");
  }
}
