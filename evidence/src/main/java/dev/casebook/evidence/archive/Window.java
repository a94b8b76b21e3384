package dev.casebook.evidence.archive;

import java.io.Closeable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The last bytes a decoder wrote: what its matches copy from and what its reader takes.
///
/// One array, written upwards. When it is full, its last bytes are moved to its front, and what a
/// large window holds beyond [#NEAR_BYTES] goes to [FarBytes], outside the heap. Both grow only as
/// bytes arrive, so that a header that claims a huge window costs nothing. Copies go eight bytes at
/// a time and may write up to [#SLACK] bytes past their end, bytes that the next copy overwrites.
final class Window implements Closeable {
  /// A copy of eight bytes at a time ends at most seven bytes late; one more for alignment.
  static final int SLACK = 8;

  /// 64 KiB: enough for small files; doubled as needed.
  private static final int FIRST_BYTES = 1 << 16;

  /// 8 MiB: the window of `xz -6`, and few matches reach further back than this.
  private static final int NEAR_BYTES = 8 << 20;

  /// 8 MiB written between two moves of the window: at the usual windows (up to 8 MiB) each byte is
  /// moved about once.
  private static final int STRIDE_BYTES = 8 << 20;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  byte[] bytes = new byte[FIRST_BYTES];
  int position;
  private int taken;
  private int size;
  private int near;
  private int stride;
  private final FarBytes far = new FarBytes();

  /// Forgets everything; from now on a match may reach `size` bytes back.
  void reset(int size) {
    this.size = size;
    near = Math.min(size, NEAR_BYTES);
    stride = Math.min(near, STRIDE_BYTES);
    far.reset(size - near);
    position = 0;
    taken = 0;
  }

  /// Forgets everything; from now on `size` bytes are held in the array until they are taken, for
  /// who writes them all before anybody reads.
  void hold(int size) {
    this.size = size;
    near = size;
    stride = 0;
    far.reset(0);
    position = 0;
    taken = 0;
  }

  /// Makes room for `count` more bytes. Everything written before must have been taken, but for
  /// what [#hold] holds.
  void reserve(int count) {
    int needed = count + SLACK;
    if (bytes.length - position >= needed) {
      return;
    }
    int kept = Math.min(position, near);
    int largest = near + stride + needed;
    if (bytes.length < largest) {
      int wanted = Math.max(position + needed, (int) Math.min(2L * bytes.length, largest));
      if (wanted <= largest) {
        bytes = Arrays.copyOf(bytes, wanted);
        return;
      }
    }
    far.append(bytes, 0, position - kept);
    System.arraycopy(bytes, position - kept, bytes, 0, kept);
    position = kept;
    taken = kept;
  }

  /// How many bytes wait to be taken.
  int untaken() {
    return position - taken;
  }

  int take(byte[] to, int offset, int length) {
    int count = Math.min(length, position - taken);
    System.arraycopy(bytes, taken, to, offset, count);
    taken += count;
    return count;
  }

  /// Whether a match may reach back `distance` bytes.
  boolean reaches(int distance) {
    return distance > 0 && distance <= size && distance - far.held() <= position;
  }

  /// The byte `distance` back, which [#reaches].
  byte at(int distance) {
    return distance <= position ? bytes[position - distance] : far.at(distance - position);
  }

  /// Appends `length` bytes that begin `distance` bytes back, its own output included. The caller
  /// has reserved the room and checked [#reaches].
  void copyMatch(int distance, int length) {
    byte[] b = bytes;
    int to = position;
    int end = to + length;
    position = end;
    if (distance > to) {
      int back = distance - to;
      int count = Math.min(back, length);
      far.copy(back, b, to, count);
      System.arraycopy(b, 0, b, to + count, length - count);
      return;
    }
    if (distance >= 8) {
      for (int from = to - distance; to < end; to += 8, from += 8) {
        LONG.set(b, to, (long) LONG.get(b, from));
      }
    } else if (distance == 1) {
      Arrays.fill(b, to, end, b[to - 1]);
    } else {
      for (int from = to - distance; to < end; to++, from++) {
        b[to] = b[from];
      }
    }
  }

  @Override
  public void close() {
    far.close();
  }
}
