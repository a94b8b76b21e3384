package dev.casebook.evidence.archive;

import java.io.IOException;
import java.util.Optional;

/// The directory at the end of a zip archive, read record by record, however many there are.
///
/// Source: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16.
final class ZipDirectory {
  private static final int END_SIGNATURE = 0x06054B50;
  private static final int END_BYTES = 22;
  private static final int COMMENT_MAX = 0xFFFF;
  private static final int END64_SIGNATURE = 0x06064B50;
  private static final int END64_BYTES = 56;
  private static final int LOCATOR_SIGNATURE = 0x07064B50;
  private static final int LOCATOR_BYTES = 20;

  private final ByteSource records;

  /// What offsets in the archive lack: the size of a program or anything else before it.
  private final long shift;

  private final long claimed;
  private long read;

  private ZipDirectory(SeekableBytes bytes, long start, long end, long shift, long claimed) {
    this.records = new ByteSource(bytes.slice(start, end));
    this.shift = shift;
    this.claimed = claimed;
  }

  /// Finds the directory; empty when the end of the archive is missing or says nothing true.
  static Optional<ZipDirectory> find(SeekableBytes bytes) {
    try {
      int tailBytes = (int) Math.min(bytes.size(), END_BYTES + COMMENT_MAX);
      long tailStart = bytes.size() - tailBytes;
      var tail =
          new ByteSource(new ByteSource(bytes.slice(tailStart, bytes.size())).readUpTo(tailBytes));
      for (int at = tail.buffered() - END_BYTES; at >= 0; at--) {
        if (tail.littleEndian(at, 4) == END_SIGNATURE
            && at + END_BYTES + tail.u16(at + 20) <= tail.buffered()) {
          return of(bytes, tail, at, tailStart + at);
        }
      }
    } catch (IOException unreadable) {
      // As if it were not there: looking for members one by one meets the failure again.
    }
    return Optional.empty();
  }

  private static Optional<ZipDirectory> of(
      SeekableBytes bytes, ByteSource tail, int at, long endPosition) throws IOException {
    long count = tail.u16(at + 10);
    long size = tail.littleEndian(at + 12, 4);
    long offset = tail.littleEndian(at + 16, 4);
    long end = endPosition;
    long end64 = end64(bytes, endPosition);
    if (end64 >= 0) {
      var record = new ByteSource(bytes.slice(end64, end64 + END64_BYTES));
      if (record.has(END64_BYTES)) {
        count = record.littleEndian(32, 8);
        size = record.littleEndian(40, 8);
        offset = record.littleEndian(48, 8);
        end = end64;
      }
    }
    if (size < 0 || size > end || offset < 0) {
      return Optional.empty();
    }
    long start = end - size;
    return Optional.of(new ZipDirectory(bytes, start, end, start - offset, count));
  }

  /// Where the zip64 record is that the locator before the end record names, or -1.
  private static long end64(SeekableBytes bytes, long endPosition) throws IOException {
    long locatorStart = endPosition - LOCATOR_BYTES;
    if (locatorStart < 0) {
      return -1;
    }
    var locator = new ByteSource(bytes.slice(locatorStart, endPosition));
    if (!locator.has(LOCATOR_BYTES) || locator.littleEndian(0, 4) != LOCATOR_SIGNATURE) {
      return -1;
    }
    // With something before the archive the offset is wrong; the record then lies before its
    // locator.
    for (long start : new long[] {locator.littleEndian(8, 8), locatorStart - END64_BYTES}) {
      var record = new ByteSource(bytes.slice(start, start + 4));
      if (start >= 0 && record.has(4) && record.littleEndian(0, 4) == END64_SIGNATURE) {
        return start;
      }
    }
    return -1;
  }

  /// The next record; empty at the directory's end. Damage means that the rest is lost.
  Optional<ZipRecord> next() throws IOException {
    if (!records.has(1)) {
      return atEnd();
    }
    if (!records.has(ZipRecord.CENTRAL_BYTES)
        || records.littleEndian(0, 4) != ZipRecord.CENTRAL_SIGNATURE) {
      throw Damage.corrupt("its directory is damaged after %d members".formatted(read));
    }
    read++;
    return Optional.of(ZipRecord.central(records));
  }

  private Optional<ZipRecord> atEnd() throws Damage {
    // Old writers count modulo 2^16.
    if (read != claimed && (read & 0xFFFF) != claimed) {
      throw Damage.corrupt(
          "its directory claims %s members but has %d"
              .formatted(Long.toUnsignedString(claimed), read));
    }
    return Optional.empty();
  }

  /// Where the record before a member's data begins.
  long localPosition(ZipRecord member) {
    return member.localOffset() + shift;
  }
}
