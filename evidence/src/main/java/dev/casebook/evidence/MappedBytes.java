package dev.casebook.evidence;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/// The bytes of a file at any position: mapped, so that nothing is read but what is looked at, and
/// nothing of it counts as this process's own memory.
///
/// For the one thread that opened it, until it is closed. Reading where another program has cut the
/// file meanwhile ends in an `InternalError`, as the platform has it.
public final class MappedBytes implements AutoCloseable {

  private final Arena arena;
  private final Mapping mapping;
  private MemorySegment bytes;
  private final String shortcoming;

  private MappedBytes(Arena arena, Mapping mapping, String shortcoming) throws IOException {
    this.arena = arena;
    this.mapping = mapping;
    this.bytes = mapping.map(MemorySegment.NULL, arena);
    this.shortcoming = shortcoming;
  }

  /// Maps the bytes as they are now; gives `before` back if they are as long as that.
  private interface Mapping {
    MemorySegment map(MemorySegment before, Arena arena) throws IOException;
  }

  /// A file that may be written, and so grow, while it is read.
  static MappedBytes of(Path file) throws IOException {
    return new MappedBytes(Arena.ofConfined(), (before, arena) -> map(file, before, arena), "");
  }

  /// Bytes that never change.
  ///
  /// @param shortcoming what is wrong with them, or nothing
  static MappedBytes of(Kept kept, String shortcoming) throws IOException {
    return new MappedBytes(
        Arena.ofConfined(),
        (before, arena) -> before.byteSize() > 0 ? before : kept.map(arena),
        shortcoming);
  }

  /// What can be mapped whole.
  interface Kept {
    MemorySegment map(Arena arena) throws IOException;
  }

  private static MemorySegment map(Path file, MemorySegment before, Arena arena)
      throws IOException {
    try (var channel =
        FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      long size = channel.size();
      return size == before.byteSize()
          ? before
          : channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
    }
  }

  /// The bytes as they are mapped.
  public MemorySegment bytes() {
    return bytes;
  }

  /// The bytes, mapped again if the file's size has changed. What was given before stays valid.
  public MemorySegment current() throws IOException {
    bytes = mapping.map(bytes, arena);
    return bytes;
  }

  /// Why bytes are missing.
  public Optional<String> shortcoming() {
    return shortcoming.isEmpty() ? Optional.empty() : Optional.of(shortcoming);
  }

  @Override
  public void close() {
    arena.close();
  }
}
