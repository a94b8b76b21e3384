package dev.casebook.wings.captures.tables;

import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Row;
import dev.casebook.tables.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An echo request and what came of it, as one capture saw it.
@Row("one echo request of ping with its reply, or a reply without a request")
@Compared(never = "each capture holds other traffic")
public record Echo(
    @Column("the capture, as it lies in its source") String file,
    @Column("icmp or icmp6") String protocol,
    @Column("who asked") String source,
    @Column("who was asked") String destination,
    @Column("identifier; NAT may change it on the way") int id,
    @Column("sequence number") int sequence,
    @Column("when the request was captured; NULL if only a reply was") @Nullable Instant sent,
    @Column("when the first reply was captured; NULL if none was") @Nullable Instant replied,
    @Column("milliseconds from request to reply, at the place of the capture")
        @Nullable Double rttMs,
    @Column("replies that were captured; more than one is a duplicate") int replies,
    @Column("whether no reply was captured; NULL in the last second of a capture that is cut")
        @Nullable Boolean unanswered,
    @Column("hops the request might still go") @Nullable Integer ttl,
    @Column("what a router or the host answered in the place of a reply: host unreachable …")
        @Nullable String error,
    @Column("who answered so") @Nullable String errorFrom,
    @Column("vxlan, geneve, gre or ipip if it came in another packet") @Nullable String tunnel,
    @Column("network identifier of VXLAN and GENEVE, key of GRE") @Nullable Long tunnelId,
    @Column("number of the request's frame, or else of the reply's") long frame) {

  public static final Table<Echo> TABLE =
      CaptureReading.of("echoes", Echo.class, EchoGathering::new)
          .example(
              "what was lost",
              "select file, source, destination, id, count(*) as requests,"
                  + " count(*) filter (unanswered) as lost from echoes where sent is not null"
                  + " group by all order by lost desc")
          .example(
              "replies to nobody's request, as NAT that lost its entry makes them",
              "select file, source, destination, id, sequence from echoes where sent is null");
}
