package dev.casebook.evidence.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.casebook.evidence.Budget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Any bytes as an archive: read to an end within its limits, no member outside of it.
class ArchiveFuzz {

  private static final long TOTAL_BYTES = 4 << 20;

  private static final Limits LIMITS =
      Limits.DEFAULT
          .withMembers(1_000)
          .withMemberBytes(1 << 20)
          .withTotalBytes(TOTAL_BYTES)
          .within(Budget.OF_PROCESS.withWindowBytes(8 << 20))
          .withRatio(250, 1 << 20);

  /// What the real programs make of a small folder.
  static Stream<byte[]> seeds() {
    var folder = folder();
    try {
      var tar = RealTool.in(folder, "tar", "-c", "--format=gnu", ".");
      var pax = RealTool.in(folder, "tar", "-c", "--format=posix", "--sparse", ".");
      var zip = RealTool.in(folder, "zip", "-q", "-r", "-y", "-", ".");
      var stored = RealTool.in(folder, "zip", "-q", "-r", "-0", "-", ".");
      return Stream.concat(
          Stream.of(tar, pax, zip, stored),
          Stream.of("gzip", "xz", "bzip2", "zstd").map(tool -> RealTool.filter(tar, tool, "-c")));
    } finally {
      delete(folder);
    }
  }

  private static Path folder() {
    try {
      var folder = Files.createTempDirectory("casebook-test");
      var log = Files.createDirectories(folder.resolve("var/log"));
      Files.write(log.resolve("syslog"), Samples.log(1, 700));
      Files.writeString(folder.resolve("n".repeat(120)), "a long name\n");
      Files.createLink(folder.resolve("same"), log.resolve("syslog"));
      Files.createSymbolicLink(folder.resolve("link"), Path.of("../../etc/passwd"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyBytesAreReadToAnEnd(byte[] bytes) {
    var reading = Reading.of(bytes, LIMITS);
    long total = 0;
    for (var file : reading.files().entrySet()) {
      total += file.getValue().length;
      assertThat(List.of(file.getKey().split("/", -1))).doesNotContain("..", ".");
      assertThat(file.getKey()).doesNotStartWith("/");
      assertThat(file.getKey().getBytes(UTF_8).length).isLessThan(3 * Limits.NAME_BYTES);
    }
    assertThat(total).isLessThanOrEqualTo(TOTAL_BYTES);
    assertThat(reading.said()).allSatisfy(said -> assertThat(said).isNotBlank());
  }
}
