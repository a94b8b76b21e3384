package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.NoteIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The evidence of every note, redacted: the note says of it what it says of the original, with
/// tokens in the place of names.
class RedactedNotesTest {

  private static final Path NOTES = Launch.ROOT.resolve("notes");

  /// A launch's clock stands before all files, so that none of them is known to have stayed the
  /// same and each of a thousand launches would read and keep all notes anew.
  @BeforeAll
  static void notesAreReadOnce() throws Exception {
    Casebook.read(
        NOTES,
        new NoteIndex(Launch.ROOT.resolve("cli/target/cache"), Optional.empty(), Instant.now()));
  }

  static List<Path> evidence() throws IOException {
    try (var all = Files.find(NOTES, 4, (file, _) -> isEvidence(file))) {
      return all.sorted().toList();
    }
  }

  private static boolean isEvidence(Path file) {
    var path = NOTES.relativize(file);
    return path.getNameCount() == 4
        && List.of("fires", "clear", "quiet").contains(path.getName(2).toString())
        && !file.toString().endsWith(".expected");
  }

  @Test
  void thereIsEvidence() throws IOException {
    assertThat(evidence()).hasSizeGreaterThan(100);
  }

  @ParameterizedTest
  @MethodSource("evidence")
  void aNoteSaysTheSameOfACopy(Path source, @TempDir Path folder) throws IOException {
    var redacted = Redacted.of(source, folder);
    var note = NOTES.relativize(source).getName(1).toString();
    var said = Launch.of("diagnose", "--json", "--note", note, source.toString());
    var saidOfCopy = Launch.of("diagnose", "--json", "--note", note, redacted.copy().toString());
    if (isTogether(source)) {
      assertThat(outcomes(saidOfCopy.output())).isEqualTo(outcomes(said.output()));
      assertThat(saidOfCopy.status()).isEqualTo(said.status());
      return;
    }
    var restored = redacted.restored(saidOfCopy.output());
    assertThat(words(restored.replace(redacted.copy().toString(), "SOURCE")))
        .isEqualTo(words(said.output().replace(source.toString(), "SOURCE")));
    assertThat(saidOfCopy.status()).isEqualTo(said.status());
  }

  /// Of several hosts the first by name is held against the others, and tokens are in another
  /// order.
  private static boolean isTogether(Path source) throws IOException {
    var note = source.resolve("../../note.md");
    return Files.readString(note).contains("scope: together");
  }

  private static final Pattern OUTCOME = Pattern.compile("\"outcome\": ?\"\\w+\"");

  private static List<String> outcomes(String json) {
    return OUTCOME.matcher(json).results().map(MatchResult::group).sorted().toList();
  }

  /// Without the lines that are cited, which may write an address in many ways, and without the
  /// order of hosts and addresses, which is that of their names.
  private static String words(String json) {
    var text = json.replaceAll("\"text\":\"(?:[^\"\\\\]|\\\\.)*\"", "text");
    return Arrays.stream(text.split("[^\\w.-]+")).sorted().collect(Collectors.joining("\n"));
  }
}
