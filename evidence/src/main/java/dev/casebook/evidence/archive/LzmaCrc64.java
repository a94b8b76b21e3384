package dev.casebook.evidence.archive;

import dev.casebook.hosts.libraries.NativeFunction;
import java.lang.foreign.MemorySegment;
import java.util.zip.Checksum;

/// The same sum as [Crc64] by the system's liblzma, which since 5.4 has the processor multiply
/// without carries for it: ten times as fast.
final class LzmaCrc64 implements Checksum {
  private final NativeFunction function;
  private long sum;

  /// @param function `lzma_crc64` of lzma/check.h: bytes, their number, the sum so far
  LzmaCrc64(NativeFunction function) {
    this.function = function;
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    var segment = MemorySegment.ofArray(bytes).asSlice(offset, length);
    sum = function.over(segment, length, sum);
  }

  @Override
  public void update(int value) {
    update(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public long getValue() {
    return sum;
  }

  @Override
  public void reset() {
    sum = 0;
  }
}
