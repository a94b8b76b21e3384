package dev.casebook.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One piece of evidence of a snapshot, under its logical name.
///
/// @param name what it is
/// @param place where it lies in its source, for people; a path or command line of a collected host
/// @param size in bytes as far as known; 0 for files of /proc
/// @param modified when it was last written, or null
/// @param shortcoming why it is not whole (cut by a cap, denied, ended in time …), or null
public record Artifact(
    ArtifactName name,
    String place,
    long size,
    @Nullable Instant modified,
    @Nullable String shortcoming,
    Opening opening) {

  /// The bytes, decompressed.
  ///
  /// @throws IOException if it can't be opened; the message says why in a few words
  public InputStream open() throws IOException {
    return opening.open();
  }

  /// The bytes at any position, decompressed: of a file that lies here as it is, mapped; else put
  /// into a file without a name first.
  ///
  /// @throws IOException if it can't be opened; the message says why in a few words
  public MappedBytes map() throws IOException {
    var mapped = opening.map();
    return mapped.isPresent() ? mapped.get() : Decompressed.spooled(opening);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Artifact that && name.equals(that.name) && place.equals(that.place);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, place);
  }
}
