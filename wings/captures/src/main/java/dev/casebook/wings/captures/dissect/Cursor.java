package dev.casebook.wings.captures.dissect;

/// A place in a frame's bytes, and where the captured ones end.
final class Cursor {

  /// Packets in packets, tags and labels: more are an attack on readers.
  private static final int HEADERS_MAX = 64;

  private byte[] bytes = {};
  int at;
  int end;
  private int headers;

  void set(byte[] frame, int from, int to) {
    bytes = frame;
    at = from;
    end = to;
    headers = 0;
  }

  /// Whether so many bytes more were captured.
  boolean has(int count) {
    return end - at >= count;
  }

  /// The same for one more header of a bounded number.
  boolean hasHeader(int count) {
    return headers++ < HEADERS_MAX && has(count);
  }

  int u8(int distance) {
    return bytes[at + distance] & 0xFF;
  }

  int u16(int distance) {
    return u8(distance) << 8 | u8(distance + 1);
  }

  int i32(int distance) {
    return u16(distance) << 16 | u16(distance + 2);
  }

  int u24(int distance) {
    return u8(distance) << 16 | u16(distance + 1);
  }

  /// 16 bits of the machine that captured, of which the order is not known: little-endian.
  int u16Little(int distance) {
    return u8(distance + 1) << 8 | u8(distance);
  }
}
