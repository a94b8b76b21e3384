package dev.casebook.wings.conntrack.filter;

import dev.casebook.formats.conntrack.ConntrackDirection;
import dev.casebook.formats.conntrack.ConntrackEntry;
import dev.casebook.formats.conntrack.ConntrackSought;
import dev.casebook.formats.conntrack.Ctnetlink;
import java.util.List;

/// Which entries are asked for: those that meet all of its conditions.
///
/// @param family `AF_UNSPEC` for both
/// @param protocol -1 for all
/// @param ends where packets come from and go to
/// @param zone -1 for all; an entry has a zone if either direction has it
/// @param mark compared where the mask has ones
/// @param id the entry's own, or -1
public record FlowFilter(
    int family,
    int protocol,
    List<EndCondition> ends,
    int zone,
    long mark,
    long markMask,
    List<StatusCondition> status,
    long id) {

  public static final FlowFilter ALL =
      new FlowFilter(Ctnetlink.AF_UNSPEC, -1, List.of(), -1, 0, 0, List.of(), -1);

  public FlowFilter {
    ends = List.copyOf(ends);
    status = List.copyOf(status);
  }

  public boolean isAll() {
    return equals(ALL);
  }

  public boolean matches(ConntrackEntry entry) {
    return matchesFamily(entry)
        && (protocol < 0 || protocol == entry.protocol())
        && (zone < 0 || matchesZone(entry))
        && (Math.max(0, entry.mark()) & markMask) == (mark & markMask)
        && (id < 0 || id == entry.id())
        && matchesStatus(entry)
        && matchesEnds(entry);
  }

  private boolean matchesFamily(ConntrackEntry entry) {
    return family == Ctnetlink.AF_UNSPEC
        || entry.original().isV4() == (family == Ctnetlink.AF_INET);
  }

  private boolean matchesZone(ConntrackEntry entry) {
    return zone == zone(entry, entry.original()) || zone == zone(entry, entry.reply());
  }

  private static int zone(ConntrackEntry entry, ConntrackDirection direction) {
    return Math.max(0, Math.max(entry.zone(), direction.zone()));
  }

  private boolean matchesStatus(ConntrackEntry entry) {
    for (int i = 0; i < status.size(); i++) {
      if (!status.get(i).matches(entry)) {
        return false;
      }
    }
    return true;
  }

  private boolean matchesEnds(ConntrackEntry entry) {
    for (int i = 0; i < ends.size(); i++) {
      if (!ends.get(i).matches(entry)) {
        return false;
      }
    }
    return true;
  }

  /// What of it the kernel can do: never more than this filter, so that what comes back has to be
  /// looked at still. Zones are not left to it, since it knows but one of an entry.
  public ConntrackSought sought() {
    int bits = 0;
    int mask = 0;
    for (var one : status) {
      bits |= one.statusBits();
      mask |= one.statusMask();
    }
    return new ConntrackSought(kernelFamily(), protocol, mark, markMask, -1, bits, mask);
  }

  private int kernelFamily() {
    if (family != Ctnetlink.AF_UNSPEC) {
      return family;
    }
    return switch (protocol) {
      case Ctnetlink.ICMP -> Ctnetlink.AF_INET;
      case Ctnetlink.ICMPV6 -> Ctnetlink.AF_INET6;
      default -> Ctnetlink.AF_UNSPEC;
    };
  }
}
