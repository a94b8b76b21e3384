package dev.casebook.tables.network;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A router on the way to a target, or the target itself, as mtr, traceroute or tracepath saw it.
///
/// ```
///   2.|-- 198.51.100.2              95.0%    40    0.1   0.1   0.1   0.1   0.0                  (mtr -r)
/// MTR.0.95,1795806715,OK,203.0.113.20,2,198.51.100.2,0.00,4,0,0.08,0.08,0.08,0.09,0.00          (mtr -C)
///  2  198.51.100.2  0.015 ms  0.008 ms *                                                     (traceroute)
///  2:  198.51.100.2                                          0.018ms                          (tracepath)
/// ```
///
/// A router answers for itself when it likes: what it loses of its own answers says nothing of the
/// packets that it forwards. Source: mtr(8), traceroute(8), tracepath(8).
@Row("one hop on the way to a target")
@Compared(
    key = {"target", "hop", "series", "run"},
    restless = {
      "loss_percent",
      "sent",
      "last_ms",
      "average_ms",
      "best_ms",
      "worst_ms",
      "deviation_ms"
    },
    tells = Compared.Tells.TRAFFIC)
public record Hop(
    @Column("where it is told, for people; with run it tells traces apart") String series,
    @Column("which trace of the series, from 1") int run,
    @Column("mtr, traceroute, tracepath") String tool,
    @Column(value = "host that asked, where it is told", means = Meaning.HOST)
        @Nullable String source,
    @Column(value = "who was asked, where it is told; mtr's report does not", means = Meaning.HOST)
        @Nullable String target,
    @Column("its place on the way, from 1") int hop,
    @Column(value = "its address or name; NULL where nobody answered", means = Meaning.HOST)
        @Nullable String address,
    @Column("share of probes that were not answered, in percent") @Nullable Double lossPercent,
    @Column("probes sent") @Nullable Integer sent,
    @Column("milliseconds that the last answer took") @Nullable Double lastMs,
    @Column("milliseconds on average") @Nullable Double averageMs,
    @Column("milliseconds of the fastest") @Nullable Double bestMs,
    @Column("milliseconds of the slowest") @Nullable Double worstMs,
    @Column("standard deviation in milliseconds") @Nullable Double deviationMs,
    @Column("what else it said: !H no such host, !N no such network, !X forbidden, pmtu 1400, …")
        @Nullable String remark) {

  public static final Table<Hop> TABLE =
      Table.of("hops", Hop.class)
          .from(
              List.of(
                  ArtifactName.command("mtr *"),
                  ArtifactName.command("traceroute *"),
                  ArtifactName.command("traceroute6 *"),
                  ArtifactName.command("tracepath *"),
                  ArtifactName.command("tracepath6 *")),
              HopReader::parse)
          .sniff(
              ArtifactName.command("mtr *"),
              head ->
                  (head.contains("HOST: ") && head.contains(" Loss% ") && head.contains(" Snt "))
                      || head.startsWith("Mtr_Version,")
                      || head.matches("(?s)(?:<\\?xml [^\\n]*\\n)?<MTR SRC=.*")
                      || (head.startsWith("{")
                          && head.contains("\"hubs\"")
                          && head.contains("\"mtr\"")))
          .sniff(ArtifactName.command("traceroute *"), head -> head.startsWith("traceroute to "))
          .sniff(
              ArtifactName.command("tracepath *"),
              head -> head.matches("(?s) ?1\\?: \\[LOCALHOST\\] .*"))
          .example(
              "how far each trace came",
              """
              select series, run, max(hop) filter (address is not null) as last_hop, max_by(address, hop)
                filter (address is not null) as address from hops group by series, run\
              """);

  /// A hop with what was measured of it.
  static Hop of(
      String series,
      int run,
      String tool,
      @Nullable String source,
      @Nullable String target,
      int hop,
      HopTimes times,
      @Nullable String remark) {
    return new Hop(
        series,
        run,
        tool,
        source,
        target,
        hop,
        times.address(),
        times.lossPercent(),
        times.sent(),
        times.last(),
        times.average(),
        times.best(),
        times.worst(),
        times.deviation(),
        remark);
  }
}
