package dev.casebook.redaction;

import dev.casebook.formats.network.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Everything in a line that could be an address, by its form alone. The check looks by it, and
/// what finds addresses to replace them does not: neither hides a fault of the other.
record FormSearch(byte[] line, int from, int to) {

  /// A full IPv6 address with IPv4 at its end.
  private static final int TEXT_MAX = 45;

  private static final int MAC_CHARS = 17;

  void each(Consumer<Point> addresses, LongConsumer macs) {
    for (int i = from; i < to; i++) {
      byte c = line[i];
      boolean isBegin = i == from || !isName(line[i - 1]);
      if (isBegin && Bytes.isDigit(c) && (i == from || line[i - 1] != '.')) {
        v4(i, addresses);
      }
      if (isBegin && (c == ':' || Bytes.isHex(c))) {
        v6(i, addresses);
        mac(i, macs);
      }
    }
  }

  private byte at(int i) {
    return i < to ? line[i] : 0;
  }

  private static boolean isName(byte c) {
    return Bytes.isWord(c) || c == '_';
  }

  private void v4(int start, Consumer<Point> addresses) {
    int address = 0;
    int i = start;
    for (int k = 0; k < 4; k++) {
      int value = 0;
      int begin = i;
      while (i - begin < 3 && Bytes.isDigit(at(i))) {
        value = 10 * value + line[i++] - '0';
      }
      if (i == begin || value > 255 || (k < 3 && at(i++) != '.')) {
        return;
      }
      address = address << 8 | value;
    }
    boolean goesOn = isName(at(i)) || (at(i) == '.' && Bytes.isDigit(at(i + 1)));
    if (!goesOn) {
      addresses.accept(Point.v4(address));
    }
  }

  private void v6(int start, Consumer<Point> addresses) {
    if (start > from && (line[start - 1] == ':' || line[start - 1] == '.')) {
      return;
    }
    int colons = 0;
    int i = start;
    while (i < to && i - start <= TEXT_MAX && isOfV6(line[i])) {
      colons += line[i++] == ':' ? 1 : 0;
    }
    if (colons > 1 && i - start <= TEXT_MAX) {
      IpAddress.of(new String(line, start, i - start, StandardCharsets.ISO_8859_1))
          .map(Point::of)
          .ifPresent(addresses);
    }
  }

  private static boolean isOfV6(byte c) {
    return c == ':' || c == '.' || Bytes.isHex(c);
  }

  private void mac(int start, LongConsumer macs) {
    if (start + MAC_CHARS > to || isName(at(start + MAC_CHARS))) {
      return;
    }
    long mac = 0;
    for (int i = start; i < start + MAC_CHARS; i++) {
      byte c = line[i];
      boolean isSeparator = (i - start) % 3 == 2;
      if (isSeparator ? c != ':' && c != '-' : !Bytes.isHex(c)) {
        return;
      }
      mac = isSeparator ? mac : mac << 4 | Character.digit(c, 16);
    }
    macs.accept(mac);
  }
}
