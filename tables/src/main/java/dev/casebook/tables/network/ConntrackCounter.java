package dev.casebook.tables.network;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one CPU has counted of connection tracking since boot.
///
/// ```
/// entries  clashres found new invalid ignore delete …  (/proc/net/stat/nf_conntrack, in hexadecimal)
/// 0000000d  00000000 00000003 00000000 00000001 00000000 …
/// cpu=0   	found=3 invalid=1 insert=0 insert_failed=2 drop=2 early_drop=0 error=0 …    (conntrack -S)
/// ```
///
/// Kernels renamed and dropped columns: a first line names those of the file. Source: the kernel's
/// net/netfilter/nf_conntrack_standalone.c, conntrack(8).
@Row("the counters of connection tracking of one CPU")
@Compared(
    key = {"cpu", "namespace"},
    restless = {
      "entries",
      "found",
      "invalid",
      "insert",
      "insert_failed",
      "dropped",
      "early_drop",
      "errors",
      "search_restart",
      "clash_resolve",
      "chain_too_long"
    },
    tells = Compared.Tells.STATE)
public record ConntrackCounter(
    @Column("number of the CPU; in the file its place among those that are online") int cpu,
    @Column("entries in the table, of all CPUs; told by the file alone") @Nullable Long entries,
    @Column("lookups that found an entry") @Nullable Long found,
    @Column("packets that could not be tracked") @Nullable Long invalid,
    @Column("entries inserted, where the kernel still counts") @Nullable Long insert,
    @Column("entries not inserted as another had the same reply: its packet is dropped")
        @Nullable Long insertFailed,
    @Column("packets dropped: the table was full, or the entry could not be inserted")
        @Nullable Long dropped,
    @Column("entries dropped to make room for new ones in a full table") @Nullable Long earlyDrop,
    @Column("ICMP packets that could not be tracked for an error in them") @Nullable Long errors,
    @Column("lookups begun again as the table was resized") @Nullable Long searchRestart,
    @Column("clashes at insertion that the kernel could resolve") @Nullable Long clashResolve,
    @Column("entries not inserted as their chain was too long") @Nullable Long chainTooLong,
    @Column("network namespace; NULL for the host's own") @Nullable String namespace) {

  private static final List<String> IN_NAMESPACES = List.of("conntrack -S");

  /// /sys/devices/system/cpu/possible has never been longer.
  private static final int CPUS_MAX = 8192;

  public static final Table<ConntrackCounter> TABLE =
      Table.of("conntrack_counters", ConntrackCounter.class)
          .file("/proc/net/stat/nf_conntrack", ConntrackCounter::parse)
          .command("conntrack -S", ConntrackCounter::parse)
          .file("/proc/net/stat/ip_conntrack", ConntrackCounter::parse)
          .alongside(NetworkNamespace.each(IN_NAMESPACES))
          .sniff(
              ArtifactName.file("/proc/net/stat/nf_conntrack"),
              head -> head.matches("(?s)entries +(?:searched|clashres) found .*"))
          .sniff(
              ArtifactName.command("conntrack -S"),
              head -> head.matches("(?s)cpu=\\d+ +\\t*(?:searched|found)=.*"))
          .example(
              "packets that connection tracking dropped",
              """
              select sum(dropped) as dropped, sum(insert_failed) as insert_failed,
                sum(early_drop) as early_drop from conntrack_counters where namespace is null\
              """);

  static void parse(Text text, Rows<ConntrackCounter> rows) {
    parse(text.lines(), NetworkNamespace.of(text, IN_NAMESPACES), rows);
  }

  /// The counters in a text as the file or the program has them; what is not understood is left
  /// out.
  public static List<ConntrackCounter> ofText(String text) {
    var counters = new ArrayList<ConntrackCounter>();
    var lines = text.lines().map(line -> new Line(0, line)).toList();
    parse(lines, null, Rows.into(counters::add));
    return counters;
  }

  private static void parse(
      Iterable<Line> lines, @Nullable String namespace, Rows<ConntrackCounter> rows) {
    String[] heads = {};
    int cpu = 0;
    for (var line : lines) {
      var words = line.words();
      if (line.isNoise()) {
        continue;
      }
      if (words[0].equals("entries")) {
        heads = words;
      } else if (words[0].startsWith("cpu=")) {
        named(line, words, namespace, rows);
      } else {
        inColumns(line, heads, words, cpu++, namespace, rows);
      }
    }
  }

  private static void named(
      Line line, String[] words, @Nullable String namespace, Rows<ConntrackCounter> rows) {
    var counts = new HashMap<String, Long>();
    for (var word : words) {
      int equal = word.indexOf('=');
      var count = equal < 0 ? null : Digits.decimal(word.substring(equal + 1));
      if (count != null) {
        counts.put(word.substring(0, equal), count);
      }
    }
    var cpu = Digits.small(counts.get("cpu"));
    if (cpu == null || cpu < 0 || cpu >= CPUS_MAX || counts.size() < 2) {
      rows.reject(line, "no counters of a CPU");
    } else {
      rows.add(line, of(cpu, counts, namespace));
    }
  }

  private static void inColumns(
      Line line,
      String[] heads,
      String[] words,
      int cpu,
      @Nullable String namespace,
      Rows<ConntrackCounter> rows) {
    var counts = new HashMap<String, Long>();
    for (int i = 0; i < Math.min(heads.length, words.length); i++) {
      var count = Digits.hex(words[i]);
      if (count != null) {
        counts.put(heads[i], count);
      }
    }
    if (heads.length == 0 || counts.size() < heads.length || cpu >= CPUS_MAX) {
      rows.reject(line, "not the counters that the first line names");
    } else {
      rows.add(line, of(cpu, counts, namespace));
    }
  }

  private static ConntrackCounter of(
      int cpu, Map<String, Long> counts, @Nullable String namespace) {
    return new ConntrackCounter(
        cpu,
        counts.get("entries"),
        counts.get("found"),
        counts.get("invalid"),
        counts.get("insert"),
        counts.get("insert_failed"),
        counts.get("drop"),
        counts.get("early_drop"),
        counts.getOrDefault("error", counts.get("icmp_error")),
        counts.get("search_restart"),
        counts.getOrDefault("clash_resolve", counts.get("clashres")),
        counts.getOrDefault("chaintoolong", counts.get("chainlength")),
        namespace);
  }
}
