package dev.casebook.formats.conntrack;

import dev.casebook.formats.netlink.NetlinkWriter;

/// What the kernel itself is to leave out of a dump. Each part is dropped silently by kernels that
/// do not know it (the status came with 5.15, protocol with 5.8, zone with 6.8), so whoever asks
/// looks at what comes as well.
///
/// @param family `AF_UNSPEC` for both
/// @param protocol -1 for all
/// @param mark compared where the mask has ones
/// @param zone -1 for all
/// @param status compared where its mask has ones, as `CTA_STATUS`
public record ConntrackSought(
    int family, int protocol, long mark, long markMask, int zone, int status, int statusMask) {

  private static final int PROTO_NUM = 1 << 3;

  public static final ConntrackSought ALL =
      new ConntrackSought(Ctnetlink.AF_UNSPEC, -1, 0, 0, -1, 0, 0);

  void write(NetlinkWriter to) {
    if (markMask != 0) {
      to.attributeI32(Ctnetlink.CTA_MARK, (int) mark);
      to.attributeI32(Ctnetlink.CTA_MARK_MASK, (int) markMask);
    }
    if (statusMask != 0) {
      to.attributeI32(Ctnetlink.CTA_STATUS, status);
      to.attributeI32(Ctnetlink.CTA_STATUS_MASK, statusMask);
    }
    if (zone >= 0) {
      to.attributeU16(Ctnetlink.CTA_ZONE, zone);
    }
    if (protocol >= 0 && family != Ctnetlink.AF_UNSPEC) {
      to.nested(
          Ctnetlink.CTA_TUPLE_ORIG,
          tuple ->
              tuple.nested(
                  Ctnetlink.CTA_TUPLE_PROTO,
                  proto -> proto.attributeU8(Ctnetlink.CTA_PROTO_NUM, protocol)));
      to.nested(
          Ctnetlink.CTA_FILTER,
          filter -> filter.attributeHostI32(Ctnetlink.CTA_FILTER_ORIG_FLAGS, PROTO_NUM));
    }
  }
}
