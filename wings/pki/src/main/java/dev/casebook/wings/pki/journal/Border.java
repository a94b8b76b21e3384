package dev.casebook.wings.pki.journal;

/// The moment after one write to the disk and before the next: where a process may end, and a test
/// ends it.
@FunctionalInterface
public interface Border {

  Border NONE = _ -> {};

  /// @param after what was just written
  void crossed(String after);
}
