package dev.casebook.tables.network;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A probe that was sent to see whether and when it comes back, or a round of several of which only
/// the sum is told.
///
/// ```
/// [1795344730.760264] 64 bytes from 192.168.1.26: icmp_seq=2 ttl=62 time=0.359 ms         (ping -D)
/// [1795344731.972411] no answer yet for icmp_seq=52                                       (ping -O)
/// 400 packets transmitted, 395 received, 1.25% packet loss, time 9586ms
/// 192.168.1.26 : 0.334 0.365 - 0.360                                                   (fping -C)
/// 192.168.1.26 : xmt/rcv/%loss = 100/99/1%, min/avg/max = 0.287/0.451/4.18               (fping -Q)
/// nan,0,0.000355,0.000252,0.000256,…                             (rrdtool fetch of SmokePing, as CSV)
/// probe_icmp_duration_seconds{phase="rtt"} 0.0121                                  (blackbox exporter)
/// ```
///
/// What a summary counts and no line shows is one more row, so that sums over a run are right. A
/// duplicate is no probe. Source: ping(8), fping(8), smokeping_examples(7).
@Row("one probe, or a round of probes of which only the sum is told")
@Compared(never = "each probe is of its own moment")
public record Probe(
    @Column("where it is told, for people; with run it tells series apart") String series,
    @Column("which run of the series, from 1") int run,
    @Column("ping, fping, smokeping, blackbox") String tool,
    @Column(value = "who was asked: an address or name", means = Meaning.HOST) String target,
    @Column("when it came back, or was given up") @Nullable Instant time,
    @Column("its place in the run, from the tool's own first number") @Nullable Integer sequence,
    @Column("probes sent: 1, or those of the round") int sent,
    @Column("probes lost; a fraction where SmokePing has put rounds together") double lost,
    @Column("milliseconds until it came back; of a round the median, or else the mean")
        @Nullable Double rttMs,
    @Column("milliseconds of the fastest of a round") @Nullable Double rttMinMs,
    @Column("milliseconds of the slowest of a round") @Nullable Double rttMaxMs) {

  public static final Table<Probe> TABLE =
      Table.of("probes", Probe.class)
          .from(
              List.of(
                  ArtifactName.command("ping *"),
                  ArtifactName.command("ping6 *"),
                  ArtifactName.command("fping *"),
                  ArtifactName.command("rrdtool fetch *"),
                  ArtifactName.command("curl *probe*")),
              ProbeReader::parse)
          .sniff(
              ArtifactName.command("ping *"),
              head ->
                  head.lines()
                      .limit(3)
                      .anyMatch(line ->
                          line.startsWith("PING ")
                              && (line.contains(" (") || line.endsWith("data bytes"))))
          .sniff(
              ArtifactName.command("fping *"),
              head -> head.lines().limit(3).anyMatch(FpingReader::isProbes))
          .sniff(
              ArtifactName.command("rrdtool fetch *"),
              head -> head.matches("(?s)\\s*uptime[, ]\\s*loss[, ]\\s*median[, ].*"))
          .sniff(
              ArtifactName.command("curl *probe*"),
              head -> head.contains("\nprobe_success ") || head.contains("\nprobe_success{"))
          .example(
              "how much was lost, and how long the others took",
              """
              select target, sum(sent) as sent, sum(lost) as lost,
                100 * sum(lost) / sum(sent) as percent, median(rtt_ms) as median_ms
              from probes group by target\
              """);
}
