package dev.casebook.redaction;

import dev.casebook.formats.network.IpAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds addresses by their form at one place of a line.
final class AddressScan {

  /// A full IPv6 address with IPv4 at its end.
  private static final int TEXT_MAX = 45;

  private final AddressPlan plan;
  private final Versions versions;
  private byte[] line = new byte[0];
  private int from;
  private int to;

  /// Where the number or address that was just read ends.
  private int end;

  /// Tells whether a dotted number is a version that some table knows.
  interface Versions {
    boolean has(String text);
  }

  AddressScan(AddressPlan plan, Versions versions) {
    this.plan = plan;
    this.versions = versions;
  }

  void line(byte[] bytes, int first, int last) {
    line = bytes;
    from = first;
    to = last;
  }

  private byte at(int i) {
    return i >= from && i < to ? line[i] : 0;
  }

  /// What begins here, where a word begins; null if nothing does.
  @Nullable Hit match(int start) {
    byte c = line[start];
    if (Bytes.isDigit(c)) {
      var v4 = dotted(start);
      if (v4 != null) {
        return v4;
      }
    }
    if (Bytes.isHex(c) || c == ':') {
      var colons = colons(start);
      return colons == null ? ciscoMac(start) : colons;
    }
    return null;
  }

  /// A decimal number up to 255, or -1. Three digits may begin with zeros.
  private int octet(int start) {
    int i = start;
    int value = 0;
    while (i < to && i - start < 3 && Bytes.isDigit(line[i])) {
      value = 10 * value + line[i++] - '0';
    }
    end = i;
    boolean isPadded = i - start > 1 && line[start] == '0' && i - start < 3;
    return i == start || value > 255 || isPadded || Bytes.isWord(at(i)) ? -1 : value;
  }

  /// Four numbers from here, with the separator between; -1 if they are not an address.
  private long four(int start, char separator) {
    long address = 0;
    int i = start;
    for (int k = 0; k < 4; k++) {
      int octet = octet(i);
      if (octet < 0 || (k < 3 && at(end) != separator)) {
        return -1;
      }
      address = (address << 8) | octet;
      i = end + 1;
    }
    return address;
  }

  private @Nullable Hit dotted(int start) {
    if (at(start - 1) == '.' && Bytes.isWord(at(start - 2))) {
      return null;
    }
    if (at(start + 1) != '.' && at(start + 2) != '.' && at(start + 3) != '.') {
      return at(start + 1) == '-' || at(start + 2) == '-' || at(start + 3) == '-'
          ? dashed(start)
          : null;
    }
    var reversed = reversed(start);
    if (reversed != null) {
      return reversed;
    }
    long address = four(start, '.');
    if (address < 0) {
      return null;
    }
    int last = end;
    var point = Point.v4((int) address);
    if (at(last) == '.' && Bytes.isDigit(at(last + 1)) && !isPort(last, point)) {
      return null;
    }
    var range = range(start, last, point);
    if (range != null) {
      return range;
    }
    if (isWeak(start, last, point) && !plan.isSeen(point)) {
      return null;
    }
    return new Hit.Address(start, last, point, prefixLength(last, 32), AddressForm.PLAIN);
  }

  /// `10.0.0.1.53`, as tcpdump writes a port; an object identifier has more numbers.
  private boolean isPort(int dot, Point point) {
    int i = dot + 1;
    while (Bytes.isDigit(at(i))) {
      i++;
    }
    boolean isLast = !Bytes.isWord(at(i)) && !(at(i) == '.' && Bytes.isDigit(at(i + 1)));
    return isLast && (plan.isSeen(point) || isBesideArrow(i));
  }

  private boolean isBesideArrow(int i) {
    return (at(i) == ' ' && at(i + 1) == '>') || (at(i) == ':' && at(i + 1) == ' ');
  }

  /// Where it could as well be a version. None begins as the two smaller private blocks do.
  private boolean isWeak(int start, int last, Point point) {
    if (Roots.isNoVersion(point)) {
      return false;
    }
    byte before = at(start - 1);
    byte after = at(last);
    boolean touchesBefore =
        before == '+'
            || before == '~'
            || before == '_'
            || (before == '-' && !isDottedBefore(start));
    boolean touchesAfter =
        after == '_'
            || ((after == '-' || after == '+' || after == '~')
                && Bytes.isWord(at(last + 1))
                && four(last + 1, '.') < 0);
    return touchesBefore
        || touchesAfter
        || isVersionWord(start)
        || versions.has(Bytes.text(line, start, last));
  }

