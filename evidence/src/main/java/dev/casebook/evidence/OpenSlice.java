package dev.casebook.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A part of a file that another process holds open.
///
/// @param file under `/proc/PID/fd`
record OpenSlice(String file, long start, long size) implements Opening {

  @Override
  public InputStream open() throws IOException {
    var channel = FileChannel.open(Path.of(file), StandardOpenOption.READ);
    channel.position(start);
    return new OpenFile.UpTo(Channels.newInputStream(channel), size);
  }

  @Override
  public Optional<MappedBytes> map() throws IOException {
    return Optional.of(
        MappedBytes.of(
            arena -> {
              try (var channel = FileChannel.open(Path.of(file), StandardOpenOption.READ)) {
                return channel.map(FileChannel.MapMode.READ_ONLY, start, size, arena);
              }
            },
            ""));
  }
}
