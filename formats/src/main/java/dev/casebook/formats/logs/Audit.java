package dev.casebook.formats.logs;

/// The kernel's audit records as auditd keeps them.
///
/// ```
/// type=USER_LOGIN msg=audit(1700000000.123:456): pid=12 uid=0 auid=4294967295 res=failed
/// ```
///
/// The message is the whole record, because its type leads it.
final class Audit {
  private static final byte[] NODE = Bytes.of("node=");
  private static final byte[] TYPE = Bytes.of("type=");
  private static final byte[] TIME = Bytes.of(" msg=audit(");
  private static final byte[] PROGRAM = Bytes.of("audit");

  /// No record's type is longer.
  private static final int LONGEST_TYPE = 64;

  private Audit() {}

  static boolean read(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int to = line.to;
    int type = at;
    if (Bytes.startsWith(b, at, to, NODE)) {
      int end = Bytes.find(b, at, to, ' ');
      line.host.set(b, at + NODE.length, end);
      type = Math.min(end + 1, to);
    }
    if (!Bytes.startsWith(b, type, to, TYPE)) {
      return false;
    }
    int typeEnd = Bytes.find(b, type, Math.min(to, type + LONGEST_TYPE), ' ');
    if (!Bytes.startsWith(b, typeEnd, to, TIME)
        || EpochStamp.read(b, typeEnd + TIME.length, to, line) < 0) {
      return false;
    }
    line.program.set(PROGRAM, 0, PROGRAM.length);
    line.messageFrom(type);
    return true;
  }
}
