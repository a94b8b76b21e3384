package dev.casebook.formats.logs;

/// Open vSwitch's daemons: time, number, module, level and message between bars (vlog's pattern
/// `%D{%Y-%m-%dT%H:%M:%S.###Z}|%05N|%c%T|%p|%m`, ovs-appctl(8)), in syslog with `ovs` for the time.
///
/// ```
/// 2020-02-18T16:21:43.673Z|18945|bond|INFO|interface dpdk0: disabled
/// 2020-02-18T16:21:44.001Z|00007|vlog(handler1)|WARN|message
/// Feb 18 16:21:43 node1 ovs-vswitchd[12]: ovs|18945|bond|INFO|interface dpdk0: disabled
/// ```
///
/// The program is the module, as a JSON record's is its logger.
final class OpenVSwitch {
  private static final byte[] OVS = Bytes.of("ovs|");

  /// Module and thread.
  private static final int LONGEST_MODULE = 64;

  private static final Words<Level> LEVELS =
      new Words<Level>()
          .with(Level.EMERG, "EMER")
          .with(Level.ERR, "ERR")
          .with(Level.WARNING, "WARN")
          .with(Level.INFO, "INFO")
          .with(Level.DEBUG, "DBG");

  private OpenVSwitch() {}

  static boolean read(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int to = line.to;
    int end;
    if (Bytes.startsWith(b, at, to, OVS)) {
      end = at + OVS.length - 1;
    } else if (Digits.isDigit(Bytes.at(b, at, to))) {
      end = IsoStamp.read(b, at, to, line);
    } else {
      return false;
    }
    return end > 0 && Bytes.at(b, end, to) == '|' && afterTime(line, end + 1);
  }

  private static boolean afterTime(LogLine line, int number) {
    var b = line.bytes;
    int module = Digits.end(b, number, line.to) + 1;
    if (module == number + 1 || Bytes.at(b, module - 1, line.to) != '|') {
      return false;
    }
    int moduleEnd = Bytes.find(b, module, Math.min(line.to, module + LONGEST_MODULE), '|');
    int level = Math.min(moduleEnd + 1, line.to);
    int levelEnd = Bytes.find(b, level, Math.min(line.to, level + 5), '|');
    line.level = LEVELS.get(b, level, levelEnd);
    if (line.level == null || Bytes.at(b, levelEnd, line.to) != '|') {
      return false;
    }
    line.program.set(b, module, Bytes.find(b, module, moduleEnd, '('));
    line.messageFrom(levelEnd + 1);
    return true;
  }
}
