package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A report that the real `sos` makes of this machine, and this machine itself, looked at whole.
@Tag("integration")
class RealHostTest {

  @TempDir private Path folder;

  @Test
  void aRealSosReportIsDiagnosedWhole() throws Exception {
    var report = sosReport().toString();
    var diagnosis = Launch.of("diagnose", report);
    assertThat(diagnosis.errors()).isEmpty();
    assertThat(diagnosis.status()).isIn(0, 1);
    assertThat(diagnosis.output()).doesNotContain("error  ").contains("Exit status");
    for (var table : List.of("hosts", "packages", "processes", "mounts", "memory", "addresses")) {
      assertThat(count(table, report)).as(table).isPositive();
    }
    assertThat(count("evidence", report)).isGreaterThan(100);
  }

  @Test
  void thisHostIsDiagnosedAsItIs() {
    var diagnosis = Launch.of("diagnose");
    assertThat(diagnosis.errors()).isEmpty();
    assertThat(diagnosis.status()).isIn(0, 1);
    assertThat(count("processes")).isPositive();
  }

  private static long count(String table, String... source) {
    var words = new ArrayList<>(List.of("sql", "select count(*) from " + table));
    words.addAll(List.of("--format", "csv"));
    words.addAll(List.of(source));
    var answer = Launch.of(words.toArray(String[]::new));
    assertThat(answer.status()).as(answer.errors()).isZero();
    return Long.parseLong(answer.output().lines().skip(1).findFirst().orElseThrow());
  }

  /// Made by Debian's package sosreport, with the plugins that tables read.
  private Path sosReport() throws IOException, InterruptedException {
    var plugins = "host,kernel,networking,memory,filesys,process,systemd,logs,dpkg,pam";
    var log = folder.resolve("sos.log").toFile();
    var process =
        new ProcessBuilder(
                List.of(
                    "sos",
                    "report",
                    "--batch",
                    "--quiet",
                    "--tmp-dir",
                    folder.toString(),
                    "-o",
                    plugins))
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).as("sos ends").isTrue();
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".tar.xz"))
          .findFirst()
          .orElseThrow(
              () -> new AssertionError("sos made no report; is sosreport installed? " + log));
    }
  }
}
