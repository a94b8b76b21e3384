package dev.casebook.evidence.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.tukaani.xz.FilterOptions;

/// What an .xz block says of itself before its data.
///
/// Source: "The .xz File Format", section 3.1.
///
/// @param headerBytes size of the header itself
/// @param compressedBytes size of the data; -1 when the header does not say
/// @param uncompressedBytes size of what the data decodes to; -1 when the header does not say
/// @param dictionaryBytes how far back its matches may reach
/// @param filters what has to be undone after LZMA2, in this order
record XzBlockHeader(
    int headerBytes,
    long compressedBytes,
    long uncompressedBytes,
    long dictionaryBytes,
    List<FilterOptions> filters) {
  private static final int LZMA2 = 0x21;

  /// Reads a header of which `bytes` is the whole, its CRC32 included.
  static XzBlockHeader parse(byte[] bytes) throws IOException {
    int end = bytes.length - 4;
    if (!endsWithCrc32(bytes)) {
      throw Damage.corrupt("the header of an xz block is damaged");
    }
    var fields = new Fields(bytes, end);
    int flags = fields.u8();
    long compressed = (flags & 0x40) == 0 ? -1 : fields.number();
    long uncompressed = (flags & 0x80) == 0 ? -1 : fields.number();
    var filters = new ArrayList<FilterOptions>();
    long filter = fields.number();
    for (int more = flags & 3; more > 0; more--) {
      filters.addFirst(XzFilters.of(filter, fields.bytes(fields.number())));
      filter = fields.number();
    }
    if (filter != LZMA2) {
      throw Damage.unsupported("needs the xz filter 0x%x, which is not read".formatted(filter));
    }
    if (fields.number() != 1) {
      throw Damage.corrupt("the header of an xz block contradicts itself");
    }
    int size = fields.u8();
    if (size > 40) {
      throw Damage.corrupt("the header of an xz block asks for an impossible window");
    }
    long dictionary = size == 40 ? 0xFFFFFFFFL : (2L | (size & 1)) << (size / 2 + 11);
    return new XzBlockHeader(
        bytes.length, compressed, uncompressed, dictionary, List.copyOf(filters));
  }

  /// Whether the last four bytes are the CRC32 of those before, as in every .xz header.
  static boolean endsWithCrc32(byte[] bytes) {
    int end = bytes.length - 4;
    var crc = new CRC32();
    crc.update(bytes, 0, end);
    return new XzCheck.Sum(crc, 4).matches(Arrays.copyOfRange(bytes, end, end + 4));
  }

  /// Whether the header names both sizes.
  boolean isSized() {
    return compressedBytes >= 0 && uncompressedBytes >= 0;
  }

  /// The window that its data needs: no match reaches back beyond the first byte.
  long windowBytes() {
    return uncompressedBytes < 0 ? dictionaryBytes : Math.min(dictionaryBytes, uncompressedBytes);
  }

  /// Bytes that it takes to hold the block both as it is stored and decoded.
  long memory() {
    long sum = compressedBytes + uncompressedBytes;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  private static final class Fields implements XzFields {
    private final byte[] bytes;
    private final int end;
    private int at = 1;

    Fields(byte[] bytes, int end) {
      this.bytes = bytes;
      this.end = end;
    }

    @Override
    public int u8() throws Damage {
      if (at >= end) {
        throw Damage.corrupt("the header of an xz block is too short");
      }
      return bytes[at++] & 0xFF;
    }

    byte[] bytes(long count) throws Damage {
      if (count > end - at) {
        throw Damage.corrupt("the header of an xz block is too short");
      }
      at += (int) count;
      return Arrays.copyOfRange(bytes, at - (int) count, at);
    }
  }
}
