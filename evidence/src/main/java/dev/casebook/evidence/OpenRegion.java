package dev.casebook.evidence;

import dev.casebook.evidence.archive.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Bytes kept in a spool.
record OpenRegion(Spool.Region region) implements Opening {

  @Override
  public InputStream open() {
    return region.open();
  }

  @Override
  public Optional<MappedBytes> map() throws IOException {
    return Optional.of(MappedBytes.of(region::map, ""));
  }
}
