package dev.casebook.redaction;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which hardware address becomes which: one that nobody has in the evidence, with the two bits
/// that tell a group and a local one kept. Groups, broadcast and zeros stay.
final class MacPlan {

  private static final int MACS_MAX = 1_000_000;

  /// The bits of the first octet that have a meaning (IEEE 802): local, group.
  private static final long KEPT = 3L << 40;

  private static final long GROUP = 1L << 40;
  private static final long ALL = (1L << 48) - 1;
  private static final long EUI_MARK = 0xfffeL << 24;
  private static final long EUI_LOCAL = 2L << 56;

  private final Key key;
  private final Set<Long> seen = new HashSet<>();
  private final Map<Long, Long> images = new HashMap<>();
  private final Set<Long> used = new HashSet<>();

  MacPlan(Key key) {
    this.key = key;
  }

  void see(long mac) {
    if (seen.size() >= MACS_MAX) {
      throw new AddressPlan.Full("more than " + MACS_MAX + " different hardware addresses");
    }
    seen.add(mac);
  }

  boolean isSeen(long mac) {
    return seen.contains(mac);
  }

  static boolean isSecret(long mac) {
    return mac != 0 && (mac & GROUP) == 0;
  }

  long image(long mac) {
    if (!isSecret(mac)) {
      return mac;
    }
    var known = images.get(mac);
    if (known != null) {
      return known;
    }
    int attempt = 0;
    long image;
    do {
      image = (key.bits("mac", 0, mac, attempt++) & ALL & ~KEPT) | (mac & KEPT);
    } while (seen.contains(image) || used.contains(image) || image == 0);
    images.put(mac, image);
    used.add(image);
    return image;
  }

  /// Whether the lower half of an IPv6 address was made of a hardware address (RFC 4291, appendix
  /// A).
  static boolean isEui(long host) {
    return (host & (0xffffL << 24)) == EUI_MARK;
  }

  static long macOf(long host) {
    long flipped = host ^ EUI_LOCAL;
    return ((flipped >>> 40) << 24) | (flipped & 0xff_ffff);
  }

  /// The same made of what becomes of that hardware address.
  long eui(long host) {
    long mac = image(macOf(host));
    return (((mac >>> 24) << 40) | EUI_MARK | (mac & 0xff_ffff)) ^ EUI_LOCAL;
  }

  /// What was replaced.
  Map<Long, Long> replaced() {
    return new TreeMap<>(images);
  }
}
