package dev.casebook.wings.etcd.bbolt;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/// Numbers and bytes of a file, read from a copy of the block that was last looked at.
///
/// A short run is over before the optimising compiler has done its work, and until then an access
/// to a mapped segment takes as long as twenty to an array. A walk reads each page's numbers from
/// one copy of it. Who reads in two places in turn has a window for each; nothing is shared between
/// threads.
public final class FileWindow {

  private static final int BLOCK_BYTES = 1 << 12;

  /// Copied with a block, so that what starts in it seldom ends outside.
  private static final int BEYOND_BYTES = 64;

  /// What a u32 may be, as a mask.
  static final long U32 = 0xFFFF_FFFFL;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final MemorySegment file;
  private final byte[] block;
  private long start;
  private int length;

  public FileWindow(MemorySegment file) {
    this.file = file;
    this.block = new byte[(int) Math.min(file.byteSize(), BLOCK_BYTES + BEYOND_BYTES)];
  }

  /// Over a key that lies in no file.
  public static FileWindow over(byte[] key) {
    return new FileWindow(MemorySegment.ofArray(key.clone()));
  }

  public MemorySegment file() {
    return file;
  }

  public long size() {
    return file.byteSize();
  }

  public byte octet(long offset) {
    return block[at(offset, 1)];
  }

  int u16(long offset) {
    return Short.toUnsignedInt((short) SHORT.get(block, at(offset, Short.BYTES)));
  }

  long u32(long offset) {
    return Integer.toUnsignedLong((int) INT.get(block, at(offset, Integer.BYTES)));
  }

  /// Eight bytes, the lowest first, as all numbers of the format are. Numbers from 2^63 come out
  /// negative; every use compares them with a bound on both sides.
  public long u64(long offset) {
    return (long) LONG.get(block, at(offset, Long.BYTES));
  }

  /// Eight bytes as a number whose unsigned order is the order of the bytes.
  public long bigEndian(long offset) {
    return (long) BIG_ENDIAN.get(block, at(offset, Long.BYTES));
  }

  /// Where in the block the bytes from `offset` on are.
  private int at(long offset, int width) {
    var at = offset - start;
    if (at < 0 || at > length - width) {
      at = move(offset, width);
    }
    return (int) at;
  }

  private long move(long offset, int width) {
    Objects.checkFromIndexSize(offset, width, size());
    // A file that gets shorter makes the copy fail, and leaves no block behind.
    length = 0;
    start = offset & -BLOCK_BYTES;
    var held = (int) Math.min(block.length, size() - start);
    MemorySegment.copy(file, JAVA_BYTE, start, block, 0, held);
    length = held;
    return offset - start;
  }
}
