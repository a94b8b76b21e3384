package dev.casebook.tables.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;

class LvmReportTest {

  private static final long SIZE = (long) (99.98 * 1024 * 1024 * 1024);
  private static final String GROUP = "ceph-00000000-71a3-4f0e-95f3-a07d1d9a6749";

  @Test
  void aVolumeIsReadUnderItsHeadingsThoughCellsAreEmpty() {
    var outcome =
        Sample.sosreport()
            .commandFrom(
                "lvs -a -o lv_tags,devices --config=global{locking_type=0}",
                "logical_volumes/lvs_-a_-o")
            .read(LogicalVolume.TABLE);
    assertThat(outcome.coverage().isComplete()).as(outcome.coverage().reason()).isTrue();
    assertThat(outcome.only())
        .isEqualTo(
            new LogicalVolume(
                "osd-block-00000000-71a3-4f0e-95f3-a07d1d9a6749",
                GROUP,
                "volume",
                true,
                true,
                false,
                SIZE,
                null,
                null,
                null,
                null,
                null,
                "-wi-ao----"));
  }

  @Test
  void aGroupTellsItsRoomAndWhatItIsMadeOf() {
    var row =
        Sample.loose().fileFrom("saved.txt", "volume_groups/vgs_-v_-o").read(VolumeGroup.TABLE);
    assertThat(row.only()).isEqualTo(new VolumeGroup(GROUP, SIZE, 0L, 1, 1, true, false, "wz--n-"));
  }

  @Test
  void aDeviceThatIsNoPhysicalVolumeHasNoForm() {
    var outcome =
        Sample.sosreport()
            .commandFrom("pvs -a -v", "physical_volumes/pvs_-a_-v_-o")
            .read(PhysicalVolume.TABLE);
    assertThat(outcome.coverage().isComplete()).as(outcome.coverage().reason()).isTrue();
    assertThat(outcome.rows())
        .containsExactly(
            new PhysicalVolume("/dev/bcache0", null, null, 0L, 0L, null, false, false, "---"),
            new PhysicalVolume(
                "/dev/mapper/crypt-00",
                GROUP,
                "lvm2",
                SIZE,
                0L,
                "MS1cgI-0000-0000-0000-0000-0000-xksVkt",
                true,
                false,
                "a--"));
  }

  @Test
  void aMissingDiskAndAFullPoolAreTold() {
    var group =
        Sample.root()
            .file(
                "commands/vgs",
                "  VG   #PV #LV #SN Attr   VSize  VFree\n  data   2   1   0 wz-pn- 9.99g    0 \n")
            .read(VolumeGroup.TABLE)
            .only();
    assertThat(group.partial()).isTrue();
    var pool =
        Sample.root()
            .file(
                "commands/lvs",
                """
                  LV   VG   Attr       LSize Pool Origin Data%  Meta%  Move Log Cpy%Sync Convert
                  pool data twi-aotzD- 9.00g             100.00 41.07
                """)
            .read(LogicalVolume.TABLE)
            .only();
    assertThat(pool.kind()).isEqualTo("thin pool");
    assertThat(pool.damaged()).isTrue();
    assertThat(pool.dataPercent()).isEqualTo(100.0);
    assertThat(pool.metadataPercent()).isEqualTo(41.07);
  }

  @Test
  void whatStandsBeforeTheHeadingsOrBesideThemIsRejected() {
    var outcome =
        Sample.root()
            .file("commands/vgs", "  data 1\n  VG Attr VSize\nCommand failed\n  \n  x\n")
            .read(VolumeGroup.TABLE);
    assertThat(outcome.rows()).isEmpty();
    assertThat(outcome.coverage().isComplete()).isFalse();
  }
}
