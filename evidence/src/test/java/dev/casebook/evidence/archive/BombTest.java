package dev.casebook.evidence.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Archives that are small and hold more than any machine, read in a JVM with 64 MiB of heap.
///
/// What each gives is asserted to the byte or member; that the JVM survives is the bound on memory.
class BombTest {
  private static final int UNIT = 64 << 20;

  /// Ten gigabytes in such units.
  private static final int UNITS = 160;

  @TempDir Path folder;
  private final List<Path> files = new ArrayList<>();

  private void make(String name, byte[]... parts) throws IOException {
    files.add(Files.write(folder.resolve(name), Samples.join(parts)));
  }

  private static byte[] times(int count, byte[] unit) {
    return Samples.join(Collections.nCopies(count, unit).toArray(byte[][]::new));
  }

  /// The header of a member that holds ten gigabytes.
  private static byte[] header() {
    var size = "120000000000".getBytes(US_ASCII);
    return new TarBuilder().header("zeros".getBytes(UTF_8), '0', size, "").unfinished();
  }

  private List<String> readAll() {
    return SmallHeap.readIn("64m", files.toArray(Path[]::new));
  }

  @Test
  void endlessZerosAreCutWhateverCompressedThem() throws IOException {
    for (var tool : new String[] {"gzip", "xz", "bzip2", "zstd"}) {
      // The formats allow streams one after another, so one unit makes them all.
      var zeros = RealTool.filter(new byte[UNIT], tool, "-c");
      make("tar." + tool, RealTool.filter(header(), tool, "-c"), times(UNITS, zeros));
    }
    assertThat(readAll())
        .containsExactly(
            "tar.gzip: 1 members, 67108864 bytes kept, [LIMIT, TRUNCATED]",
            "tar.xz: 1 members, 67108864 bytes kept, [LIMIT, TRUNCATED]",
            "tar.bzip2: 1 members, 67108864 bytes kept, [LIMIT, TRUNCATED]",
            "tar.zstd: 1 members, 67108864 bytes kept, [LIMIT, TRUNCATED]");
  }

  @Test
  void zipBombsFlatOverlappingAndNestedAreCut() throws IOException {
    var flat = new ZipBuilder();
    flat.add(ZipBuilder.file("zeros", "").data(deflatedZeros()).size(10L << 30));
    make("flat.zip", flat.build());

    var overlapping = new ZipBuilder();
    int offset = overlapping.add(ZipBuilder.file("0", new byte[UNIT]));
    for (int i = 1; i < 1000; i++) {
      overlapping.list(ZipBuilder.file(Integer.toString(i), new byte[0]).size(UNIT), offset);
    }
    make("overlapping.zip", overlapping.build());

    byte[] nested = flat.build();
    for (int depth = 0; depth < 5; depth++) {
      var outer = new ZipBuilder();
      for (int i = 0; i < 16; i++) {
        outer.add(ZipBuilder.file(i + ".zip", nested));
      }
      nested = outer.build();
    }
    make("nested.zip", nested);
    assertThat(readAll())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("flat.zip: 1 members, 67108864 bytes kept, ["),
            line -> assertThat(line).startsWith("overlapping.zip: 1000 members").contains("LIMIT"),
            line -> assertThat(line).startsWith("nested.zip: 16 members").endsWith("[]"));
  }

  /// Ten gigabytes of zeros deflated: blocks flushed so that they can be repeated.
  private static byte[] deflatedZeros() {
    try (var deflater = new Deflater(9, true)) {
      deflater.setInput(new byte[UNIT]);
      var unit = new byte[1 << 18];
      int size = deflater.deflate(unit, 0, unit.length, Deflater.FULL_FLUSH);
      // An empty last block of fixed codes.
      return Samples.join(times(UNITS, Arrays.copyOf(unit, size)), new byte[] {3, 0});
    }
  }

  @Test
  void aLineOfAGigabyteStreamsThrough() throws IOException {
    var line = new byte[UNIT];
    for (int i = 0; i < line.length; i++) {
      line[i] = (byte) ('a' + i % 26);
    }
    make("line.gz", times(16, RealTool.filter(line, "gzip", "-c")));
    assertThat(readAll()).containsExactly("line.gz: 1073741824 bytes, Optional.empty");
  }

  @Test
  void aMillionEmptyMembersAreReadAndAsManyListedAsFit() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out, 1 << 16)) {
      for (int i = 0; i < 1_000_000; i++) {
        gzip.write(new TarBuilder().file("var/log/pods/" + i + "/0.log", "").unfinished());
      }
      gzip.write(new byte[1024]);
    }
    make("members.tar.gz", out.toByteArray());
    assertThat(readAll())
        .singleElement()
        .satisfies(line ->
            assertThat(line).matches("members.tar.gz: 1\\d{4} members, 0 bytes kept, \\[LIMIT]"));
  }

  @Test
  void aWindowThatDoesNotFitIsRefusedAndNotAllocated() throws IOException {
    var text = RealTool.in(folder, "cat", "/proc/self/status");
    make("window.xz", RealTool.filter(text, "xz", "--lzma2=dict=1GiB", "-c"));
    make(
        "window.zst",
        RealTool.filter(Samples.noise(1, UNIT >> 3), "zstd", "-1", "--long=27", "-c"));
    assertThat(readAll())
        .containsExactly(
            "window.xz: 0 bytes, Optional[LIMIT]", "window.zst: 0 bytes, Optional[LIMIT]");
  }
}
