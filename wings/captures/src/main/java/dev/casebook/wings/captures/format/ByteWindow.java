package dev.casebook.wings.captures.format;

import java.io.IOException;
import java.util.Arrays;

/// The part of a capture that is in memory: from a position on, as many bytes as were asked for.
final class ByteWindow {

  /// Thrice the most that is asked for at once, so that a search which asks for that at every byte
  /// moves the bytes seldom.
  private static final int CAPACITY = 1 << 20;

  private final Feed feed;
  private final byte[] bytes = new byte[CAPACITY];
  private int from;
  private int to;
  private boolean littleEndian;

  /// Of the first byte in the window, counted from the beginning of the capture.
  private long offset;

  private boolean ended;
  private String failure = "";

  ByteWindow(Feed feed) {
    this.feed = feed;
  }

  /// Makes the next bytes present, if there are as many. Places in [#bytes] change by it.
  ///
  /// @param count at most a third of the capacity
  boolean has(int count) {
    if (to - from >= count) {
      return true;
    }
    if (from + count > bytes.length) {
      System.arraycopy(bytes, from, bytes, 0, to - from);
      to -= from;
      from = 0;
    }
    while (to - from < count && fill()) {
      // Until it is enough.
    }
    return to - from >= count;
  }

  private boolean fill() {
    if (ended) {
      return false;
    }
    try {
      int read = feed.read(bytes, to, bytes.length - to);
      if (read > 0) {
        to += read;
        return true;
      }
    } catch (IOException e) {
      failure = String.valueOf(e.getMessage());
    }
    ended = true;
    return false;
  }

  /// Goes on, over bytes that need not be in memory.
  ///
  /// @return false if the capture ends before
  boolean skip(long count) {
    long left = count;
    while (left > to - from) {
      left -= to - from;
      offset += to - from;
      from = 0;
      to = 0;
      if (!fill()) {
        return false;
      }
    }
    from += (int) left;
    offset += left;
    return true;
  }

  byte[] bytes() {
    return bytes;
  }

  /// Where in [#bytes] the position is.
  int at() {
    return from;
  }

  /// How many bytes are in memory from the position on.
  int present() {
    return to - from;
  }

  /// The position, in bytes from the beginning of the capture.
  long offset() {
    return offset;
  }

  /// What broke the feed; empty if nothing did.
  String failure() {
    return failure;
  }

  void littleEndian(boolean is) {
    littleEndian = is;
  }

  boolean isLittleEndian() {
    return littleEndian;
  }

  /// 16 bits at a distance from the position, unsigned.
  int u16(int distance) {
    int at = from + distance;
    int high = bytes[littleEndian ? at + 1 : at] & 0xFF;
    int low = bytes[littleEndian ? at : at + 1] & 0xFF;
    return high << 8 | low;
  }

  /// 32 bits at a distance from the position.
  int i32(int distance) {
    int at = from + distance;
    int value =
        (bytes[at] & 0xFF) << 24
            | (bytes[at + 1] & 0xFF) << 16
            | (bytes[at + 2] & 0xFF) << 8
            | (bytes[at + 3] & 0xFF);
    return littleEndian ? Integer.reverseBytes(value) : value;
  }

  long u32(int distance) {
    return i32(distance) & 0xFFFF_FFFFL;
  }

  byte[] copy(int distance, int length) {
    return Arrays.copyOfRange(bytes, from + distance, from + distance + length);
  }
}
