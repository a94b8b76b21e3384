package dev.casebook.investigate;

import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.software.AlteredFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What rpm or dpkg say of a snapshot's files: those that are not as their packages brought them.
final class VendorsWord {

  private final Set<String> altered;

  /// @param altered the rows of [AlteredFile]
  VendorsWord(HeldRows altered) {
    int file = AlteredFile.TABLE.fields().stream().map(f -> f.name()).toList().indexOf("file");
    this.altered =
        altered.byKey().values().stream()
            .flatMap(List::stream)
            .flatMap(row -> Stream.ofNullable(row.values().get(file)))
            .collect(Collectors.toUnmodifiableSet());
  }

  static VendorsWord of(Snapshot snapshot) {
    return new VendorsWord(HeldRows.of(snapshot, AlteredFile.TABLE, OwnWords.none()));
  }

  /// The first of these values that is a file which is not as its package brought it.
  Optional<String> alteredFile(List<@Nullable String> values) {
    return values.stream().flatMap(Stream::ofNullable).filter(altered::contains).findFirst();
  }
}
