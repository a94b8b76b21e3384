package dev.casebook.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// A file of this machine whose links were followed already.
record OpenFile(Path file) implements FileTree.Opening {

  @Override
  public InputStream open() throws IOException {
    return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Optional<MappedBytes> map() throws IOException {
    return Optional.of(MappedBytes.of(file));
  }
}
