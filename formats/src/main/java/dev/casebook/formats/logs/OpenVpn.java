package dev.casebook.formats.logs;

/// OpenVPN's own log file, at any verbosity and of any version.
///
/// ```
/// 2026-11-22 10:47:48 us=678889 btc/203.0.113.2:59857 MULTI: Learn: 172.20.0.1 -> btc/203.0.113.2
/// wrWRwRFri Apr 18 17:05:02 2014 us=291047 btc/203.0.113.2:45721 MULTI: bad source address
/// R2026-11-22 10:47:50 us=7441 btc/203.0.113.2:59857 MULTI: Learn: 172.20.0.1
/// i Apr 18 17:06:07 2014 us=891600 btc/203.0.113.2:45721 MULTI: Learn: 10.8.0.126
/// RwRwRwrWRwRwRwRwRwRwrWRwrWRwrWrWRwrWRwRwrWRwrWrWRwRwrWrWrWRwrWRwRw
/// ```
///
/// From verbosity 5 on a letter is printed for every packet, `r` and `w` on the TCP/UDP side, `R`
/// and `W` on the tunnel's, without a line of its own (`openvpn(8)`, `--verb`). `us=` appears from
/// verbosity 4 on. The date before version 2.5 was that of `ctime`.
final class OpenVpn {
  private static final byte[] PROGRAM = Bytes.of("openvpn");
  private static final byte[] MICROSECONDS = Bytes.of(" us=");

  /// So many letters and nothing else are packets in any file.
  private static final int SURELY_PACKETS = 8;

  /// Beginnings of messages that no other program writes, for lines without `us=`.
  private static final byte[][] MESSAGES = {
    Bytes.of("MULTI: "),
    Bytes.of("MULTI_sva: "),
    Bytes.of("CRL: cannot read: "),
    Bytes.of("CRL: loaded "),
    Bytes.of("CRL: CRL "),
    Bytes.of("VERIFY ERROR: CRL "),
    Bytes.of("WARNING: Failed to stat CRL"),
    Bytes.of("WARNING: Failed running command (--"),
    Bytes.of("TLS Auth Error: "),
    Bytes.of("PLUGIN_CALL: "),
    Bytes.of("PLUGIN_INIT: "),
    Bytes.of("DCO version: "),
    Bytes.of("OpenVPN 2."),
    Bytes.of("library versions: OpenSSL"),
    Bytes.of("VERIFY OK: depth="),
    Bytes.of("VERIFY ERROR: depth="),
    Bytes.of("TLS Error: "),
    Bytes.of("TLS: Initial packet from "),
    Bytes.of("TLS: Username/Password "),
    Bytes.of("PUSH: Received control message"),
    Bytes.of("SENT CONTROL ["),
    Bytes.of("Peer Connection Initiated with "),
    Bytes.of("Data Channel: "),
    Bytes.of("Data Channel Encrypt: "),
    Bytes.of("Control Channel: TLS"),
    Bytes.of("Initialization Sequence Completed"),
    Bytes.of("peer info: IV_"),
    Bytes.of("MANAGEMENT: "),
    Bytes.of("TUN/TAP device "),
    Bytes.of("UDPv4 link "),
    Bytes.of("TCP/UDP: "),
    Bytes.of("Outgoing Data Channel"),
    Bytes.of("Incoming Data Channel")
  };

  private static final boolean[] FIRST_LETTERS = new boolean[128];

  static {
    for (var message : MESSAGES) {
      FIRST_LETTERS[message[0]] = true;
    }
  }

  /// Name and address of a client.
  private static final int LONGEST_CLIENT = 128;

  private OpenVpn() {}

  static boolean read(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int to = line.to;
    int start = lettersEnd(b, at, to);
    if (start == to) {
      return packets(line, at, expected);
    }
    int end = IsoStamp.read(b, start, to, line);
    if (end != start + 19) {
      end = ctime(line, at, start);
    }
    if (end < 0 || line.stampKind != StampKind.LOCAL || Bytes.at(b, end, to) != ' ') {
      return false;
    }
    int text = micros(line, end);
    if (text == end + 1 && !expected && !isKnown(b, text, to)) {
      return false;
    }
    line.program.set(PROGRAM, 0, PROGRAM.length);
    line.messageFrom(text);
    if (text < to) {
      Wrapped.leadingWord(line, b, text, to);
    }
    return true;
  }

