package dev.casebook.evidence.archive;

/// An input whose first bytes can be looked at before they are read.
interface Previewed {
  /// The next bytes without using them up, at most as many as there are. What stopped the input
  /// earlier is thrown when they have been read.
  byte[] head(int count);
}
