package dev.casebook.tables.network;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the sentences of `netstat -s` as the counters that they are about. What it has no sentence
/// for it prints with the kernel's own name: `TCPTimeouts: 7`.
///
/// ```
/// Tcp:
///     343 segments retransmitted
/// TcpExt:
///     44 times the listen queue of a socket overflowed
///     Detected reordering 1 times using SACK
/// ```
///
/// Counters of the kernel that were zero are left out in TcpExt. Words were mended in 2.10: `send
/// out`, `retransmited` before. The sentences were held against `nstat` of the same moment.
final class NetstatStatistics {

  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])[0-9]{1,20}(?![\\w.])");

  private static final Pattern NAMED = Pattern.compile("([A-Z]\\w{1,60}): ([0-9]{1,20})");

  private static final Pattern SECTION = Pattern.compile("([A-Za-z]\\w{1,20}):");

  /// Names by protocol and sentence, `#` for the number.
  private static final Map<String, String> NAMES = new HashMap<>();

  private static void name(String protocol, String name, String... sentences) {
    for (var sentence : sentences) {
      NAMES.put(protocol + " " + sentence, name);
    }
  }

  static {
    name("Ip", "InReceives", "# total packets received");
    name("Ip", "ForwDatagrams", "# forwarded");
    name("Ip", "InDiscards", "# incoming packets discarded");
    name("Ip", "InDelivers", "# incoming packets delivered");
    name("Ip", "OutRequests", "# requests sent out");
    name("Icmp", "InMsgs", "# ICMP messages received");
    name("Icmp", "InErrors", "# input ICMP message failed", "# input ICMP message failed.");
    name("Icmp", "OutMsgs", "# ICMP messages sent");
    name("Icmp", "OutErrors", "# ICMP messages failed");
    name("IcmpIn", "InDestUnreachs", "destination unreachable: #");
    name("IcmpIn", "InEchos", "echo requests: #");
    name("IcmpIn", "InEchoReps", "echo replies: #");
    name("IcmpOut", "OutDestUnreachs", "destination unreachable: #");
    name("IcmpOut", "OutEchos", "echo requests: #");
    name("IcmpOut", "OutEchoReps", "echo replies: #");
    name("Tcp", "ActiveOpens", "# active connection openings", "# active connections openings");
    name("Tcp", "PassiveOpens", "# passive connection openings");
    name("Tcp", "AttemptFails", "# failed connection attempts");
    name("Tcp", "EstabResets", "# connection resets received");
    name("Tcp", "CurrEstab", "# connections established");
    name("Tcp", "InSegs", "# segments received");
    name("Tcp", "OutSegs", "# segments sent out", "# segments send out");
    name("Tcp", "RetransSegs", "# segments retransmitted", "# segments retransmited");
    name("Tcp", "InErrs", "# bad segments received", "# bad segments received.");
    name("Tcp", "OutRsts", "# resets sent");
    name("Udp", "InDatagrams", "# packets received");
    name(
        "Udp",
        "NoPorts",
        "# packets to unknown port received",
        "# packets to unknown port received.");
    name("Udp", "InErrors", "# packet receive errors");
    name("Udp", "OutDatagrams", "# packets sent");
    name("Udp", "RcvbufErrors", "# receive buffer errors");
    name("Udp", "SndbufErrors", "# send buffer errors");
    name(
        "TcpExt",
        "PruneCalled",
        "# packets pruned from receive queue because of socket buffer overrun");
    name("TcpExt", "TW", "# TCP sockets finished time wait in fast timer");
    name("TcpExt", "TWRecycled", "# time wait sockets recycled by time stamp");
    name("TcpExt", "DelayedACKs", "# delayed acks sent");
    name("TcpExt", "DelayedACKLost", "Quick ack mode was activated # times");
    name("TcpExt", "ListenOverflows", "# times the listen queue of a socket overflowed");
    name(
        "TcpExt",
        "ListenDrops",
        "# SYNs to LISTEN sockets dropped",
        "# SYNs to LISTEN sockets ignored");
    name("TcpExt", "TCPHPHits", "# packet headers predicted", "# packets header predicted");
    name("TcpExt", "TCPPureAcks", "# acknowledgments not containing data payload received");
    name("TcpExt", "TCPHPAcks", "# predicted acknowledgments");
    name("TcpExt", "TCPSACKReorder", "Detected reordering # times using SACK");
    name("TcpExt", "TCPFullUndo", "# congestion windows fully recovered without slow start");
    name("TcpExt", "TCPFastRetrans", "# fast retransmits");
    name("TcpExt", "TCPAbortOnData", "# connections reset due to unexpected data");
    name("TcpExt", "TCPAbortOnClose", "# connections reset due to early user close");
  }

  private NetstatStatistics() {}

  /// Whether the text begins as `netstat -s` does.
  static boolean isHead(String head) {
    return head.startsWith("Ip:\n") && head.contains(" total packets received\n");
  }

  static void parse(Text text, @Nullable String namespace, Rows<NetworkCounter> rows) {
    var section = "";
    var histogram = "";
    for (var line : text.lines()) {
      var words = line.text().strip();
      var begun = SECTION.matcher(line.text().stripTrailing());
      if (line.isNoise()) {
        continue;
      }
      if (begun.matches()) {
        section = begun.group(1);
        histogram = "";
      } else if (words.equals("ICMP input histogram:") || words.equals("ICMP output histogram:")) {
        histogram = words.contains("input") ? "In" : "Out";
      } else {
        counter(line, words, section, histogram, namespace, rows);
      }
    }
  }

  private static void counter(
      Line line,
      String words,
      String section,
      String histogram,
      @Nullable String namespace,
      Rows<NetworkCounter> rows) {
    var named = NAMED.matcher(words);
    var number = NUMBER.matcher(words);
    String name;
    String value;
    if (named.matches()) {
      name = named.group(1);
      value = named.group(2);
    } else {
      value = number.find() ? number.group() : "";
      var sentence = value.isEmpty() ? words : number.replaceFirst("#");
      var told = NAMES.get(section + " " + sentence);
      name = told == null ? NAMES.get(section + histogram + " " + sentence) : told;
    }
    var counted = Digits.decimal(value);
    if (section.isEmpty() || name == null || counted == null) {
      rows.reject(line, "no sentence of netstat that is known");
    } else {
      rows.add(line, new NetworkCounter(section + name, counted, null, namespace));
    }
  }
}
