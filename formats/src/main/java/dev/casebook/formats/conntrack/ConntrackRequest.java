package dev.casebook.formats.conntrack;

import dev.casebook.formats.netlink.NetlinkMessages;
import dev.casebook.formats.netlink.NetlinkWriter;

/// The messages that ask the kernel about its table, or change it.
///
/// Source: net/netfilter/nf_conntrack_netlink.c.
public final class ConntrackRequest {

  private ConntrackRequest() {}

  /// For all entries, in the order of the kernel's table.
  public static NetlinkWriter dump(ConntrackSought sought) {
    var message =
        begun(
            Ctnetlink.GET,
            NetlinkMessages.NLM_F_REQUEST | NetlinkMessages.NLM_F_DUMP,
            sought.family());
    sought.write(message);
    return message;
  }

  /// For the counters of all CPUs.
  public static NetlinkWriter counters() {
    return begun(
        Ctnetlink.GET_STATS_CPU,
        NetlinkMessages.NLM_F_REQUEST | NetlinkMessages.NLM_F_DUMP,
        Ctnetlink.AF_UNSPEC);
  }

  /// For how many entries there are, and may be.
  public static NetlinkWriter size() {
    return begun(
        Ctnetlink.GET_STATS,
        NetlinkMessages.NLM_F_REQUEST | NetlinkMessages.NLM_F_ACK,
        Ctnetlink.AF_UNSPEC);
  }

  /// For the entry that packets of this tuple belong to, in either direction.
  public static NetlinkWriter get(ConntrackTuple tuple, int zone) {
    var message =
        begun(
            Ctnetlink.GET,
            NetlinkMessages.NLM_F_REQUEST | NetlinkMessages.NLM_F_ACK,
            tuple.family());
    tuple.write(message, Ctnetlink.CTA_TUPLE_ORIG);
    writeZone(message, zone);
    return message;
  }

  /// Deletes one entry. It always names a tuple: without one the kernel would empty the table.
  ///
  /// @param family of the message, that of the tuple if the kernel is to obey
  /// @param zone -1 for none
  /// @param id the entry's own, so that one made anew for the same tuple is left alone; -1 for any
  public static NetlinkWriter delete(int family, ConntrackTuple tuple, int zone, long id) {
    var message =
        begun(Ctnetlink.DELETE, NetlinkMessages.NLM_F_REQUEST | NetlinkMessages.NLM_F_ACK, family);
    tuple.write(message, Ctnetlink.CTA_TUPLE_ORIG);
    writeZone(message, zone);
    if (id >= 0) {
      message.attributeI32(Ctnetlink.CTA_ID, (int) id);
    }
    return message;
  }

  /// Makes an entry that must not be there yet.
  ///
  /// @param zone -1 for none
  /// @param mark -1 for none
  public static NetlinkWriter create(
      ConntrackTuple original, ConntrackTuple reply, int timeoutS, int zone, long mark) {
    var message =
        begun(
            Ctnetlink.NEW,
            NetlinkMessages.NLM_F_REQUEST
                | NetlinkMessages.NLM_F_ACK
                | NetlinkMessages.NLM_F_CREATE
                | NetlinkMessages.NLM_F_EXCL,
            original.family());
    original.write(message, Ctnetlink.CTA_TUPLE_ORIG);
    reply.write(message, Ctnetlink.CTA_TUPLE_REPLY);
    message.attributeI32(Ctnetlink.CTA_TIMEOUT, timeoutS);
    writeZone(message, zone);
    if (mark >= 0) {
      message.attributeI32(Ctnetlink.CTA_MARK, (int) mark);
    }
    return message;
  }

  private static void writeZone(NetlinkWriter message, int zone) {
    if (zone >= 0) {
      message.attributeU16(Ctnetlink.CTA_ZONE, zone);
    }
  }

  private static NetlinkWriter begun(int type, int flags, int family) {
    return new NetlinkWriter(type, flags).u8(family).u8(0).u16(0);
  }
}
