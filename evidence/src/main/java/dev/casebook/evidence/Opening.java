package dev.casebook.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Opens a file's bytes, any number of times.
public interface Opening {

  /// @throws IOException if it can't be opened; the message says why in a few words
  InputStream open() throws IOException;

  /// The bytes at any position, where they lie in a file of this machine; empty elsewhere.
  default Optional<MappedBytes> map() throws IOException {
    return Optional.empty();
  }
}
