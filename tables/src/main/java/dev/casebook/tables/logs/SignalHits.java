package dev.casebook.tables.logs;

import dev.casebook.tables.Coverage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The hits of one signal in one snapshot, as the relation `signal.NAME`: when, who and what, and
/// one column for each named group of its pattern.
///
/// @param name as the note has it
/// @param groups the pattern's named groups, in order
/// @param hits in order of their logs
/// @param kept how many of all hits these are
/// @param count how often the pattern was found
/// @param coverage of the logs that can carry the signal; where not all hits were kept, partial
public record SignalHits(
    String name, List<String> groups, List<Hit> hits, Kept kept, long count, Coverage coverage) {

  /// How many of a signal's hits are held where there are too many to hold.
  public enum Kept {
    ALL,
    /// Of each combination of values at least the first and the last.
    ENDS,
    /// The first and the last of all: some values may be missing.
    SOME
  }

  public SignalHits {
    groups = List.copyOf(groups);
    hits = List.copyOf(hits);
  }

  /// The same without what is older; a line whose time is not known may be new.
  public SignalHits since(Instant time) {
    var later =
        hits.stream().filter(hit -> hit.time() == null || !hit.time().isBefore(time)).toList();
    return new SignalHits(
        name, groups, later, kept, count - (hits.size() - later.size()), coverage);
  }

  /// One line that a signal's pattern found.
  ///
  /// @param isLocal whether its time was written without a zone
  /// @param values of the groups, in their order; null for a group that took no part
  public record Hit(
      @Nullable Instant time,
      boolean isLocal,
      @Nullable String host,
      @Nullable String program,
      @Nullable Long pid,
      @Nullable String level,
      String message,
      List<@Nullable String> values,
      long origin) {

    public Hit {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }
  }
}
