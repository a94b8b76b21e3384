package dev.casebook.wings.captures.rewrite;

import dev.casebook.evidence.StandIns;
import dev.casebook.formats.network.IpAddress;
import java.util.Arrays;

/// A frame that is being written again: its bytes with a place up to which they are used, and the
/// copy's. What is not understood ends the copy: the rest of the frame was not captured, as it says
/// then.
final class Frame {

  /// A copy is longer than its frame by the names in it; see [#FRAME_BYTES_MAX].
  private static final int ROOM_BYTES = 128 << 10;

  static final int FRAME_BYTES_MAX = 256 << 10;

  /// Packets in packets, tags and labels: more are an attack on readers.
  private static final int HEADERS_MAX = 32;

  final StandIns with;
  byte[] in = {};
  int at;

  /// Where the captured bytes of the layer in hand end.
  int end;

  final byte[] out = new byte[FRAME_BYTES_MAX + ROOM_BYTES];
  int size;

  /// Whether the copy ends here.
  boolean isCut;

  /// By how many bytes the copy is longer on the wire.
  int longer;

  /// Where in the copy the hardware address that the frame went to stands; -1 for none.
  int destinationMacAt;

  private int headers;

  Frame(StandIns with) {
    this.with = with;
  }

  void begin(byte[] bytes, int from, int to) {
    in = bytes;
    at = from;
    end = to;
    size = 0;
    isCut = false;
    longer = 0;
    destinationMacAt = -1;
    headers = 0;
  }

  /// Whether so many bytes are left, of a bounded number of headers; the copy is cut if not.
  boolean has(int count) {
    isCut |= headers++ >= HEADERS_MAX || end - at < count;
    return !isCut;
  }

  void cut() {
    isCut = true;
  }

  int u8(int distance) {
    return in[at + distance] & 0xFF;
  }

  int u16(int distance) {
    return u8(distance) << 8 | u8(distance + 1);
  }

  int i32(int distance) {
    return u16(distance) << 16 | u16(distance + 2);
  }

  long i64(int distance) {
    return (long) i32(distance) << 32 | (i32(distance + 4) & 0xFFFF_FFFFL);
  }

  /// Bytes that are the same in the copy.
  void copy(int count) {
    System.arraycopy(in, at, out, size, count);
    at += count;
    size += count;
  }

  /// Zeros in the place of bytes that could be anything.
  void blank(int count) {
    Arrays.fill(out, size, size + count, (byte) 0);
    at += count;
    size += count;
  }

  void mac() {
    long mac = (long) u16(0) << 32 | (i32(2) & 0xFFFF_FFFFL);
    // The last bits of a group of IPv6 are those of an address (RFC 2464, section 7).
    boolean isGroup = mac >>> 24 == 0x3333FFL;
    long other = isGroup ? mac & ~0xFF_FFFFL : with.mac(mac);
    put16((int) (other >>> 32));
    put32((int) other);
    at += 6;
  }

  void v4() {
    put32((int) with.address(IpAddress.ofV4(i32(0))).low());
    at += 4;
  }

  void v6() {
    var other = with.address(new IpAddress(false, i64(0), i64(8), ""));
    put64(other.high());
    put64(other.low());
    at += 16;
  }

  void put8(int value) {
    out[size++] = (byte) value;
  }

  void put16(int value) {
    put8(value >>> 8);
    put8(value);
  }

  void put32(int value) {
    put16(value >>> 16);
    put16(value);
  }

  private void put64(long value) {
    put32((int) (value >>> 32));
    put32((int) value);
  }

  void put(byte[] bytes) {
    System.arraycopy(bytes, 0, out, size, bytes.length);
    size += bytes.length;
  }

  /// 16 bits at a place of the copy.
  int out16(int place) {
    return (out[place] & 0xFF) << 8 | (out[place + 1] & 0xFF);
  }

  void set16(int place, int value) {
    out[place] = (byte) (value >>> 8);
    out[place + 1] = (byte) value;
  }
}
