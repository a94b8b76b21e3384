package dev.casebook.tables.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;

class BlockDeviceTest {

  private static final long GIB = 1L << 30;

  @Test
  void theTreeTellsWhatLiesOnWhat() {
    var rows = Sample.root().commandFrom("lsblk", "block_devices/lsblk").read(BlockDevice.TABLE);

    assertThat(rows.coverage().isComplete()).isTrue();
    assertThat(rows.rows())
        .extracting(
            BlockDevice::name, BlockDevice::parent, BlockDevice::type, BlockDevice::mountpoint)
        .containsExactly(
            tuple("vda", null, "disk", null),
            tuple("vda1", "vda", "part", "/boot"),
            tuple("vda2", "vda", "part", null),
            tuple("vg0-root", "vda2", "lvm", "/"),
            tuple("vg0-swap", "vda2", "lvm", "[SWAP]"),
            tuple("sr0", null, "rom", null));
    assertThat(rows.rows().getFirst().bytes()).isEqualTo(40 * GIB);
    assertThat(rows.rows().getLast().readOnly()).isTrue();
  }

  @Test
  void pairsTellMore() {
    var rows =
        Sample.root()
            .commandFrom("lsblk", "block_devices/lsblk")
            .commandFrom("lsblk -O -P", "block_devices/lsblk_-O_-P")
            .read(BlockDevice.TABLE);

    assertThat(rows.rows()).hasSize(2);
    assertThat(rows.rows().getLast())
        .isEqualTo(
            new BlockDevice(
                "vda1",
                "vda",
                "part",
                "252:1",
                (long) (39.9 * GIB),
                false,
                "ext4",
                "0008f858-0000-4000-8000-000000000001",
                "root",
                "/",
                null,
                null,
                null,
                true));
  }

  @Test
  void asciiBranchesAndACommaInTheSizeAreRead() {
    var rows =
        Sample.loose()
            .file(
                "lsblk.txt",
                """
                NAME    MAJ:MIN RM   SIZE RO TYPE MOUNTPOINT
                vda     252:0    0    40G  0 disk
                |-vda1  252:1    0  39,5G  0 part /
                `-vda14 252:14   0     4M  0 part
                what is this
                """)
            .read(BlockDevice.TABLE);

    assertThat(rows.rows()).extracting(BlockDevice::parent).containsExactly(null, "vda", "vda");
    assertThat(rows.rows().get(1).bytes()).isEqualTo((long) (39.5 * GIB));
    assertThat(rows.coverage().toString()).contains("not a device of lsblk");
  }
}
