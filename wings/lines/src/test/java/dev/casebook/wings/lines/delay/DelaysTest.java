package dev.casebook.wings.lines.delay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DelaysTest {

  @Test
  void quantilesAreWithinOnePercentOfTheRealOnes() {
    var random = new Random(5);
    var delays = Delays.fine();
    long[] all = new long[10_000];
    for (int i = 0; i < all.length; i++) {
      all[i] = (long) (Math.exp(random.nextGaussian() * 2) * 1e6) + 2000;
      delays.add(all[i]);
    }
    Arrays.sort(all);
    for (double share : new double[] {0.1, 0.5, 0.95, 0.99}) {
      long exact = all[(int) Math.ceil(share * all.length) - 1];
      assertThat(delays.quantileMillis(share)).isCloseTo(exact / 1e6, Percentage.withPercentage(1));
    }
    assertThat(delays.quantileMillis(0)).isEqualTo(all[0] / 1e6);
    assertThat(delays.quantileMillis(1)).isEqualTo(all[all.length - 1] / 1e6);
  }

  @Test
  void someOfTwoAreThoseOfBoth() {
    var first = Delays.coarse();
    var second = Delays.coarse();
    first.add(1_000_000);
    second.add(9_000_000);
    first.add(second);
    assertThat(first.count()).isEqualTo(2);
    assertThat(first.quantileMillis(1)).isEqualTo(9);
    assertThat(first.countAbove(5)).isEqualTo(1);
  }

  @Test
  void ofNoneNothingIsSaid() {
    assertThat(Delays.fine().quantileMillis(0.5)).isNaN();
  }
}
