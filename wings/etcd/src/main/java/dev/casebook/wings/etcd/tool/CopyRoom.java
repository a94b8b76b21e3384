package dev.casebook.wings.etcd.tool;

import static java.nio.channels.FileChannel.MapMode.READ_WRITE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;

/// Where a copy of a file is kept: grows with the file, and keeps what is in it.
///
/// A copy that is written to a disk slows an etcd on the same disk, which waits for its own writes:
/// measured, from 245 to 130 puts a second. So one that fits lies in memory.
abstract sealed class CopyRoom {

  /// A larger copy would not fit beside all else that a small host runs.
  static final long MEMORY_BYTES_MAX = 256L << 20;

  MemorySegment bytes = MemorySegment.NULL;

  /// In memory of its own, which is given back when the arena is closed.
  static CopyRoom inMemory(Arena arena) {
    return new InMemory(arena);
  }

  /// In a file that is open for reading and writing.
  static CopyRoom inFile(FileChannel channel, Arena arena) {
    return new InFile(channel, arena);
  }

  /// What was kept, and zeros behind it.
  MemorySegment ofSize(long size) throws IOException {
    if (size != bytes.byteSize()) {
      bytes = resized(size);
    }
    return bytes;
  }

  abstract MemorySegment resized(long size) throws IOException;

  private static final class InMemory extends CopyRoom {

    /// A file that grows does so a little at a time, and what is outgrown is not given back.
    private static final long SPARE_BYTES = 16 << 20;

    private final Arena arena;
    private MemorySegment room = MemorySegment.NULL;

    InMemory(Arena arena) {
      this.arena = arena;
    }

    @Override
    MemorySegment resized(long size) throws IOException {
      if (size > room.byteSize()) {
        if (size > MEMORY_BYTES_MAX + SPARE_BYTES) {
          throw new IOException("it grows too fast to be kept in memory");
        }
        var larger = arena.allocate(size + SPARE_BYTES);
        MemorySegment.copy(bytes, 0, larger, 0, bytes.byteSize());
        room = larger;
      }
      return room.asSlice(0, size);
    }
  }

  private static final class InFile extends CopyRoom {

    private final FileChannel channel;
    private final Arena arena;

    InFile(FileChannel channel, Arena arena) {
      this.channel = channel;
      this.arena = arena;
    }

    @Override
    MemorySegment resized(long size) throws IOException {
      return channel.map(READ_WRITE, 0, size, arena);
    }
  }
}
