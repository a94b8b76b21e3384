package dev.casebook.wings.captures.rewrite;

import dev.casebook.formats.network.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A message of DHCP (RFC 2131) written again: addresses, hardware addresses, and names, as its
/// fields and options have them. An option of which it is not known what it holds is zeros.
final class DhcpRewriter {

  private static final int COOKIE = 0x6382_5363;
  private static final int OPTIONS_AT = 240;
  private static final int OPTION_BYTES_MAX = 255;

  /// A datagram has no room for more.
  private static final int OPTIONS_BYTES_MAX = 60_000;

  private final Frame frame;
  private final int end;

  private DhcpRewriter(Frame frame) {
    this.frame = frame;
    this.end = frame.end;
  }

  /// Writes the message that is left of the frame again; nothing where it is none.
  static void rewrite(Frame frame) {
    if (frame.end - frame.at >= OPTIONS_AT && frame.i32(236) == COOKIE) {
      int from = frame.at;
      int start = frame.size;
      new DhcpRewriter(frame).message();
      frame.longer += frame.size - start - (frame.at - from);
    }
  }

  private void message() {
    boolean isEthernet = frame.u8(1) == 1 && frame.u8(2) == 6;
    frame.copy(12);
    for (int i = 0; i < 4; i++) {
      frame.v4();
    }
    if (isEthernet) {
      frame.mac();
      frame.blank(10);
    } else {
      frame.blank(16);
    }
    field(64);
    field(128);
    frame.copy(4);
    int begin = frame.size;
    while (frame.at < end) {
      int code = frame.u8(0);
      boolean isWhole = end - frame.at >= 2 && end - frame.at >= 2 + frame.u8(1);
      if (code == 0) {
        frame.copy(1);
      } else if (code == 255) {
        frame.copy(1);
        frame.blank(end - frame.at);
      } else if (!isWhole || frame.size - begin > OPTIONS_BYTES_MAX) {
        frame.blank(end - frame.at);
      } else {
        option(code, frame.u8(1));
      }
    }
  }

  /// The server's name or a file's, with zeros behind it; options that stand there instead (RFC
  /// 2132, 9.3) go.
  private void field(int size) {
    int length = 0;
    while (length < size && frame.u8(length) >= ' ') {
      length++;
    }
    boolean isText = length == size || frame.u8(length) == 0;
    var text = isText ? text(0, length) : new byte[0];
    int kept = Math.min(text.length, size);
    int start = frame.size;
    frame.blank(size);
    System.arraycopy(text, 0, frame.out, start, kept);
  }

  private byte[] text(int distance, int length) {
    var original = new String(frame.in, frame.at + distance, length, StandardCharsets.UTF_8);
    return bounded(frame.with.text(original));
  }

  private byte[] host(int distance, int length) {
    int to = distance + length;
    while (to > distance && frame.u8(to - 1) == 0) {
      to--;
    }
    var original = new String(frame.in, frame.at + distance, to - distance, StandardCharsets.UTF_8);
    return bounded(original.isEmpty() ? "" : frame.with.host(original));
  }

  private static byte[] bounded(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length > OPTION_BYTES_MAX ? Arrays.copyOf(bytes, OPTION_BYTES_MAX) : bytes;
  }

