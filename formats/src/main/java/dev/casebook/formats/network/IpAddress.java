package dev.casebook.formats.network;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// An IPv4 or IPv6 address, read from text and written in its canonical form.
///
/// An IPv4-mapped IPv6 address (`::ffff:192.0.2.1`) stays what it is in text; as a number it lies
/// where IPv4 addresses lie, so that [IpNetwork#contains] finds it. Names are never resolved.
///
/// @param isV4 whether it was written as IPv4
/// @param high the upper 64 bits of the 128
/// @param low the lower 64 bits; an IPv4 address as in `::ffff:0:0/96`
/// @param zone what stands after `%` (the interface of a link-local address), or empty
public record IpAddress(boolean isV4, long high, long low, String zone) {

  /// The longest text is a full IPv6 address with IPv4 at its end (45), `%` and an interface.
  private static final int TEXT_MAX = 45 + 1 + 64;

  private static final long V4_PREFIX = 0xFFFFL << 32;

  private static final IpAddress ALL_ONES = new IpAddress(false, -1, -1, "");

  /// Reads an address as people and programs write it; empty if the text is not one.
  ///
  /// Four decimal numbers (a leading zero makes it none: programs disagree whether that is octal),
  /// or IPv6 of RFC 4291 with at most one `::`, IPv4 at its end, a zone after `%`.
  public static Optional<IpAddress> of(String text) {
    return text.length() > TEXT_MAX ? Optional.empty() : Optional.ofNullable(parsed(text));
  }

  /// An IPv4 address of its 32 bits.
  public static IpAddress ofV4(int bits) {
    return new IpAddress(true, 0, V4_PREFIX | (bits & 0xFFFF_FFFFL), "");
  }

  /// The text in canonical form, or null if it is not an address.
  public static @Nullable String canonical(String text) {
    return of(text).map(IpAddress::text).orElse(null);
  }

  /// 8 or 32 hexadecimal digits in network order, as in `/proc/net/if_inet6`.
  public static Optional<IpAddress> ofHex(String digits) {
    if (digits.length() == 8) {
      long bits = word(digits, 0);
      return bits < 0
          ? Optional.empty()
          : Optional.of(new IpAddress(true, 0, V4_PREFIX | bits, ""));
    }
    if (digits.length() != 32) {
      return Optional.empty();
    }
    var words = new long[4];
    for (int i = 0; i < words.length; i++) {
      words[i] = word(digits, 8 * i);
      if (words[i] < 0) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new IpAddress(false, words[0] << 32 | words[1], words[2] << 32 | words[3], ""));
  }

  /// 8 or 32 hexadecimal digits, every 32 bits in the order of a little-endian machine, as in
  /// `/proc/net/route` and `/proc/net/tcp6`. On a big-endian machine (s390x) it is another address.
  public static Optional<IpAddress> ofHostOrderHex(String digits) {
    if (digits.length() % 8 != 0) {
      return Optional.empty();
    }
    var ordered = new StringBuilder();
    for (int word = 0; word < digits.length(); word += 8) {
      for (int pair = 6; pair >= 0; pair -= 2) {
        ordered.append(digits, word + pair, word + pair + 2);
      }
    }
    return ofHex(ordered.toString());
  }

  /// The 32 bits of eight hexadecimal digits, or -1.
  private static long word(String digits, int from) {
    int upper = hexadecimal(digits, from, from + 4);
    int lower = hexadecimal(digits, from + 4, from + 8);
    return upper < 0 || lower < 0 ? -1 : (long) upper << 16 | lower;
  }

  private static @Nullable IpAddress parsed(String text) {
    int percent = text.indexOf('%');
    int end = percent < 0 ? text.length() : percent;
    if (text.indexOf(':') < 0) {
      long v4 = percent < 0 ? v4(text, 0, end) : -1;
      return v4 < 0 ? null : new IpAddress(true, 0, V4_PREFIX | v4, "");
    }
    var zone = percent < 0 ? "" : text.substring(percent + 1);
    return percent < 0 || isZone(zone) ? v6(text, end, zone) : null;
  }

