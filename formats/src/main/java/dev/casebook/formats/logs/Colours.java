package dev.casebook.formats.logs;

/// A terminal's colours inside a line, which no one wrote as text: `ESC [ 33 m`, and `#033[33m`,
/// which is what rsyslog makes of it (`parser.escapeControlCharactersOnReceive`).
///
/// The other sequences that terminals know and logs hold are `ESC [ K`, which clears a line, and
/// `ESC ( B`, with which `tput sgr0` ends a colour (ECMA-48, section 5.4).
final class Colours {
  /// With which the terminal's own sequences begin.
  static final byte ESCAPE = 0x1b;

  /// With which rsyslog's begin.
  static final byte NUMBER_SIGN = '#';

  private static final byte[] RSYSLOG = Bytes.of("#033");

  /// `38;2;255;255;255` is the longest colour in use.
  private static final int LONGEST = 32;

  private Colours() {}

  /// Where the first of those that begin with a mark begins in `b[from, to)`, or `to`.
  static int first(byte[] b, int from, int to, byte mark) {
    int p = LineSplitter.indexOf(b, from, to, mark);
    while (p >= 0 && end(b, p, to) < 0) {
      p = LineSplitter.indexOf(b, p + 1, to, mark);
    }
    return p < 0 ? to : p;
  }

  /// Copies `b[from, to)` without them and returns where the copy ends. The target may be the
  /// source itself, at the same place or before it.
  static int strip(byte[] b, int from, int to, byte mark, byte[] target, int at) {
    int p = from;
    int out = at;
    while (p < to) {
      int next = first(b, p, to, mark);
      System.arraycopy(b, p, target, out, next - p);
      out += next - p;
      p = next < to ? end(b, next, to) : to;
    }
    return out;
  }

  /// Where the sequence ends that begins at `at`, or -1 when there is none.
  static int end(byte[] b, int at, int to) {
    int p = at + 1;
    if (b[at] == NUMBER_SIGN) {
      p = Bytes.startsWith(b, at, to, RSYSLOG) ? at + RSYSLOG.length : to;
    }
    if (Bytes.at(b, p, to) == '(') {
      return Bytes.at(b, p + 1, to) == 'B' ? p + 2 : -1;
    }
    if (Bytes.at(b, p, to) != '[') {
      return -1;
    }
    int limit = Math.min(to, p + LONGEST);
    p++;
    while (p < limit && (Digits.isDigit(b[p]) || b[p] == ';' || b[p] == ':')) {
      p++;
    }
    byte last = Bytes.at(b, p, to);
    return last == 'm' || last == 'K' ? p + 1 : -1;
  }
}
