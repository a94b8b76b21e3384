package dev.casebook.evidence.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSourceTest {

  private static final int SIZE = 3_000_000;

  /// Reads that are larger than the buffer go past it; between them and smaller steps nothing may
  /// be lost, read twice or counted wrongly.
  @Test
  void stepsOfEverySizeReadEachByteOnce() throws IOException {
    var random = new Random(7);
    byte[] bytes = new byte[SIZE];
    random.nextBytes(bytes);
    var source = new ByteSource(new ByteArrayInputStream(bytes));
    byte[] to = new byte[200_000];
    int at = 0;
    while (at < SIZE) {
      int step = random.nextInt(4);
      int wanted = random.nextInt(random.nextBoolean() ? 100 : to.length) + 1;
      if (step == 0) {
        at += (int) source.skip(wanted);
      } else if (step == 1 && source.has(3)) {
        assertThat(source.peek(2)).isEqualTo(bytes[at + 2] & 0xFF);
        source.advance(3);
        source.unread(1);
        at += 2;
      } else {
        int got = source.read(to, 1, Math.min(wanted, to.length - 1));
        assertThat(Arrays.mismatch(to, 1, 1 + got, bytes, at, at + got)).isNegative();
        at += got;
      }
      assertThat(source.offset()).isEqualTo(at);
    }
    assertThat(source.read(to, 0, to.length)).isEqualTo(-1);
    assertThat(source.read(to, 0, 1)).isEqualTo(-1);
    assertThat(source.consumed()).isEqualTo(SIZE);
  }

  /// A closed source's buffer is the next one's.
  @Test
  void whatIsClosedShowsNothingOfAnother() throws IOException {
    var closed = new ByteSource(new ByteArrayInputStream(new byte[] {1, 2, 3})).ofReader();
    assertThat(closed.read()).isEqualTo(1);
    closed.close();
    var next = new ByteSource(new ByteArrayInputStream(new byte[] {4, 5, 6})).ofReader();
    assertThat(next.has(3)).isTrue();
    closed.close();
    var third = new ByteSource(new ByteArrayInputStream(new byte[] {7, 8, 9}));
    assertThat(third.has(3)).isTrue();
    assertThat(closed.read()).isEqualTo(-1);
    assertThat(closed.head(2)).isEmpty();
    assertThat(closed.offset()).isEqualTo(1);
    assertThat(next.readAllBytes()).containsExactly(4, 5, 6);
  }

  @Test
  void aMediumThatFailsInALargeReadFailsEachTime() throws IOException {
    var failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("I/O error");
          }

          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            throw new IOException("I/O error");
          }
        };
    byte[] to = new byte[ByteSource.BUFFER_BYTES];
    var before = new ByteArrayInputStream(new byte[to.length]);
    var source = new ByteSource(new SequenceInputStream(before, failing));
    int read = 0;
    while (read < to.length) {
      read += source.read(to, 0, to.length);
    }
    for (int length : new int[] {to.length, 1, to.length}) {
      assertThatThrownBy(() -> source.read(to, 0, length))
          .isInstanceOf(Damage.class)
          .hasMessageContaining("I/O error");
    }
  }
}