  /// An interface's name or number: no separators of the texts around it.
  private static boolean isZone(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c != '/' && c != '%');
  }

  /// The 32 bits of four decimal numbers in this range, or -1.
  private static long v4(String text, int from, int end) {
    long value = 0;
    int i = from;
    for (int part = 0; part < 4; part++) {
      if (part > 0 && (i >= end || text.charAt(i++) != '.')) {
        return -1;
      }
      int start = i;
      int number = 0;
      while (i < end && i - start < 4 && isDigit(text.charAt(i))) {
        number = number * 10 + text.charAt(i++) - '0';
      }
      boolean leadingZero = i - start > 1 && text.charAt(start) == '0';
      if (i == start || number > 255 || leadingZero) {
        return -1;
      }
      value = value << 8 | number;
    }
    return i == end ? value : -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static @Nullable IpAddress v6(String text, int end, String zone) {
    int[] groups = new int[8];
    int count = 0;
    int gap = -1;
    int i = 0;
    if (text.startsWith("::")) {
      gap = 0;
      i = 2;
    }
    while (i < end) {
      int colon = text.indexOf(':', i);
      int stop = colon < 0 || colon > end ? end : colon;
      if (stop == end && text.indexOf('.', i) >= 0 && text.indexOf('.', i) < end) {
        long v4 = v4(text, i, end);
        if (v4 < 0 || count > 6) {
          return null;
        }
        groups[count++] = (int) (v4 >>> 16);
        groups[count++] = (int) (v4 & 0xFFFF);
        break;
      }
      int group = hexadecimal(text, i, stop);
      if (group < 0 || count == 8) {
        return null;
      }
      groups[count++] = group;
      i = stop + 1;
      if (i == end) {
        return null;
      }
      if (i < end && text.charAt(i) == ':') {
        if (gap >= 0) {
          return null;
        }
        gap = count;
        i++;
      }
    }
    boolean whole = gap < 0 ? count == 8 : count < 8;
    return whole ? of(groups, count, gap, zone) : null;
  }

  private static int hexadecimal(String text, int from, int end) {
    if (from == end || end - from > 4) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < end; i++) {
      int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /// @param gap where in the groups the `::` stands, or negative
  private static IpAddress of(int[] groups, int count, int gap, String zone) {
    int[] all = new int[8];
    int head = gap < 0 ? count : gap;
    System.arraycopy(groups, 0, all, 0, head);
    System.arraycopy(groups, head, all, 8 - (count - head), count - head);
    return new IpAddress(false, bits(all, 0), bits(all, 4), zone);
  }

  private static long bits(int[] groups, int from) {
    return (long) groups[from] << 48
        | (long) groups[from + 1] << 32
        | (long) groups[from + 2] << 16
        | groups[from + 3];
  }

  /// `ipv4` or `ipv6`.
  public String family() {
    return isV4 ? "ipv4" : "ipv6";
  }

  public int bits() {
    return isV4 ? 32 : 128;
  }

  /// Whether it is `0.0.0.0` or `::`, which stand for "any".
  public boolean isAny() {
    return high == 0 && low == (isV4 ? V4_PREFIX : 0);
  }

  /// The IPv6 address that stands for an IPv4 one (RFC 4291, section 2.5.5.2).
  public IpAddress mapped() {
    return new IpAddress(false, high, low, zone);
  }

  /// The length of the prefix that this netmask leaves; empty if its ones are not all in front.
  public OptionalInt maskLength() {
    int ones = Long.bitCount(high) + Long.bitCount(low) - (isV4 ? Long.bitCount(V4_PREFIX) : 0);
    var whole = isV4 ? new IpAddress(true, 0, V4_PREFIX | 0xFFFF_FFFFL, "") : ALL_ONES;
    return IpNetwork.cut(whole, ones).equals(this) ? OptionalInt.of(ones) : OptionalInt.empty();
  }

  /// Whether it is IPv4, or IPv4 mapped into IPv6.
  public boolean isV4OrMapped() {
    return high == 0 && low >>> 32 == 0xFFFF;
  }

  /// The canonical text: RFC 5952 for IPv6 (lower case, the longest run of zeros as `::`, an
  /// IPv4-mapped address with IPv4 at its end), with its zone.
  public String text() {
    if (isV4) {
      return v4Text();
    }
    var text = isV4OrMapped() ? "::ffff:" + v4Text() : v6Text();
    return zone.isEmpty() ? text : text + "%" + zone;
  }

  private String v4Text() {
    return (low >>> 24 & 255)
        + "."
        + (low >>> 16 & 255)
        + "."
        + (low >>> 8 & 255)
        + "."
        + (low & 255);
  }

  private String v6Text() {
    int start = longestZeros();
    int length = start < 0 ? 0 : zerosFrom(start);
    var text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        text.append("::");
        i += length - 1;
      } else {
        boolean afterGap = start >= 0 && i == start + length;
        text.append(i == 0 || afterGap ? "" : ":");
        text.append(Integer.toHexString(group(i)));
      }
    }
    return text.toString();
  }

  private int group(int index) {
    long half = index < 4 ? high : low;
    return (int) (half >>> (48 - 16 * (index % 4)) & 0xFFFF);
  }

  /// Where the first of the longest runs of at least two zero groups begins, or -1.
  private int longestZeros() {
    int best = -1;
    int longest = 1;
    for (int i = 0; i < 8; i++) {
      if (zerosFrom(i) > longest) {
        best = i;
        longest = zerosFrom(i);
      }
    }
    return best;
  }

  private int zerosFrom(int index) {
    int i = index;
    while (i < 8 && group(i) == 0) {
      i++;
    }
    return i - index;
  }
}