  private void option(int code, int length) {
    int lengthAt = frame.size + 1;
    int to = frame.at + 2 + length;
    frame.copy(2);
    switch (code) {
      // Masks, numbers, types, flags and lists of codes.
      case 1,
          2,
          13,
          19,
          20,
          22,
          23,
          24,
          25,
          26,
          27,
          29,
          30,
          31,
          34,
          35,
          36,
          37,
          38,
          39,
          46,
          51,
          52,
          53,
          55,
          57,
          58,
          59,
          80,
          93,
          94,
          116,
          145,
          152,
          153 ->
          frame.copy(length);
      case 3,
          4,
          5,
          6,
          7,
          8,
          9,
          10,
          11,
          16,
          21,
          28,
          32,
          33,
          41,
          42,
          44,
          45,
          48,
          49,
          50,
          54,
          65,
          68,
          69,
          70,
          71,
          72,
          73,
          74,
          75,
          76,
          85,
          92,
          118,
          138,
          150 ->
          addresses(length / 4);
      case 12, 15, 40, 47, 64, 66 -> replace(host(0, length), length);
      case 14, 17, 18, 56, 60, 67, 114, 209, 210 -> replace(text(0, length), length);
      case 61 -> client(length);
      case 81 -> qualified(length);
      case 82 -> relay(to);
      case 121, 249 -> routes(to);
      default -> {}
    }
    frame.blank(to - frame.at);
    if (frame.size - lengthAt - 1 > OPTION_BYTES_MAX) {
      frame.size = lengthAt + 1;
    }
    frame.out[lengthAt] = (byte) (frame.size - lengthAt - 1);
  }

  private void addresses(int count) {
    for (int i = 0; i < count; i++) {
      frame.v4();
    }
  }

  private void replace(byte[] bytes, int length) {
    frame.put(bytes);
    frame.at += length;
  }

  /// RFC 2132, 9.14, and RFC 4361: of hardware, or one that was made of it.
  private void client(int length) {
    if (length == 7 && frame.u8(0) == 1) {
      frame.copy(1);
      frame.mac();
    } else if (length > 0) {
      frame.copy(1);
    }
  }

  /// RFC 4702: flags, two codes, a name as text or as DNS writes it.
  private void qualified(int length) {
    if (length < 4) {
      return;
    }
    boolean isWire = (frame.u8(0) & 4) != 0;
    frame.copy(3);
    if (!isWire) {
      replace(host(0, length - 3), length - 3);
    }
  }

  /// RFC 3046: a circuit and an end of it by a switch's own words, or a hardware address.
  private void relay(int to) {
    while (to - frame.at >= 2 && to - frame.at >= 2 + frame.u8(1)) {
      int kind = frame.u8(0);
      int length = frame.u8(1);
      int start = frame.size;
      int next = frame.at + 2 + length;
      frame.copy(2);
      switch (kind) {
        case 1, 2, 6 -> identifier(length);
        case 5, 11 -> addresses(length / 4);
        default -> {}
      }
      frame.blank(next - frame.at);
      frame.out[start + 1] = (byte) (frame.size - start - 2);
    }
  }

  /// Text if it is, or a hardware address; else it goes.
  private void identifier(int length) {
    boolean isText = length > 0;
    for (int i = 0; i < length; i++) {
      isText &= frame.u8(i) >= ' ' && frame.u8(i) < 0x7F;
    }
    if (isText) {
      replace(bounded(relayed(length)), length);
    } else if (length == 6) {
      frame.mac();
    } else if (length == 8 && frame.u8(0) == 0 && frame.u8(1) == 6) {
      frame.copy(2);
      frame.mac();
    }
  }

  private String relayed(int length) {
    var text = frame.with.text(new String(frame.in, frame.at, length, StandardCharsets.UTF_8));
    return text.length() > 64 ? text.substring(0, 64) : text;
  }

  /// RFC 3442: as many octets of a network as its length needs, and a router.
  private void routes(int to) {
    while (frame.at < to) {
      int length = frame.u8(0);
      int octets = (length + 7) / 8;
      if (length > 32 || to - frame.at < 1 + octets + 4) {
        return;
      }
      frame.copy(1);
      network(octets);
      frame.v4();
    }
  }

  private void network(int octets) {
    int bits = 0;
    for (int i = 0; i < 4; i++) {
      bits = bits << 8 | (i < octets ? frame.u8(i) : 0);
    }
    var other = frame.with.address(IpAddress.ofV4(bits));
    for (int i = 0; i < octets; i++) {
      frame.put8((int) (other.low() >>> (24 - 8 * i)));
    }
    frame.at += octets;
  }
}
