package dev.casebook.evidence.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ExpansionsTest {

  private static final int MIB = 1 << 20;

  private static byte[] gzip(byte[] plain) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static BoundedStream read(Expansions all, String file, byte[] compressed) {
    var bytes =
        Compression.open(new ByteArrayInputStream(compressed), Limits.DEFAULT)
            .bytes()
            .within(all, file);
    bytes.skip(Long.MAX_VALUE);
    return bytes;
  }

  private static List<String> said(BoundedStream bytes) {
    return bytes.problem().map(problem -> problem.kind() + " " + problem.reason()).stream()
        .toList();
  }

  @Test
  void bombsBelowTheBoundOfOneAreOneTogether() {
    var all = new Expansions(Limits.DEFAULT.withRatio(250, 10 * MIB));
    var zeros = gzip(new byte[4 * MIB]);
    assertThat(said(read(all, "a", zeros))).isEmpty();
    assertThat(said(read(all, "b", zeros))).isEmpty();
    var third = read(all, "c", zeros);
    assertThat(third.count()).isLessThan(3 * MIB);
    assertThat(said(third))
        .singleElement()
        .asString()
        .matches(
            "LIMIT cut after \\d+ bytes: it expands more than 250 times, and so do all compressed"
                + " files together");
    // A log of the usual proportions does not pay for them, and what was read may be read again.
    assertThat(read(all, "log", gzip(Samples.log(1, 2 * MIB))).count()).isEqualTo(2 * MIB);
  }

  @Test
  void aFileCountsOnceHoweverOftenItIsRead() {
    var all = new Expansions(Limits.DEFAULT.withRatio(250, 10 * MIB));
    var zeros = gzip(new byte[4 * MIB]);
    for (int i = 0; i < 10; i++) {
      assertThat(said(read(all, "a", zeros))).isEmpty();
    }
  }

  @Test
  void allTogetherHaveTheBoundOfOneSource() {
    var all = new Expansions(Limits.DEFAULT.withTotalBytes(5 * MIB));
    assertThat(said(read(all, "a", gzip(Samples.log(1, 4 * MIB))))).isEmpty();
    assertThat(said(read(all, "b", gzip(Samples.log(2, 4 * MIB)))))
        .singleElement()
        .asString()
        .contains("all compressed files together hold more than the 5242880 bytes allowed");
  }
}
