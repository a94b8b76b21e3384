package dev.casebook.wings.captures.tables;

import static dev.casebook.wings.captures.dissect.Packets.answer;
import static dev.casebook.wings.captures.dissect.Packets.arp;
import static dev.casebook.wings.captures.dissect.Packets.dhcp;
import static dev.casebook.wings.captures.dissect.Packets.dns;
import static dev.casebook.wings.captures.dissect.Packets.ethernet;
import static dev.casebook.wings.captures.dissect.Packets.fragment;
import static dev.casebook.wings.captures.dissect.Packets.geneve;
import static dev.casebook.wings.captures.dissect.Packets.gre;
import static dev.casebook.wings.captures.dissect.Packets.hex;
import static dev.casebook.wings.captures.dissect.Packets.icmp;
import static dev.casebook.wings.captures.dissect.Packets.ip;
import static dev.casebook.wings.captures.dissect.Packets.ip6;
import static dev.casebook.wings.captures.dissect.Packets.join;
import static dev.casebook.wings.captures.dissect.Packets.tagged;
import static dev.casebook.wings.captures.dissect.Packets.tcp;
import static dev.casebook.wings.captures.dissect.Packets.u16;
import static dev.casebook.wings.captures.dissect.Packets.u32;
import static dev.casebook.wings.captures.dissect.Packets.u8;
import static dev.casebook.wings.captures.dissect.Packets.udp;
import static dev.casebook.wings.captures.dissect.Packets.v4;
import static dev.casebook.wings.captures.dissect.Packets.vxlan;

import dev.casebook.wings.captures.format.CaptureBytes;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Captures of every link type, header and tunnel that is read, by name.
public final class MadeCaptures {

  static final String A = "10.0.0.1";
  static final String B = "10.0.0.2";
  private static final String A6 = "20010db8000000000000000000000001";
  private static final String B6 = "20010db8000000000001000000000002";
  private static final String MAPPED = "00000000000000000000ffff0a000003";

  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int ACK = 16;
  private static final int PSH = 8;
  private static final int FIN = 1;

  private MadeCaptures() {}

  public static Map<String, byte[]> all() {
    var all = new TreeMap<String, byte[]>();
    all.put("headers.pcap", pcap(1, headers()));
    all.put("tunnels.pcap", pcap(1, tunnels()));
    all.put("errors.pcap", pcap(1, errors()));
    all.put("tcp.pcap", pcap(101, conversation()));
    all.put("messages.pcap", pcap(1, messages()));
    all.put("dns-over-tcp.pcap", pcap(101, messagesOverTcp()));
    all.put(
        "null.pcap",
        pcap(
            0,
            List.of(
                join(hex("02000000"), datagram()),
                join(hex("1e000000"), ip6(17, A6, B6, udp(5, 6, new byte[3]))))));
    all.put("loop.pcap", pcap(108, List.of(join(hex("00000002"), datagram()))));
    all.put(
        "raw-bsd.pcap", pcap(12, List.of(datagram(), ip6(17, A6, MAPPED, udp(5, 6, new byte[3])))));
    all.put("ipv4.pcap", pcap(228, List.of(datagram())));
    all.put("ipv6.pcap", pcap(229, List.of(ip6(17, A6, B6, udp(5, 6, new byte[3])))));
    all.put(
        "ppp.pcap",
        pcap(9, List.of(join(hex("0021"), datagram()), join(hex("ff030021"), datagram()))));
    all.put(
        "hdlc.pcap",
        pcap(50, List.of(join(hex("ff030021"), datagram()), join(hex("0f000800"), datagram()))));
    all.put(
        "sll.pcap",
        pcap(
            113,
            List.of(
                join(hex("0000 0001 0006 020000000009 0000 0800"), datagram()),
                join(
                    hex("0004 0001 0006 020000000009 0000 8100"),
                    tagged(12, 0x0800, datagram())))));
    all.put(
        "sll2.pcap",
        pcap(
            276,
            List.of(join(hex("0800 0000 00000003 0001 00 06 020000000009 0000"), datagram()))));
    all.put("both.pcapng", pcapng());
    return all;
  }

  private static byte[] datagram() {
    return ip(17, A, B, udp(4000, 4001, new byte[5]));
  }

