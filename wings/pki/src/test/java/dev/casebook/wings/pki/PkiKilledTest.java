package dev.casebook.wings.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes killed between each two writes to the disk.
@Tag("integration")
class PkiKilledTest {

  /// More than any of the changes crosses.
  private static final int BORDERS_MAX = 100;

  private static final int KILLED = 137;

  private static final String NAMES = "cd pki && find . -type f -not -path './.casebook/*' | sort";

  @TempDir private Path folder = Path.of("");

  private int killedAt(int border, Path pki, String... arguments) throws Exception {
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KilledAtBorder.class.getName(),
                Integer.toString(border),
                pki.toString()));
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line).inheritIO().start().waitFor();
  }

  @Test
  void aRevocationThatIsKilledAnywhereLeavesTheOldStateOrTheNewOne() throws Exception {
    var shell = new Shell(folder);
    var base = folder.resolve("base");
    assertThat(Launch.of(base, "init").status()).isZero();
    assertThat(Launch.of(base, "issue", "btc").status()).isZero();
    shell.sh("cp -a base pki");
    var pki = folder.resolve("pki");
    assertThat(Launch.of(pki, "revoke", "btc").status()).isZero();
    var newNames = shell.sh(NAMES);

    int olds = 0;
    int news = 0;
    int border = 1;
    for (; border < BORDERS_MAX; border++) {
      shell.sh("rm -rf pki && cp -a base pki");
      var old = shell.state("pki");
      int status = killedAt(border, pki, "revoke", "btc");
      if (status == 0) {
        break;
      }
      assertThat(status).isEqualTo(KILLED);
      var seen = Launch.of(pki, "list", "--json");
      assertThat(seen.status()).as(seen.errors()).isZero();
      var now = shell.state("pki");
      boolean revoked =
          shell
                  .run(
                      "openssl verify -CAfile pki/ca.crt -crl_check -CRLfile pki/crl.pem"
                          + " $(find pki -name '*.crt' -not -name ca.crt)")
                  .status()
              != 0;
      if (seen.output().contains("\"revoked\"")) {
        news++;
        assertThat(revoked).isTrue();
        assertThat(shell.sh(NAMES)).isEqualTo(newNames);
        var log = Launch.of(pki, "log").output().lines().toList();
        var id = log.get(log.size() - 2).split(" ")[0];
        assertThat(Launch.of(pki, "undo", id).status()).isZero();
        assertThat(shell.state("pki")).as("border " + border).isEqualTo(old);
      } else {
        olds++;
        assertThat(revoked).isFalse();
        assertThat(now).as("border " + border).isEqualTo(old);
        assertThat(Launch.of(pki, "revoke", "btc").status()).isZero();
      }
      assertThat(shell.sh("ls -A pki/.casebook")).doesNotContain(".draft");
    }
    assertThat(olds).isGreaterThan(5);
    assertThat(news).isGreaterThan(10);
    assertThat(border).isLessThan(BORDERS_MAX);
  }
}
