package dev.casebook.tables.network;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Json;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A counter of the kernel's network protocols, under the name that nstat(8) has for it.
///
/// ```
/// TcpExt: SyncookiesSent SyncookiesRecv …       (/proc/net/netstat and snmp: names, then values)
/// TcpExt: 0 0 …
/// Ip6InNoRoutes                   	1            (/proc/net/snmp6)
/// TcpExtListenDrops               12     0.0   (nstat -zas)
/// TCP: inuse 5 orphan 0 tw 2 alloc 7 mem 1     (/proc/net/sockstat, as SockstatTCPinuse)
/// 00135caf 00000000 00000003 …                 (/proc/net/softnet_stat, one line a CPU)
///     343 segments retransmitted               (netstat -s, as TcpRetransSegs)
/// ```
///
/// `nstat` without `-a` prints what was added since it was last run, and is not read. Source:
/// nstat(8), the kernel's net/ipv4/proc.c and net/core/net-procfs.c.
@Row("one counter, of one CPU where it is kept for each")
@Compared(
    key = {"name", "cpu", "namespace"},
    restless = {"value"},
    tells = Compared.Tells.STATE)
public record NetworkCounter(
    @Column("TcpExtListenDrops, IpInDiscards, Ip6InNoRoutes, SockstatTCPinuse, SoftnetDropped, …")
        String name,
    @Column("what it stands at; since boot, but for sockets, memory and limits, which are of now")
        long value,
    @Column("CPU, of the counters whose names begin with Softnet") @Nullable Integer cpu,
    @Column("network namespace; NULL for the host's own") @Nullable String namespace) {

  private static final List<String> IN_NAMESPACES = List.of("nstat -zas", "nstat -as");

  private static final ArtifactName NETSTAT = ArtifactName.command("netstat -s");

  public static final Table<NetworkCounter> TABLE =
      Table.of("network_counters", NetworkCounter.class)
          .from(
              List.of(
                  ArtifactName.file("/proc/net/snmp"),
                  ArtifactName.file("/proc/net/netstat"),
                  ArtifactName.file("/proc/net/snmp6")),
              NetworkCounter::parse)
          .command("nstat -zas", NetworkCounter::parse)
          .command("nstat -as", NetworkCounter::parse)
          .command("nstat -az", NetworkCounter::parse)
          .command("nstat -a", NetworkCounter::parse)
          .from(List.of(NETSTAT), NetworkCounter::parse)
          .alongside(
              List.of(
                  ArtifactName.file("/proc/net/softnet_stat"),
                  ArtifactName.file("/proc/net/sockstat"),
                  ArtifactName.file("/proc/net/sockstat6")))
          .alongside(NetworkNamespace.each(IN_NAMESPACES))
          .sniff(
              ArtifactName.file("/proc/net/snmp"),
              head -> head.startsWith("Ip: Forwarding Default"))
          .sniff(
              ArtifactName.file("/proc/net/netstat"), head -> head.startsWith("TcpExt: Syncookies"))
          .sniff(
              ArtifactName.file("/proc/net/snmp6"),
              head -> head.matches("(?s)Ip6InReceives +\t\\d+\n.*"))
          .sniff(ArtifactName.file("/proc/net/sockstat"), head -> head.startsWith("sockets: used "))
          .sniff(
              ArtifactName.command("nstat -zas"),
              head -> head.startsWith("#kernel\n") && head.contains("IpInReceives"))
          .sniff(NETSTAT, NetstatStatistics::isHead)
          .example(
              "what was dropped, and where",
              """
              select name, sum(value) as value from network_counters
              where namespace is null and regexp_matches(name, 'Drop|Discard|Overflow|Fail|Err')
                and value > 0
              group by name order by value desc\
              """)
          .example(
              "share of TCP segments that were sent again",
              """
              select max(value) filter (name = 'TcpRetransSegs')
                / max(value) filter (name = 'TcpOutSegs') as share from network_counters\
              """);

  /// Columns of softnet_stat that have kept their place since 2.6; those between are no longer
  /// used.
  private static final List<String> SOFTNET =
      List.of("SoftnetProcessed", "SoftnetDropped", "SoftnetTimeSqueeze");

  static void parse(Text text, Rows<NetworkCounter> rows) {
    var namespace = NetworkNamespace.of(text, IN_NAMESPACES);
    var first = text.lines().first().text();
    if (text.name().endsWith("netstat -s")) {
      NetstatStatistics.parse(text, namespace, rows);
    } else if (first.startsWith("{")) {
      Json.elements(text, rows, whole -> ofJson(whole.get("kernel"), namespace, rows));
    } else if (text.fileName().equals("softnet_stat")) {
      softnet(text, rows);
    } else if (text.fileName().startsWith("sockstat")) {
      sockstat(text, rows);
    } else if (first.indexOf(':') > 0 && first.indexOf(':') < first.indexOf(' ')) {
      pairs(text, rows);
    } else {
      columns(text, namespace, rows);
    }
  }

  private static void ofJson(Json counters, @Nullable String namespace, Rows<NetworkCounter> rows) {
    for (var name : counters.names()) {
      var value = counters.whole(name);
      if (value != null) {
        rows.add(counters.get(name).offset(), new NetworkCounter(name, value, null, namespace));
      }
    }
  }

  /// A line of names and one of values, both behind the name of their protocol.
  private static void pairs(Text text, Rows<NetworkCounter> rows) {
    String[] names = {};
    for (var line : text.lines()) {
      var words = line.words();
      if (line.isNoise()) {
        continue;
      }
      boolean isOfNames = words.length > 1 && Digits.decimal(words[1].replace("-", "")) == null;
      if (isOfNames) {
        names = words;
      } else if (names.length != words.length || !names[0].equals(words[0])) {
        rows.reject(line, "not the counters that the line before names");
      } else {
        var protocol = words[0].replace(":", "");
        for (int i = 1; i < words.length; i++) {
          add(line, protocol + names[i], words[i], null, null, rows);
        }
      }
    }
  }

  /// A name and its value, and with nstat a rate.
  private static void columns(Text text, @Nullable String namespace, Rows<NetworkCounter> rows) {
    for (var line : text.lines()) {
      var words = line.words();
      if (line.isNoise() || words[0].startsWith("#")) {
        continue;
      }
      if (words.length < 2 || words.length > 3) {
        rows.reject(line, "no counter");
      } else {
        add(line, words[0], words[1], null, namespace, rows);
      }
    }
  }

  /// `TCP: inuse 5 orphan 0 …`
  private static void sockstat(Text text, Rows<NetworkCounter> rows) {
    for (var line : text.lines()) {
      var words = line.words();
      if (line.isNoise()) {
        continue;
      }
      if (words.length % 2 == 0 || !words[0].endsWith(":")) {
        rows.reject(line, "no counts of sockets");
        continue;
      }
      var protocol = "Sockstat" + words[0].replace(":", "");
      for (int i = 1; i + 1 < words.length; i += 2) {
        add(line, protocol + words[i], words[i + 1], null, null, rows);
      }
    }
  }

  private static void softnet(Text text, Rows<NetworkCounter> rows) {
    int cpu = 0;
    for (var line : text.lines()) {
      var words = line.words();
      if (line.isNoise()) {
        continue;
      }
      for (int i = 0; i < SOFTNET.size(); i++) {
        var value = i < words.length ? Digits.hex(words[i]) : null;
        if (value == null) {
          rows.reject(line, "no counters of a CPU");
          break;
        }
        rows.add(line, new NetworkCounter(SOFTNET.get(i), value, cpu, null));
      }
      cpu++;
    }
  }

  private static void add(
      Line line,
      String name,
      String value,
      @Nullable Integer cpu,
      @Nullable String namespace,
      Rows<NetworkCounter> rows) {
    var number = Digits.decimal(value);
    if (number == null) {
      rows.reject(line, "no number for " + name);
    } else {
      rows.add(line, new NetworkCounter(name, number, cpu, namespace));
    }
  }
}
