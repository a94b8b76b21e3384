package dev.casebook.redaction;

import dev.casebook.formats.network.IpAddress;
import org.jspecify.annotations.Nullable;

/// Finds addresses of IPv6 and hardware addresses by their form.
final class ColonScan {

  /// A full IPv6 address with IPv4 at its end.
  private static final int TEXT_MAX = 45;

  private static final long NAT64 = 0x0064_ff9b_0000_0000L;

  private final ScannedLine line;

  ColonScan(ScannedLine line) {
    this.line = line;
  }

  /// What begins here, where a word or a colon does; null if nothing does.
  @Nullable Hit match(int start) {
    var found = colons(start);
    return found == null ? ciscoMac(start) : found;
  }

  private @Nullable Hit colons(int start) {
    int i = start;
    int colons = 0;
    while (i < line.to() && i - start <= 60 && (Bytes.isHex(line.at(i)) || line.at(i) == ':')) {
      colons += line.at(i++) == ':' ? 1 : 0;
    }
    if (colons == 0 && line.at(i) == '-' && i - start == 2) {
      return macAt(start, '-');
    }
    if (colons < 2) {
      return null;
    }
    if (line.at(start - 1) == ':' && line.at(start) != ':') {
      // The sender in what the kernel logs of a packet, and the type behind it.
      boolean isSender = i - start == 3 * 8 - 1 && isPairs(start, i, ':');
      return isSender ? macAt(start, ':') : null;
    }
    var mac = macs(start, i);
    // A world wide name, or a fingerprint.
    boolean isName = mac == null && isPairs(start, i, ':');
    return isName ? null : mac == null ? v6(start, i) : mac;
  }

  /// Pairs of digits: a hardware address, or something that holds one.
  private @Nullable Hit macs(int start, int last) {
    int groups = (last - start + 1) / 3;
    if (!isPairs(start, last, ':')) {
      return null;
    }
    return switch (groups) {
      case 6 -> macAt(start, ':');
      // The type of hardware before it, as DHCP clients have it.
      case 7 -> line.isNext(start, "01:") ? macAt(start + 3, ':') : null;
      // RFC 8415, section 11: by link-layer address, with a time or without.
      case 10 -> line.isNext(start, "00:03:00:01:") ? macAt(start + 12, ':') : null;
      case 14 ->
          line.isNext(start, "00:01:00:01:")
              ? macAt(start + 24, ':')
              // As the kernel logs a packet: receiver, sender, type. The rest comes next.
              : macAt(start, ':');
      default -> null;
    };
  }

  private boolean isPairs(int start, int last, char separator) {
    for (int i = start; i < last; i++) {
      boolean isSeparator = (i - start) % 3 == 2;
      if (isSeparator ? line.at(i) != separator : !Bytes.isHex(line.at(i))) {
        return false;
      }
    }
    return (last - start) % 3 == 2;
  }

  private @Nullable Hit macAt(int start, char separator) {
    int last = start + 3 * 6 - 1;
    if (last > line.to() || !isPairs(start, last, separator) || Bytes.isWord(line.at(last))) {
      return null;
    }
    if (separator == '-' && line.at(last) == '-' && Bytes.isHex(line.at(last + 1))) {
      return null;
    }
    long mac = 0;
    for (int i = start; i < last; i += 3) {
      mac =
          (mac << 8)
              | ((long) Character.digit(line.at(i), 16) << 4)
              | Character.digit(line.at(i + 1), 16);
    }
    return new Hit.Mac(start, last, mac, separator);
  }

  /// `aabb.ccdd.eeff`.
  private @Nullable Hit ciscoMac(int start) {
    if (line.at(start + 4) != '.'
        || line.at(start + 9) != '.'
        || Bytes.isWord(line.at(start + 14))) {
      return null;
    }
    long mac = 0;
    boolean hasLetter = false;
    for (int i = start; i < start + 14; i++) {
      if (i != start + 4 && i != start + 9) {
        if (!Bytes.isHex(line.at(i))) {
          return null;
        }
        hasLetter |= !Bytes.isDigit(line.at(i));
        mac = (mac << 4) | Character.digit(line.at(i), 16);
      }
    }
    return hasLetter ? new Hit.Mac(start, start + 14, mac, '.') : null;
  }

  private @Nullable Hit v6(int start, int colonsEnd) {
    int last = colonsEnd;
    // IPv4 at its end.
    while (last < line.to()
        && last - start < TEXT_MAX
        && (Bytes.isHex(line.at(last)) || line.at(last) == ':' || line.at(last) == '.')) {
      last++;
    }
    for (; last > start + 1; last--) {
      byte c = line.at(last - 1);
      boolean isTail = c == '.' || (c == ':' && line.at(last - 2) != ':');
      if (!isTail) {
        break;
      }
    }
    if (Bytes.isWord(line.at(last)) || last - start > TEXT_MAX) {
      return null;
    }
    var text = line.text(start, last);
    int port = text.lastIndexOf(':');
    boolean hasPort = isSocketLine() && line.at(start - 1) != '[' && text.indexOf(':') < port - 1;
    var address = hasPort ? IpAddress.of(text.substring(0, port)) : IpAddress.of(text);
    if (hasPort && address.isPresent()) {
      last = start + port;
    } else if (address.isEmpty()) {
      // All its groups, and a port.
      address = IpAddress.of(text.substring(0, port));
      last = start + port;
    }
    if (address.isEmpty() || address.get().isV4()) {
      return null;
    }
    return v6(start, last, Point.of(address.get()), text.indexOf('.') >= 0);
  }

  /// Of netstat, which writes a port behind one more colon.
  private boolean isSocketLine() {
    return line.isNext(line.from(), "tcp")
        || line.isNext(line.from(), "udp")
        || line.isNext(line.from(), "raw");
  }

  private Hit v6(int start, int last, Point point, boolean hasDots) {
    var inner = Point.v4((int) point.low());
    boolean isInner = hasDots && point.low() >>> 32 == 0;
    if (point.isV4()) {
      return new Hit.Address(start, last, point, -1, AddressForm.MAPPED);
    }
    if (isInner && point.high() == NAT64) {
      return new Hit.Address(start, last, inner, -1, AddressForm.NAT64);
    }
    return isInner && point.high() == 0
        ? new Hit.Address(start, last, inner, -1, AddressForm.COMPATIBLE)
        : new Hit.Address(start, last, point, line.prefixLength(last, 128), AddressForm.PLAIN);
  }
}
