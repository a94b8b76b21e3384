package dev.casebook.evidence.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.casebook.evidence.Budget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Any bytes as compressed ones: decoded to an end within the bound, and the same however they
/// arrive.
class DecodersFuzz {

  private static final int BYTES_MAX = 1 << 20;

  private static final Limits LIMITS =
      Limits.DEFAULT.within(Budget.OF_PROCESS.withWindowBytes(8 << 20));

  static Stream<byte[]> seeds() {
    var plain = Samples.join(Samples.log(3, 900), new byte[300], Samples.noise(4, 200));
    return Stream.of(
            "gzip -9 -c",
            "xz -0 -c",
            "xz -c --delta=dist=3 --arm64 --lzma2=preset=0",
            "lzma -0 -c",
            "xz -c --check=none --lzma2=preset=6,lc=0,lp=4,pb=0",
            "bzip2 -c",
            "zstd -1 -c",
            "zstd -19 -c --no-check")
        .map(command -> RealTool.filter(plain, command.split(" ")));
  }

  @MethodSource("seeds")
  @FuzzTest
  void theyAreDecodedToAnEnd(byte[] bytes) throws IOException {
    var compression = Compression.of(Arrays.copyOf(bytes, Compression.HEAD_BYTES));
    if (compression == Compression.NONE) {
      return;
    }
    var whole = read(compression, new ByteSource(bytes));
    var trickling = new ByteSource(new Trickle(bytes));
    assertThat(read(compression, trickling)).isEqualTo(whole);
  }

  private static byte[] read(Compression compression, ByteSource source) throws IOException {
    try (var stream = new BoundedStream(compression.decoder(source, LIMITS), BYTES_MAX)) {
      var bytes = stream.readAllBytes();
      assertThat(bytes.length).isLessThanOrEqualTo(BYTES_MAX);
      return bytes;
    }
  }

  /// Gives a few bytes at a time.
  private static final class Trickle extends ByteArrayInputStream {
    Trickle(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
      return super.read(into, offset, Math.min(length, 5));
    }
  }
}
