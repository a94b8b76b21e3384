package dev.casebook.wings.conntrack.tool;

import dev.casebook.formats.conntrack.ConntrackRequest;
import dev.casebook.formats.conntrack.Ctnetlink;
import dev.casebook.formats.netlink.NetlinkAttributes;
import dev.casebook.formats.netlink.NetlinkBytes;
import dev.casebook.formats.netlink.NetlinkMessages;
import dev.casebook.hosts.kernel.ConnectionTracker;
import dev.casebook.hosts.kernel.Refused;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the kernel counts of connection tracking.
///
/// @param entries in the table, or -1 where it is not told
/// @param entriesMax how many there may be, or -1
/// @param byCpu by number of the CPU; what a kernel does not count is missing
public record Counters(long entries, long entriesMax, TreeMap<Integer, Map<Counter, Long>> byCpu) {

  /// `CTA_STATS_GLOBAL_ENTRIES` and `CTA_STATS_GLOBAL_MAX_ENTRIES`.
  private static final int ENTRIES = 1;

  private static final int ENTRIES_MAX = 2;

  /// Of this host.
  public static Counters of(ConnectionTracker tracker) throws IOException {
    long[] size = size(tracker);
    var byCpu = new TreeMap<Integer, Map<Counter, Long>>();
    tracker.ask(
        "asking for the counters of connection tracking",
        ConntrackRequest.counters(),
        message -> byCpu.put(cpu(message), counts(message)));
    return new Counters(size[0], size[1], byCpu);
  }

  /// How many entries there are and may be; -1 where the kernel, before 5.0 or so, does not say.
  private static long[] size(ConnectionTracker tracker) throws IOException {
    long[] size = {-1, -1};
    try {
      tracker.ask(
          "asking for the size of the table",
          ConntrackRequest.size(),
          message -> {
            var each = attributes(message);
            while (each.next()) {
              switch (each.type()) {
                case ENTRIES -> size[0] = each.u32();
                case ENTRIES_MAX -> size[1] = each.u32();
                default -> {}
              }
            }
          });
    } catch (Refused e) {
      if (e.isDenied() || e.errno() == Refused.EINVAL) {
        throw e;
      }
    }
    return size;
  }

  private static NetlinkAttributes attributes(NetlinkMessages message) {
    return new NetlinkAttributes()
        .of(message.bytes(), message.from() + Ctnetlink.HEADER_BYTES, message.to());
  }

  /// The resource of `struct nfgenmsg`.
  private static int cpu(NetlinkMessages message) {
    return message.to() - message.from() < Ctnetlink.HEADER_BYTES
        ? -1
        : NetlinkBytes.u16(message.bytes(), message.from() + 2);
  }

  private static Map<Counter, Long> counts(NetlinkMessages message) {
    var counts = new EnumMap<Counter, Long>(Counter.class);
    var each = attributes(message);
    while (each.next()) {
      int type = each.type();
      for (var counter : Counter.values()) {
        if (counter.attribute() == type) {
          counts.put(counter, each.u32());
        }
      }
    }
    return counts;
  }

  /// What all CPUs have counted together; empty where the kernel does not count it.
  public Optional<Long> sum(Counter counter) {
    return byCpu.values().stream()
        .map(counts -> Optional.ofNullable(counts.get(counter)))
        .flatMap(Optional::stream)
        .reduce(Long::sum);
  }
}
