package dev.casebook.investigate;

import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.software.AlteredFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What rpm or dpkg said of a snapshot's files when they verified them.
final class VendorsWord {

  private final HeldRows altered;

  VendorsWord(Snapshot of) {
    this.altered = HeldRows.of(of, AlteredFile.TABLE, OwnWords.none());
  }

  /// The first of these values that is a file which is not as its package brought it.
  Optional<String> alteredFile(List<@Nullable String> values) {
    return values.stream()
        .flatMap(Stream::ofNullable)
        .filter(altered.byKey()::containsKey)
        .findFirst();
  }
}
