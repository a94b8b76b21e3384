package dev.casebook.wings.conntrack.tool;

import dev.casebook.formats.conntrack.ConntrackRecord;
import dev.casebook.formats.conntrack.ConntrackState;
import dev.casebook.formats.conntrack.ConntrackTuple;
import dev.casebook.formats.conntrack.Ctnetlink;
import dev.casebook.formats.network.IpAddress;
import dev.casebook.tables.network.Connection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An entry that a line of text tells of.
final class RecordedEntry {

  private RecordedEntry() {}

  /// Empty where an address or the protocol's number is not told.
  static Optional<ConntrackRecord> of(Connection told) {
    var src = IpAddress.of(told.src());
    var dst = IpAddress.of(told.dst());
    var replySrc = IpAddress.of(String.valueOf(told.replySrc()));
    var replyDst = IpAddress.of(String.valueOf(told.replyDst()));
    if (src.isEmpty()
        || dst.isEmpty()
        || replySrc.isEmpty()
        || replyDst.isEmpty()
        || told.protocolNumber() == null) {
      return Optional.empty();
    }
    int protocol = told.protocolNumber();
    var original =
        new ConntrackTuple(
            src.get(),
            dst.get(),
            protocol,
            or0(told.icmpId() == null ? told.sport() : told.icmpId()),
            or0(told.dport()),
            or0(told.icmpType()),
            or0(told.icmpCode()),
            -1);
    var reply =
        new ConntrackTuple(
            replySrc.get(),
            replyDst.get(),
            protocol,
            or0(told.replyIcmpId() == null ? told.replySport() : told.replyIcmpId()),
            or0(told.replyDport()),
            or0(told.replyIcmpType()),
            or0(told.replyIcmpCode()),
            -1);
    var state = told.state();
    return Optional.of(
        new ConntrackRecord(
            original,
            reply,
            orUntold(told.packets()),
            orUntold(told.bytes()),
            orUntold(told.replyPackets()),
            orUntold(told.replyBytes()),
            orUntold(told.timeoutS()),
            state == null ? -1 : ConntrackState.number(protocol, state),
            status(told, original, reply),
            orUntold(told.mark()),
            told.zone() == null ? -1 : told.zone(),
            orUntold(told.useCount()),
            orUntold(told.entryId())));
  }

  private static int or0(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  private static long orUntold(@Nullable Long number) {
    return number == null ? -1 : number;
  }

  /// Whether it is translated shows where the other direction is not the first turned round.
  private static int status(Connection told, ConntrackTuple original, ConntrackTuple reply) {
    boolean ports = Ctnetlink.hasPorts(original.protocol());
    boolean src =
        !reply.dst().equals(original.src())
            || (ports ? reply.dport() != original.sport() : reply.sport() != original.sport());
    boolean dst =
        !reply.src().equals(original.dst()) || (ports && reply.sport() != original.dport());
    return (told.assured() ? Ctnetlink.ASSURED : 0)
        | (told.unreplied() ? 0 : Ctnetlink.SEEN_REPLY)
        | (told.offloaded() ? Ctnetlink.OFFLOAD : 0)
        | (src ? Ctnetlink.SRC_NAT : 0)
        | (dst ? Ctnetlink.DST_NAT : 0);
  }
}
