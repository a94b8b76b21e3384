package dev.casebook.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The beginnings of the artifacts that tell facts of a host. What was looked at is entered into
/// the ledger for the table that shows these facts.
///
/// @param find what a snapshot has under a name
record FactHeads(Function<ArtifactName, List<Artifact>> find, Ledger ledger) {

  private static final String TABLE = "hosts";

  /// Enough of any file that tells a fact in its first lines; `/proc/stat` of 500 CPUs has 60 KB.
  private static final int HEAD_BYTES = 256 * 1024;

  /// The first of this name that holds something.
  Optional<String> of(ArtifactName name) {
    for (var artifact : find.apply(name)) {
      try (var in = artifact.open()) {
        var text = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
        ledger.enter(artifact, TABLE, 0, 0, text.isBlank() ? "is empty" : "");
        if (!text.isBlank()) {
          return Optional.of(text);
        }
      } catch (IOException e) {
        ledger.enter(artifact, TABLE, 0, 0, "can't be read: " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  Optional<String> ofFile(String path) {
    return of(ArtifactName.file(path));
  }

  Optional<String> ofCommand(String line) {
    return of(ArtifactName.command(line));
  }
}
