package dev.casebook.formats.logs;

/// A container's output as Kubernetes' container runtimes keep it: time, stream, whole or part,
/// text.
///
/// ```
/// 2026-11-22T10:58:02.243640588Z stderr F msg
/// ```
///
/// A part (`P`) is a record of its own; see the Container Runtime Interface's log format.
final class Cri {
  private static final byte[] STDOUT = Bytes.of(" stdout ");
  private static final byte[] STDERR = Bytes.of(" stderr ");

  private Cri() {}

  static boolean read(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int to = line.to;
    int end = IsoStamp.read(b, at, to, line);
    if (end < 0) {
      return false;
    }
    if (!Bytes.startsWith(b, end, to, STDOUT) && !Bytes.startsWith(b, end, to, STDERR)) {
      return false;
    }
    int tag = end + STDOUT.length;
    byte part = Bytes.at(b, tag, to);
    int tagEnd = Bytes.find(b, tag, to, ' ');
    if (part != 'F' && part != 'P') {
      return false;
    }
    line.messageFrom(tagEnd + 1);
    Wrapped.unwrapOutput(line);
    return true;
  }
}
