package dev.casebook.signals;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepeatsTest {

  @Test
  void linesAreCountedAndTheLastOneTold() {
    long one = Repeats.withAnother(0, 0, 17);
    assertThat(Repeats.count(one)).isOne();
    assertThat(Repeats.line(one)).isZero();
    assertThat(Repeats.end(one)).isEqualTo(17);
    long repeats = 0;
    for (int i = 0; i < (1 << 20) - 1; i++) {
      repeats = Repeats.withAnother(repeats, i, i + 4095 - i % 4000);
    }
    assertThat(Repeats.count(repeats)).isEqualTo((1 << 20) - 1);
    assertThat(Repeats.line(repeats)).isEqualTo((1 << 20) - 2);
    assertThat(Repeats.end(repeats)).isEqualTo((1 << 20) - 2 + 4095 - ((1 << 20) - 2) % 4000);
  }
}
