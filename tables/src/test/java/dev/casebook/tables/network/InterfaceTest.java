package dev.casebook.tables.network;

import static dev.casebook.tables.Sample.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfaceTest {

  private static final String JSON = "ip -s -d -json link";

  @Test
  void jsonAndTextOfOneHostGiveTheSameRows() {
    var json = Sample.root().command(JSON, text("interfaces/ip_-s_-d_-json_link"));
    var text = Sample.sosreport().command("ip -s -d link", text("interfaces/ip_-s_-d_link"));

    var fromJson = json.read(Interface.TABLE);
    var fromText = text.read(Interface.TABLE);

    assertThat(fromJson.coverage().isComplete()).isTrue();
    assertThat(fromText.coverage().isComplete()).isTrue();
    // One shows overruns, the other missed packets.
    assertThat(fromText.rows())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("rxMissed", "rxOverruns")
        .isEqualTo(fromJson.rows());
    assertThat(fromJson.rows())
        .extracting(
            Interface::name,
            Interface::parent,
            Interface::kind,
            Interface::master,
            Interface::state,
            Interface::up,
            Interface::carrier)
        .containsExactly(
            tuple("lo", null, null, null, "unknown", true, true),
            tuple("veth1", "veth0", "veth", null, "up", true, true),
            tuple("veth0", "veth1", "veth", "br0", "up", true, true),
            tuple("br0", null, "bridge", null, "up", true, true),
            tuple("tun0", null, "tun", null, "down", true, false),
            tuple("mv0", "veth1", "macvlan", null, "down", false, null),
            tuple("vx0", null, "vxlan", null, "down", false, null));
  }

  @Test
  void countersStandUnderTheirHeads() {
    var read =
        Sample.root()
            .command("ip -s -s link", text("interfaces/ip_-s_-s_link-rxdropped"))
            .read(Interface.TABLE);
    var cali = read.only();
    assertThat(cali.parent()).isEqualTo("if2");
    assertThat(cali.rxBytes()).isEqualTo(49749);
    assertThat(cali.rxDropped()).isEqualTo(500);
    assertThat(cali.rxMissed()).isZero();
    assertThat(cali.rxOverruns()).isZero();
    assertThat(cali.txPackets()).isEqualTo(115);
    assertThat(read.cited().getFirst()).startsWith("2: cali0@if2:");
  }

  @Test
  void jsonWithExtendedCountersTellsMissedPackets() {
    var pub =
        Sample.root()
            .command("ip -json -s link", text("interfaces/ip_-json_-s_-s_link-pub0"))
            .read(Interface.TABLE)
            .only();
    assertThat(pub.rxMissed()).isZero();
    assertThat(pub.parent()).isEqualTo("if2");
    assertThat(pub.txBytes()).isEqualTo(7823258);
  }

  @Test
  void olderHeadsNameOverruns() {
    // iproute2 of RHEL 7, written by hand after its headings.
    var row =
        Sample.root()
            .command(
                "ip -s -d link",
                """
                2: eth0: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 9000 qdisc mq state DOWN mode DEFAULT group default qlen 1000
                    link/ether 52:54:00:AA:00:01 brd ff:ff:ff:ff:ff:ff promiscuity 0 addrgenmode eui64
                    RX: bytes  packets  errors  dropped overrun mcast  \s
                    10         9        8       7       6       5      \s
                    TX: bytes  packets  errors  dropped carrier collsns\s
                    4          3        2       1       11      12     \s
                """)
            .read(Interface.TABLE)
            .only();
    assertThat(row.rxOverruns()).isEqualTo(6);
    assertThat(row.rxMissed()).isNull();
    assertThat(row.txCarrierErrors()).isEqualTo(11);
    assertThat(row.collisions()).isEqualTo(12);
    assertThat(row.mac()).isEqualTo("52:54:00:aa:00:01");
    assertThat(row.mtu()).isEqualTo(9000);
    assertThat(row.carrier()).isFalse();
  }

  @Test
  void membersOfABondAndVlansShowWhatTheyBelongTo() {
    // Written by hand after iplink_bond.c and iplink_vlan.c.
    var read =
        Sample.root()
            .command(
                "ip -s -d link",
                """
                2: ens3f0: <BROADCAST,MULTICAST,SLAVE,UP,LOWER_UP> mtu 1500 qdisc mq master bond0 state UP mode DEFAULT group default qlen 1000
                    link/ether 52:54:00:aa:00:01 brd ff:ff:ff:ff:ff:ff promiscuity 0 minmtu 68 maxmtu 9000\s
                    bond_slave state ACTIVE mii_status UP link_failure_count 1 perm_hwaddr 52:54:00:aa:00:01 queue_id 0
                    altname enp3s0f0
                5: bond0.100@bond0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state LOWERLAYERDOWN mode DEFAULT group default qlen 1000
                    link/ether 52:54:00:aa:00:01 brd ff:ff:ff:ff:ff:ff promiscuity 0\s
                    vlan protocol 802.1Q id 100 <REORDER_HDR> addrgenmode eui64
                """)
            .read(Interface.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows())
        .extracting(Interface::name, Interface::parent, Interface::kind, Interface::master)
        .containsExactly(
            tuple("ens3f0", null, null, "bond0"), tuple("bond0.100", "bond0", "vlan", null));
    assertThat(read.rows().getLast().state()).isEqualTo("lowerlayerdown");
  }

  @Test
  void withoutIproute2TheFilesOfProcAndSysTell() {
    var host =
        Sample.root()
            .file("/proc/net/dev", text("interfaces/proc-net-dev-rxdropped"))
            .file("/sys/class/net/cali0/mtu", "1500\n")
            .file("/sys/class/net/cali0/operstate", "up\n")
            .file("/sys/class/net/cali0/carrier", "1\n")
            .file("/sys/class/net/cali0/address", "de:b3:4d:cc:5c:39\n")
            .file("/sys/class/net/cali0/flags", "0x1003\n")
            .file("/sys/class/net/cali0/uevent", "DEVTYPE=vlan\nINTERFACE=cali0\nIFINDEX=2\n");
    var read = host.read(Interface.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    var cali = read.rows().get(1);
    assertThat(cali)
        .isEqualTo(
            new Interface(
                "cali0",
                null,
                "vlan",
                null,
                "up",
                true,
                true,
                1500,
                "de:b3:4d:cc:5c:39",
                null,
                49749L,
                780L,
                0L,
                500L,
                null,
                0L,
                10160L,
                115L,
                0L,
                0L,
                0L,
                0L));
    assertThat(read.cited().get(1)).startsWith("cali0:   49749");
    assertThat(read.rows().getFirst().state()).isNull();
  }

  @Test
  void ifconfigOfNetTools2() {
    var cali =
        Sample.root()
            .command("ifconfig -a", text("interfaces/ifconfig-cali0"))
            .read(Interface.TABLE)
            .only();
    assertThat(cali)
        .isEqualTo(
            new Interface(
                "cali0",
                null,
                null,
                null,
                null,
                true,
                true,
                1500,
                "de:b3:4d:cc:5c:39",
                "UP,BROADCAST,RUNNING,MULTICAST",
                49749L,
                780L,
                0L,
                500L,
                null,
                0L,
                10160L,
                115L,
                0L,
                0L,
                0L,
                0L));
  }

  @Test
  void anAliasIsNoInterface() {
    assertThat(
            Sample.root()
                .command("ifconfig -a", text("interfaces/ifconfig_-a"))
                .read(Interface.TABLE)
                .rows())
        .extracting(Interface::name)
        .containsExactly("br0", "lo", "mv0", "tun0", "veth0", "veth1", "vx0");
  }

  @Test
  void ifconfigInTheOldForm() {
    var read =
        Sample.root()
            .command("ifconfig -a", text("interfaces/busybox-ifconfig_-a"))
            .read(Interface.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    var eth0 = read.rows().getFirst();
    assertThat(eth0)
        .isEqualTo(
            new Interface(
                "eth0",
                null,
                null,
                null,
                null,
                true,
                true,
                1500,
                "9a:a9:95:35:4d:3f",
                "UP,BROADCAST,RUNNING,MULTICAST",
                426L,
                5L,
                0L,
                0L,
                null,
                0L,
                572L,
                6L,
                0L,
                0L,
                0L,
                0L));
    assertThat(read.rows()).extracting(Interface::carrier).containsExactly(true, true, false, true);
  }

  @Test
  void aPastedBondWithoutIndentationIsReadAndItsDropsAreCounted() {
    var read =
        Sample.root()
            .command("ifconfig -a", text("interfaces/ifconfig-bound0"))
            .read(Interface.TABLE);
    assertThat(read.only().name()).isEqualTo("bound0");
    assertThat(read.only().rxDropped()).isEqualTo(5_011_121_212L);
    assertThat(read.only().mac()).isNull();
    assertThat(read.coverage().isComplete()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"ip -d address, addresses/ip_-d_address", "ip addr, addresses/ip_addr"})
  void anAddressListingStillTellsTheInterfaces(String command, String sample) {
    var read = Sample.root().command(command, text(sample)).read(Interface.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows()).hasSize(7);
    assertThat(read.rows().getFirst().rxBytes()).isNull();
  }

  @Test
  void aTruncatedJsonGivesTheInterfacesBeforeTheCut() {
    var whole = text("interfaces/ip_-s_-d_-json_link");
    var read = Sample.root().command(JSON, whole.substring(0, 2000)).read(Interface.TABLE);
    assertThat(read.rows()).extracting(Interface::name).containsExactly("lo", "veth1");
    assertThat(read.coverage().isComplete()).isFalse();
    assertThat(read.coverage().reason()).contains("not JSON");
  }

  @Test
  void anOldProgramsComplaintGivesWayToTheNextView() {
    var read =
        Sample.root()
            .command(JSON, "Option \"-json\" is unknown, try \"ip -help\".\n")
            .command("ip -s link", text("interfaces/ip_-s_link"))
            .read(Interface.TABLE);
    assertThat(read.rows()).hasSize(7);
    assertThat(read.coverage().isComplete()).isTrue();
  }

  @Test
  void aLineOfTooFewCountersIsRejected() {
    var read =
        Sample.root()
            .file("/proc/net/dev", text("interfaces/proc-net-dev") + " eth9: 1 2 3\n")
            .read(Interface.TABLE);
    assertThat(read.rows()).hasSize(7);
    assertThat(read.coverage().reason()).contains("not a name and 16 counters:  eth9: 1 2 3");
  }

  @Test
  void aHeadingOfAnotherDirectionIsNone() {
    var output = "2: eth0: <UP> mtu 1500 state UP\n    R errors: length\n    RX: bytes\n    7\n";
    var read = Sample.root().command("ip -s -d link", output).read(Interface.TABLE);
    assertThat(read.only().rxBytes()).isEqualTo(7);
  }
}
