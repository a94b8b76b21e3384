package dev.casebook.evidence.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The system's liblzma and our own decoder, held against each other and against what `xz` wrote.
class LzmaLibraryTest {
  private static final long WINDOW_MAX = 64 << 20;
  private static final long AHEAD_MAX = 64 << 20;

  /// A match that leads out of its chunk is passed over by ours; the library gives its part.
  private static final int LAST_SYMBOL = LzmaDecoder.MATCH_MAX;

  /// What came out before the end or before damage, and what that was.
  private record Outcome(byte[] bytes, String problem) {}

  private static Outcome byLibrary(byte[] xz) {
    return read(xz, 0);
  }

  private static Outcome byOurs(byte[] xz) {
    return read(xz, Long.MAX_VALUE);
  }

  private static Outcome read(byte[] xz, long libraryMin) {
    var decoder = new XzStream(new ByteSource(xz), WINDOW_MAX, AHEAD_MAX, libraryMin);
    try (var stream = new BoundedStream(decoder, 1 << 26)) {
      var bytes = stream.readAllBytes();
      var problem = stream.problem().map(p -> p.kind() + ": " + p.reason()).orElse("");
      return new Outcome(bytes, problem.replaceFirst("after \\d+ bytes", "after some bytes"));
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /// Where it is missing all is as it was, but a machine that tests should have it.
  @Test
  void theLibraryOfTheSystemIsFound() {
    var library = LzmaLibrary.decoder();
    assertThat(library).as("liblzma.so.5; apt-get install -y liblzma5").isPresent();
    assertThat(library.orElseThrow().begin(4096)).isTrue();
    library.orElseThrow().close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xz -0",
        "xz -6",
        "xz -9",
        "xz -9e --check=sha256",
        "xz -3 --check=none",
        "xz -3 --check=crc32",
        "xz -T0 --block-size=100000",
        "xz --block-size=50000 --lzma2=preset=6,dict=4096",
        "xz --lzma2=preset=6,lc=0,lp=4,pb=0",
        "xz --lzma2=preset=6,lc=4,lp=0,pb=4,dict=4096",
        "xz --delta=dist=4 --lzma2=preset=1",
        "xz --x86 --lzma2=preset=1",
        "xz --arm64 --lzma2=preset=1"
      })
  void bothDecodeWhatXzWrote(String command) {
    var plain =
        Samples.join(
            Samples.log(1, 700_000),
            Samples.noise(2, 200_000),
            new byte[300_000],
            Samples.mixture(3, 70_000));
    for (int size : new int[] {0, 1, 300, 70_000, plain.length}) {
      var part = Arrays.copyOf(plain, size);
      var xz = RealTool.filter(part, (command + " -c").split(" ", -1));
      assertThat(byLibrary(xz)).usingRecursiveComparison().isEqualTo(new Outcome(part, ""));
      assertThat(byOurs(xz)).usingRecursiveComparison().isEqualTo(new Outcome(part, ""));
    }
  }

  @Test
  void concatenatedStreamsAndTrailingBytesAreTheSame() {
    var text = Samples.log(4, 200_000);
    var one = RealTool.filter(text, "xz", "-c");
    var blocks = RealTool.filter(text, "xz", "-T2", "--block-size=60000", "-c");
    var all = Samples.join(one, blocks, new byte[8], one, new byte[] {'r', 'u', 'b'});
    assertThat(byLibrary(all)).usingRecursiveComparison().isEqualTo(byOurs(all));
    assertThat(byLibrary(all).bytes()).isEqualTo(Samples.join(text, text, text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"xz -6", "xz -T2 --block-size=30000", "xz -1 --check=none"})
  void everyByteBeforeACutIsGiven(String command) {
    var plain = Samples.join(Samples.log(5, 200_000), Samples.noise(6, 90_000));
    var xz = RealTool.filter(plain, (command + " -c").split(" ", -1));
    var random = new Random(5);
    for (int i = 0; i < 60; i++) {
      var cut = Arrays.copyOf(xz, 12 + random.nextInt(xz.length - 12));
      var library = byLibrary(cut);
      assertThat(library.problem()).as("cut at %d", cut.length).isEqualTo(byOurs(cut).problem());
      assertThat(library.bytes()).as("cut at %d", cut.length).isEqualTo(byOurs(cut).bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"xz -6", "xz -T2 --block-size=8000", "xz -1 --check=none"})
  void damageIsTheSame(String command) {
    var plain = Samples.mixture(7, 60_000);
    var xz = RealTool.filter(plain, (command + " -c").split(" ", -1));
    var random = new Random(7);
    for (int i = 0; i < 300; i++) {
      var damaged = Samples.damaged(xz, random);
      var library = byLibrary(damaged);
      var ours = byOurs(damaged);
      assertThat(library.problem()).as("damage %d", i).isEqualTo(ours.problem());
      int shared = Math.min(library.bytes().length, ours.bytes().length);
      assertThat(Math.abs(library.bytes().length - ours.bytes().length))
          .as("damage %d", i)
          .isLessThanOrEqualTo(LAST_SYMBOL);
      assertThat(Arrays.equals(library.bytes(), 0, shared, ours.bytes(), 0, shared))
          .as("damage %d", i)
          .isTrue();
    }
  }
}
