package dev.casebook.evidence.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.RISCVOptions;
import org.tukaani.xz.XZOutputStream;

/// What the real tools write when they are asked for more than the usual.
@Tag("integration")
class RealCompressionTest {
  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  private static void assertDecodes(byte[] compressed, byte[] plain) {
    try (var stream =
        Compression.open(new ByteArrayInputStream(compressed), Limits.DEFAULT).bytes()) {
      var bytes = stream.readAllBytes();
      assertThat(stream.problem()).isEmpty();
      assertThat(bytes).isEqualTo(plain);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xz --x86 --lzma2=preset=1 -c",
        "xz --x86=start=4096 --lzma2=preset=1 -c",
        "xz --arm --lzma2=preset=1 -c",
        "xz --armthumb --lzma2=preset=1 -c",
        "xz --arm64 --lzma2=preset=1 -c",
        "xz --powerpc --lzma2=preset=1 -c",
        "xz --ia64 --lzma2=preset=1 -c",
        "xz --sparc --lzma2=preset=1 -c",
        "xz --delta=dist=256 --x86 --arm --lzma2=preset=1 -c",
        "xz -9e -c",
        "xz -9e --lzma2=preset=6,dict=100MiB -c",
        "xz -T2 --block-size=300000 --arm64 --lzma2=preset=1 -c",
        "lzma -9 -c",
        "lzma -1 -c",
        "zstd --ultra -22 -c",
        "zstd --long=27 -3 -c",
        "zstd -T2 --adapt -c",
        "bzip2 -9 -c",
        "gzip -9 -c"
      })
  void isDecodedWithMachineCodeAndNoise(String command) throws IOException {
    var code = Files.readAllBytes(Path.of(System.getProperty("java.home"), "lib/libjava.so"));
    var plain = Samples.join(code, Samples.noise(1, MIB), Samples.log(2, 2 * MIB), code);
    assertDecodes(RealTool.filter(plain, command.split(" ", -1)), plain);
  }

  /// The filter for RISC-V is younger than the xz of today's distributions.
  @Test
  void theRiscvFilterIsUndone() throws IOException {
    var plain = Samples.join(Samples.noise(3, MIB), Samples.log(3, MIB));
    var out = new ByteArrayOutputStream();
    var filters = new FilterOptions[] {new RISCVOptions(), new LZMA2Options(0)};
    try (var xz = new XZOutputStream(out, filters)) {
      xz.write(plain);
    }
    assertDecodes(out.toByteArray(), plain);
  }

  @ParameterizedTest
  @CsvSource({
    "compress -c, compress",
    "lz4 -c, lz4",
    "lz4 -l -c, lz4",
    "lzip -c, lzip",
    "lzop -c, lzop"
  })
  void whatIsNotReadIsNamedAndNeverTakenForText(String command, String name) throws IOException {
    var compressed = RealTool.filter(Samples.log(4, 100_000), command.split(" ", -1));
    var opened = Compression.open(new ByteArrayInputStream(compressed), Limits.DEFAULT);
    try (var stream = opened.bytes()) {
      assertThat(stream.readAllBytes()).isEmpty();
      assertThat(stream.problem())
          .contains(
              Problem.of(
                  Problem.Kind.UNSUPPORTED,
                  "not read after 0 bytes: compressed with " + name + "; unpack it first"));
    }
  }

  /// Windows of 64 and 128 MiB with matches that need them.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "xz --lzma2=preset=0,dict=64MiB -c",
        "lzma --lzma1=preset=0,dict=64MiB -c",
        "zstd -1 --long=27 -c"
      })
  void theHeapOfAChildProcessReadsTheLargestWindows(String command) throws IOException {
    var noise = Samples.noise(5, 18 * MIB);
    var plain = Samples.join(Collections.nCopies(8, noise).toArray(byte[][]::new));
    var compressed = RealTool.filter(plain, command.split(" ", -1));
    assertThat(compressed.length).isLessThan(20 * MIB);
    var file = Files.write(folder.resolve("window"), compressed);
    assertThat(SmallHeap.readIn("192m", file))
        .containsExactly("window: 150994944 bytes, Optional.empty");
  }

  @Test
  void theZstdLibraryWritesWhatIsReadHereAndByZstd() throws IOException {
    var plain = Samples.log(6, 3 * MIB);
    var out = new ByteArrayOutputStream();
    try (OutputStream zstd = new ZstdOutputStream(out, 3).setChecksum(true)) {
      zstd.write(plain);
    }
    assertDecodes(out.toByteArray(), plain);
    assertThat(RealTool.filter(out.toByteArray(), "zstd", "-dc")).isEqualTo(plain);
  }

  @Test
  void aZstdDictionaryIsRefusedByItsNumber() throws IOException {
    for (int i = 0; i < 200; i++) {
      Files.write(folder.resolve("sample" + i), Samples.log(i, 1000));
    }
    RealTool.in(folder, "sh", "-c", "zstd -q --train sample* --dictID=7 --maxdict=10000 -o dict");
    var compressed = RealTool.in(folder, "zstd", "-q", "-D", "dict", "-c", "sample1");
    try (var stream =
        Compression.open(new ByteArrayInputStream(compressed), Limits.DEFAULT).bytes()) {
      assertThat(stream.readAllBytes()).isEmpty();
      assertThat(stream.problem().map(Problem::reason))
          .isEqualTo(Optional.of("not read after 0 bytes: a zstd frame needs the dictionary 7"));
    }
  }
}
