package dev.casebook.wings.captures.format;

import org.jspecify.annotations.Nullable;

/// The forms of libpcap's file, each with a magic number of its own.
///
/// Sources: draft-ietf-opsawg-pcap; libpcap's sf-pcap.c; Wireshark's wiretap/libpcap.c.
public enum PcapVariant {
  MICROSECONDS(0xA1B2C3D4, 16, 1_000, 0),
  NANOSECONDS(0xA1B23C4D, 16, 1, 0),
  /// Alexey Kuznetzov's patch: interface index, protocol and packet type follow each header.
  KUZNETZOV(0xA1B2CD34, 24, 1_000, 0),
  /// Francisco Mesquita's: an interface name, 16 bytes, follows each header.
  MESQUITA(0xA1B234CD, 32, 1_000, 0),
  NAVTEL(0xA12B3C4D, 16, 1_000, 0),
  /// Ixia's hardware and software captures: the size of all records follows the file's header.
  IXIA_HARDWARE(0x1C0001AC, 16, 1, 4),
  IXIA_SOFTWARE(0x1C0001AB, 16, 1, 4);

  private static final PcapVariant[] ALL = values();

  final int magic;

  /// Bytes before each frame.
  public final int recordHeader;

  final int nanosPerTick;

  /// Bytes after the file's header.
  public final int extra;

  PcapVariant(int magic, int recordHeader, int nanosPerTick, int extra) {
    this.magic = magic;
    this.recordHeader = recordHeader;
    this.nanosPerTick = nanosPerTick;
    this.extra = extra;
  }

  public static @Nullable PcapVariant of(int magic) {
    for (var variant : ALL) {
      if (variant.magic == magic) {
        return variant;
      }
    }
    return null;
  }
}
