package dev.casebook.wings.captures.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.wings.captures.capture.Recording.Ring;
import dev.casebook.wings.captures.format.FrameReader;
import dev.casebook.wings.captures.format.PcapngWriter.Described;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Described LO = new Described(1, 0, "web1:lo", "", "", "");

  @TempDir private Path folder;

  private static List<Long> seconds(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var frames = FrameReader.open(in::read);
      var seconds = new ArrayList<Long>();
      while (frames.next()) {
        assertThat(frames.interfaceName()).isEqualTo("web1:lo");
        seconds.add(frames.time() / SECOND);
      }
      assertThat(frames.problems()).isEmpty();
      return seconds;
    }
  }

  /// Twelve packets, one a second, written to a ring.
  private Recording written(Ring ring) throws IOException {
    var recording = Recording.toFile(folder.resolve("web.pcapng"), ring, "Linux", "test");
    int on = recording.describe(LO);
    for (int second = 0; second < 12; second++) {
      recording.packet(on, second * SECOND, new byte[1000], 1000);
    }
    recording.close();
    return recording;
  }

  @Test
  void aRingBySecondsKeepsItsLastFilesEachACaptureOfItsOwn() throws IOException {
    var recording = written(new Ring(0, 5 * SECOND, 2));
    assertThat(recording.files())
        .containsExactly(
            folder.resolve("web_00002_19700101000005.pcapng"),
            folder.resolve("web_00003_19700101000010.pcapng"));
    assertThat(recording.removed()).isEqualTo(1);
    assertThat(seconds(recording.files().getFirst())).containsExactly(5L, 6L, 7L, 8L, 9L);
    assertThat(seconds(recording.files().getLast())).containsExactly(10L, 11L);
    try (var there = Files.list(folder)) {
      assertThat(there).hasSize(2);
    }
  }

  @Test
  void aRingBySizeLosesNoPacket() throws IOException {
    var recording = written(new Ring(3000, 0, 0));
    assertThat(recording.files()).hasSize(4);
    var all = new ArrayList<Long>();
    long bytes = 0;
    for (var file : recording.files()) {
      all.addAll(seconds(file));
      bytes += Files.size(file);
    }
    assertThat(all).hasSize(12).isSorted();
    assertThat(recording.written()).isEqualTo(bytes);
  }

  @Test
  void aFileIsItsOwnersAndNoOtherIsOverwritten() throws IOException {
    var file = written(Ring.NONE).files().getFirst();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(seconds(file)).hasSize(12);
    assertThatThrownBy(() -> written(Ring.NONE)).isInstanceOf(FileAlreadyExistsException.class);
  }
}
