package dev.casebook.redaction;

import dev.casebook.formats.network.IpAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds addresses by their form at one place of a line.
final class AddressScan {

  private final AddressPlan plan;
  private final Versions versions;
  private final ScannedLine line = new ScannedLine();
  private final ColonScan colons = new ColonScan(line);

  /// Tells whether a dotted number is a version that some table knows.
  interface Versions {
    boolean has(String text);
  }

  AddressScan(AddressPlan plan, Versions versions) {
    this.plan = plan;
    this.versions = versions;
  }

  void line(byte[] bytes, int first, int last) {
    line.set(bytes, first, last);
  }

  /// What begins here, where a word begins; null if nothing does.
  @Nullable Hit match(int start) {
    byte c = line.at(start);
    if (Bytes.isDigit(c)) {
      var v4 = dotted(start);
      if (v4 != null) {
        return v4;
      }
    }
    if (Bytes.isHex(c) || c == ':') {
      return colons.match(start);
    }
    return null;
  }

  private @Nullable Hit dotted(int start) {
    if (line.at(start - 1) == '.' && Bytes.isWord(line.at(start - 2))) {
      return null;
    }
    if (line.at(start + 1) != '.' && line.at(start + 2) != '.' && line.at(start + 3) != '.') {
      return line.at(start + 1) == '-' || line.at(start + 2) == '-' || line.at(start + 3) == '-'
          ? dashed(start)
          : null;
    }
    var reversed = reversed(start);
    if (reversed != null) {
      return reversed;
    }
    long address = line.four(start, '.');
    if (address < 0) {
      return null;
    }
    int last = line.end();
    var point = Point.v4((int) address);
    if (line.at(last) == '.' && Bytes.isDigit(line.at(last + 1)) && !isPort(last, point)) {
      return null;
    }
    var range = range(start, last, point);
    if (range != null) {
      return range;
    }
    if (isWeak(start, last, point) && !plan.isSeen(point)) {
      return null;
    }
    return new Hit.Address(start, last, point, line.prefixLength(last, 32), AddressForm.PLAIN);
  }

  /// `10.0.0.1.53`, as tcpdump writes a port; an object identifier has more numbers.
  private boolean isPort(int dot, Point point) {
    int i = dot + 1;
    while (Bytes.isDigit(line.at(i))) {
      i++;
    }
    boolean isLast =
        !Bytes.isWord(line.at(i)) && !(line.at(i) == '.' && Bytes.isDigit(line.at(i + 1)));
    return isLast && (plan.isSeen(point) || isBesideArrow(i));
  }

  private boolean isBesideArrow(int i) {
    return (line.at(i) == ' ' && line.at(i + 1) == '>')
        || (line.at(i) == ':' && line.at(i + 1) == ' ');
  }

  /// Where it could as well be a version. None begins as the two smaller private blocks do.
  private boolean isWeak(int start, int last, Point point) {
    if (Roots.isNoVersion(point)) {
      return false;
    }
    byte before = line.at(start - 1);
    byte after = line.at(last);
    boolean touchesBefore =
        before == '+'
            || before == '~'
            || before == '_'
            || (before == '-' && !isDottedBefore(start));
    boolean touchesAfter =
        after == '_'
            || ((after == '-' || after == '+' || after == '~')
                && Bytes.isWord(line.at(last + 1))
                && line.four(last + 1, '.') < 0);
    return touchesBefore
        || touchesAfter
        || isVersionWord(start)
        || versions.has(line.text(start, last));
  }

  /// Whether another address stands before the dash.
  private boolean isDottedBefore(int start) {
    int dots = 0;
    int i = start - 2;
    while (i >= line.from() && (Bytes.isDigit(line.at(i)) || line.at(i) == '.')) {
      dots += line.at(i--) == '.' ? 1 : 0;
    }
    return dots == 3;
  }

  private boolean isVersionWord(int start) {
    int blank = start - 1;
    while (blank >= line.from()
        && (line.at(blank) == ' '
            || line.at(blank) == ':'
            || line.at(blank) == '='
            || line.at(blank) == '"')) {
      blank--;
    }
    int word = blank;
    while (word >= line.from() && Bytes.isWord(line.at(word))) {
      word--;
    }
    if (blank - word < 3 || blank == start - 1) {
      return false;
    }
    var text = line.text(word + 1, blank + 1).toLowerCase(Locale.ROOT);
    return text.equals("version") || text.equals("ver") || text.equals("release");
  }

  private @Nullable Hit range(int start, int dash, Point first) {
    int next = dash + 1;
    if (line.at(dash) == ' ' && line.at(dash + 1) == '-' && line.at(dash + 2) == ' ') {
      next = dash + 3;
    } else if (line.at(dash) != '-' || !Bytes.isDigit(line.at(next))) {
      return null;
    }
    long last = line.four(next, '.');
    int lastEnd = line.end();
    boolean isShort = last < 0 && next == dash + 1;
    if (isShort) {
      int octet = line.octet(next);
      lastEnd = line.end();
      boolean isEnd = line.at(lastEnd) != '.' && line.at(lastEnd) != '-' && line.at(lastEnd) != '_';
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
      int octet = line.octet(i);
      if (octet < 0 || line.at(line.end()) != '.') {
        break;
      }
      address |= octet << (8 * octets++);
      i = line.end() + 1;
    }
    if (octets == 0 || !line.isNext(i, "in-addr.arpa")) {
      return nibbles(start);
    }
    address <<= 8 * (4 - octets);
    int length = octets == 4 ? -1 : 8 * octets;
    return new Hit.Address(start, i - 1, Point.v4(address), length, AddressForm.REVERSED);
  }

  private @Nullable Hit nibbles(int start) {
    int last = start + 63;
    if (!line.isNext(last + 1, "ip6.arpa")) {
      return null;
    }
    var digits = new StringBuilder();
    for (int i = start; i < last; i += 2) {
      digits.append((char) line.at(i));
    }
    return IpAddress.ofHex(digits.reverse().toString())
        .map(address -> new Hit.Address(start, last, Point.of(address), -1, AddressForm.NIBBLES))
        .orElse(null);
  }

  /// `10-1-2-3`, where `ip` stands before it or the address is known.
  private @Nullable Hit dashed(int start) {
    long address = line.four(start, '-');
    if (address < 0 || (line.at(start - 1) == '-' && Bytes.isDigit(line.at(start - 2)))) {
      return null;
    }
    int last = line.end();
    var point = Point.v4((int) address);
    boolean goesOn = line.at(last) == '-' && Bytes.isDigit(line.at(last + 1));
    boolean isNamed =
        line.at(start - 1) == '-'
            && Bytes.lower(line.at(start - 2)) == 'p'
            && Bytes.lower(line.at(start - 3)) == 'i';
    return !goesOn && (isNamed || plan.isSeen(point))
        ? new Hit.Address(start, last, point, -1, AddressForm.DASHED)
        : null;
  }
}
