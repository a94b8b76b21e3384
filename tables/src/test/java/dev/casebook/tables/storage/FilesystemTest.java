package dev.casebook.tables.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesystemTest {

  private static Filesystem at(String target, Sample sample) {
    var filesystems = sample.read(Filesystem.TABLE);
    assertThat(Sample.isSound(filesystems.coverage())).as(filesystems.coverage().reason()).isTrue();
    return filesystems.rows().stream()
        .filter(row -> row.target().equals(target))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void roomAndInodesAndTypeComeTogether() {
    var root =
        at(
            "/",
            Sample.sosreport()
                .commandFrom("df -al -x autofs", "filesystems/df-al")
                .commandFrom("df -ali -x autofs", "filesystems/df-ali")
                .fileFrom("/proc/mounts", "mounts/proc-mounts"));

    assertThat(root.source()).isEqualTo("/dev/vda");
    assertThat(root.type()).isEqualTo("ext4");
    assertThat(root.sizeBytes()).isEqualTo(264212084L * 1024);
    assertThat(root.usePercent()).isEqualTo(26);
    assertThat(root.inodes()).isPositive();
    assertThat(root.inodeUsePercent()).isNotNull();
  }

  /// Who asks for the room left may not take the lack of rows about inodes for health.
  @Test
  void withoutItsSiblingItIsNotComplete() {
    var bytes = Sample.sosreport().commandFrom("df -al -x autofs", "filesystems/df-al");
    assertThat(bytes.read(Filesystem.TABLE).coverage().reason())
        .endsWith("tells no inodes, and there is no df -i beside it");
    var both = bytes.commandFrom("df -ali -x autofs", "filesystems/df-ali");
    assertThat(both.read(Filesystem.TABLE).coverage().isComplete()).isTrue();
  }

  @Test
  void aFileSystemWithoutBlocksHasNoPercentage() {
    var proc = at("/proc", Sample.insights().commandFrom("/bin/df -al", "filesystems/df-al"));

    assertThat(proc.sizeBytes()).isZero();
    assertThat(proc.usePercent()).isNull();
    assertThat(proc.inodes()).isNull();
    assertThat(proc.type()).isNull();
  }

  @Test
  void namesWithSpacesAreKept() {
    var spaced =
        at("/srv/with space", Sample.root().commandFrom("df -alPT", "filesystems/df-alPT"));

    assertThat(spaced.source()).isEqualTo("weird src");
    assertThat(spaced.type()).isEqualTo("tmpfs");
    assertThat(spaced.sizeBytes()).isEqualTo(1024L * 1024);
  }

  @Test
  void inodesAloneAreAView() {
    var root = at("/", Sample.insights().commandFrom("df -li", "filesystems/df-ali"));

    assertThat(root.sizeBytes()).isNull();
    assertThat(root.inodes()).isPositive();
  }

  @Test
  void anOldDfBreaksTheLineAfterALongDevice() {
    var root =
        at(
            "/",
            Sample.sosreport()
                .command(
                    "df -al",
                    """
                    Filesystem           1K-blocks      Used Available Use% Mounted on
                    /dev/mapper/vg_node1-lv_root
                                          51475068   9034176  39819452  19% /
                    proc                         0         0         0   -  /proc
                    df: `/root/.gvfs': Permission denied
                    """));

    assertThat(root.source()).isEqualTo("/dev/mapper/vg_node1-lv_root");
    assertThat(root.availableBytes()).isEqualTo(39819452L * 1024);
  }

  @Test
  void sizesForPeopleAreRounded() {
    var spaced = at("/srv/with space", Sample.root().commandFrom("df -h", "filesystems/df-h"));

    assertThat(spaced.sizeBytes()).isEqualTo(1024L * 1024);
    assertThat(
            at(
                    "/",
                    Sample.root()
                        .command(
                            "df -h",
                            "Filesystem Size Used Avail Use% Mounted on\n/dev/x 9.5G 1K 0 1% /\n"))
                .sizeBytes())
        .isEqualTo((long) (9.5 * (1 << 30)));
  }

  @Test
  void whatIsNoRowIsRejected() {
    var broken =
        Sample.root()
            .command(
                "df",
                """
                Filesystem 1K-blocks Used Available Use% Mounted on
                /dev/x 99999999999999999999 1 1 1% /
                /dev/y 9223372036854775807 1 1 1% /y
                /dev/z 1 1
                /dev/alone
                """)
            .read(Filesystem.TABLE);

    assertThat(broken.rows()).isEmpty();
    assertThat(broken.coverage().reason()).contains("4 line(s)");
  }

  @Test
  void aPointWithoutDecimalsIsNoNumber() {
    var output = "Filesystem 1K-blocks Used Available Use% Mounted on\n/dev/vda 9 2. 7 26% /\n";
    var read = Sample.root().command("df -al", output).read(Filesystem.TABLE);
    assertThat(read.rows()).isEmpty();
    assertThat(read.coverage().reason()).contains("a number that is malformed or too large");
  }

  @ParameterizedTest
  @CsvSource({
    "df -B1, 1B-blocks, 1073741824",
    "df -B M, 1M-blocks, 1024M",
    "df -BM, 1M-blocks, 1024M",
    "df -B 1K, 1K-blocks, 1048576",
    "df -B 4K, 4K-blocks, 262144",
    "df -BG, 1G-blocks, 1G",
    "df -m, 1M-blocks, 1024",
    "df -B 1024, 1K-blocks, 1048576",
    "df -h, Size, '1,0G'"
  })
  void blocksMayBeOfAnySize(String command, String heading, String size) {
    var root =
        at(
            "/",
            Sample.root()
                .command(
                    command,
                    "Filesystem "
                        + heading
                        + "  Used Available Use% Mounted on\n/dev/vda "
                        + size
                        + " 0 0 0% /\n"));
    assertThat(root.sizeBytes()).isEqualTo(1L << 30);
  }

  @Test
  void blocksOfThousandsAreNotTakenForPowersOfTwo() {
    var df = "Filesystem 1kB-blocks Used Available Use% Mounted on\n/dev/vda 5 0 0 0% /\n";
    assertThat(at("/", Sample.root().command("df -B kB", df)).sizeBytes()).isEqualTo(5000);
    var mega = df.replace("1kB", "1MB");
    assertThat(at("/", Sample.root().command("df -B MB", mega)).sizeBytes()).isEqualTo(5_000_000);
  }
}
