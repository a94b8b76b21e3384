package dev.casebook.wings.conntrack.flow;

import dev.casebook.formats.conntrack.ConntrackDirection;
import dev.casebook.formats.conntrack.ConntrackEntry;
import dev.casebook.formats.conntrack.ConntrackState;
import dev.casebook.formats.conntrack.Ctnetlink;
import dev.casebook.report.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Entries for programs, by the names that the columns of the table `connections` have: an array of
/// objects, one a line; of events, which have no end, the lines alone.
public final class FlowJson implements FlowRows {

  private static final long NS_PER_S = 1_000_000_000L;

  private final RowBuffer buffer = new RowBuffer();
  private final OutputStream out;
  private final boolean array;
  private boolean first = true;

  /// @param array whether they are the elements of one array
  public FlowJson(OutputStream out, boolean array) {
    this.out = out;
    this.array = array;
    if (array) {
      buffer.ascii('[');
    }
  }

  @Override
  public void row(Happening happening, long nowMs, long portId, ConntrackEntry entry)
      throws IOException {
    if (array) {
      buffer.ascii(first ? "\n" : ",\n");
    }
    first = false;
    buffer.ascii('{');
    if (happening != Happening.LISTED) {
      buffer.ascii("\"time\":\"").ascii(Instant.ofEpochMilli(nowMs).toString());
      buffer.ascii("\",\"event\":\"").ascii(happening.name()).ascii("\",");
      buffer.ascii("\"by_program\":").ascii(portId == 0 ? "false," : "true,");
    }
    object(entry);
    buffer.ascii(array ? "}" : "}\n");
    buffer.drainInto(out);
  }

  private void object(ConntrackEntry entry) {
    buffer.ascii("\"family\":\"").ascii(entry.original().isV4() ? "ipv4" : "ipv6");
    buffer.ascii("\",\"protocol\":\"").ascii(ConntrackState.protocolName(entry.protocol()));
    buffer.ascii("\",\"protocol_number\":").number(entry.protocol());
    number(",\"timeout_s\":", entry.timeoutS());
    name(",\"state\":", entry.state());
    original(entry.original());
    reply(entry.reply());
    flag(",\"assured\":", entry.is(Ctnetlink.ASSURED));
    flag(",\"unreplied\":", entry.isUnreplied());
    flag(",\"offloaded\":", entry.isOffloaded());
    flag(",\"src_nat\":", entry.is(Ctnetlink.SRC_NAT));
    flag(",\"dst_nat\":", entry.is(Ctnetlink.DST_NAT));
    number(",\"mark\":", entry.mark());
    number(",\"zone\":", entry.zone());
    number(",\"original_zone\":", entry.original().zone());
    number(",\"reply_zone\":", entry.reply().zone());
    name(",\"helper\":", entry.helper());
    time(entry.startNs());
    number(",\"use_count\":", entry.useCount());
    number(",\"entry_id\":", entry.id());
  }

  private void original(ConntrackDirection of) {
    AddressText.source(of, buffer.ascii(",\"src\":\""));
    AddressText.destination(of, buffer.ascii("\",\"dst\":\""));
    buffer.ascii('"');
    boolean ports = Ctnetlink.hasPorts(of.protocol());
    number(",\"sport\":", ports ? of.sport() : -1);
    number(",\"dport\":", ports ? of.dport() : -1);
    boolean icmp = isIcmp(of);
    number(",\"icmp_type\":", icmp ? of.icmpType() : -1);
    number(",\"icmp_code\":", icmp ? of.icmpCode() : -1);
    number(",\"icmp_id\":", icmp ? of.sport() : -1);
    boolean gre = of.protocol() == Ctnetlink.GRE;
    number(",\"src_key\":", gre ? of.sport() : -1);
    number(",\"dst_key\":", gre ? of.dport() : -1);
    number(",\"packets\":", of.packets());
    number(",\"bytes\":", of.bytes());
  }

  private void reply(ConntrackDirection of) {
    AddressText.source(of, buffer.ascii(",\"reply_src\":\""));
    AddressText.destination(of, buffer.ascii("\",\"reply_dst\":\""));
    buffer.ascii('"');
    boolean ports = Ctnetlink.hasPorts(of.protocol());
    number(",\"reply_sport\":", ports ? of.sport() : -1);
    number(",\"reply_dport\":", ports ? of.dport() : -1);
    boolean icmp = isIcmp(of);
    number(",\"reply_icmp_type\":", icmp ? of.icmpType() : -1);
    number(",\"reply_icmp_code\":", icmp ? of.icmpCode() : -1);
    number(",\"reply_icmp_id\":", icmp ? of.sport() : -1);
    number(",\"reply_packets\":", of.packets());
    number(",\"reply_bytes\":", of.bytes());
  }

  private static boolean isIcmp(ConntrackDirection of) {
    return of.protocol() == Ctnetlink.ICMP || of.protocol() == Ctnetlink.ICMPV6;
  }

  private void number(String name, long value) {
    buffer.ascii(name);
    if (value < 0) {
      buffer.ascii("null");
    } else {
      buffer.number(value);
    }
  }

  private void flag(String name, boolean value) {
    buffer.ascii(name).ascii(value ? "true" : "false");
  }

  /// Names of the kernel's, which have no quotes in them.
  private void name(String name, @Nullable String value) {
    buffer.ascii(name);
    if (value == null) {
      buffer.ascii("null");
    } else {
      buffer.ascii('"').text(Printable.line(value).replaceAll("[\"\\\\]", "_")).ascii('"');
    }
  }

  private void time(long ns) {
    buffer.ascii(",\"start\":");
    if (ns == 0) {
      buffer.ascii("null");
    } else {
      var start = Instant.ofEpochSecond(ns / NS_PER_S, ns % NS_PER_S);
      buffer.ascii('"').ascii(start.toString()).ascii('"');
    }
  }

  @Override
  public void flush() throws IOException {
    buffer.flushInto(out);
    out.flush();
  }

  @Override
  public void end() throws IOException {
    if (array) {
      buffer.ascii(first ? "]\n" : "\n]\n");
    }
    flush();
  }
}
