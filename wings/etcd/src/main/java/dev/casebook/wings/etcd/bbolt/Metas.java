package dev.casebook.wings.etcd.bbolt;

import java.lang.foreign.MemorySegment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Both meta pages of a file, as far as they are valid, the newer transaction first.
///
/// Transactions write them in turn, so a torn write leaves the one before.
///
/// @param valid none, one or two
public record Metas(List<Meta> valid) {

  public Metas {
    valid = List.copyOf(valid);
  }

  /// Reads both. The second lies one page behind the first, whose own page size may be lost: then
  /// every size is tried.
  public static Metas read(MemorySegment file, DamageLog damages) {
    var first = Meta.read(file, 0, 0, damages);
    var second =
        first.isPresent()
            ? Meta.read(file, 1, first.get().pageSize(), damages)
            : secondAtAnyPageSize(file, damages);
    return new Metas(
        Stream.concat(first.stream(), second.stream())
            .sorted(Comparator.comparingLong(Meta::transaction).reversed())
            .toList());
  }

  private static Optional<Meta> secondAtAnyPageSize(MemorySegment file, DamageLog damages) {
    for (var size = Meta.PAGE_SIZE_MIN; size <= Meta.PAGE_SIZE_MAX; size <<= 1) {
      var meta = Meta.read(file, 1, size, new DamageLog());
      if (meta.isPresent() && meta.get().pageSize() == size) {
        return meta;
      }
    }
    damages.report(
        Fault.META, 1, () -> "not valid at any page size", () -> "the way to every bucket");
    return Optional.empty();
  }

  /// The state that the last finished transaction left.
  public Optional<Meta> newest() {
    return valid.stream().findFirst();
  }

  /// The state before it, still whole while the newest is: pages are reused one transaction later.
  public Optional<Meta> older() {
    return valid.stream().skip(1).findFirst();
  }
}
