package dev.casebook.evidence.archive;

import java.io.Closeable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The older part of a large [Window]: a ring outside the heap, for one thread at a time.
///
/// It is made of chunks that are allocated as bytes arrive, so that nothing is copied to grow and a
/// process with a small heap reads what one with a large heap can.
final class FarBytes implements Closeable {
  /// 4 MiB: sixteen chunks make the rest of the window of `xz -9`.
  private static final int CHUNK_BYTES = 4 << 20;

  private @Nullable Arena arena;
  private MemorySegment[] chunks = new MemorySegment[0];
  private int capacity;

  /// Where the next byte goes.
  private int end;

  private int held;

  /// Forgets everything; from now on the last `size` bytes are held.
  void reset(int size) {
    int count = Math.ceilDiv(size, CHUNK_BYTES);
    if (count > chunks.length) {
      int before = chunks.length;
      chunks = Arrays.copyOf(chunks, count);
      Arrays.fill(chunks, before, count, MemorySegment.NULL);
    }
    capacity = count * CHUNK_BYTES;
    end = 0;
    held = 0;
  }

  /// How many bytes are there.
  int held() {
    return held;
  }

  /// Appends what leaves the window's array; what is older than the window is overwritten.
  void append(byte[] from, int offset, int length) {
    if (capacity == 0) {
      return;
    }
    for (int done = 0; done < length; ) {
      int within = end % CHUNK_BYTES;
      int count = Math.min(length - done, CHUNK_BYTES - within);
      var to = chunk(end / CHUNK_BYTES);
      MemorySegment.copy(from, offset + done, to, ValueLayout.JAVA_BYTE, within, count);
      end = (end + count) % capacity;
      done += count;
    }
    held = (int) Math.min((long) held + length, capacity);
  }

  private MemorySegment chunk(int index) {
    if (chunks[index].byteSize() == 0) {
      if (arena == null) {
        arena = Arena.ofShared();
      }
      chunks[index] = arena.allocate(CHUNK_BYTES);
    }
    return chunks[index];
  }

  private int place(int back) {
    return end - back + (back > end ? capacity : 0);
  }

  /// The byte `back` before the end.
  byte at(int back) {
    int place = place(back);
    return chunks[place / CHUNK_BYTES].get(ValueLayout.JAVA_BYTE, place % CHUNK_BYTES);
  }

  /// Copies `count` bytes, the first of them `back` before the end.
  void copy(int back, byte[] to, int offset, int count) {
    int from = place(back);
    for (int done = 0; done < count; ) {
      int within = from % CHUNK_BYTES;
      int piece = Math.min(count - done, CHUNK_BYTES - within);
      var chunk = chunks[from / CHUNK_BYTES];
      MemorySegment.copy(chunk, ValueLayout.JAVA_BYTE, within, to, offset + done, piece);
      from = (from + piece) % capacity;
      done += piece;
    }
  }

  @Override
  public void close() {
    if (arena != null) {
      arena.close();
      arena = null;
    }
    chunks = new MemorySegment[0];
    capacity = 0;
    held = 0;
  }
}