  /// Whether another address stands before the dash.
  private boolean isDottedBefore(int start) {
    int dots = 0;
    int i = start - 2;
    while (i >= from && (Bytes.isDigit(line[i]) || line[i] == '.')) {
      dots += line[i--] == '.' ? 1 : 0;
    }
    return dots == 3;
  }

  private boolean isVersionWord(int start) {
    int blank = start - 1;
    while (blank >= from
        && (line[blank] == ' ' || line[blank] == ':' || line[blank] == '=' || line[blank] == '"')) {
      blank--;
    }
    int word = blank;
    while (word >= from && Bytes.isWord(line[word])) {
      word--;
    }
    if (blank - word < 3 || blank == start - 1) {
      return false;
    }
    var text = Bytes.text(line, word + 1, blank + 1).toLowerCase(Locale.ROOT);
    return text.equals("version") || text.equals("ver") || text.equals("release");
  }

  private int prefixLength(int slash, int max) {
    if (at(slash) != '/' || !Bytes.isDigit(at(slash + 1))) {
      return -1;
    }
    int value = octet(slash + 1);
    return value < 0 || value > max || (at(end) == '.' && Bytes.isDigit(at(end + 1))) ? -1 : value;
  }

  private @Nullable Hit range(int start, int dash, Point first) {
    int next = dash + 1;
    if (at(dash) == ' ' && at(dash + 1) == '-' && at(dash + 2) == ' ') {
      next = dash + 3;
    } else if (at(dash) != '-' || !Bytes.isDigit(at(next))) {
      return null;
    }
    long last = four(next, '.');
    int lastEnd = end;
    boolean isShort = last < 0 && next == dash + 1;
    if (isShort) {
      int octet = octet(next);
      lastEnd = end;
      boolean isEnd = at(lastEnd) != '.' && at(lastEnd) != '-' && at(lastEnd) != '_';
      // With a number behind it, it could be a version, too.
      isEnd &= plan.isSeen(first) || Roots.isPrivate(first);
      last = octet > (first.v4() & 0xff) && isEnd ? (first.v4() & 0xffff_ff00L) | octet : -1;
    }
    if (last < 0 || Integer.compareUnsigned(first.v4(), (int) last) >= 0) {
      return null;
    }
    return new Hit.Range(start, lastEnd, first, Point.v4((int) last), isShort);
  }

  /// Numbers of a reverse zone.
  private @Nullable Hit reversed(int start) {
    int octets = 0;
    int i = start;
    int address = 0;
    while (octets < 4) {
      int octet = octet(i);
      if (octet < 0 || at(end) != '.') {
        break;
      }
      address |= octet << (8 * octets++);
      i = end + 1;
    }
    if (octets == 0 || !isNext(i, "in-addr.arpa")) {
      return nibbles(start);
    }
    address <<= 8 * (4 - octets);
    int length = octets == 4 ? -1 : 8 * octets;
    return new Hit.Address(start, i - 1, Point.v4(address), length, AddressForm.REVERSED);
  }

  private @Nullable Hit nibbles(int start) {
    int last = start + 63;
    if (!isNext(last + 1, "ip6.arpa")) {
      return null;
    }
    var digits = new StringBuilder();
    for (int i = start; i < last; i += 2) {
      digits.append((char) line[i]);
    }
    return IpAddress.ofHex(digits.reverse().toString())
        .map(address -> new Hit.Address(start, last, Point.of(address), -1, AddressForm.NIBBLES))
        .orElse(null);
  }

  private boolean isNext(int i, String text) {
    for (int k = 0; k < text.length(); k++) {
      if (Bytes.lower(at(i + k)) != text.charAt(k)) {
        return false;
      }
    }
    return true;
  }

