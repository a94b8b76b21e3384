package dev.casebook.wings.conntrack.tool;

import dev.casebook.formats.conntrack.ConntrackEntry;
import dev.casebook.formats.conntrack.ConntrackTuple;
import dev.casebook.formats.conntrack.Ctnetlink;
import java.util.ArrayList;
import java.util.List;

/// One entry by all that conntrack(8) can be told of it.
///
/// @param zone 0 where it has none
public record ExactEntry(ConntrackTuple original, ConntrackTuple reply, int zone) {

  public static ExactEntry of(ConntrackEntry entry) {
    return new ExactEntry(
        entry.original().tuple(), entry.reply().tuple(), Math.max(0, entry.zone()));
  }

  /// Whether no other entry can be meant. The lines that tell of GRE's keys are not read.
  public boolean isExact() {
    return original.protocol() != Ctnetlink.GRE;
  }

  /// The program's options.
  public List<String> options() {
    var options = new ArrayList<String>();
    put(options, "-f", original.src().family());
    put(options, "-p", Integer.toString(original.protocol()));
    put(options, "-s", original.src().text());
    put(options, "-d", original.dst().text());
    put(options, "-r", reply.src().text());
    put(options, "-q", reply.dst().text());
    if (original.isIcmp()) {
      var family = original.src().isV4() ? "--icmp-" : "--icmpv6-";
      put(options, family + "type", Integer.toString(original.icmpType()));
      put(options, family + "code", Integer.toString(original.icmpCode()));
      put(options, family + "id", Integer.toString(original.sport()));
    } else if (Ctnetlink.hasPorts(original.protocol())) {
      put(options, "--sport", Integer.toString(original.sport()));
      put(options, "--dport", Integer.toString(original.dport()));
      put(options, "--reply-port-src", Integer.toString(reply.sport()));
      put(options, "--reply-port-dst", Integer.toString(reply.dport()));
    }
    put(options, "-w", Integer.toString(zone));
    return options;
  }

  private static void put(List<String> options, String name, String value) {
    options.add(name);
    options.add(value);
  }
}
