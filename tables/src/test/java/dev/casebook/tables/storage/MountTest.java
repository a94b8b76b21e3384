package dev.casebook.tables.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MountTest {

  static Stream<Sample> forms() {
    return Stream.of(
        Sample.root().fileFrom("/proc/mounts", "mounts/proc-mounts"),
        Sample.root().fileFrom("/proc/self/mountinfo", "mounts/mountinfo"),
        Sample.sosreport().commandFrom("mount -l", "mounts/mount-l"),
        Sample.insights().commandFrom("/bin/mount", "mounts/mount-l"),
        Sample.sosreport().commandFrom("findmnt", "mounts/findmnt"),
        Sample.loose().fileFrom("a.txt", "mounts/proc-mounts"),
        Sample.loose().fileFrom("a.txt", "mounts/mountinfo"),
        Sample.loose().fileFrom("a.txt", "mounts/mount-l"));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyFormTellsTheSameMounts(Sample sample) {
    var mounts = sample.read(Mount.TABLE);

    assertThat(mounts.coverage().isComplete()).as(mounts.coverage().reason()).isTrue();
    assertThat(mounts.rows())
        .contains(
            new Mount("proc", "/proc", "proc", "rw,relatime", false),
            new Mount(
                "/dev/vda",
                "/srv/bind",
                "ext4",
                "rw,relatime,discard,resv_strict,resuid=65534,resgid=65534",
                false),
            new Mount("weird src", "/srv/with space", "tmpfs", "ro,relatime,size=1024k", true))
        .hasSize(7);
  }

  @Test
  void aLabelStandsAfterTheOptions() {
    var mount =
        Sample.root()
            .command("mount -l", "/dev/sda1 on /boot type ext4 (rw,relatime) [BOOT (old)]\n")
            .read(Mount.TABLE);

    assertThat(mount.only())
        .isEqualTo(new Mount("/dev/sda1", "/boot", "ext4", "rw,relatime", false));
  }

  @Test
  void aMountWithItsFileSystemReadOnlyIsReadOnly() {
    var mount =
        Sample.root()
            .file(
                "/proc/self/mountinfo",
                "27 1 254:0 / /data rw,relatime shared:1 - ext4 /dev/sdb1 ro,errors=remount-ro\n")
            .read(Mount.TABLE)
            .only();

    assertThat(mount.readOnly()).isTrue();
    assertThat(mount.options()).isEqualTo("ro,relatime,errors=remount-ro");
  }
}
