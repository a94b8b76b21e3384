package dev.casebook.tables.network;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Json;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A network interface with its counters.
///
/// ```
/// 2: cali0@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP mode DEFAULT …
///     link/ether de:b3:4d:cc:5c:39 brd ff:ff:ff:ff:ff:ff link-netns cb-pod
///     RX:  bytes packets errors dropped  missed   mcast
///          49749     780      0     500       0       0
///
///  cali0:   49749     780    0  500    0     0          0         0    10160     115 …  (/proc/net/dev)
/// ```
///
/// `/proc/net/dev`, and ifconfig which prints it, count missed packets as dropped, and call
/// overruns what the kernel calls fifo errors (`net/core/net-procfs.c`).
@Row("one network interface")
@Compared(
    key = {"name"},
    restless = {
      "rx_bytes",
      "rx_packets",
      "rx_errors",
      "rx_dropped",
      "rx_missed",
      "rx_overruns",
      "tx_bytes",
      "tx_packets",
      "tx_errors",
      "tx_dropped",
      "tx_carrier_errors",
      "collisions"
    },
    ofHost = {"mac"},
    tells = Compared.Tells.STATE)
public record Interface(
    @Column("its name") String name,
    @Column(
            "what it stands on or is the other end of: `eth0` of a VLAN, `if5` in another namespace")
        @Nullable String parent,
    @Column("what kind of device: bond, bridge, vlan, veth, tun, …; not told for hardware")
        @Nullable String kind,
    @Column("the bond, bridge or VRF that it is a member of") @Nullable String master,
    @Column("operational state as in RFC 2863: up, down, unknown, dormant, lowerlayerdown, …")
        @Nullable String state,
    @Column("whether an administrator wants it up") @Nullable Boolean up,
    @Column("whether there is a link; not told for one that is not up") @Nullable Boolean carrier,
    @Column("maximum transmission unit in bytes") @Nullable Integer mtu,
    @Column("hardware address") @Nullable String mac,
    @Column("the flags as the program writes them, separated by commas") @Nullable String flags,
    @Column("bytes received") @Nullable Long rxBytes,
    @Column("packets received") @Nullable Long rxPackets,
    @Column("broken packets received") @Nullable Long rxErrors,
    @Column("packets received and dropped for lack of buffers or of anyone who wants them")
        @Nullable Long rxDropped,
    @Column("packets that the hardware dropped because the host was too slow")
        @Nullable Long rxMissed,
    @Column("packets lost to an overrun of the receiver's ring") @Nullable Long rxOverruns,
    @Column("bytes sent") @Nullable Long txBytes,
    @Column("packets sent") @Nullable Long txPackets,
    @Column("packets that could not be sent") @Nullable Long txErrors,
    @Column("packets dropped on the way out; those of a full queue are counted by tc instead")
        @Nullable Long txDropped,
    @Column("losses of the link while sending") @Nullable Long txCarrierErrors,
    @Column("collisions while sending") @Nullable Long collisions) {

  public static final Table<Interface> TABLE =
      Table.of("interfaces", Interface.class)
          .command("ip -s -d -json link", Interface::parseJson)
          .command("ip -json -s link", Interface::parseJson)
          .command("ip -s -d link", IpLink::parse)
          .command("ip -s -s link", IpLink::parse)
          .command("ip -s link", IpLink::parse)
          .file("/proc/net/dev", Interface::parseProc)
          .command("ifconfig -a", Interface::parseIfconfig)
          .command("ifconfig", Interface::parseIfconfig)
          .command("ip -d address", IpLink::parse)
          .command("ip addr", IpLink::parse)
          .command("ip link", IpLink::parse)
          .completedBy(
              ArtifactName.file("/sys/class/net/*/mtu"),
              ArtifactName.file("/sys/class/net/*/operstate"),
              ArtifactName.file("/sys/class/net/*/carrier"),
              ArtifactName.file("/sys/class/net/*/address"),
              ArtifactName.file("/sys/class/net/*/flags"),
              ArtifactName.file("/sys/class/net/*/uevent"))
          .sniff(ArtifactName.file("/proc/net/dev"), head -> head.startsWith("Inter-|   Receive"))
          .sniff(
              ArtifactName.command("ip -s -d link"),
              head -> IpLink.isHeader(head) && head.contains("RX:"))
          .sniff(
              ArtifactName.command("ip -s -d -json link"),
              head -> head.startsWith("[{\"ifindex\"") && head.contains("\"linkmode\""))
          .sniff(
              ArtifactName.command("ifconfig -a"),
              head -> head.contains(": flags=") || head.contains("Link encap:"))
          .example(
              "which interfaces lose packets",
              """
              select name, master, rx_dropped, rx_missed, rx_errors, tx_dropped, tx_errors
              from interfaces
              where rx_dropped + coalesce(rx_missed, 0) + rx_errors + tx_dropped + tx_errors > 0
              order by rx_dropped + coalesce(rx_missed, 0) desc\
              """)
          .example(
              "which interfaces are wanted up and have no link",
              "select name, kind, state from interfaces where up and not carrier");

  private static void parseJson(Text text, Rows<Interface> rows) {
    Json.elements(
        text,
        rows,
        link -> {
          var name = link.text("ifname");
          if (name != null) {
            rows.add(link.offset(), of(name, link));
          } else if (!link.names().isEmpty()) {
            rows.reject(new Line(link.offset(), "{…}"), "an interface without a name");
          }
        });
  }

  private static Interface of(String name, Json link) {
    var draft = new InterfaceDraft(link.offset(), name);
    var index = link.text("link_index");
    draft.parent = link.has("link") || index == null ? link.text("link") : "if" + index;
    draft.kind = link.get("linkinfo").text("info_kind");
    draft.master = link.text("master");
    draft.state = link.text("operstate");
    draft.mtu = Digits.small(link.whole("mtu"));
    draft.mac = link.text("address");
    draft.flags(link.get("flags").texts());
    var counters = link.get(link.has("stats64") ? "stats64" : "stats");
    for (var direction : List.of("rx", "tx")) {
      for (var counter : List.of("bytes", "packets", "errors", "dropped")) {
        draft.count(direction + " " + counter, counters.get(direction).whole(counter));
      }
    }
    draft.count("rx missed", counters.get("rx").whole("missed_errors"));
    draft.count("rx overrun", counters.get("rx").whole("over_errors"));
    draft.count("tx carrier", counters.get("tx").whole("carrier_errors"));
    draft.count("tx collsns", counters.get("tx").whole("collisions"));
    return draft.done();
  }

  /// The counters in the order of their columns in `/proc/net/dev`; a blank is not shown here.
  private static final List<String> PROC_COUNTERS =
      List.of(
          "rx bytes",
          "rx packets",
          "rx errors",
          "rx dropped",
          "rx overrun",
          "",
          "",
          "",
          "tx bytes",
          "tx packets",
          "tx errors",
          "tx dropped",
          "",
          "tx collsns",
          "tx carrier",
          "");

  private static void parseProc(Text text, Rows<Interface> rows) {
    for (var line : text.lines()) {
      if (line.isNoise() || line.text().contains("|")) {
        continue;
      }
      // The first counter may follow the colon without a space.
      int colon = line.text().lastIndexOf(':');
      var name = colon < 0 ? "" : line.text().substring(0, colon).strip();
      var counters = Line.words(line.text().substring(colon + 1));
      if (name.isEmpty() || counters.length != PROC_COUNTERS.size()) {
        rows.reject(line, "not a name and 16 counters");
        continue;
      }
      var draft = new InterfaceDraft(line.offset(), name);
      for (int i = 0; i < counters.length; i++) {
        draft.count(PROC_COUNTERS.get(i), Digits.decimal(counters[i]));
      }
      lookUp(name, text, draft);
      rows.add(line, draft.done());
    }
  }

  private static final Pattern FILE_NAME = Pattern.compile("[\\w.@-]{1,15}");

  /// Takes what /sys says of an interface, file by file; a file that is not there tells nothing.
  private static void lookUp(String name, Text text, InterfaceDraft draft) {
    if (!FILE_NAME.matcher(name).matches()) {
      return;
    }
    Function<String, @Nullable String> read =
        file ->
            text.beside(ArtifactName.file("/sys/class/net/" + name + "/" + file))
                .map(found -> found.string().strip())
                .filter(content -> !content.isEmpty())
                .orElse(null);
    draft.state = read.apply("operstate");
    draft.mac = read.apply("address");
    var mtu = read.apply("mtu");
    draft.mtu = mtu == null ? null : Digits.small(mtu);
    var flags = read.apply("flags");
    var bits = flags == null || !flags.startsWith("0x") ? null : Digits.hex(flags.substring(2));
    draft.up = bits == null ? null : (bits & IFF_UP) != 0;
    var carrier = read.apply("carrier");
    draft.carrier = carrier == null ? null : Boolean.valueOf(carrier.equals("1"));
    var events = read.apply("uevent");
    if (events != null && events.startsWith("DEVTYPE=")) {
      draft.kind = events.lines().findFirst().orElse("").substring("DEVTYPE=".length());
    }
  }

  /// `linux/if.h`.
  private static final int IFF_UP = 1;

  private static void parseIfconfig(Text text, Rows<Interface> rows) {
    for (var block : Ifconfig.all(text, rows)) {
      if (block.name().contains(":")) {
        continue; // A label of an address.
      }
      var draft = new InterfaceDraft(block.line().offset(), block.name());
      draft.flags(block.flags());
      draft.mtu = Digits.small(block.mtu());
      draft.mac = block.mac();
      for (var counter : List.of("bytes", "packets", "errors", "dropped")) {
        draft.count("rx " + counter, block.counter("RX " + counter));
        draft.count("tx " + counter, block.counter("TX " + counter));
      }
      draft.count("rx overrun", block.counter("RX overruns"));
      draft.count("tx carrier", block.counter("TX carrier"));
      draft.count("tx collsns", block.counter("collisions"));
      rows.add(block.line(), draft.done());
    }
  }
}
