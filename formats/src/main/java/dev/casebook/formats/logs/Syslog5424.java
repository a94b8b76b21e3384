package dev.casebook.formats.logs;

/// The newer syslog protocol (RFC 5424, section 6), where every field has its place and `-` is
/// none.
///
/// ```
/// <34>1 2003-10-11T22:14:15.003Z mymachine.example.com su 77 ID47 [origin ip="192.0.2.1"] message
/// ```
final class Syslog5424 {
  private static final byte[] VERSION = Bytes.of("1 ");
  private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private Syslog5424() {}

  /// Reads from after the `<PRI>`. Where that was cut off, a full time and well-formed structured
  /// data must be there.
  static boolean read(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int to = line.to;
    if (!Bytes.startsWith(b, at, to, VERSION)) {
      return false;
    }
    boolean cut = at == line.from;
    int p = at + VERSION.length;
    int end = Bytes.at(b, p, to) == '-' ? p + 1 : IsoStamp.read(b, p, to, line);
    if (end < 0 || Bytes.at(b, end, to) != ' ') {
      return false;
    }
    p = field(line, line.host, end + 1);
    p = field(line, line.program, p);
    int processEnd = Bytes.find(b, p, to, ' ');
    if (Digits.end(b, p, processEnd) == processEnd && processEnd > p && processEnd - p < 10) {
      line.pid = (int) Digits.value(b, p, processEnd);
    }
    p = Bytes.find(b, Math.min(processEnd + 1, to), to, ' '); // past the message's id
    if (cut && !isWhole(line, p + 1)) {
      return false;
    }
    p = structuredEnd(b, Math.min(p + 1, to), to);
    p = Bytes.at(b, p, to) == ' ' ? p + 1 : p;
    line.messageFrom(Bytes.startsWith(b, p, to, BOM) ? p + BOM.length : p);
    Wrapped.unwrap(line);
    return true;
  }

  private static boolean isWhole(LogLine line, int structured) {
    byte data = Bytes.at(line.bytes, structured, line.to);
    return line.stampKind == StampKind.INSTANT && (data == '-' || data == '[');
  }

  /// Reads a word and returns where the next one begins.
  private static int field(LogLine line, Slice field, int at) {
    int end = Bytes.find(line.bytes, at, line.to, ' ');
    if (end != at + 1 || line.bytes[at] != '-') {
      field.set(line.bytes, at, end);
    }
    return Math.min(end + 1, line.to);
  }

  /// Where the structured data ends: `-`, or elements in brackets, whose quoted values may hold a
  /// bracket and, after a backslash, a quote.
  private static int structuredEnd(byte[] b, int at, int to) {
    int p = at;
    if (Bytes.at(b, p, to) == '-') {
      return p + 1;
    }
    boolean quoted = false;
    boolean open = false;
    for (; p < to; p++) {
      if (quoted) {
        if (b[p] == '\\') {
          p++;
        } else if (b[p] == '"') {
          quoted = false;
        }
      } else if (b[p] == '"') {
        quoted = true;
      } else if (b[p] == '[') {
        open = true;
      } else if (b[p] == ']') {
        open = false;
      } else if (!open) {
        return p;
      }
    }
    return to;
  }
}
