package dev.casebook.redaction;

/// A line in which addresses are looked for, and the numbers that are read from it.
final class ScannedLine {

  private byte[] bytes = new byte[0];
  private int from;
  private int to;

  /// Where the number that was just read ends.
  private int end;

  void set(byte[] line, int first, int last) {
    bytes = line;
    from = first;
    to = last;
  }

  /// 0 outside of the line.
  byte at(int i) {
    return i >= from && i < to ? bytes[i] : 0;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  int end() {
    return end;
  }

  String text(int start, int last) {
    return Bytes.text(bytes, start, last);
  }

  /// A decimal number up to 255, or -1. Three digits may begin with zeros.
  int octet(int start) {
    int i = start;
    int value = 0;
    while (i < to && i - start < 3 && Bytes.isDigit(bytes[i])) {
      value = 10 * value + bytes[i++] - '0';
    }
    end = i;
    boolean isPadded = i - start > 1 && bytes[start] == '0' && i - start < 3;
    return i == start || value > 255 || isPadded || Bytes.isWord(at(i)) ? -1 : value;
  }

  /// Four numbers from here, with the separator between; -1 if they are not an address.
  long four(int start, char separator) {
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

  /// What stands behind a slash, up to a number; -1 if that is no prefix length.
  int prefixLength(int slash, int max) {
    if (at(slash) != '/' || !Bytes.isDigit(at(slash + 1))) {
      return -1;
    }
    int value = octet(slash + 1);
    return value < 0 || value > max || (at(end) == '.' && Bytes.isDigit(at(end + 1))) ? -1 : value;
  }

  /// Whether a text stands here, in lower case or upper.
  boolean isNext(int i, String text) {
    for (int k = 0; k < text.length(); k++) {
      if (Bytes.lower(at(i + k)) != text.charAt(k)) {
        return false;
      }
    }
    return true;
  }
}
