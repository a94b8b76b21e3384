package dev.casebook.evidence.archive;

import java.io.IOException;

/// An input whose first bytes can be looked at before they are read, and passed over without being
/// copied.
interface Previewed {
  /// The next bytes without using them up, at most as many as there are. What stopped the input
  /// earlier is thrown when they have been read.
  byte[] head(int count);

  /// Passes over some of the next `count` bytes, and says how many; zero tells nothing.
  long skip(long count) throws IOException;
}
