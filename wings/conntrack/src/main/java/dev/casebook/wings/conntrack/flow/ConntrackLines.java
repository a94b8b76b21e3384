package dev.casebook.wings.conntrack.flow;

import dev.casebook.formats.conntrack.ConntrackDirection;
import dev.casebook.formats.conntrack.ConntrackEntry;
import dev.casebook.formats.conntrack.ConntrackState;
import dev.casebook.formats.conntrack.Ctnetlink;
import dev.casebook.report.Printable;
import java.io.IOException;
import java.io.OutputStream;

/// Lines as conntrack(8) writes them with `-L`, `-D` and `-E`, byte for byte.
///
/// ```
/// tcp      6 431999 ESTABLISHED src=10.0.0.1 dst=10.0.0.2 sport=4242 dport=80 src=10.0.0.2 dst=10.0.0.1 sport=80 dport=4242 [ASSURED] mark=0 use=1
///     [NEW] udp      17 30 src=10.0.0.1 dst=10.0.0.2 sport=9 dport=53 [UNREPLIED] src=10.0.0.2 dst=10.0.0.1 sport=53 dport=9
/// ```
///
/// Labels are left out: their names are in a file of conntrack's own. So is the name of the program
/// that caused an event, which conntrack looks up while that still runs.
public final class ConntrackLines implements FlowRows {

  private static final long NS_PER_S = 1_000_000_000L;

  private final RowBuffer buffer = new RowBuffer();
  private final OutputStream out;
  private final boolean extended;

  /// @param extended whether the family stands first, as with `-o extended` and in
  ///   `/proc/net/nf_conntrack`
  public ConntrackLines(OutputStream out, boolean extended) {
    this.out = out;
    this.extended = extended;
  }

  @Override
  public void row(Happening happening, long nowMs, long portId, ConntrackEntry entry)
      throws IOException {
    switch (happening) {
      case LISTED -> {}
      case NEW -> buffer.ascii("    [NEW] ");
      case UPDATE -> buffer.ascii(" [UPDATE] ");
      case DESTROY -> buffer.ascii("[DESTROY] ");
    }
    line(entry, nowMs);
    if (portId != 0) {
      buffer.ascii(" [USERSPACE] portid=").number(portId);
    }
    buffer.ascii('\n');
    buffer.drainInto(out);
  }

  private void line(ConntrackEntry entry, long nowMs) {
    if (extended) {
      buffer.ascii(entry.original().isV4() ? "ipv4     2 " : "ipv6     10 ");
    }
    var protocol = ConntrackState.protocolName(entry.protocol());
    buffer.ascii(protocol).blanks(9 - protocol.length()).number(entry.protocol()).ascii(' ');
    if (entry.timeoutS() >= 0) {
      buffer.number(entry.timeoutS()).ascii(' ');
    }
    var state = entry.state();
    if (state != null) {
      buffer.ascii(state).ascii(' ');
    }
    direction(entry.original(), "zone-orig=");
    if (entry.isUnreplied()) {
      buffer.ascii("[UNREPLIED] ");
    }
    direction(entry.reply(), "zone-reply=");
    flags(entry);
    rest(entry, nowMs);
    buffer.dropLast();
  }

  private void direction(ConntrackDirection of, String zone) {
    AddressText.source(of, buffer.ascii("src="));
    AddressText.destination(of, buffer.ascii(" dst="));
    switch (of.protocol()) {
      case Ctnetlink.ICMP, Ctnetlink.ICMPV6 ->
          buffer
              .ascii(" type=")
              .number(of.icmpType())
              .ascii(" code=")
              .number(of.icmpCode())
              .ascii(" id=")
              .number(of.sport());
      case Ctnetlink.GRE ->
          buffer.ascii(" srckey=0x").hex(of.sport()).ascii(" dstkey=0x").hex(of.dport());
      default -> {
        if (Ctnetlink.hasPorts(of.protocol())) {
          buffer.ascii(" sport=").number(of.sport()).ascii(" dport=").number(of.dport());
        }
      }
    }
    buffer.ascii(' ');
    if (of.zone() >= 0) {
      buffer.ascii(zone).number(of.zone()).ascii(' ');
    }
    if (of.packets() >= 0 && of.bytes() >= 0) {
      buffer.ascii("packets=").number(of.packets());
      buffer.ascii(" bytes=").number(of.bytes()).ascii(' ');
    }
  }

  private void flags(ConntrackEntry entry) {
    if (entry.is(Ctnetlink.HW_OFFLOAD)) {
      buffer.ascii("[HW_OFFLOAD] ");
    } else if (entry.is(Ctnetlink.OFFLOAD)) {
      buffer.ascii("[OFFLOAD] ");
    } else if (entry.is(Ctnetlink.ASSURED)) {
      buffer.ascii("[ASSURED] ");
    }
  }

  private void rest(ConntrackEntry entry, long nowMs) {
    number("mark=", entry.mark());
    number("secmark=", entry.secmark());
    var context = entry.securityContext();
    if (context != null) {
      buffer.ascii("secctx=").text(Printable.line(context)).ascii(' ');
    }
    number("zone=", entry.zone());
    if (entry.startNs() != 0) {
      long stopS = entry.stopNs() == 0 ? nowMs / 1000 : entry.stopNs() / NS_PER_S;
      number("delta-time=", Math.max(0, stopS - entry.startNs() / NS_PER_S));
    }
    var helper = entry.helper();
    if (helper != null) {
      buffer.ascii("helper=").text(Printable.line(helper)).ascii(' ');
    }
    number("use=", entry.useCount());
  }

  private void number(String name, long value) {
    if (value >= 0) {
      buffer.ascii(name).number(value).ascii(' ');
    }
  }

  @Override
  public void flush() throws IOException {
    buffer.flushInto(out);
    out.flush();
  }

  @Override
  public void end() throws IOException {
    flush();
  }
}
