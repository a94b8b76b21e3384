package dev.casebook.formats.logs;

import java.util.Arrays;

/// The formats of log lines that are told apart, in the order in which a line of unknown origin is
/// tried, the stricter one first; each with the bytes by which a line of it can begin, `a` standing
/// for every letter, `0` for every digit and `*` for anything else.
public enum LogFormat {
  /// `journalctl -o json`.
  JOURNAL_JSON("{", JsonLines::journal),
  /// Docker's `json-file` driver.
  DOCKER_JSON("{", JsonLines::docker),
  /// A JSON object a line with a time, as loggers write it.
  JSON("{", JsonLines::application),
  /// RFC 5424.
  SYSLOG_5424("0", Syslog5424::read),
  /// RFC 3164 and `journalctl -o short`: `Jun 20 22:53:09 host program[pid]: message`.
  SYSLOG("a", Syslog::classic),
  /// rsyslog's own format and `journalctl -o short-iso`: `2026-11-22T10:47:18+01:00 host …`.
  SYSLOG_ISO("0", Syslog::iso),
  /// [#SYSLOG] with the year first: `2024 Feb 5 17:32:18 host …`.
  SYSLOG_YEAR("0", Syslog::yearFirst),
  /// OpenWrt's `logread`, and others with the date of `ctime`: `Thu Dec 5 17:43:57 2024 kern.warn
  /// kernel: message`.
  SYSLOG_CTIME("a", Syslog::ctime),
  /// `journalctl -o short-full`: `Sun 2026-11-22 10:47:18 UTC host …`.
  JOURNAL_FULL("a", Syslog::full),
  /// `openvpn --machine-readable-output`: `1665061234.123456 40 message`.
  OPENVPN_MACHINE("0", OpenVpnMachine::read),
  /// `journalctl -o short-unix`: `1795344438.467705 host …`.
  JOURNAL_UNIX("0", Syslog::unix),
  /// `journalctl -o short-monotonic`: `[ 5.123456] host program[pid]: message`.
  JOURNAL_MONOTONIC("[", Syslog::monotonic),
  /// `dmesg`, and its `-r` and `-x`: `[ 1380.681543] message`.
  KERNEL("[a", Dmesg::ring),
  /// `[Fri Nov 22 10:58:02.123456 2026] [core:error] [pid 12] message`.
  APACHE("[", WebServer::apacheError),
  /// `dmesg -T`: `[Fri Jul 6 17:52:08 2023] message`.
  KERNEL_CLOCK("[a0", Dmesg::wallClock),
  /// Kubernetes' container runtimes: `2026-11-22T10:58:02.243640588Z stderr F message`.
  CRI("0", Cri::read),
  /// Open vSwitch: `2020-02-18T16:21:43.673Z|18945|bond|INFO|message`.
  OPEN_VSWITCH("0a", OpenVSwitch::read),
  /// Apache Karaf: `2026-11-27T19:41:15,477 | INFO | thread | logger | bundle | message`.
  KARAF("0", Karaf::read),
  /// klog and glog: `E1122 10:47:23.467705 2345 kubelet.go:2347] message`.
  KLOG("a", Klog::read),
  /// `time="…" level=error msg="…"`.
  LOGFMT("a", Logfmt::read),
  /// auditd: `type=… msg=audit(1700000000.123:456): …`.
  AUDIT("a", Audit::read),
  /// FreeRADIUS: `Mon Apr 15 17:21:23 2019 : Info: message`.
  RADIUS("a", Radius::read),
  /// sssd: `(2024-07-17 14:24:55): [be[example.com]] [function] (0x0020): message`.
  SSSD("*", Sssd::read),
  /// OpenLDAP: `64a1b2c3.1f2e3d4c 0x7f2 conn=1001 …`.
  SLAPD("0", Slapd::read),
  /// 389 Directory Server: `[11/Oct/2023:22:14:15.123456789 +0200] conn=1 …`.
  NS_SLAPD("[", NsSlapd::read),
  /// OpenVPN Connect: `1/18/2021, 4:48:23 PM EVENT: message`.
  OPENVPN_CONNECT("0[*", OpenVpnConnect::read),
  /// OpenVPN's own file.
  OPENVPN("a0", OpenVpn::read),
  /// `2026/11/22 10:58:02 [error] 12#12: message`.
  NGINX("0", WebServer::nginxError),
  /// Common and combined access logs.
  ACCESS("a0*", WebServer::access),
  /// Any other line that begins with a time.
  APPLICATION("[a0", Application::read),
  /// [#SYSLOG] with the month in another language.
  SYSLOG_LOCALIZED("a0*", Syslog::localized),
  /// Anything else: the message is the whole line.
  PLAIN("", LogFormat::plain);

  private static final LogFormat[] BRACE = beginningWith('{');
  private static final LogFormat[] BRACKET = beginningWith('[');
  private static final LogFormat[] DIGIT = beginningWith('0');
  private static final LogFormat[] LETTER = beginningWith('a');
  private static final LogFormat[] OTHER = beginningWith('*');

  @SuppressWarnings("ImmutableEnumChecker") // method references without state
  private final Recognizer recognizer;

  private final String beginnings;

  LogFormat(String beginnings, Recognizer recognizer) {
    this.beginnings = beginnings;
    this.recognizer = recognizer;
  }

  Recognizer recognizer() {
    return recognizer;
  }

  /// The formats that a line can be of which begins with a byte, in order.
  static LogFormat[] beginningWith(byte first) {
    return switch (first) {
      case '{' -> BRACE;
      case '[' -> BRACKET;
      default -> Digits.isDigit(first) ? DIGIT : Bytes.isLetter(first) ? LETTER : OTHER;
    };
  }

  /// Whether what a line of this format names as its program is one, and not a logger's or module's
  /// name inside of it.
  boolean tellsProgram() {
    return switch (this) {
      case JSON,
          OPEN_VSWITCH,
          KARAF,
          APPLICATION,
          KLOG,
          LOGFMT,
          APACHE,
          ACCESS,
          KERNEL,
          KERNEL_CLOCK ->
          false;
      case JOURNAL_JSON, DOCKER_JSON, CRI -> true;
      case SYSLOG, SYSLOG_5424, SYSLOG_ISO, SYSLOG_YEAR, SYSLOG_CTIME, SYSLOG_LOCALIZED -> true;
      case JOURNAL_FULL, JOURNAL_UNIX, JOURNAL_MONOTONIC -> true;
      case OPENVPN, OPENVPN_MACHINE, OPENVPN_CONNECT, RADIUS, SSSD, SLAPD, NS_SLAPD -> true;
      case AUDIT, NGINX -> true;
      case PLAIN -> false;
    };
  }

  private static LogFormat[] beginningWith(char kind) {
    return Arrays.stream(values())
        .filter(format -> format.beginnings.indexOf(kind) >= 0)
        .toArray(LogFormat[]::new);
  }

  private static boolean plain(LogLine line, int at, boolean expected) {
    line.messageFrom(line.from);
    return true;
  }
}
