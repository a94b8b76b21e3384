package dev.casebook.formats.logs;

/// What stands before a line because of how it was shown or pasted, and not because its program or
/// a daemon wrote it.
///
/// ```
/// > Nov 22 11:47:24 node1 sshd[12]: quoted in a mail or a thread
/// ```Nov 22 11:47:24 node1 sshd[12]: left over from a block of code```
/// openvpn    | Sun Jul 16 12:29:13 2017 TLS Error: shown by docker compose logs
/// openvpn-1  | shown by its second version
/// web.1.x2v8q3k@node1    | shown by docker service logs
/// [pod/vpn/openvpn-7c9/openvpn] shown by kubectl logs --prefix
/// ```
///
/// The service or container is the program of a line that names none.
final class Prefix {
  private static final byte[] POD = Bytes.of("[pod/");

  /// A pod's and a container's name have 253 and 63 characters at most; a service's fewer.
  private static final int LONGEST_POD = 400;

  private static final int LONGEST_SERVICE = 128;

  private Prefix() {}

  /// Steps over quotation marks, a fence and a pod before the line.
  static void quoted(LogLine line) {
    var b = line.bytes;
    int p = line.from;
    while (p < line.to && b[p] == '>') {
      p = Bytes.skipBlanks(b, p + 1, line.to);
    }
    int fence = p;
    while (p < line.to && b[p] == '`') {
      p++;
    }
    if (p > fence) {
      while (line.to > p && b[line.to - 1] == '`') {
        line.to--;
      }
    }
    line.from = p;
    pod(line);
  }

  private static void pod(LogLine line) {
    var b = line.bytes;
    if (!Bytes.startsWith(b, line.from, line.to, POD)) {
      return;
    }
    int limit = Math.min(line.to, line.from + LONGEST_POD);
    int container = 0;
    int p = line.from + 1;
    while (p < limit && b[p] != ']' && b[p] != ' ') {
      container = b[p] == '/' ? p + 1 : container;
      p++;
    }
    if (Bytes.at(b, p, limit) == ']' && Bytes.at(b, p + 1, line.to) == ' ') {
      line.service.set(b, container, p);
      line.from = p + 2;
    }
  }

  /// Steps over a service's name and its bar. False when there is none.
  static boolean service(LogLine line) {
    int end = nameEnd(line.bytes, line.from, line.to);
    if (end < 0) {
      return false;
    }
    name(line, line.from, end);
    line.from = Math.min(Bytes.skipBlanks(line.bytes, end, line.to) + 2, line.to);
    return true;
  }

  /// Whether a service's name and its bar begin the line, coloured or not.
  static boolean service(byte[] b, int from, int to) {
    int colour = from < to && b[from] == Colours.ESCAPE ? Colours.end(b, from, to) : from;
    return nameEnd(b, Math.max(colour, from), to) >= 0;
  }

  /// Where the name ends that blanks and a bar follow, or -1.
  private static int nameEnd(byte[] b, int from, int to) {
    int limit = Math.min(to, from + LONGEST_SERVICE);
    int end = from;
    while (end < limit && isName(b[end])) {
      end++;
    }
    int bar = Bytes.skipBlanks(b, end, limit);
    if (end == from || bar == end || Bytes.at(b, bar, limit) != '|') {
      return -1;
    }
    return bar + 1 == to || b[bar + 1] == ' ' || b[bar + 1] == Colours.ESCAPE ? end : -1;
  }

  private static boolean isName(byte b) {
    boolean sign = b == '-' || b == '_' || b == '.' || b == '@';
    return sign || Bytes.isLetter(b) || Digits.isDigit(b);
  }

  /// Takes the service without the number of its container, and the node of a swarm.
  private static void name(LogLine line, int from, int to) {
    var b = line.bytes;
    int node = Bytes.find(b, from, to, '@');
    if (node < to) {
      line.service.set(b, from, Bytes.find(b, from, node, '.'));
      return;
    }
    int digits = to;
    while (digits > from && Digits.isDigit(b[digits - 1])) {
      digits--;
    }
    boolean numbered = digits < to && digits - from >= 2 && isJoint(b[digits - 1]);
    line.service.set(b, from, numbered ? digits - 1 : to);
  }

  private static boolean isJoint(byte b) {
    return b == '-' || b == '_';
  }
}
