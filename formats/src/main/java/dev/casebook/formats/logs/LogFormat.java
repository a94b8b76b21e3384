package dev.casebook.formats.logs;

/// The formats of log lines that are told apart, in the order in which a line of unknown origin is
/// tried: the stricter one first.
public enum LogFormat {
  /// `journalctl -o json`.
  JOURNAL_JSON(JsonLines::journal),
  /// Docker's `json-file` driver.
  DOCKER_JSON(JsonLines::docker),
  /// A JSON object a line with a time, as loggers write it.
  JSON(JsonLines::application),
  /// RFC 5424.
  SYSLOG_5424(Syslog5424::read),
  /// RFC 3164 and `journalctl -o short`: `Jun 20 22:53:09 host program[pid]: message`.
  SYSLOG(Syslog::classic),
  /// rsyslog's own format and `journalctl -o short-iso`: `2026-11-22T10:47:18+01:00 host …`.
  SYSLOG_ISO(Syslog::iso),
  /// `journalctl -o short-full`: `Sun 2026-11-22 10:47:18 UTC host …`.
  JOURNAL_FULL(Syslog::full),
  /// `journalctl -o short-unix`: `1795344438.467705 host …`.
  JOURNAL_UNIX(Syslog::unix),
  /// `journalctl -o short-monotonic`: `[ 5.123456] host program[pid]: message`.
  JOURNAL_MONOTONIC(Syslog::monotonic),
  /// `dmesg`, and its `-r` and `-x`: `[ 1380.681543] message`.
  KERNEL(Dmesg::ring),
  /// `[Fri Nov 22 10:58:02.123456 2026] [core:error] [pid 12] message`.
  APACHE(WebServer::apacheError),
  /// `dmesg -T`: `[Fri Jul 6 17:52:08 2023] message`.
  KERNEL_CLOCK(Dmesg::wallClock),
  /// Kubernetes' container runtimes: `2026-11-22T10:58:02.243640588Z stderr F message`.
  CRI(Cri::read),
  /// klog and glog: `E1122 10:47:23.467705 2345 kubelet.go:2347] message`.
  KLOG(Klog::read),
  /// `time="…" level=error msg="…"`.
  LOGFMT(Logfmt::read),
  /// auditd: `type=… msg=audit(1700000000.123:456): …`.
  AUDIT(Audit::read),
  /// OpenVPN's own file.
  OPENVPN(OpenVpn::read),
  /// `2026/11/22 10:58:02 [error] 12#12: message`.
  NGINX(WebServer::nginxError),
  /// Common and combined access logs.
  ACCESS(WebServer::access),
  /// Any other line that begins with a time.
  APPLICATION(Application::read),
  /// [#SYSLOG] with the month in another language.
  SYSLOG_LOCALIZED(Syslog::localized),
  /// Anything else: the message is the whole line.
  PLAIN(LogFormat::plain);

  @SuppressWarnings("ImmutableEnumChecker") // method references without state
  private final Recognizer recognizer;

  LogFormat(Recognizer recognizer) {
    this.recognizer = recognizer;
  }

  Recognizer recognizer() {
    return recognizer;
  }

  private static boolean plain(LogLine line, int at, boolean expected) {
    line.messageFrom(line.from);
    return true;
  }
}
