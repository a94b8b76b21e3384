package dev.casebook.tables.network;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A member of a bond.
///
/// ```
/// Ethernet Channel Bonding Driver: v3.7.1 (April 27, 2011)
///
/// Bonding Mode: IEEE 802.3ad Dynamic link aggregation
/// MII Status: up
/// …
/// Slave Interface: ens3f0
/// MII Status: up
/// Speed: 10000 Mbps
/// Duplex: full
/// Link Failure Count: 1
/// Permanent HW addr: 64:2f:c7:c2:b1:8b
/// Aggregator ID: 1
/// ```
///
/// `drivers/net/bonding/bond_procfs.c` writes it. Copies that passed through a web page or a
/// character recognition are read as far as they go: blanks inside addresses and names, two lines
/// made one, and a member whose first line was cut away, which then has no name.
@Row("one member of a bond")
@Compared(
    key = {"bond", "member"},
    restless = {"link_failures"},
    ofHost = {"mac", "partner_mac"},
    tells = Compared.Tells.SETTING)
public record Bond(
    @Column("name of the bond") String bond,
    @Column("802.3ad, active-backup, balance-rr, balance-xor, broadcast, balance-tlb, balance-alb")
        @Nullable String mode,
    @Column("state of the bond as its link monitor sees it: up, down") @Nullable String bondStatus,
    @Column("name of the member; not told if its line was cut away") @Nullable String member,
    @Column("state of the member as the link monitor sees it: up, down, going down, going back")
        @Nullable String memberStatus,
    @Column("how often the member's link was lost") @Nullable Long linkFailures,
    @Column("speed of the member in Mbit/s; not told if it is unknown") @Nullable Integer speedMbps,
    @Column("full or half; unknown where there is no link") @Nullable String duplex,
    @Column("permanent hardware address of the member") @Nullable String mac,
    @Column("member that carries the traffic, where only one does") @Nullable String activeMember,
    @Column("802.3ad: LACP aggregator of the member") @Nullable Integer aggregatorId,
    @Column("802.3ad: aggregator that carries the traffic") @Nullable Integer activeAggregatorId,
    @Column("802.3ad: hardware address of the switch; all zeros if it does not answer")
        @Nullable String partnerMac,
    @Column("802.3ad: slow or fast, how often LACP packets are asked for")
        @Nullable String lacpRate,
    @Column("how packets are spread over members: layer2, layer2+3, layer3+4, …")
        @Nullable String hashPolicy) {

  public static final Table<Bond> TABLE =
      Table.of("bonds", Bond.class)
          .file("/proc/net/bonding/*", Bond::parse)
          .sniff(
              ArtifactName.file("/proc/net/bonding/*"),
              head -> head.contains("Ethernet Channel Bonding Driver:"))
          .example(
              "which members lost their link, or stand beside the aggregator that works",
              """
              select bond, member, member_status, link_failures
              from bonds
              where link_failures > 0 or member_status <> 'up'
                or aggregator_id <> active_aggregator_id\
              """);

  private static final Pattern BOND_NAME = Pattern.compile("/proc/net/bonding/([\\w.-]{1,15})");

  private static final Pattern NO_AGGREGATOR =
      Pattern.compile("bond ([^ ]{1,15}) has no active aggregator");

  private static void parse(Text text, Rows<Bond> rows) {
    var name = text.fileName().replaceFirst("\\.txt$", "");
    var reader = new Reader(name, rows);
    for (var line : text.lines()) {
      var typed = BOND_NAME.matcher(line.text());
      if (line.isPrompt() && typed.find()) {
        reader.endBond(typed.group(1));
      } else if (!line.isNoise()) {
        reader.take(line);
      }
    }
    reader.endBond(name);
  }

  /// Gathers the keys of a bond and of its member at hand; a member ends where the next begins.
  private static final class Reader {

    private final Rows<Bond> rows;
    private String name;
    private Map<String, String> bond = new HashMap<>();
    private @Nullable Map<String, String> member;
    private long memberOffset;

    Reader(String name, Rows<Bond> rows) {
      this.name = name;
      this.rows = rows;
    }

    void endBond(String next) {
      endMember();
      bond = new HashMap<>();
      name = next;
    }

    private void endMember() {
      if (member != null) {
        rows.add(memberOffset, row(member));
        member = null;
      }
    }

    void take(Line line) {
      // Two lines made one.
      int glued = line.text().indexOf("Slave queue ID:");
      if (glued > 0) {
        take(new Line(line.offset(), line.text().substring(0, glued)));
        return;
      }
      int colon = line.text().indexOf(':');
      if (colon < 0) {
        takeWords(line);
        return;
      }
      var key = line.text().substring(0, colon).strip().toLowerCase(Locale.ROOT);
      var value = line.text().substring(colon + 1).strip();
      if (key.equals("ethernet channel bonding driver")) {
        endBond(name);
      } else {
        put(key, value, line);
      }
    }

    /// The two lines of `bond_procfs.c` without a colon; one of them names the bond.
    private void takeWords(Line line) {
      var aimless = NO_AGGREGATOR.matcher(line.text().strip());
      if (aimless.matches()) {
        name = aimless.group(1);
      } else if (!line.text().strip().equals("802.3ad info")) {
        rows.reject(line, "not a key and a value");
      }
    }

    private void put(String key, String value, Line line) {
      boolean begins = key.equals("slave interface");
      if (begins || isSecondStatus(key)) {
        endMember();
        member = new HashMap<>();
        memberOffset = line.offset();
      }
      (member == null ? bond : member).putIfAbsent(key, value);
    }

    /// A bond and a member have one status each: one more is that of a member without its name.
    private boolean isSecondStatus(String key) {
      return key.equals("mii status") && (member == null ? bond : member).containsKey(key);
    }

    private Bond row(Map<String, String> of) {
      var speed = of.getOrDefault("speed", "").replace(" Mbps", "");
      return new Bond(
          name,
          mode(bond.get("bonding mode")),
          bond.get("mii status"),
          of.get("slave interface"),
          of.get("mii status"),
          Digits.decimal(of.getOrDefault("link failure count", "")),
          Digits.small(speed),
          of.get("duplex"),
          mac(of.get("permanent hw addr")),
          none(bond.get("currently active slave")),
          Digits.small(of.getOrDefault("aggregator id", "")),
          Digits.small(bond.getOrDefault("aggregator id", "")),
          mac(bond.get("partner mac address")),
          bond.get("lacp rate"),
          withoutNumber(bond.get("transmit hash policy")));
    }
  }

  /// The descriptions in `bond_main.c` and the names that sysfs and ip-link(8) have for them, with
  /// what follows a description left out.
  private static final Map<String, String> MODES =
      Map.of(
          "loadbalancing(round-robin)", "balance-rr",
          "fault-tolerance(active-backup)", "active-backup",
          "loadbalancing(xor)", "balance-xor",
          "fault-tolerance(broadcast)", "broadcast",
          "ieee802.3addynamiclinkaggregation", "802.3ad",
          "transmitloadbalancing", "balance-tlb",
          "adaptiveloadbalancing", "balance-alb");

  private static @Nullable String mode(@Nullable String description) {
    if (description == null) {
      return null;
    }
    var plain = description.replace(" ", "").toLowerCase(Locale.ROOT);
    return MODES.entrySet().stream()
        .filter(mode -> plain.startsWith(mode.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(description);
  }

  private static @Nullable String mac(@Nullable String text) {
    return text == null ? null : text.replace(" ", "").toLowerCase(Locale.ROOT);
  }

  private static @Nullable String none(@Nullable String name) {
    return name == null || name.equals("None") ? null : name;
  }

  /// `layer2 (0)` without the number.
  private static @Nullable String withoutNumber(@Nullable String policy) {
    return policy == null ? null : policy.replaceFirst(" \\(\\d{1,3}\\)$", "");
  }
}
