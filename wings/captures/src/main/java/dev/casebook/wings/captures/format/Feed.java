package dev.casebook.wings.captures.format;

import java.io.IOException;

/// Where the bytes of a capture come from, in order.
@FunctionalInterface
public interface Feed {
  /// @return how many bytes were put into the buffer, at least 1; -1 at the end
  int read(byte[] into, int from, int length) throws IOException;
}
