package dev.casebook.wings.captures.tables;

import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Row;
import dev.casebook.tables.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A question to a name server and what came of it, as one capture saw it.
@Row("one question of DNS with its answer, or an answer without a question")
@Compared(never = "each capture holds other traffic")
public record DnsQuery(
    @Column("the capture, as it lies in its source") String file,
    @Column("udp or tcp") String protocol,
    @Column("who asked") String client,
    @Column("its port") int clientPort,
    @Column("who was asked") String server,
    @Column("53; 5353 of multicast DNS") int serverPort,
    @Column("number of the question") int id,
    @Column("the name that was asked for, without the last dot") String name,
    @Column("A, AAAA, PTR …") String type,
    @Column("when the question was captured first; NULL if only an answer was")
        @Nullable Instant asked,
    @Column("how often it was sent, with the same number from the same port") int questions,
    @Column("when the answer was captured; NULL if none was") @Nullable Instant answered,
    @Column("milliseconds from the first question to the answer") @Nullable Double latencyMs,
    @Column("NOERROR, NXDOMAIN, SERVFAIL, REFUSED …; NULL without an answer") @Nullable String code,
    @Column("records in the answer") @Nullable Integer answers,
    @Column("addresses and names in the answer, with commas") @Nullable String answer,
    @Column("whether the answer was cut to fit UDP, so that the client asks by TCP")
        @Nullable Boolean truncated,
    @Column("whether no answer was captured; NULL in the last second of a capture that is cut")
        @Nullable Boolean unanswered,
    @Column("number of the question's first frame, or else of the answer's") long frame) {

  public static final Table<DnsQuery> TABLE =
      CaptureReading.of("dns_queries", DnsQuery.class, DnsGathering::new)
          .example(
              "what name servers left unanswered or refused",
              "select server, name, type, code, count(*) as times from dns_queries"
                  + " where unanswered or code not in ('NOERROR', 'NXDOMAIN')"
                  + " group by all order by times desc")
          .example(
              "which name server is slow",
              "select server, count(*) as questions, avg(latency_ms), max(latency_ms)"
                  + " from dns_queries group by server order by 3 desc");
}