  public static byte[] pcap(int linkType, List<byte[]> frames) {
    var capture = CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, 0xA1B23C4D, linkType);
    for (int i = 0; i < frames.size(); i++) {
      capture.record(1_700_000_000 + i / 10, i % 10 * 100_000_000 + 123_456, frames.get(i));
    }
    return capture.bytes();
  }

  private static byte[] pcapng() {
    var big = ByteOrder.BIG_ENDIAN;
    var little = ByteOrder.LITTLE_ENDIAN;
    return new CaptureBytes(big)
        .section()
        .on(1, new CaptureBytes(big).option(9, (byte) 9))
        .on(101, new CaptureBytes(big).option(9, (byte) -118))
        .enhanced(0, 1_700_000_000_123_456_789L, ethernet(0x0800, datagram()))
        .enhanced(1, 1_700_000_000L << 10 | 512, datagram())
        .raw(
            new CaptureBytes(little)
                .section()
                .on(
                    113,
                    new CaptureBytes(little)
                        .option(14, new CaptureBytes(little).i64(1_600_000_000L).bytes()))
                .enhanced(
                    0,
                    100_000_000_000_001L,
                    join(hex("0000 0001 0006 020000000009 0000 0800"), datagram()))
                .bytes())
        .bytes();
  }

  private static List<byte[]> headers() {
    var tcp = tcp(1, 2, 4_000_000_000L, 9, SYN | ACK, 0);
    return List.of(
        ethernet(0x8100, tagged(100, 0x0800, ip(6, A, B, tcp))),
        ethernet(0x88A8, tagged(200, 0x8100, tagged(300, 0x86DD, ip6(6, A6, B6, tcp)))),
        ethernet(
            0x86DD,
            ip6(0, A6, B6, join(hex("3c00 0104 00000000"), hex("0600 0104 00000000"), tcp))),
        ethernet(
            0x86DD,
            ip6(
                43,
                A6,
                B6,
                join(
                    hex("2c00 0000 00000000"), hex("1100 0001 00001234"), udp(7, 8, new byte[8])))),
        ethernet(0x86DD, ip6(44, A6, B6, join(hex("1100 0010 00001234"), new byte[16]))),
        ethernet(0x0800, fragment(77, 0, true, 17, A, B, udp(7, 8, new byte[16]))),
        ethernet(0x0800, fragment(77, 24, false, 17, A, B, new byte[16])),
        ethernet(0x0800, join(ip(17, A, B, udp(7, 8, new byte[1])), new byte[17])),
        ethernet(
            0x0800,
            join(
                hex("4600 001c 0001 0000 4011 0000"),
                v4(A),
                v4(B),
                hex("01010100"),
                udp(9, 10, new byte[0]))),
        ethernet(0x8847, join(hex("000641 40"), datagram())),
        ethernet(0x8864, join(hex("1100 0001"), u16(35), hex("0021"), datagram())),
        ethernet(0x0806, arp(1, "020000000002", A, B)),
        ethernet(0x88CC, new byte[46]),
        join(hex("020000000001 020000000002 0026 aaaa03 000000 0800"), datagram()),
        ethernet(0x0800, ip(132, A, B, join(u16(7), u16(8), u32(1), u32(0)))),
        ethernet(0x0800, ip(89, A, B, new byte[24])));
  }

  private static List<byte[]> tunnels() {
    var inner = ip(17, "192.168.0.1", "192.168.0.2", udp(4000, 4001, new byte[5]));
    var inner6 = ip6(58, A6, B6, icmp(128, 0, 0x0007_0001L, new byte[8]));
    return List.of(
        ethernet(0x0800, ip(17, A, B, vxlan(4097, ethernet(0x0800, inner)))),
        ethernet(0x86DD, ip6(17, A6, B6, vxlan(5, ethernet(0x86DD, inner6)))),
        ethernet(0x0800, ip(17, A, B, geneve(6, 0x6558, ethernet(0x0800, inner)))),
        ethernet(0x0800, ip(17, A, B, geneve(7, 0x86DD, inner6))),
        ethernet(0x0800, ip(47, A, B, gre(0x0800, 99, inner))),
        ethernet(0x0800, ip(47, A, B, join(hex("0000 6558"), ethernet(0x0800, inner)))),
        ethernet(
            0x0800,
            ip(
                47,
                A,
                B,
                join(hex("1000 88be 00000001 10000001 00000000"), ethernet(0x0800, inner)))),
        ethernet(0x0800, ip(4, A, B, inner)),
        ethernet(0x0800, ip(41, A, B, inner6)),
        ethernet(0x86DD, ip6(4, A6, B6, inner)),
        ethernet(0x0800, ip(4, A, B, ip(17, A, B, vxlan(8, ethernet(0x0800, inner))))));
  }

  private static List<byte[]> errors() {
    var quoted = ip(17, A, B, udp(53_000, 53, new byte[9]));
    var quotedEcho = ip(1, A, B, icmp(8, 0, 0x1234_0005L, new byte[8]));
    return List.of(
        ethernet(0x0800, ip(1, A, B, icmp(8, 0, 0x1234_0005L, new byte[8]))),
        ethernet(0x0800, ip(1, "10.0.0.254", A, icmp(3, 1, 0, quotedEcho))),
        ethernet(0x0800, ip(1, "10.0.0.254", A, icmp(3, 3, 0, quoted))),
        ethernet(0x0800, ip(1, "10.0.0.254", A, icmp(3, 4, 1400, quoted))),
        ethernet(0x0800, ip(1, "10.0.0.254", A, icmp(11, 0, 0, quoted))),
        ethernet(
            0x86DD, ip6(58, B6, A6, icmp(1, 4, 0, ip6(17, A6, B6, udp(53_000, 53, new byte[9]))))),
        ethernet(
            0x86DD, ip6(58, B6, A6, icmp(2, 0, 1280, ip6(6, A6, B6, tcp(5, 6, 7, 8, ACK, 40))))),
        ethernet(0x86DD, ip6(58, A6, B6, icmp(135, 0, 0, join(hex(B6), hex("0101 020000000002"))))),
        ethernet(
            0x86DD,
            ip6(58, B6, A6, icmp(136, 0, 0x6000_0000L, join(hex(B6), hex("0201 020000000001"))))),
        ethernet(0x86DD, ip6(58, A6, B6, icmp(128, 0, 0x1234_0005L, new byte[8]))),
        ethernet(0x86DD, ip6(58, B6, A6, icmp(129, 0, 0x1234_0005L, new byte[8]))));
  }

  /// Three handshakes between the same ends: one with a lost segment, a keep-alive and an end, one
  /// that is reset, and one that nobody answers; the frames are 100 ms apart.
  private static List<byte[]> conversation() {
    var frames = new ArrayList<byte[]>();
    frames.add(ip(6, A, B, tcp(1000, 80, 100, 0, SYN, 0)));
    frames.add(ip(6, B, A, tcp(80, 1000, 900, 101, SYN | ACK, 0)));
    frames.add(ip(6, A, B, tcp(1000, 80, 101, 901, ACK, 0)));
    frames.add(ip(6, A, B, tcp(1000, 80, 101, 901, ACK | PSH, 50)));
    frames.add(ip(6, A, B, tcp(1000, 80, 151, 901, ACK | PSH, 50)));
    frames.add(ip(6, B, A, tcp(80, 1000, 901, 151, ACK, 0)));
    frames.add(ip(6, A, B, tcp(1000, 80, 151, 901, ACK | PSH, 50)));
    frames.add(ip(6, A, B, tcp(1000, 80, 101, 901, ACK | PSH, 50)));
    frames.add(ip(6, B, A, tcp(80, 1000, 901, 201, ACK, 0)));
    frames.add(ip(6, A, B, tcp(1000, 80, 200, 901, ACK, 0)));
    frames.add(ip(6, B, A, tcp(80, 1000, 901, 201, ACK, 0)));
    frames.add(ip(6, A, B, tcp(1000, 80, 201, 901, FIN | ACK, 0)));
    frames.add(ip(6, A, B, tcp(1000, 80, 201, 901, FIN | ACK, 0)));
    frames.add(ip(6, B, A, tcp(80, 1000, 901, 202, FIN | ACK, 0)));
    frames.add(ip(6, A, B, tcp(1000, 80, 202, 902, ACK, 0)));
    frames.add(ip(6, A, B, tcp(1000, 80, 5000, 0, SYN, 0)));
    frames.add(ip(6, B, A, tcp(80, 1000, 0, 5001, RST | ACK, 0)));
    frames.add(ip(6, A, B, tcp(1001, 80, 7000, 0, SYN, 0)));
    frames.add(ip(6, A, B, tcp(1001, 80, 7000, 0, SYN, 0)));
    return frames;
  }

  /// A question in two segments, of which the first is sent again; an answer in three; two
  /// questions in one segment, and their answers in one; a question without an answer.
  private static List<byte[]> messagesOverTcp() {
    var asked = prefixed(dns(7, 0x0100, "www.example.com", 28, new byte[0], 0));
    var answers = new byte[0];
    for (int i = 0; i < 40; i++) {
      answers = join(answers, answer(28, hex(B6)));
    }
    var long1 = prefixed(dns(7, 0x8180, "www.example.com", 28, answers, 40));
    var two =
        join(
            prefixed(dns(8, 0x0100, "a.example.com", 1, new byte[0], 0)),
            prefixed(dns(9, 0x0100, "b.example.com", 1, new byte[0], 0)));
    var both =
        join(
            prefixed(dns(8, 0x8180, "a.example.com", 1, answer(1, hex("0a000007")), 1)),
            prefixed(dns(9, 0x8183, "b.example.com", 1, new byte[0], 0)));
    var lost = prefixed(dns(10, 0x0100, "gap.example.com", 28, new byte[0], 0));
    var frames = new ArrayList<byte[]>();
    frames.add(ip(6, A, B, tcp(4000, 53, 99, 0, SYN, 0)));
    frames.add(ip(6, B, A, tcp(53, 4000, 499, 100, SYN | ACK, 0)));
    frames.add(ip(6, A, B, tcp(4000, 53, 100, 500, ACK, 0)));
    toServer(frames, 100, Arrays.copyOfRange(asked, 0, 9));
    toServer(frames, 100, Arrays.copyOfRange(asked, 0, 9));
    toServer(frames, 109, Arrays.copyOfRange(asked, 9, asked.length));
    toClient(frames, 500, Arrays.copyOfRange(long1, 0, 1));
    toClient(frames, 501, Arrays.copyOfRange(long1, 1, 700));
    toClient(frames, 1200, Arrays.copyOfRange(long1, 700, long1.length));
    toServer(frames, 100 + asked.length, two);
    toClient(frames, 500 + long1.length, both);
    toServer(frames, 100 + asked.length + two.length, lost);
    return frames;
  }

  private static void toServer(List<byte[]> frames, int sequence, byte[] bytes) {
    frames.add(ip(6, A, B, tcp(4000, 53, sequence, 500, PSH | ACK, bytes)));
  }

  private static void toClient(List<byte[]> frames, int sequence, byte[] bytes) {
    frames.add(ip(6, B, A, tcp(53, 4000, sequence, 100, PSH | ACK, bytes)));
  }

  private static byte[] prefixed(byte[] message) {
    return join(u16(message.length), message);
  }

  private static List<byte[]> messages() {
    var option82 = hex("52 0c 0104 6765302f 0204 0a0b0c0d");
    return List.of(
        ethernet(
            0x0800,
            ip(17, A, B, udp(40_000, 53, dns(7, 0x0100, "www.example.com", 28, new byte[0], 0)))),
        ethernet(
            0x0800,
            ip(
                17,
                B,
                A,
                udp(
                    53,
                    40_000,
                    dns(
                        7,
                        0x8180,
                        "www.example.com",
                        28,
                        join(answer(5, hex("016101 6200")), answer(28, hex(B6))),
                        2)))),
        ethernet(
            0x0800,
            ip(
                17,
                A,
                B,
                udp(40_001, 53, dns(8, 0x0100, "nowhere.example.com", 1, new byte[0], 0)))),
        ethernet(
            0x0800,
            ip(
                17,
                B,
                A,
                udp(53, 40_001, dns(8, 0x8183, "nowhere.example.com", 1, new byte[0], 0)))),
        ethernet(
            0x0800,
            ip(17, A, B, udp(40_002, 53, dns(9, 0x0100, "lost.example.com", 1, new byte[0], 0)))),
        ethernet(
            0x0800,
            ip(17, A, B, udp(40_002, 53, dns(9, 0x0100, "lost.example.com", 1, new byte[0], 0)))),
        ethernet(
            0x0800,
            ip(
                17,
                "0.0.0.0",
                "255.255.255.255",
                udp(
                    68,
                    67,
                    dhcp(
                        1,
                        0xABCDEF01L,
                        "0.0.0.0",
                        "0.0.0.0",
                        hex("350101 32040a000009 0c03 7a7831"))))),
        ethernet(
            0x0800,
            ip(
                17,
                "10.0.9.1",
                B,
                udp(
                    67,
                    67,
                    dhcp(1, 0xABCDEF01L, "0.0.0.0", "10.0.9.1", join(hex("350101"), option82))))),
        ethernet(
            0x0800,
            ip(
                17,
                B,
                "10.0.9.1",
                udp(
                    67,
                    67,
                    dhcp(
                        2,
                        0xABCDEF01L,
                        "10.0.9.77",
                        "10.0.9.1",
                        join(hex("350102 36040a000002 330400000e10"), option82))))),
        ethernet(0x0806, arp(1, "020000000002", A, B)),
        ethernet(0x0806, arp(2, "020000000001", B, A)),
        ethernet(0x0806, arp(2, "020000000099", B, A)),
        ethernet(0x0806, arp(1, "020000000002", A, A)),
        ethernet(0x0806, arp(1, "020000000002", A, "10.0.0.200")),
        ethernet(0x0800, ip(17, A, B, udp(40_003, 53, join(u8(1), u8(2))))));
  }
}
