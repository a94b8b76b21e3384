package dev.casebook.formats.logs;

import org.jspecify.annotations.Nullable;

/// sssd's own files: time, component, function, level, text. Lines of a backtrace are indented and
/// marked with an asterisk.
///
/// ```
/// (Thu Mar 10 16:49:59 2022) [pam] [init_cached_auth_timeout] (0x0080): text
/// (2025-01-20 11:21:21): [nss] [cache_req_common_process_dp_reply] (0x3f7c0): [CID#199] text
/// (2023-10-11 22:14:15:123456): [be[example.com]] [sdap_async_sys_connect_done] (0x0020): text
///    *  (2024-07-17 14:24:55): [be[example.com]] [krb5_auth_cache_creds] (0x0020): [RID#23] text
/// ```
///
/// The message begins with the component, which names the domain. The level is a bit (sssd.conf(5),
/// `debug_level`): 0x0010 and 0x0020 are failures of the service or a feature, 0x0040 of a request,
/// 0x0080 minor ones. Several bits mark what is to be said at any level that is on
/// (`SSSDBG_IMPORTANT_INFO`).
final class Sssd {
  private static final byte[] PROGRAM = Bytes.of("sssd");
  private static final byte[] LEVEL = Bytes.of(" (0x");

  /// Component, domain and function.
  private static final int LONGEST_HEAD = 512;

  private Sssd() {}

  static boolean read(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int to = line.to;
    int open = Bytes.skipBlanks(b, at, to);
    if (Bytes.at(b, open, to) == '*') {
      open = Bytes.skipBlanks(b, open + 1, to);
    }
    if (Bytes.at(b, open, to) != '(' || to - open < 24) {
      return false;
    }
    int end = time(line, open + 1);
    if (end < 0 || Bytes.at(b, end, to) != ')') {
      return false;
    }
    int head = Bytes.skipBlanks(b, Bytes.at(b, end + 1, to) == ':' ? end + 2 : end + 1, to);
    if (Bytes.at(b, head, to) != '[' || !level(line, head)) {
      return false;
    }
    line.program.set(PROGRAM, 0, PROGRAM.length);
    line.messageFrom(head);
    return true;
  }

  private static int time(LogLine line, int at) {
    var b = line.bytes;
    if (!Digits.isDigit(b[at])) {
      int end = NamedMonthStamp.read(b, at + 4, line.to, line);
      return line.stampKind == StampKind.LOCAL ? end : -1;
    }
    int end = IsoStamp.read(b, at, line.to, line);
    if (end > 0 && Bytes.at(b, end, line.to) == ':') {
      int micros = end + 1;
      end = Digits.end(b, micros, line.to);
      line.stamped(line.stampKind, line.stamp + Digits.micros(b, micros, end));
    }
    return end;
  }

  private static boolean level(LogLine line, int head) {
    var b = line.bytes;
    int limit = Math.min(line.to, head + LONGEST_HEAD);
    for (int p = Bytes.find(b, head, limit, ' '); p < limit; p = Bytes.find(b, p + 1, limit, ' ')) {
      if (Bytes.startsWith(b, p, limit, LEVEL)) {
        line.level = ofMask(b, p + LEVEL.length, line.to);
        return line.level != null;
      }
    }
    return false;
  }

  private static @Nullable Level ofMask(byte[] b, int at, int to) {
    int mask = 0;
    int p = at;
    for (; p < to && p - at < 6 && b[p] != ')'; p++) {
      int digit = Character.digit(b[p], 16);
      if (digit < 0) {
        return null;
      }
      mask = (mask << 4) | digit;
    }
    if (Integer.bitCount(mask) > 1) {
      return Level.NOTICE;
    }
    return switch (mask) {
      case 0 -> null;
      case 0x10 -> Level.CRIT;
      case 0x20, 0x40 -> Level.ERR;
      case 0x80 -> Level.WARNING;
      case 0x100 -> Level.INFO;
      default -> Level.DEBUG;
    };
  }
}
