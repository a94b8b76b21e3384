package dev.casebook.evidence.archive;

import java.io.IOException;

/// What an .xz header or index is made of, read one after another.
///
/// Source: "The .xz File Format", section 1.2.
interface XzFields {
  /// One byte.
  int u8() throws IOException;

  /// A number of seven bits a byte, lowest first, at most nine bytes (63 bits).
  default long number() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw Damage.corrupt("a number in an xz header or index is too long");
  }
}
