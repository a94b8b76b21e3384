package dev.casebook.wings.etcd.commands;

import dev.casebook.report.Amount;
import dev.casebook.tables.Thousands;

/// Amounts as a person reads them.
final class Sizes {

  private Sizes() {}

  /// `512 B`, `12.1 MiB`.
  static String bytes(long bytes) {
    return Amount.ofBytes(bytes);
  }

  /// `12,345`.
  static String count(long count) {
    return Thousands.of(count);
  }

  /// `1 key`, `12,345 keys`.
  static String count(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /// In percent, whole numbers.
  static long percent(long part, long whole) {
    return whole <= 0 ? 0 : Math.round(100.0 * part / whole);
  }

  /// `never`, `at 4711`, or that it is not known.
  static String compaction(long revision, boolean known) {
    if (!known) {
      return revision < 0 ? "not known" : "not known, at " + revision + " or later";
    }
    return revision < 0 ? "never" : "at " + revision;
  }
}
