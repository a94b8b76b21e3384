package dev.casebook.tables.network;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// An IPv4 or IPv6 address, without zone and prefix.
///
/// @param high the upper 64 bits of an IPv6 address; 0 for IPv4
/// @param low the lower 64 bits, or the 32 of IPv4
public record Address(boolean v6, long high, long low) {

  private static final int GROUPS = 8;

  /// The longest text: eight groups, the last two as dotted IPv4.
  private static final int TEXT_MAX = 45;

  /// An address as people and programs write it; `[::1]` without its brackets.
  public static Optional<Address> of(String text) {
    if (text.isEmpty() || text.length() > TEXT_MAX) {
      return Optional.empty();
    }
    return Optional.ofNullable(text.indexOf(':') >= 0 ? v6(text) : v4(text));
  }

  /// The text in canonical form, or null if it is no address.
  public static @Nullable String canonical(String text) {
    return of(text).map(Address::text).orElse(null);
  }

  /// Four decimal numbers up to 255 without leading zeros.
  private static @Nullable Address v4(String text) {
    long bits = 0;
    int parts = 0;
    int start = 0;
    for (int at = 0; at <= text.length(); at++) {
      if (at == text.length() || text.charAt(at) == '.') {
        int part = number(text, start, at, 10, 3);
        if (part < 0 || part > 255 || (at - start > 1 && text.charAt(start) == '0')) {
          return null;
        }
        bits = (bits << 8) | part;
        parts++;
        start = at + 1;
      }
    }
    return parts == 4 ? new Address(false, 0, bits) : null;
  }

  /// The number in a stretch of one to `most` ASCII digits; -1 if it is none.
  private static int number(String text, int from, int to, int radix, int most) {
    if (from == to || to - from > most) {
      return -1;
    }
    int number = 0;
    for (int at = from; at < to; at++) {
      int digit = text.charAt(at) < 128 ? Character.digit(text.charAt(at), radix) : -1;
      if (digit < 0) {
        return -1;
      }
      number = number * radix + digit;
    }
    return number;
  }

  private static @Nullable Address v6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      var all = groups(text, true);
      return all != null && all.length == GROUPS ? of(all, new int[0]) : null;
    }
    var before = groups(text.substring(0, gap), false);
    var after = groups(text.substring(gap + 2), true);
    return before != null && after != null && before.length + after.length < GROUPS
        ? of(before, after)
        : null;
  }

  /// The 16-bit groups of a part without `::`; null if it is malformed. Only the end of an address
  /// may be dotted.
  private static int @Nullable [] groups(String part, boolean isEnd) {
    if (part.isEmpty()) {
      return new int[0];
    }
    var texts = part.split(":", -1);
    var last = isEnd && part.indexOf('.') >= 0 ? v4(texts[texts.length - 1]) : null;
    int hexGroups = last == null ? texts.length : texts.length - 1;
    var groups = new int[last == null ? hexGroups : hexGroups + 2];
    for (int i = 0; i < hexGroups; i++) {
      groups[i] = number(texts[i], 0, texts[i].length(), 16, 4);
      if (groups[i] < 0) {
        return null;
      }
    }
    if (last != null) {
      groups[hexGroups] = (int) (last.low >> 16);
      groups[hexGroups + 1] = (int) (last.low & 0xffff);
    }
    return groups;
  }

  private static Address of(int[] before, int[] after) {
    var bits = new long[2];
    for (int i = 0; i < before.length; i++) {
      put(bits, i, before[i]);
    }
    for (int i = 0; i < after.length; i++) {
      put(bits, GROUPS - after.length + i, after[i]);
    }
    return new Address(true, bits[0], bits[1]);
  }

  private static void put(long[] bits, int index, int group) {
    bits[index / 4] |= (long) group << (16 * (3 - index % 4));
  }

  /// 8 or 32 hexadecimal digits in network order, as in `/proc/net/if_inet6`.
  static Optional<Address> ofHex(String digits) {
    if (!digits.matches("[0-9a-fA-F]{8}|[0-9a-fA-F]{32}")) {
      return Optional.empty();
    }
    return Optional.of(
        digits.length() == 8
            ? new Address(false, 0, Long.parseLong(digits, 16))
            : new Address(
                true,
                Long.parseUnsignedLong(digits.substring(0, 16), 16),
                Long.parseUnsignedLong(digits.substring(16), 16)));
  }

  /// 8 or 32 hexadecimal digits, every 32 bits in the order of a little-endian machine, as in
  /// `/proc/net/route` and `/proc/net/tcp6`. On a big-endian machine (s390x) it is another address.
  static Optional<Address> ofHostOrderHex(String digits) {
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

  /// `ipv4` or `ipv6`.
  public String family() {
    return v6 ? "ipv6" : "ipv4";
  }

  int bits() {
    return v6 ? 128 : 32;
  }

  /// Whether it is `0.0.0.0` or `::`, which stand for "any".
  boolean isAny() {
    return high == 0 && low == 0;
  }

  /// The IPv6 address that stands for an IPv4 one (RFC 4291, section 2.5.5.2).
  Address mapped() {
    return v6 ? this : new Address(true, 0, 0xffff_0000_0000L | low);
  }

  private boolean isMapped() {
    return v6 && high == 0 && low >>> 32 == 0xffff;
  }

  /// The bits before a prefix's end; the others are 0.
  Address network(int length) {
    if (!v6) {
      return new Address(false, 0, low & (~0L << (32 - length)));
    }
    return length <= 64
        ? new Address(true, length == 0 ? 0 : high & (~0L << (64 - length)), 0)
        : new Address(true, high, low & (~0L << (128 - length)));
  }

  /// The length of the prefix that this netmask leaves; empty if its ones are not all in front.
  OptionalInt maskLength() {
    int ones = Long.bitCount(high) + Long.bitCount(low);
    var whole = v6 ? new Address(true, -1, -1) : new Address(false, 0, 0xffff_ffffL);
    return whole.network(ones).equals(this) ? OptionalInt.of(ones) : OptionalInt.empty();
  }

  /// The canonical form; for IPv6 that of RFC 5952.
  public String text() {
    if (!v6) {
      return dotted();
    }
    if (isMapped()) {
      return "::ffff:" + new Address(false, 0, low & 0xffff_ffffL).dotted();
    }
    return compressed();
  }

  private String dotted() {
    return (low >> 24) + "." + ((low >> 16) & 255) + "." + ((low >> 8) & 255) + "." + (low & 255);
  }

  /// The first longest run of two or more zero groups becomes `::`.
  private String compressed() {
    int start = -1;
    int longest = 1;
    for (int i = 0; i < GROUPS; i++) {
      int zeros = zerosFrom(i);
      if (zeros > longest) {
        start = i;
        longest = zeros;
      }
    }
    if (start < 0) {
      return joined(0, GROUPS);
    }
    return joined(0, start) + "::" + joined(start + longest, GROUPS);
  }

  private int zerosFrom(int index) {
    int end = index;
    while (end < GROUPS && group(end) == 0) {
      end++;
    }
    return end - index;
  }

  private String joined(int from, int to) {
    var text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Long.toHexString(group(i)));
    }
    return text.toString();
  }

  private long group(int index) {
    return ((index < 4 ? high : low) >>> (16 * (3 - index % 4))) & 0xffff;
  }
}
