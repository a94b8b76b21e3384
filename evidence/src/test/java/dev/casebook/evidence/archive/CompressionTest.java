package dev.casebook.evidence.archive;

import static dev.casebook.evidence.archive.Samples.join;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.evidence.Budget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
  /// What was read of a stream, and what was wrong with it.
  @SuppressWarnings("ArrayRecordComponent")
  record Read(Compression compression, byte[] bytes, Optional<Problem> problem) {
    static Read of(byte[] compressed, Limits limits) {
      return of(new ByteArrayInputStream(compressed), limits);
    }

    static Read of(InputStream in, Limits limits) {
      var opened = Compression.open(in, limits);
      try (var stream = opened.bytes()) {
        return new Read(opened.compression(), stream.readAllBytes(), stream.problem());
      } catch (IOException failure) {
        throw new AssertionError(failure);
      }
    }

    Problem.Kind kind() {
      return problem.orElseThrow().kind();
    }
  }

  private static Read read(byte[] compressed) {
    return Read.of(compressed, Limits.DEFAULT);
  }

  private static byte[] compress(Compression compression, byte[] plain) {
    return RealTool.filter(plain, compression.toString(), "-c");
  }

  private static void assertSame(byte[] compressed, byte[] plain) {
    var read = read(compressed);
    assertThat(read.problem()).isEmpty();
    assertThat(Arrays.equals(read.bytes(), plain)).as("%d bytes", plain.length).isTrue();
  }

  static Stream<Compression> decoded() {
    return Arrays.stream(Compression.values())
        .filter(compression -> compression != Compression.NONE && compression.isRead());
  }

  static Stream<String> commands() {
    return Stream.of(
        "gzip -1",
        "gzip -9",
        "xz -0",
        "xz -6",
        "xz -9e --check=sha256",
        "xz -3 --check=none",
        "xz -3 --check=crc32",
        "xz -T2 --block-size=100000",
        "xz -T2 -0",
        "xz --lzma2=preset=6,lc=0,lp=4,pb=0",
        "xz --lzma2=preset=6,lc=4,lp=0,pb=4,dict=4096",
        "xz --delta=dist=4 --lzma2=preset=1",
        "xz -T2 --block-size=100000 --x86 --lzma2=preset=0",
        "lzma -1",
        "xz --format=lzma -9",
        "bzip2 -1",
        "bzip2 -9",
        "zstd -1",
        "zstd --fast=5",
        "zstd -3 --no-check",
        "zstd -12",
        "zstd -19 --long=27",
        "zstd -T2 -B1000000 -5");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void decodesWhatTheRealToolMade(String command) {
    for (int size : new int[] {0, 1, 300, 70_000, 700_000}) {
      var plain = Samples.mixture(size, size);
      assertSame(RealTool.filter(plain, (command + " -c").split(" ", -1)), plain);
    }
    var text = Samples.log(1, 1_500_000);
    assertSame(RealTool.filter(text, (command + " -c").split(" ", -1)), text);
    var zeros = new byte[3_000_000];
    assertSame(RealTool.filter(zeros, (command + " -c").split(" ", -1)), zeros);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "bzip2", "zstd"})
  void decodesConcatenatedStreams(String tool) {
    var one = RealTool.filter("one\n".getBytes(US_ASCII), tool, "-c");
    var none = RealTool.filter(new byte[0], tool, "-c");
    var text = Samples.log(2, 200_000);
    var two = RealTool.filter(text, tool, "-c");
    assertSame(
        join(one, none, two, one),
        join("one\n".getBytes(US_ASCII), text, "one\n".getBytes(US_ASCII)));
  }

  @Test
  void doesNotAskAPipeHowMuchIsAvailable() {
    var one = RealTool.filter("one\n".getBytes(US_ASCII), "gzip", "-c");
    var pipe =
        new SequenceInputStream(new ByteArrayInputStream(one), new ByteArrayInputStream(one));
    assertThat(Read.of(pipe, Limits.DEFAULT).bytes()).isEqualTo("one\none\n".getBytes(US_ASCII));
  }

  @ParameterizedTest
  @MethodSource("decoded")
  void reportsTrailingBytes(Compression compression) {
    var text = Samples.log(3, 50_000);
    var read = read(join(compress(compression, text), "trailing rubbish".getBytes(US_ASCII)));
    assertThat(read.bytes()).isEqualTo(text);
    assertThat(read.kind()).isEqualTo(Problem.Kind.NOTICE);
    assertThat(read.problem().orElseThrow().reason()).startsWith("50000 bytes, followed by");
  }

  @Test
  void takesPaddingOfZerosForWhatItIs() {
    var text = Samples.log(4, 1000);
    assertSame(join(compress(Compression.GZIP, text), new byte[512]), text);
    assertSame(join(compress(Compression.XZ, text), new byte[512]), text);
  }

  @ParameterizedTest
  @MethodSource("decoded")
  void givesEverythingBeforeTheCut(Compression compression) {
    var text = Samples.log(5, 1_200_000);
    var whole = compress(compression, text);
    assertThat(read(whole).compression()).isEqualTo(compression);
    var random = new Random(5);
    for (int i = 0; i < 80; i++) {
      int within = i < 20 ? i : i < 40 ? whole.length - i + 12 : random.nextInt(whole.length - 6);
      int cut = Math.min(6 + within, whole.length - 1);
      var read = read(Arrays.copyOf(whole, cut));
      assertThat(read.kind()).as("cut at %d", cut).isEqualTo(Problem.Kind.TRUNCATED);
      assertThat(read.problem().orElseThrow().reason())
          .startsWith("truncated after %d bytes: ".formatted(read.bytes().length));
      assertThat(Arrays.equals(read.bytes(), Arrays.copyOf(text, read.bytes().length))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "xz -T2 --block-size=30000"})
  void losesNextToNothingBeforeACut(String command) {
    var text = Samples.log(6, 400_000);
    var whole = RealTool.filter(text, (command + " -c").split(" ", -1));
    for (int part = 1; part < 10; part++) {
      int cut = whole.length * part / 10;
      int wanted = text.length * part / 10;
      assertThat(read(Arrays.copyOf(whole, cut)).bytes().length)
          .isBetween(wanted - 20_000, wanted + 20_000);
    }
  }

  @ParameterizedTest
  @MethodSource("decoded")
  void survivesFlippedBytes(Compression compression) {
    var random = new Random(7);
    for (int size : new int[] {200, 20_000}) {
      var text = Samples.mixture(7, size);
      var whole = compress(compression, text);
      for (int i = 0; i < 1000; i++) {
        var read = Read.of(Samples.damaged(whole, random), withTotalBytes(1 << 20));
        assertThat(read.bytes().length).isLessThanOrEqualTo(1 << 20);
        if (read.problem().isEmpty() && read.compression() == compression) {
          assertThat(read.bytes()).isEqualTo(text);
        }
      }
    }
  }

  /// Its blocks are of 100,000 bytes.
  @Test
  void ofBzip2ADamagedBlockIsLostAlone() {
    var text = Samples.log(12, 350_000);
    var whole = RealTool.filter(text, "bzip2", "-1", "-c");
    var second = Arrays.copyOf(whole, whole.length);
    second[whole.length * 3 / 7] ^= 0x10;
    var read = read(join(second, whole));
    var reason = read.problem().orElseThrow().reason();
    assertThat(read.kind()).isEqualTo(Problem.Kind.CORRUPT);
    assertThat(reason)
        .matches(".* a bzip2 block after byte \\d+ can't be decoded and was left out");
    int before = Integer.parseInt(reason.replaceFirst(".* after byte (\\d+) .*", "$1"));
    int lost = 2 * text.length + 1 - read.bytes().length;
    assertThat(before).isBetween(90_000, 260_000);
    assertThat(lost).isBetween(90_000, 120_000);
    var all = new String(text, US_ASCII);
    assertThat(new String(read.bytes(), US_ASCII))
        .isEqualTo(all.substring(0, before) + "\n" + all.substring(before + lost) + all);
  }

  @Test
  void ofBzip2AStreamWithADamagedHeaderIsRead() {
    var text = Samples.log(13, 150_000);
    var whole = RealTool.filter(text, "bzip2", "-2", "-c");
    for (int bit = 0; bit < 32; bit++) {
      var second = Arrays.copyOf(whole, whole.length);
      second[bit / 8] ^= (byte) (1 << (bit % 8));
      var read = read(join(whole, second));
      assertThat(read.bytes()).as("bit %d", bit).isEqualTo(join(text, text));
      // A flip can make it another level, which reads the same blocks.
      if (read.problem().isPresent() || bit < 24) {
        assertThat(read.kind()).as("bit %d", bit).isEqualTo(Problem.Kind.CORRUPT);
        assertThat(read.problem().orElseThrow().reason())
            .endsWith("4 bytes between bzip2 streams are none of theirs");
      }
    }
    var apart = read(join(join(whole, new byte[3000]), whole));
    assertThat(apart.bytes()).isEqualTo(join(text, text));
    assertThat(apart.problem().orElseThrow().reason())
        .endsWith("3000 bytes between bzip2 streams are none of theirs");
    var padded = read(join(whole, new byte[3000]));
    assertThat(padded.bytes()).isEqualTo(text);
    assertThat(padded.kind()).isEqualTo(Problem.Kind.NOTICE);
  }

  @Test
  void ofBzip2ABlockWithADamagedMarkIsRead() {
    var text = Samples.log(14, 80_000);
    var whole = RealTool.filter(text, "bzip2", "-1", "-c");
    whole[6] ^= 0x04;
    assertThat(read(whole).bytes()).isEqualTo(text);
  }

  private static Limits withTotalBytes(long totalBytes) {
    return Limits.DEFAULT.withTotalBytes(totalBytes);
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "GZIP", "XZ", "LZMA", "BZIP2", "ZSTD"})
  void stopsAtTheOutputCap(Compression compression) {
    var text = Samples.log(8, 100_000);
    var whole = compression == Compression.NONE ? text : compress(compression, text);
    var fits = Read.of(whole, withTotalBytes(100_000));
    assertThat(fits.problem()).isEmpty();
    assertThat(fits.bytes()).hasSize(100_000);
    var cut = Read.of(whole, withTotalBytes(99_999));
    assertThat(cut.bytes()).hasSize(99_999);
    assertThat(cut.kind()).isEqualTo(Problem.Kind.LIMIT);
    assertThat(cut.problem().orElseThrow().reason())
        .isEqualTo("cut after 99999 bytes: more than the 99999 bytes allowed");
  }

  @ParameterizedTest
  @MethodSource("decoded")
  void acceptsALogOfZerosButNoBomb(Compression compression) {
    var zeros = compress(compression, new byte[10 << 20]);
    assertThat(read(zeros).problem()).isEmpty();
    var strict = Limits.DEFAULT.withRatio(250, 1 << 20);
    var bomb = Read.of(zeros, strict);
    assertThat(bomb.kind()).isEqualTo(Problem.Kind.LIMIT);
    assertThat(bomb.bytes().length).isBetween(1 << 20, (1 << 20) + (1 << 19));
  }

  private static Limits window(long bytes) {
    return Limits.DEFAULT.within(Budget.OF_PROCESS.withWindowBytes(bytes));
  }

  @Test
  void refusesWindowsLargerThanAllowed() {
    var text = Samples.log(9, 1000);
    var limits = window(1 << 20);
    var xz = Read.of(RealTool.filter(text, "xz", "--lzma2=dict=1536MiB", "-c"), limits);
    assertThat(xz.kind()).isEqualTo(Problem.Kind.LIMIT);
    assertThat(xz.problem().orElseThrow().reason())
        .isEqualTo(
            "cut after 0 bytes: needs a window of 1610612736 bytes, more than the 1048576 allowed");
    var lzma = Read.of(RealTool.filter(text, "lzma", "-9", "-c"), limits);
    assertThat(lzma.problem().orElseThrow().reason())
        .isEqualTo(
            "cut after 0 bytes: needs a window of 67108864 bytes, more than the 1048576 allowed");
    var zstd = RealTool.filter(Samples.noise(9, 3 << 20), "zstd", "-1", "--long=23", "-c");
    assertThat(Read.of(zstd, limits).kind()).isEqualTo(Problem.Kind.LIMIT);
    assertThat(Read.of(zstd, window(8 << 20)).problem()).isEmpty();
  }

  @Test
  void passesOverSkippableZstdFrames() {
    var text = Samples.log(10, 1000);
    byte[] skippable = {0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 'a', 'b', 'c'};
    var frame = compress(Compression.ZSTD, text);
    assertSame(join(skippable, frame, skippable, frame), join(text, text));
    assertThat(read(Arrays.copyOf(skippable, 10)).kind()).isEqualTo(Problem.Kind.TRUNCATED);
  }

  @Test
  void refusesAZstdFrameThatNeedsADictionaryByItsNumber() {
    byte[] frame = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0x21, 42, 0, 1, 0, 0};
    assertThat(read(frame).problem())
        .contains(
            Problem.of(
                Problem.Kind.UNSUPPORTED,
                "not read after 0 bytes: a zstd frame needs the dictionary 42"));
  }

  @Test
  void readsAnXzBlockWhoseWindowIsLargerThanAllowedWhenItsSizeIsNot() {
    var text = Samples.log(11, 500_000);
    var xz = RealTool.filter(text, "xz", "-T2", "--lzma2=dict=1GiB", "-c");
    assertThat(Read.of(xz, window(1 << 20)).bytes()).isEqualTo(text);
  }

  /// Blocks of 24 MiB are what `xz -T0` makes unless told otherwise, as every `xz` since 5.6.
  @Test
  void decodesWholeBlocksAheadHoweverLarge() {
    var plain = join(Collections.nCopies(12, Samples.log(15, 3 << 20)).toArray(byte[][]::new));
    var xz = RealTool.filter(plain, "xz", "-0", "-T2", "--block-size=24MiB", "-c");
    var room = new Budget(1 << 20, 80L << 20, 1 << 20, 1 << 20, 1 << 20);
    var read = Read.of(xz, Limits.DEFAULT.within(room));
    assertThat(read.problem()).isEmpty();
    assertThat(Arrays.equals(read.bytes(), plain)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"xz", "xz --format=lzma"})
  void copiesWhatLiesFurtherBackThanTheHeapHolds(String tool) {
    var noise = Samples.noise(13, 11 << 20);
    var plain = join(noise, Samples.log(13, 3 << 20), noise, Samples.noise(14, 9 << 20), noise);
    String[] command = (tool + " --lzma1=preset=0,dict=24MiB -c").split(" ", -1);
    if (tool.equals("xz")) {
      command[1] = "--lzma2=preset=0,dict=24MiB";
    }
    var compressed = RealTool.filter(plain, command);
    assertThat(compressed.length).isLessThan(plain.length / 2 + (4 << 20));
    assertSame(compressed, plain);
  }

  @ParameterizedTest
  @CsvSource({
    "1F9D90, compress",
    "04224D186440A7, lz4",
    "02214C18, lz4",
    "4C5A495001, lzip",
    "894C5A4F000D0A1A0A, lzop",
    "FF060000734E61507059, snappy"
  })
  void namesWhatItDoesNotReadAndGivesNoBytes(String head, String name) {
    var read = read(join(HexFormat.of().parseHex(head), Samples.noise(15, 1000)));
    assertThat(read.bytes()).isEmpty();
    assertThat(read.problem())
        .contains(
            Problem.of(
                Problem.Kind.UNSUPPORTED,
                "not read after 0 bytes: compressed with " + name + "; unpack it first"));
  }

  @Test
  void tellsAFailingMediumFromDamage() {
    var whole = compress(Compression.XZ, Samples.log(12, 500_000));
    var failing =
        new SequenceInputStream(
            new ByteArrayInputStream(whole, 0, whole.length / 2), new FailingMedium());
    var read = Read.of(failing, Limits.DEFAULT);
    assertThat(read.kind()).isEqualTo(Problem.Kind.UNREADABLE);
    assertThat(read.problem().orElseThrow().reason())
        .endsWith("reading failed: Input/output error");
    assertThat(read.bytes().length).isGreaterThan(200_000);
  }

  @ParameterizedTest
  @MethodSource("decoded")
  void readsATinySourceByteByByte(Compression compression) throws IOException {
    var whole = compress(compression, "a line\n".getBytes(US_ASCII));
    try (var stream = Compression.open(new OneAtATime(whole), Limits.DEFAULT).bytes()) {
      assertThat(stream.read()).isEqualTo('a');
      assertThat(stream.readAllBytes()).isEqualTo(" line\n".getBytes(US_ASCII));
      assertThat(stream.count()).isEqualTo(7);
    }
  }

  private static final class FailingMedium extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("Input/output error");
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      return read();
    }
  }

  /// A source that gives one byte a read, as a slow pipe does.
  private static final class OneAtATime extends ByteArrayInputStream {
    OneAtATime(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] to, int offset, int length) {
      return super.read(to, offset, Math.min(length, 1));
    }
  }
}
