package dev.casebook.tables.network;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What happened to a tracked connection while somebody watched, as `conntrack -E` tells it.
///
/// ```
/// [1795344129.309975]	    [NEW] ipv4     2 icmp     1 30 src=10.244.2.10 dst=192.0.2.101 type=8 code=0 id=28027 [UNREPLIED] src=192.0.2.101 dst=192.0.2.212 type=0 code=0 id=28027 mark=16 id=3732623972
/// [DESTROY] udp      17 src=10.244.1.10 dst=10.96.0.10 sport=33915 dport=53 src=192.0.2.101 dst=192.0.2.212 sport=5353 dport=33915
/// ```
///
/// An event is no entry: one connection has many of them, and one that was there before nobody
/// tells. So they are a table of their own. It never ends by itself, so a host is not asked for it.
@Row("one event of a tracked connection")
@Compared(never = "connections come and go from one moment to the next")
public record ConnectionEvent(
    @Column("when, if it was asked for with `-o timestamp`") @Nullable Instant time,
    @Column("NEW, UPDATE or DESTROY") String event,
    @Column("ipv4 or ipv6") String family,
    @Column("tcp, udp, icmp, icmpv6, sctp, gre, …") String protocol,
    @Column("seconds until the entry expires if nothing more comes") @Nullable Long timeoutS,
    @Column("state of TCP, SCTP or DCCP") @Nullable String state,
    @Column("source of the first packet") String src,
    @Column("destination of the first packet") String dst,
    @Column("its source port") @Nullable Integer sport,
    @Column("its destination port") @Nullable Integer dport,
    @Column("ICMP type of the first packet: 8 or 128 for an echo request")
        @Nullable Integer icmpType,
    @Column("ICMP echo id of the first packet") @Nullable Integer icmpId,
    @Column("source that a reply will have") @Nullable String replySrc,
    @Column("destination that a reply will have") @Nullable String replyDst,
    @Column("source port that a reply will have") @Nullable Integer replySport,
    @Column("destination port that a reply will have") @Nullable Integer replyDport,
    @Column("ICMP echo id that a reply will have") @Nullable Integer replyIcmpId,
    @Column("packets in the first direction, told at the end if the kernel counts")
        @Nullable Long packets,
    @Column("packets in the other direction") @Nullable Long replyPackets,
    @Column("whether traffic went both ways") boolean assured,
    @Column("whether nothing came back yet") boolean unreplied,
    @Column("connection mark") @Nullable Long mark,
    @Column("zone; not told is 0") @Nullable Integer zone,
    @Column("the entry's own id, if asked for with `-o id`") @Nullable Long entryId,
    @Column("whether a program caused it, over netlink, and not the kernel itself")
        boolean byProgram,
    @Column("that program's name, where the tool tells it") @Nullable String program) {

  private static final Pattern EVENT =
      Pattern.compile(
          "(?:\\[(\\d{1,12})\\.(\\d{1,9})\\s*\\]\\s*)?\\s*\\[(NEW|UPDATE|DESTROY)\\]\\s+(.*)");

  private static final Pattern XML =
      Pattern.compile("<flow type=\"(new|update|destroy)\">(.*</flow>)(.*)");

  private static final String BY_PROGRAM = "[USERSPACE]";

  private static final String NANOSECONDS = "000000000";

  public static final Table<ConnectionEvent> TABLE =
      Table.of("connection_events", ConnectionEvent.class)
          .command("conntrack -E*", ConnectionEvent::parse)
          .sniff(
              ArtifactName.command("conntrack -E*"),
              head ->
                  head.lines()
                      .limit(5)
                      .anyMatch(
                          line -> EVENT.matcher(line).matches() || XML.matcher(line).matches()))
          .example(
              "new connections that were never answered",
              """
              select e.time, e.src, e.dst, e.dport from connection_events e
              anti join connection_events u on u.entry_id = e.entry_id and not u.unreplied
              where e.event = 'NEW'\
              """);

  static void parse(Text text, Rows<ConnectionEvent> rows) {
    for (var line : text.lines()) {
      var content = line.text().strip();
      if (line.isNoise() || isFrame(content)) {
        continue;
      }
      event(line.offset(), content)
          .ifPresentOrElse(
              row -> rows.add(line, row), () -> rows.reject(line, "no event of a connection"));
    }
  }

  /// `conntrack v1.4.7 (conntrack-tools): 34 flow events have been shown.`
  private static boolean isFrame(String line) {
    return line.endsWith(" flow events have been shown.")
        || line.startsWith("<?xml")
        || line.equals("<conntrack>")
        || line.equals("</conntrack>");
  }

  private static Optional<ConnectionEvent> event(long offset, String content) {
    var xml = XML.matcher(content);
    if (xml.matches()) {
      return ConnectionXml.connection("<flow>" + xml.group(2))
          .map(entry -> of(null, xml.group(1).toUpperCase(Locale.ROOT), entry, xml.group(3)));
    }
    var plain = EVENT.matcher(content);
    if (!plain.matches()) {
      return Optional.empty();
    }
    var rest = plain.group(4);
    return ConnectionLine.connection(new Line(offset, rest), null)
        .map(entry -> of(time(plain.group(1), plain.group(2)), plain.group(3), entry, rest));
  }

  private static @Nullable Instant time(@Nullable String seconds, @Nullable String fraction) {
    if (seconds == null || fraction == null) {
      return null;
    }
    var nanoseconds = (fraction + NANOSECONDS).substring(0, NANOSECONDS.length());
    return Instant.ofEpochSecond(Long.parseLong(seconds), Long.parseLong(nanoseconds));
  }

  /// `[USERSPACE] portid=3887996225 progname=conntrack`
  private static @Nullable String program(String rest) {
    var end = rest.substring(Math.max(0, rest.indexOf(BY_PROGRAM)));
    int from = end.indexOf(" progname=");
    return from < 0 ? null : end.substring(from + " progname=".length());
  }

  private static ConnectionEvent of(
      @Nullable Instant time, String event, Connection entry, String rest) {
    return new ConnectionEvent(
        time,
        event,
        entry.family(),
        entry.protocol(),
        entry.timeoutS(),
        entry.state(),
        entry.src(),
        entry.dst(),
        entry.sport(),
        entry.dport(),
        entry.icmpType(),
        entry.icmpId(),
        entry.replySrc(),
        entry.replyDst(),
        entry.replySport(),
        entry.replyDport(),
        entry.replyIcmpId(),
        entry.packets(),
        entry.replyPackets(),
        entry.assured(),
        entry.unreplied(),
        entry.mark(),
        entry.zone(),
        entry.entryId(),
        rest.contains(BY_PROGRAM),
        program(rest));
  }
}
