package dev.casebook.verdicts;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What differs between snapshots of good hosts and one of a bad one.
///
/// @param differences the most telling first, at most so many of a table as are shown
/// @param leftOut how many more a table has, by its name
/// @param folded how many differences tell nothing, by the reason
/// @param apart what could not be compared, and why
public record Comparison(
    List<SnapshotLabel> good,
    SnapshotLabel bad,
    boolean sameHost,
    List<Difference> differences,
    Map<String, Integer> leftOut,
    Map<String, Integer> folded,
    List<Apart> apart,
    int tablesCompared,
    List<String> shortcomings) {

  public Comparison {
    good = List.copyOf(good);
    differences = List.copyOf(differences);
    apart = List.copyOf(apart);
    shortcomings = List.copyOf(shortcomings);
  }

  /// One thing that differs.
  ///
  /// @param key the row, by its key's values
  /// @param column what of it; empty where only one side has the row
  /// @param good what the good ones have; empty if they lack it
  /// @param agreeing how many of the good ones have just that
  /// @param why it ranks where it does, for people
  public record Difference(
      String table,
      String key,
      String column,
      Optional<Side> good,
      Optional<Side> bad,
      int agreeing,
      String why) {}

  /// What one side has.
  ///
  /// @param evidence where it stands there
  public record Side(String value, Evidence evidence) {}

  /// A table, or a column of one, that one side lacks, or has not whole.
  public record Apart(String what, String why) {}

  /// 0 if nothing differs that tells, 1 if something does, 2 if no table could be compared, or
  /// nothing differs but a source is not whole.
  public int exitStatus() {
    if (tablesCompared == 0) {
      return 2;
    }
    if (!differences.isEmpty()) {
      return 1;
    }
    return shortcomings.isEmpty() ? 0 : 2;
  }
}
