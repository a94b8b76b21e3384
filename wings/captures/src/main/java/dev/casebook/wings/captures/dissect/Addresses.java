package dev.casebook.wings.captures.dissect;

import java.nio.charset.StandardCharsets;

/// Addresses of a frame as text.
public final class Addresses {

  /// Bytes of the longest: `ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255`.
  public static final int TEXT_MAX = 45;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private Addresses() {}

  /// Writes an IP address, IPv6 as RFC 5952 has it.
  ///
  /// @param version 4 or 6
  /// @return where the text ends
  public static int write(byte[] bytes, int at, int version, byte[] to, int from) {
    return version == 4 ? writeV4(bytes, at, to, from) : writeV6(bytes, at, to, from);
  }

  public static String text(byte[] bytes, int at, int version) {
    var text = new byte[TEXT_MAX];
    return new String(text, 0, write(bytes, at, version, text, 0), StandardCharsets.US_ASCII);
  }

  /// `02:42:ac:11:00:02`.
  ///
  /// @return where the text ends
  public static int writeMac(byte[] bytes, int at, byte[] to, int from) {
    int end = from;
    for (int i = 0; i < 6; i++) {
      if (i > 0) {
        to[end++] = ':';
      }
      to[end++] = HEX[(bytes[at + i] & 0xF0) >>> 4];
      to[end++] = HEX[bytes[at + i] & 0xF];
    }
    return end;
  }

  public static String mac(byte[] bytes, int at) {
    var text = new byte[17];
    return new String(text, 0, writeMac(bytes, at, text, 0), StandardCharsets.US_ASCII);
  }

  private static int writeV4(byte[] bytes, int at, byte[] to, int from) {
    int end = from;
    for (int i = 0; i < 4; i++) {
      if (i > 0) {
        to[end++] = '.';
      }
      int value = bytes[at + i] & 0xFF;
      if (value >= 100) {
        to[end++] = (byte) ('0' + value / 100);
      }
      if (value >= 10) {
        to[end++] = (byte) ('0' + value / 10 % 10);
      }
      to[end++] = (byte) ('0' + value % 10);
    }
    return end;
  }

  private static int writeV6(byte[] bytes, int at, byte[] to, int from) {
    if (isMapped(bytes, at)) {
      int end = from;
      for (byte letter : MAPPED) {
        to[end++] = letter;
      }
      return writeV4(bytes, at + 12, to, end);
    }
    int zeros = zeros(bytes, at);
    int zerosFrom = zeros >>> 8;
    int zerosTo = zerosFrom + (zeros & 0xFF);
    int end = from;
    int group = 0;
    while (group < 8) {
      if (group == zerosFrom && zerosTo > zerosFrom) {
        to[end++] = ':';
        to[end++] = ':';
        group = zerosTo;
      } else {
        if (group > 0 && group != zerosTo) {
          to[end++] = ':';
        }
        end = writeHex(group(bytes, at, group), to, end);
        group++;
      }
    }
    return end;
  }

  private static final byte[] MAPPED = "::ffff:".getBytes(StandardCharsets.US_ASCII);

  private static boolean isMapped(byte[] bytes, int at) {
    for (int i = 0; i < 10; i++) {
      if (bytes[at + i] != 0) {
        return false;
      }
    }
    return group(bytes, at, 5) == 0xFFFF;
  }

  private static int group(byte[] bytes, int at, int number) {
    return (bytes[at + 2 * number] & 0xFF) << 8 | (bytes[at + 2 * number + 1] & 0xFF);
  }

  /// The first of the longest runs of at least two zero groups: its first group, shifted by 8, and
  /// its length; 0 groups at 9 if there is none.
  private static int zeros(byte[] bytes, int at) {
    int best = 9 << 8;
    int length = 1;
    for (int first = 0; first < 8; first++) {
      int run = 0;
      while (first + run < 8 && group(bytes, at, first + run) == 0) {
        run++;
      }
      if (run > length) {
        length = run;
        best = first << 8 | run;
      }
      first += run;
    }
    return best;
  }

  private static int writeHex(int value, byte[] to, int from) {
    int end = from;
    boolean begun = false;
    for (int shift = 12; shift >= 0; shift -= 4) {
      int digit = value >>> shift & 0xF;
      if (begun || digit != 0 || shift == 0) {
        to[end++] = HEX[digit];
        begun = true;
      }
    }
    return end;
  }
}