  /// `10-1-2-3`, where `ip` stands before it or the address is known.
  private @Nullable Hit dashed(int start) {
    long address = four(start, '-');
    if (address < 0 || (at(start - 1) == '-' && Bytes.isDigit(at(start - 2)))) {
      return null;
    }
    int last = end;
    var point = Point.v4((int) address);
    boolean goesOn = at(last) == '-' && Bytes.isDigit(at(last + 1));
    boolean isNamed =
        at(start - 1) == '-'
            && Bytes.lower(at(start - 2)) == 'p'
            && Bytes.lower(at(start - 3)) == 'i';
    return !goesOn && (isNamed || plan.isSeen(point))
        ? new Hit.Address(start, last, point, -1, AddressForm.DASHED)
        : null;
  }

  /// IPv6, or a hardware address.
  private @Nullable Hit colons(int start) {
    int i = start;
    int colons = 0;
    while (i < to && i - start <= 60 && (Bytes.isHex(line[i]) || line[i] == ':')) {
      colons += line[i++] == ':' ? 1 : 0;
    }
    if (colons == 0 && at(i) == '-' && i - start == 2) {
      return macAt(start, '-');
    }
    if (colons < 2) {
      return null;
    }
    if (at(start - 1) == ':' && at(start) != ':') {
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
      case 7 -> isNext(start, "01:") ? macAt(start + 3, ':') : null;
      // RFC 8415, section 11: by link-layer address, with a time or without.
      case 10 -> isNext(start, "00:03:00:01:") ? macAt(start + 12, ':') : null;
      case 14 ->
          isNext(start, "00:01:00:01:")
              ? macAt(start + 24, ':')
              // As the kernel logs a packet: receiver, sender, type. The rest comes next.
              : macAt(start, ':');
      default -> null;
    };
  }

  private boolean isPairs(int start, int last, char separator) {
    for (int i = start; i < last; i++) {
      boolean isSeparator = (i - start) % 3 == 2;
      if (isSeparator ? line[i] != separator : !Bytes.isHex(line[i])) {
        return false;
      }
    }
    return (last - start) % 3 == 2;
  }

  private @Nullable Hit macAt(int start, char separator) {
    int last = start + 3 * 6 - 1;
    if (last > to || !isPairs(start, last, separator) || Bytes.isWord(at(last))) {
      return null;
    }
    if (separator == '-' && at(last) == '-' && Bytes.isHex(at(last + 1))) {
      return null;
    }
    long mac = 0;
    for (int i = start; i < last; i += 3) {
      mac =
          (mac << 8)
              | ((long) Character.digit(line[i], 16) << 4)
              | Character.digit(line[i + 1], 16);
    }
    return new Hit.Mac(start, last, mac, separator);
  }

  /// `aabb.ccdd.eeff`.
  private @Nullable Hit ciscoMac(int start) {
    if (at(start + 4) != '.' || at(start + 9) != '.' || Bytes.isWord(at(start + 14))) {
      return null;
    }
    long mac = 0;
    boolean hasLetter = false;
    for (int i = start; i < start + 14; i++) {
      if (i != start + 4 && i != start + 9) {
        if (!Bytes.isHex(at(i))) {
          return null;
        }
        hasLetter |= !Bytes.isDigit(at(i));
        mac = (mac << 4) | Character.digit(at(i), 16);
      }
    }
    return hasLetter ? new Hit.Mac(start, start + 14, mac, '.') : null;
  }

  private @Nullable Hit v6(int start, int colonsEnd) {
    int last = colonsEnd;
    // IPv4 at its end.
    while (last < to
        && last - start < TEXT_MAX
        && (Bytes.isHex(line[last]) || line[last] == ':' || line[last] == '.')) {
      last++;
    }
    for (; last > start + 1; last--) {
      byte c = at(last - 1);
      boolean isTail = c == '.' || (c == ':' && at(last - 2) != ':');
      if (!isTail) {
        break;
      }
    }
    if (Bytes.isWord(at(last)) || last - start > TEXT_MAX) {
      return null;
    }
    var text = Bytes.text(line, start, last);
    int port = text.lastIndexOf(':');
    boolean hasPort = isSocketLine() && at(start - 1) != '[' && text.indexOf(':') < port - 1;
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
    return isNext(from, "tcp") || isNext(from, "udp") || isNext(from, "raw");
  }

  private static final long NAT64 = 0x0064_ff9b_0000_0000L;

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
        : new Hit.Address(start, last, point, prefixLength(last, 128), AddressForm.PLAIN);
  }
}
