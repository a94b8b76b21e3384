package dev.casebook.diagnosis;

import dev.casebook.evidence.Snapshot;
import dev.casebook.evidence.Source;
import dev.casebook.evidence.Sources;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.tables.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// The root folder of a made-up host.
record Bundle(Path folder) {

  static Bundle ofHost(Path parent, String host) {
    return new Bundle(parent.resolve(host)).file("etc/hostname", host + "\n");
  }

  Bundle file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  Bundle file(String path, byte[] content) {
    try {
      var file = folder.resolve(path);
      Files.createDirectories(file.resolveSibling("."));
      Files.write(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String path) {
    try {
      Files.delete(folder.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Source open() {
    var sources =
        new Sources(
            Catalogue.spine().recogniser(),
            Catalogue.spine().wanted(),
            InputStream.nullInputStream(),
            Instant.EPOCH);
    try {
      return sources.open(folder.toString());
    } catch (UnreadableSource e) {
      throw new AssertionError(e);
    }
  }

  static Snapshot only(Source source) {
    return source.snapshots().getFirst();
  }
}
