package dev.casebook.evidence.archive;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// What a zip archive says of one member, in its directory or right before the member's data.
///
/// Source: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.5; Info-ZIP's extra field
/// 0x5455 for Unix times.
final class ZipRecord {
  static final int LOCAL_SIGNATURE = 0x04034B50;
  static final int CENTRAL_SIGNATURE = 0x02014B50;
  static final int LOCAL_BYTES = 30;
  static final int CENTRAL_BYTES = 46;

  /// The largest 32-bit number stands for one in the zip64 extra field.
  private static final long IN_ZIP64 = 0xFFFFFFFFL;

  private static final int ZIP64_EXTRA = 0x0001;
  private static final int TIME_EXTRA = 0x5455;

  final byte[] name;
  final int method;
  final long crc;
  private final int flags;
  private final int attributes;
  private final boolean unix;
  private final boolean sizesFollow;
  private long compressedSize;
  private long size;
  private long localOffset;
  private long modifiedSeconds;

  private ZipRecord(ByteSource in, boolean central) throws IOException {
    int at = central ? 6 : 4;
    flags = in.u16(at + 2);
    method = in.u16(at + 4);
    modifiedSeconds = dosTime(in.u16(at + 6), in.u16(at + 8));
    crc = in.littleEndian(at + 10, 4);
    compressedSize = in.littleEndian(at + 14, 4);
    size = in.littleEndian(at + 18, 4);
    int nameBytes = in.u16(at + 22);
    int extraBytes = in.u16(at + 24);
    int commentBytes = central ? in.u16(32) : 0;
    int system = central ? in.peek(5) : 0;
    // Unix and its descendant: the upper half of the attributes is a file's mode.
    unix = system == 3 || system == 19;
    attributes = central ? (int) in.littleEndian(38, 4) : 0;
    localOffset = central ? in.littleEndian(42, 4) : 0;
    in.advance(central ? CENTRAL_BYTES : LOCAL_BYTES);
    name = in.readUpTo(nameBytes);
    readExtra(in.readUpTo(extraBytes));
    sizesFollow = !central && (flags & 8) != 0 && compressedSize == 0;
    if (name.length < nameBytes || in.skip(commentBytes) < commentBytes) {
      throw Damage.truncated("a zip header is cut off");
    }
  }

  /// Reads the directory's record that begins at the source's position, all of which is there.
  static ZipRecord central(ByteSource in) throws IOException {
    return new ZipRecord(in, true);
  }

  /// Reads the record before a member's data; the source then stands at the data.
  static ZipRecord local(ByteSource in) throws IOException {
    return new ZipRecord(in, false);
  }

  private void readExtra(byte[] extra) {
    var in = new ByteSource(extra);
    while (in.buffered() >= 4) {
      int id = in.u16(0);
      int length = in.u16(2);
      in.advance(4);
      if (length > in.buffered()) {
        return;
      }
      if (id == ZIP64_EXTRA) {
        readZip64(in, length);
      } else if (id == TIME_EXTRA && length >= 5 && (in.peek(0) & 1) != 0) {
        modifiedSeconds = (int) in.littleEndian(1, 4);
      }
      in.advance(length);
    }
  }

  /// The numbers that did not fit, in this order, only those.
  private void readZip64(ByteSource in, int length) {
    int at = 0;
    if (size == IN_ZIP64 && at + 8 <= length) {
      size = in.littleEndian(at, 8);
      at += 8;
    }
    if (compressedSize == IN_ZIP64 && at + 8 <= length) {
      compressedSize = in.littleEndian(at, 8);
      at += 8;
    }
    if (localOffset == IN_ZIP64 && at + 8 <= length) {
      localOffset = in.littleEndian(at, 8);
    }
  }

  /// Two-second steps of a local time without a zone, here taken for UTC.
  private static long dosTime(int time, int date) {
    try {
      return LocalDateTime.of(
              1980 + (date >>> 9),
              date >>> 5 & 0xF,
              date & 0x1F,
              time >>> 11,
              time >>> 5 & 0x3F,
              2 * (time & 0x1F))
          .toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException none) {
      return 0;
    }
  }

  boolean isEncrypted() {
    return (flags & 0x2041) != 0;
  }

  /// Whether size and checksum follow the data: the record before it knows neither then.
  boolean sizesFollow() {
    return sizesFollow;
  }

  /// Whether a number is larger than any file.
  boolean isAbsurd() {
    return size < 0 || compressedSize < 0 || localOffset < 0;
  }

  long compressedSize() {
    return compressedSize;
  }

  long size() {
    return size;
  }

  long localOffset() {
    return localOffset;
  }

  long modifiedSeconds() {
    return modifiedSeconds;
  }

  /// A file's mode on Unix; zero when the archive comes from elsewhere.
  int mode() {
    return unix ? attributes >>> 16 : 0;
  }

  boolean isFolder() {
    boolean dosFolder = (attributes & 0x10) != 0;
    return dosFolder || (name.length > 0 && name[name.length - 1] == '/');
  }
}
