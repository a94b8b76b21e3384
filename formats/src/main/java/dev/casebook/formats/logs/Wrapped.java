package dev.casebook.formats.logs;

/// What a program put before its own text, when a daemon wrote time, host and program around it.
///
/// ```
/// Nov 22 11:47:23 node1 kubelet[2345]: E1122 10:47:23.467705    2345 kubelet.go:2347] message
/// Nov 22 11:47:24 node1 dockerd[900]: time="2026-11-22T10:47:24Z" level=error msg="message"
/// Nov 22 11:47:25 node1 kernel: [ 1380.681543] nf_conntrack: table full, dropping packet
/// Nov 22 11:47:26 node1 sshd[12]: error: maximum authentication attempts exceeded
/// Nov 22 11:47:27 node1 NetworkManager[7]: <warn>  [1795344447.1] message
/// ```
///
/// The time outside holds. A level in a logger's own format holds against the one outside, which is
/// the same for everything that a unit writes to its standard error; a mere word does not.
final class Wrapped {
  private Wrapped() {}

  /// Looks into the message and replaces it by what it wraps.
  static void unwrap(LogLine line) {
    var message = line.message;
    int from = message.from();
    int to = message.to();
    if (from >= to) {
      return;
    }
    var b = message.bytes();
    switch (b[from]) {
      case 'I', 'W', 'E', 'F' -> {
        int text = Klog.text(b, from, to);
        if (text > 0) {
          line.level = Level.ofLetter(b[from]);
          message.set(b, text, to);
        } else {
          leadingWord(line, b, from, to);
        }
      }
      case 't', 'l' -> {
        if (!Logfmt.unwrap(line, b, from, to)) {
          leadingWord(line, b, from, to);
        }
      }
      case '{' -> JsonLines.unwrap(line, b, from, to);
      case '[' -> kernelOrBracketed(line, b, from, to);
      case '<' -> enclosed(line, b, from, to, '>');
      default -> leadingWord(line, b, from, to);
    }
  }

  /// `[ 1380.681543] ` of the kernel, or `[error] `.
  private static void kernelOrBracketed(LogLine line, byte[] b, int from, int to) {
    if (line.program.contentEquals(Dmesg.KERNEL)) {
      int text = Dmesg.afterUptime(b, from, to);
      line.message.set(b, Math.max(text, from), to);
    } else {
      enclosed(line, b, from, to, ']');
    }
  }

  private static void enclosed(LogLine line, byte[] b, int from, int to, char close) {
    if (line.level == null) {
      int end = Bytes.find(b, from + 1, limit(from + 1, to), close);
      line.level = end == to ? null : Level.ofWord(b, from + 1, end);
    }
  }

  /// `error: ` and the like, which programs without a level of their own write.
  static void leadingWord(LogLine line, byte[] b, int from, int to) {
    if (line.level == null && Bytes.isLetter(b[from])) {
      int limit = limit(from, to);
      int i = from + 1;
      while (i < limit && Bytes.isLetter(b[i])) {
        i++;
      }
      if (i < limit && b[i] == ':') {
        line.level = Level.ofWord(b, from, i);
      }
    }
  }

  private static int limit(int from, int to) {
    return Math.min(to, from + Level.LONGEST_WORD + 1);
  }
}
