package dev.casebook.evidence.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  @TempDir Path folder;

  private static Spool.Region keep(Spool spool, byte[] bytes) {
    return spool.keep(new ByteArrayInputStream(bytes));
  }

  private List<Path> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void keepsSmallAndLargeMembers() throws IOException {
    try (var spool = new Spool(folder)) {
      var regions = new ArrayList<Spool.Region>();
      int[] sizes = {0, 1, 65_535, 65_536, 65_537, 300_000, 5};
      for (int size : sizes) {
        regions.add(keep(spool, Samples.noise(size, size)));
      }
      for (int i = 0; i < sizes.length; i++) {
        assertThat(regions.get(i).size()).isEqualTo(sizes[i]);
        assertThat(regions.get(i).isTruncated()).isFalse();
        assertThat(regions.get(i).open()).hasBinaryContent(Samples.noise(sizes[i], sizes[i]));
      }
    }
  }

  @Test
  void itsFileHasNoNameWhileItIsInUse() throws IOException {
    try (var spool = new Spool(folder)) {
      var large = keep(spool, Samples.noise(1, 200_000));
      assertThat(names()).isEmpty();
      assertThat(deletedFilesHeldOpen()).anyMatch(name -> name.contains(folder.toString()));
      assertThat(large.open()).hasBinaryContent(Samples.noise(1, 200_000));
    }
    assertThat(deletedFilesHeldOpen()).noneMatch(name -> name.contains(folder.toString()));
  }

  private static List<String> deletedFilesHeldOpen() throws IOException {
    var names = new ArrayList<String>();
    try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (var descriptor : descriptors.toList()) {
        if (Files.isSymbolicLink(descriptor)) {
          names.add(Files.readSymbolicLink(descriptor).toString());
        }
      }
    }
    names.removeIf(name -> !name.endsWith("(deleted)"));
    return names;
  }

  @Test
  void makesNoFileForSmallMembers() throws IOException {
    var absent = folder.resolve("absent");
    try (var spool = new Spool(absent)) {
      assertThat(keep(spool, new byte[1000]).size()).isEqualTo(1000);
      var large = keep(spool, new byte[1 << 20]);
      assertThat(large.isTruncated()).isTrue();
      assertThat(large.problem().orElseThrow().reason()).startsWith("could not be kept");
    }
  }

  @Test
  void keepsNoMoreThanItsBound() throws IOException {
    try (var spool = new Spool(folder, 250_000, 10_000)) {
      assertThat(keep(spool, new byte[8_000]).isTruncated()).isFalse();
      assertThat(keep(spool, new byte[8_000]).isTruncated()).isFalse();
      assertThat(keep(spool, new byte[200_000]).size()).isEqualTo(200_000);
      var cut = keep(spool, Samples.noise(1, 200_000));
      assertThat(cut.size()).isEqualTo(34_000);
      assertThat(cut.isTruncated()).isTrue();
      assertThat(cut.problem().orElseThrow().reason())
          .isEqualTo("cut: all members kept exceed 250000 bytes");
      assertThat(cut.open()).hasBinaryContent(Arrays.copyOf(Samples.noise(1, 200_000), 34_000));
      assertThat(keep(spool, new byte[100]).size()).isZero();
    }
  }

  @Test
  void keepsWhatCameBeforeAFailure() throws IOException {
    try (var spool = new Spool(folder)) {
      var region = spool.keep(new FailsAt(100_000));
      assertThat(region.isTruncated()).isTrue();
      assertThat(region.size()).isEqualTo(65_536);
    }
  }

  @Test
  void readsFromAnyPosition() throws IOException {
    var bytes = Samples.noise(2, 150_000);
    try (var spool = new Spool(folder)) {
      for (var region : List.of(keep(spool, bytes), keep(spool, Arrays.copyOf(bytes, 100)))) {
        var heap = ByteBuffer.allocate(30);
        assertThat(region.read(50, heap)).isEqualTo(30);
        assertThat(heap.array()).isEqualTo(Arrays.copyOfRange(bytes, 50, 80));
        var direct = ByteBuffer.allocateDirect(100);
        assertThat(region.read(region.size() - 10, direct)).isEqualTo(10);
        assertThat(direct.position()).isEqualTo(10);
        assertThat(region.read(region.size(), direct)).isEqualTo(-1);
        assertThat(region.read(-1, direct)).isEqualTo(-1);
      }
    }
  }

  @Test
  void isReadByManyThreadsEvenInterruptedOnes() throws Exception {
    try (var spool = new Spool(folder);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var regions = new ArrayList<Spool.Region>();
      for (int i = 0; i < 20; i++) {
        regions.add(keep(spool, Samples.noise(i, 70_000 + i)));
      }
      var tasks = new ArrayList<Callable<Boolean>>();
      for (int task = 0; task < 200; task++) {
        int seed = task;
        tasks.add(() -> {
          int which = new Random(seed).nextInt(20);
          if (seed % 3 == 0) {
            Thread.currentThread().interrupt();
          }
          var read = regions.get(which).open().readAllBytes();
          return Arrays.equals(read, Samples.noise(which, 70_000 + which));
        });
      }
      for (var result : threads.invokeAll(tasks)) {
        assertThat(result.get()).isTrue();
      }
    }
  }

  @Test
  void cannotBeReadOnceItIsClosed() throws IOException {
    var spool = new Spool(folder);
    var small = keep(spool, new byte[10]);
    var large = keep(spool, new byte[100_000]);
    spool.close();
    assertThatThrownBy(() -> small.open().read()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> large.open().read()).isInstanceOf(IOException.class);
    assertThat(keep(spool, new byte[100_000]).isTruncated()).isTrue();
  }

  /// Gives a byte a read, and fails after so many of them.
  private static final class FailsAt extends InputStream {
    private int left;

    FailsAt(int given) {
      left = given;
    }

    @Override
    public int read() throws IOException {
      if (left-- == 0) {
        throw new IOException("Input/output error");
      }
      return 'x';
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      to[offset] = (byte) read();
      return 1;
    }
  }
}
