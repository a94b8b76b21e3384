package dev.casebook.wings.conntrack.flow;

/// Why an entry is told of.
public enum Happening {
  /// It is in the table.
  LISTED,
  NEW,
  UPDATE,
  DESTROY
}
