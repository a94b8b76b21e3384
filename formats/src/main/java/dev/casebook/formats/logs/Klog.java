package dev.casebook.formats.logs;

/// klog of Kubernetes and glog before it: level, month and day, time, thread or process id, source.
///
/// ```
/// E1122 10:47:23.467705    2345 kubelet.go:2347] "Container runtime network not ready"
/// ```
///
/// See klog's `formatHeader`; the year is never written.
final class Klog {
  /// `E1122 10:47:23.467705 1 `
  private static final int SHORTEST = 24;

  /// No source file's name comes near it; it keeps a bracket far away from being taken for ours.
  private static final int LONGEST_SOURCE = 256;

  private Klog() {}

  static boolean read(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int text = text(b, at, line.to);
    if (text < 0) {
      return false;
    }
    int month = Digits.two(b, at + 1);
    int day = Digits.two(b, at + 3);
    int micro = Digits.micros(b, at + 15, at + 21);
    long stamp = CivilTime.micros(2000, month, day, Digits.clock(b, at + 6), micro);
    if (stamp < 0) {
      return false;
    }
    line.stamped(StampKind.YEARLESS, stamp);
    line.level = Level.ofLetter(b[at]);
    int pid = Bytes.skipBlanks(b, at + 21, line.to);
    int pidEnd = Digits.end(b, pid, line.to);
    if (pidEnd - pid < 10) {
      line.pid = (int) Digits.value(b, pid, pidEnd);
    }
    line.messageFrom(text);
    return true;
  }

  /// Where the text begins after a header at `at`, or -1 when there is none.
  static int text(byte[] b, int at, int to) {
    if (to - at < SHORTEST || !Digits.isDigit(b[at + 1]) || b[at + 5] != ' ' || b[at + 14] != '.') {
      return -1;
    }
    if (b[at] != 'I' && b[at] != 'W' && b[at] != 'E' && b[at] != 'F') {
      return -1;
    }
    if (Digits.four(b, at + 1) < 0 || Digits.clock(b, at + 6) < 0) {
      return -1;
    }
    int pid = Bytes.skipBlanks(b, at + 21, to);
    int pidEnd = Digits.end(b, pid, to);
    if (Digits.end(b, at + 15, to) != at + 21 || pidEnd == pid || Bytes.at(b, pidEnd, to) != ' ') {
      return -1;
    }
    int limit = Math.min(to, pidEnd + LONGEST_SOURCE);
    int close = Bytes.find(b, pidEnd + 1, limit, ']');
    if (close == limit || !Digits.isDigit(b[close - 1])) {
      return -1;
    }
    return Bytes.at(b, close + 1, to) == ' ' ? close + 2 : close + 1;
  }
}
