package dev.casebook.diagnosis;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/// What the author of a block says of it that its parse tree can't tell.
///
/// @param negates relations that it concludes from the lack of
/// @param optional relations that it can do without
/// @param known the columns (`hosts.capture_time`) without whose value nothing follows from its
///   lack of rows
/// @param clearOnlyWith relations without whose rows its own lack of rows proves nothing
/// @param findsOnly why its lack of rows proves nothing; empty if it does prove something
public record Marks(
    Set<String> negates,
    Set<String> optional,
    Set<ColumnName> known,
    Set<String> clearOnlyWith,
    String findsOnly) {

  static final Marks NONE = new Marks(Set.of(), Set.of(), Set.of(), Set.of(), "");

  public Marks {
    negates = Collections.unmodifiableSet(new TreeSet<>(negates));
    optional = Collections.unmodifiableSet(new TreeSet<>(optional));
    known = Collections.unmodifiableSet(new LinkedHashSet<>(known));
    clearOnlyWith = Collections.unmodifiableSet(new TreeSet<>(clearOnlyWith));
  }

  /// A column of a table or view that the block names.
  public record ColumnName(String relation, String column) {

    /// @param name both, with a dot between
    static ColumnName of(String name) {
      int dot = name.lastIndexOf('.');
      return new ColumnName(name.substring(0, Math.max(0, dot)), name.substring(dot + 1));
    }

    @Override
    public String toString() {
      return relation + "." + column;
    }
  }
}
