package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server whose revocation list lies in a folder of mode 0700, as an archive made by tar: its
/// headers tell what no file in it tells.
class ClosedFolderTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void headersTellThatTheDaemonsUserCannotReachItsList() throws Exception {
    assertThat(diagnosed(packed("rwx------", "root")))
        .contains(
            "OpenVPN, as nobody, can't enter /etc/openvpn/pki (rwx------, of root), where its CRL"
                + " pki/crl.pem lies")
        .contains("commands/tar_-tv:");
  }

  @Test
  void anOpenFolderIsNoFinding() throws Exception {
    assertThat(diagnosed(packed("rwxr-xr-x", "root"))).contains("No finding");
  }

  @Test
  void anArchiveThatAnOrdinaryUserPackedAgainTellsNoRights() throws Exception {
    assertThat(diagnosed(packed("rwx------", "ann"))).contains("No finding");
  }

  private Path packed(String permissions, String owner) throws IOException, InterruptedException {
    var pki = Files.createDirectories(folder.resolve("host/etc/openvpn/pki"));
    Files.writeString(folder.resolve("host/etc/hostname"), "vpn1\n");
    Files.writeString(
        folder.resolve("host/etc/openvpn/server.conf"),
        "server 10.8.0.0 255.255.255.0\nuser nobody\ngroup nogroup\ncrl-verify pki/crl.pem\n");
    Files.writeString(pki.resolve("crl.pem"), "");
    Files.setPosixFilePermissions(pki, PosixFilePermissions.fromString(permissions));
    var archive = folder.resolve("vpn1.tar");
    var tar =
        new ProcessBuilder(
                List.of(
                    "tar",
                    "-C",
                    folder.toString(),
                    "-cf",
                    archive.toString(),
                    "--owner=" + owner + ":0",
                    "--group=" + owner + ":0",
                    "host"))
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    return archive;
  }

  private static String diagnosed(Path archive) {
    var report = Launch.of("diagnose", "--note", "openvpn-crl-not-enforced", archive.toString());
    return report.output().replaceAll("\\s+", " ");
  }
}
