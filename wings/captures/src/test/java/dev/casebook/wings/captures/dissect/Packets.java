package dev.casebook.wings.captures.dissect;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// Packets made by hand, layer around layer, by the formats' own documents. Checksums are left 0
/// but for those of ICMP, without which tshark pairs no echoes.
public final class Packets {

  private Packets() {}

  public static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
  }

  public static byte[] join(byte[]... parts) {
    int length = 0;
    for (var part : parts) {
      length += part.length;
    }
    var all = ByteBuffer.allocate(length);
    for (var part : parts) {
      all.put(part);
    }
    return all.array();
  }

  public static byte[] u8(int value) {
    return new byte[] {(byte) value};
  }

  public static byte[] u16(int value) {
    return new byte[] {(byte) (value >>> 8), (byte) value};
  }

  public static byte[] u24(int value) {
    return join(u8(value >>> 16), u16(value));
  }

  public static byte[] u32(long value) {
    return join(u16((int) (value >>> 16)), u16((int) value));
  }

  public static byte[] ethernet(int type, byte[] payload) {
    return join(hex("020000000001 020000000002"), u16(type), payload);
  }

  public static byte[] tagged(int id, int type, byte[] payload) {
    return join(u16(id), u16(type), payload);
  }

  public static byte[] arp(int operation, String senderMac, String sender, String target) {
    return join(
        hex("0001 0800 06 04"),
        u16(operation),
        hex(senderMac),
        v4(sender),
        hex("000000000000"),
        v4(target));
  }

  public static byte[] v4(String address) {
    var bytes = new byte[4];
    var parts = address.split("\\.");
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) Integer.parseInt(parts[i]);
    }
    return bytes;
  }

  public static byte[] ip(int protocol, String from, String to, byte[] payload) {
    return fragment(7, 0, false, protocol, from, to, payload);
  }

  /// @param offset in bytes
  public static byte[] fragment(
      int id, int offset, boolean more, int protocol, String from, String to, byte[] payload) {
    return join(
        hex("45 00"),
        u16(20 + payload.length),
        u16(id),
        u16(offset / 8 | (more ? 0x2000 : 0)),
        u8(63),
        u8(protocol),
        u16(0),
        v4(from),
        v4(to),
        payload);
  }

  /// @param from 32 hexadecimal digits
  public static byte[] ip6(int next, String from, String to, byte[] carried) {
    var payload = carried.clone();
    if (next == 58) {
      put(0, payload);
      put(checksum(join(hex(from), hex(to), u32(payload.length), u32(next), payload)), payload);
    }
    return join(
        hex("60000000"), u16(payload.length), u8(next), u8(61), hex(from), hex(to), payload);
  }

  public static byte[] udp(int from, int to, byte[] payload) {
    return join(u16(from), u16(to), u16(8 + payload.length), u16(0), payload);
  }

  public static byte[] tcp(int from, int to, long sequence, long ack, int flags, int payload) {
    return tcp(from, to, sequence, ack, flags, new byte[payload]);
  }

  public static byte[] tcp(int from, int to, long sequence, long ack, int flags, byte[] payload) {
    return join(
        u16(from),
        u16(to),
        u32(sequence),
        u32(ack),
        u8(5 << 4),
        u8(flags),
        u16(502),
        u32(0),
        payload);
  }

  public static byte[] icmp(int type, int code, long rest, byte[] payload) {
    var message = join(u8(type), u8(code), u16(0), u32(rest), payload);
    put(checksum(message), message);
    return message;
  }

  private static void put(int checksum, byte[] message) {
    message[2] = (byte) (checksum >>> 8);
    message[3] = (byte) checksum;
  }

  /// RFC 1071.
  private static int checksum(byte[] bytes) {
    long sum = 0;
    for (int i = 0; i < bytes.length; i++) {
      sum += (long) (bytes[i] & 0xFF) << (i % 2 == 0 ? 8 : 0);
    }
    while (sum > 0xFFFF) {
      sum = (sum & 0xFFFF) + (sum >>> 16);
    }
    return (int) ~sum & 0xFFFF;
  }

  public static byte[] vxlan(int network, byte[] frame) {
    return udp(50_000, 4789, join(hex("08000000"), u24(network), u8(0), frame));
  }

  public static byte[] geneve(int network, int type, byte[] payload) {
    // One option of four bytes of data.
    return udp(
        50_001,
        6081,
        join(hex("02 00"), u16(type), u24(network), u8(0), hex("0101 80 01 01020304"), payload));
  }

  /// With a key and a sequence number.
  public static byte[] gre(int type, long key, byte[] payload) {
    return join(hex("3000"), u16(type), u32(key), u32(1), payload);
  }

  public static byte[] dns(int id, int flags, String name, int type, byte[] answers, int count) {
    var question = new byte[0];
    for (var label : name.split("\\.")) {
      question =
          join(
              question,
              u8(label.length()),
              label.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
    return join(
        u16(id),
        u16(flags),
        u16(1),
        u16(count),
        u32(0),
        question,
        u8(0),
        u16(type),
        u16(1),
        answers);
  }

  /// A record of the name that was asked for.
  public static byte[] answer(int type, byte[] content) {
    return join(hex("c00c"), u16(type), u16(1), u32(60), u16(content.length), content);
  }

  public static byte[] dhcp(
      int operation, long transaction, String yours, String relay, byte[] options) {
    return join(
        u8(operation),
        hex("01 06"),
        u8(relay.equals("0.0.0.0") ? 0 : 1),
        u32(transaction),
        u32(0),
        v4("0.0.0.0"),
        v4(yours),
        v4("0.0.0.0"),
        v4(relay),
        hex("0200000000aa"),
        new byte[10 + 64 + 128],
        hex("63825363"),
        options,
        u8(255));
  }
}
