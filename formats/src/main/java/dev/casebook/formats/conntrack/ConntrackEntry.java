package dev.casebook.formats.conntrack;

import dev.casebook.formats.netlink.NetlinkAttributes;
import dev.casebook.formats.netlink.NetlinkBytes;
import org.jspecify.annotations.Nullable;

/// The entry that one message of ctnetlink tells of. It is filled again for the next message, so
/// that a table of millions makes no objects; [#original()] and [#reply()] belong to it.
///
/// Source: net/netfilter/nf_conntrack_netlink.c, `ctnetlink_fill_info`.
public final class ConntrackEntry {

  private final ConntrackDirection original = new ConntrackDirection();
  private final ConntrackDirection reply = new ConntrackDirection();
  private final NetlinkAttributes attributes = new NetlinkAttributes();
  private final NetlinkAttributes inner = new NetlinkAttributes();
  private final NetlinkAttributes innermost = new NetlinkAttributes();

  private int status;
  private long timeoutS;
  private int state;
  private long mark;
  private int zone;
  private long useCount;
  private long id;
  private long secmark;
  private long startNs;
  private long stopNs;
  private @Nullable String helper;
  private @Nullable String securityContext;

  /// Reads the body of a message, which begins with `struct nfgenmsg`.
  ///
  /// @return this
  public ConntrackEntry read(byte[] bytes, int from, int to) {
    clear();
    attributes.of(bytes, from + Ctnetlink.HEADER_BYTES, to);
    while (attributes.next()) {
      readAttribute();
    }
    return this;
  }

  private void clear() {
    original.clear();
    reply.clear();
    status = -1;
    timeoutS = -1;
    state = -1;
    mark = -1;
    zone = -1;
    useCount = -1;
    id = -1;
    secmark = -1;
    startNs = 0;
    stopNs = 0;
    helper = null;
    securityContext = null;
  }

  private void readAttribute() {
    switch (attributes.type()) {
      case Ctnetlink.CTA_TUPLE_ORIG -> original.readTuple(inner.in(attributes), innermost);
      case Ctnetlink.CTA_TUPLE_REPLY -> reply.readTuple(inner.in(attributes), innermost);
      case Ctnetlink.CTA_STATUS -> status = attributes.i32();
      case Ctnetlink.CTA_PROTOINFO -> readState(inner.in(attributes));
      case Ctnetlink.CTA_HELP -> helper = text(Ctnetlink.CTA_HELP_NAME);
      case Ctnetlink.CTA_TIMEOUT -> timeoutS = attributes.u32();
      case Ctnetlink.CTA_MARK -> mark = attributes.u32();
      case Ctnetlink.CTA_COUNTERS_ORIG -> original.readCounters(inner.in(attributes));
      case Ctnetlink.CTA_COUNTERS_REPLY -> reply.readCounters(inner.in(attributes));
      case Ctnetlink.CTA_USE -> useCount = attributes.u32();
      case Ctnetlink.CTA_ID -> id = attributes.u32();
      case Ctnetlink.CTA_SECMARK -> secmark = attributes.u32();
      case Ctnetlink.CTA_ZONE -> zone = attributes.u16();
      case Ctnetlink.CTA_SECCTX -> securityContext = text(Ctnetlink.CTA_SECCTX_NAME);
      case Ctnetlink.CTA_TIMESTAMP -> readTimes(inner.in(attributes));
      default -> {}
    }
  }

  private void readState(NetlinkAttributes each) {
    while (each.next()) {
      switch (each.type()) {
        case Ctnetlink.CTA_PROTOINFO_TCP,
            Ctnetlink.CTA_PROTOINFO_DCCP,
            Ctnetlink.CTA_PROTOINFO_SCTP -> {
          var field = innermost.in(each);
          while (field.next()) {
            if (field.type() == Ctnetlink.CTA_PROTOINFO_STATE) {
              state = field.u8();
            }
          }
        }
        default -> {}
      }
    }
  }

  private void readTimes(NetlinkAttributes each) {
    while (each.next()) {
      switch (each.type()) {
        case Ctnetlink.CTA_TIMESTAMP_START -> startNs = each.i64();
        case Ctnetlink.CTA_TIMESTAMP_STOP -> stopNs = each.i64();
        default -> {}
      }
    }
  }

  private @Nullable String text(int type) {
    var each = inner.in(attributes);
    while (each.next()) {
      if (each.type() == type) {
        return each.text();
      }
    }
    return null;
  }

  /// `AF_INET`, `AF_INET6`: the family of the message.
  public static int family(byte[] bytes, int from) {
    return NetlinkBytes.u8(bytes, from);
  }

  /// What the first packet had.
  public ConntrackDirection original() {
    return original;
  }

  /// What the tracker waits for in the other direction, so what address translation made of it.
  public ConntrackDirection reply() {
    return reply;
  }

  public int protocol() {
    return original.protocol();
  }

  /// Whether it has all of these bits, such as [Ctnetlink#ASSURED]; false where no status is told.
  public boolean is(int bits) {
    return status != -1 && (status & bits) == bits;
  }

  public boolean hasStatus() {
    return status != -1;
  }

  public boolean isUnreplied() {
    return hasStatus() && !is(Ctnetlink.SEEN_REPLY);
  }

  public boolean isTranslated() {
    return is(Ctnetlink.SRC_NAT) || is(Ctnetlink.DST_NAT);
  }

  public boolean isOffloaded() {
    return is(Ctnetlink.OFFLOAD) || is(Ctnetlink.HW_OFFLOAD);
  }

  /// Seconds until it expires, or -1 where it is not told, as in events of its end.
  public long timeoutS() {
    return timeoutS;
  }

  /// The state of TCP, SCTP or DCCP by its name, or null.
  public @Nullable String state() {
    return ConntrackState.name(protocol(), state);
  }

  /// The number of that state, or -1.
  public int stateNumber() {
    return state;
  }

  /// -1 where it is not told.
  public long mark() {
    return mark;
  }

  /// -1 where it is not told, which means 0.
  public int zone() {
    return zone;
  }

  public long useCount() {
    return useCount;
  }

  public long id() {
    return id;
  }

  public long secmark() {
    return secmark;
  }

  /// Nanoseconds since 1970 when it began, or 0 where the kernel keeps no times.
  public long startNs() {
    return startNs;
  }

  public long stopNs() {
    return stopNs;
  }

  /// What follows its payload, such as `ftp`.
  public @Nullable String helper() {
    return helper;
  }

  public @Nullable String securityContext() {
    return securityContext;
  }
}
