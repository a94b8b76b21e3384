package dev.casebook.tables.network;

import static dev.casebook.tables.Sample.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;

/// The whole samples are written by hand after `bond_procfs.c`; the cut one is a real copy.
class BondTest {

  @Test
  void eachMemberOfAnAggregateIsARow() {
    var read =
        Sample.root().file("/proc/net/bonding/bond0", text("bonds/bond0-802.3ad")).read(Bond.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows())
        .containsExactly(
            new Bond(
                "bond0",
                "802.3ad",
                "up",
                "ens3f0",
                "up",
                0L,
                10000,
                "full",
                "52:54:00:aa:00:01",
                null,
                1,
                1,
                "02:00:5e:00:53:01",
                "fast",
                "layer3+4"),
            new Bond(
                "bond0",
                "802.3ad",
                "up",
                "ens3f1",
                "down",
                3L,
                null,
                "Unknown",
                "52:54:00:aa:00:02",
                null,
                2,
                1,
                "02:00:5e:00:53:01",
                "fast",
                "layer3+4"));
    assertThat(read.cited()).containsExactly("Slave Interface: ens3f0", "Slave Interface: ens3f1");
  }

  @Test
  void oneMemberOfABackupIsActive() {
    var read =
        Sample.sosreport()
            .file("/proc/net/bonding/bond1", text("bonds/bond1-active-backup"))
            .read(Bond.TABLE);
    assertThat(read.rows())
        .extracting(Bond::mode, Bond::activeMember, Bond::member, Bond::memberStatus)
        .containsExactly(
            tuple("active-backup", "eth1", "eth0", "going back"),
            tuple("active-backup", "eth1", "eth1", "up"));
  }

  @Test
  void aMemberWhoseNameWasCutAwayIsStillARow() {
    var read =
        Sample.root()
            .file("/proc/net/bonding/pasted.txt", text("bonds/bond0-cut"))
            .read(Bond.TABLE);
    assertThat(read.only())
        .isEqualTo(
            new Bond(
                "bond0",
                "802.3ad",
                "up",
                null,
                "up",
                1L,
                10000,
                "full",
                "64:2f:c7:c2:b1:8b",
                null,
                1,
                null,
                null,
                "slow",
                "layer2"));
    assertThat(read.coverage().isComplete()).as("the author cut it").isFalse();
    assertThat(read.coverage().reason()).contains("2 line(s) not understood");
  }

  @Test
  void severalBondsMayStandInOneText() {
    var read =
        Sample.root()
            .file(
                "/proc/net/bonding/all",
                "[root@node1 ~]# cat /proc/net/bonding/bond0\n"
                    + text("bonds/bond0-802.3ad")
                    + "[root@node1 ~]# cat /proc/net/bonding/bond1\n"
                    + text("bonds/bond1-active-backup"))
            .read(Bond.TABLE);
    assertThat(read.rows())
        .extracting(Bond::bond)
        .containsExactly("bond0", "bond0", "bond1", "bond1");
    assertThat(read.rows())
        .extracting(Bond::mode)
        .containsExactly("802.3ad", "802.3ad", "active-backup", "active-backup");
  }

  @Test
  void aPastedBondIsKnownByItsContent() {
    assertThat(Bond.TABLE.recognise(text("bonds/bond0-cut"))).isPresent();
    assertThat(Bond.TABLE.recognise(text("interfaces/ifconfig-cali0"))).isEmpty();
  }

  @Test
  void aBondWithoutAnActiveAggregatorIsReadAndNamed() {
    var read = Sample.loose().file("in.log", text("bonds/bond0-no-aggregator")).read(Bond.TABLE);
    assertThat(read.coverage().isComplete()).as(read.coverage().reason()).isTrue();
    assertThat(read.rows())
        .extracting(
            Bond::bond, Bond::mode, Bond::member, Bond::aggregatorId, Bond::activeAggregatorId)
        .containsExactly(
            tuple("bond0", "802.3ad", "eth1", null, null),
            tuple("bond0", "802.3ad", "eth2", null, null));
  }
}