  /// Names the program of a message without a time (`--suppress-timestamps`, usual in containers)
  /// that no other program writes, with a client before it or without.
  static void suppressed(LogLine line) {
    var message = line.message;
    var b = message.bytes();
    int to = message.to();
    int word = Bytes.find(b, message.from(), Math.min(to, message.from() + LONGEST_CLIENT), ' ');
    boolean isClient = word < to && Digits.isDigit(b[Math.max(word - 1, message.from())]);
    if (begins(b, message.from(), to) || (isClient && begins(b, word + 1, to))) {
      unstamped(line);
    }
  }

  static boolean isProgram(Slice program) {
    return program.contentEquals(PROGRAM);
  }

  /// A line of such a file without a time: what is said before the log is opened.
  static void unstamped(LogLine line) {
    line.program.set(PROGRAM, 0, PROGRAM.length);
  }

  private static int lettersEnd(byte[] b, int at, int to) {
    int p = at;
    while (p < to && (b[p] == 'r' || b[p] == 'w' || b[p] == 'R' || b[p] == 'W')) {
      p++;
    }
    return p;
  }

  /// A line of nothing but letters is a marker.
  private static boolean packets(LogLine line, int at, boolean expected) {
    int letters = line.to - at;
    if (letters == 0 || (letters < SURELY_PACKETS && !expected)) {
      return false;
    }
    line.kind = LineKind.MARKER;
    line.program.set(PROGRAM, 0, PROGRAM.length);
    line.messageFrom(at);
    return true;
  }

  /// The date of `ctime`, whose weekday may have been cut to its last letters. `W` of `Wed` looks
  /// like a packet.
  private static int ctime(LogLine line, int at, int start) {
    var b = line.bytes;
    int weekday = start > at && b[start - 1] == 'W' && b[start] == 'e' ? start - 1 : start;
    int month = Bytes.find(b, weekday, Math.min(line.to, weekday + 4), ' ') + 1;
    for (int p = weekday; p < month - 1; p++) {
      if (!Bytes.isLetter(b[p])) {
        return -1;
      }
    }
    return NamedMonthStamp.read(b, month, line.to, line);
  }

  /// Reads ` us=291047` at `end` and returns where the text begins.
  private static int micros(LogLine line, int end) {
    var b = line.bytes;
    if (!Bytes.startsWith(b, end, line.to, MICROSECONDS)) {
      return end + 1;
    }
    int digits = end + MICROSECONDS.length;
    int digitsEnd = Digits.end(b, digits, line.to);
    if (digitsEnd == digits || digitsEnd - digits > 6) {
      return end + 1;
    }
    line.stamped(StampKind.LOCAL, line.stamp + Digits.value(b, digits, digitsEnd));
    return Math.min(digitsEnd + 1, line.to);
  }

  /// Whether the text, or what follows the client's name and address, begins as OpenVPN's messages
  /// do. An address that was edited out can have any form: `client-b/[ext IP addr]:57064`.
  private static boolean isKnown(byte[] b, int at, int to) {
    if (begins(b, at, to)) {
      return true;
    }
    int limit = Math.min(to, at + LONGEST_CLIENT);
    boolean isClient = false;
    for (int p = at; p < limit; p++) {
      isClient |= b[p] == ':' || b[p] == '/';
      if (b[p] == ' ' && isClient && begins(b, p + 1, to)) {
        return true;
      }
    }
    return false;
  }

  private static boolean begins(byte[] b, int at, int to) {
    if (at >= to || b[at] < 0 || !FIRST_LETTERS[b[at]]) {
      return false;
    }
    for (var message : MESSAGES) {
      if (Bytes.startsWith(b, at, to, message)) {
        return true;
      }
    }
    return false;
  }
}
