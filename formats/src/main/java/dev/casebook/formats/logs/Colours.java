package dev.casebook.formats.logs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A terminal's colours inside a line, which no one wrote as text: `ESC [ 33 m`, and `#033[33m`,
/// which is what rsyslog makes of it (`parser.escapeControlCharactersOnReceive`).
///
/// The other sequences that terminals know and logs hold are `ESC [ K`, which clears a line, and
/// `ESC ( B`, with which `tput sgr0` ends a colour (ECMA-48, section 5.4).
final class Colours {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private static final byte ESCAPE = 0x1b;
  private static final long ESCAPES = ESCAPE * ONES;
  private static final long NUMBER_SIGNS = '#' * ONES;
  private static final byte[] RSYSLOG = Bytes.of("#033");

  /// `38;2;255;255;255` is the longest colour in use.
  private static final int LONGEST = 32;

  private Colours() {}

  /// Where the first of them begins in `b[from, to)`, or `to`.
  static int first(byte[] b, int from, int to) {
    int p = escapeOrNumberSign(b, from, to);
    while (p < to && end(b, p, to) < 0) {
      p = escapeOrNumberSign(b, p + 1, to);
    }
    return p;
  }

  /// Copies `b[from, to)` without them and returns where the copy ends. The target may be the
  /// source itself, at the same place or before it.
  static int strip(byte[] b, int from, int to, byte[] target, int at) {
    int p = from;
    int out = at;
    while (p < to) {
      int next = first(b, p, to);
      System.arraycopy(b, p, target, out, next - p);
      out += next - p;
      p = next < to ? end(b, next, to) : to;
    }
    return out;
  }

  /// Where the sequence ends that begins at `at`, or -1 when there is none.
  static int end(byte[] b, int at, int to) {
    int p;
    if (b[at] == ESCAPE) {
      p = at + 1;
    } else if (Bytes.startsWith(b, at, to, RSYSLOG)) {
      p = at + RSYSLOG.length;
    } else {
      return -1;
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

  private static int escapeOrNumberSign(byte[] b, int at, int to) {
    int p = at;
    while (p <= to - Long.BYTES) {
      long word = (long) LONGS.get(b, p);
      long escape = word ^ ESCAPES;
      long sign = word ^ NUMBER_SIGNS;
      long hit = (((escape - ONES) & ~escape) | ((sign - ONES) & ~sign)) & HIGH_BITS;
      if (hit != 0) {
        return p + (Long.numberOfTrailingZeros(hit) >>> 3);
      }
      p += Long.BYTES;
    }
    while (p < to && b[p] != ESCAPE && b[p] != '#') {
      p++;
    }
    return p;
  }
}
