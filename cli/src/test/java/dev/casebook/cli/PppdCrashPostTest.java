package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The post about pppd that crashed the night after `kernel.pid_max` was raised to 512000.
class PppdCrashPostTest {

  private static final String NOTE = "pppd-pid-overflow";

  /// Backtrace and memory map, word by word: with dashes of the blog's software and the lines of
  /// other programs in between, under a host's name of two words.
  private static final String POST = "vpn/pppd-pid-overflow/fires/seed";

  @TempDir private Path folder = Path.of("");

  private PostedEvidence posted() {
    return new PostedEvidence(folder);
  }

  @Test
  void thePostsBacktraceIsKnown() {
    var post = posted().like(POST);

    assertThat(post.found()).containsExactly(NOTE);
    assertThat(post.said(NOTE))
        .contains("pppd crashed in rc_mksid of /usr/lib/../lib64/pppd/2.4.5/radius.so")
        .contains("(pppd ran as 88951)")
        .contains("supported pppd runs with process ids above 65535")
        .contains("CVE-2015-3310");
  }

  @Test
  void withTheSettingThatThePostTellsOfTheKernelIsNamedToo() {
    var host = new PostedEvidence(folder.resolve("host"));
    new PostedEvidence(folder.resolve("host/var/log")).like(POST);
    host.with("etc/sysctl.d/90-std.conf", "kernel.pid_max = 512000\n");
    host.with("proc/sys/kernel/pid_max", "512000\n");

    assertThat(host.said(NOTE))
        .contains("supported The kernel gives out process ids above 65535")
        .contains("supported A file of this host raises the limit at boot kernel.pid_max = 512000");
  }

  @Test
  void aBacktraceOfAnotherHostAndAnotherDaemonIsKnown() {
    var other =
        posted()
            .with("etc/hostname", "lns2\n")
            .with(
                "var/log/syslog",
                """
                Mar  3 02:00:11 lns2 xl2tpd[400]: *** buffer overflow detected ***: terminated
                Mar  3 02:00:11 lns2 xl2tpd[400]: ======= Backtrace: =========
                Mar  3 02:00:11 lns2 xl2tpd[400]: /usr/lib/pppd/2.4.6/radius.so(rc_mksid+0x3d)[0x7f11aa0021bd]
                Mar  3 02:00:11 lns2 pppd[131072]: Exit.
                """);

    assertThat(other.found()).containsExactly(NOTE);
    assertThat(other.said(NOTE))
        .contains("rc_mksid of /usr/lib/pppd/2.4.6/radius.so")
        .contains("(pppd ran as 131072)");
  }

  @Test
  void aCrashElsewhereInThePluginIsAnotherThing() {
    var other = posted().like(POST, text -> text.replace("rc_mksid", "rc_avpair_new"));

    assertThat(other.found()).isEmpty();
  }

  @Test
  void aMapWithoutABacktraceIsNoCrash() {
    var map = posted().like(POST, text -> text.replaceAll("(?m)^.*rc_mksid.*\\R", ""));

    assertThat(map.found()).isEmpty();
  }
}
