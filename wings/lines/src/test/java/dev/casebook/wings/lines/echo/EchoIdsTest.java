package dev.casebook.wings.lines.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EchoIdsTest {

  @Test
  void noneComesTwiceAndNoneOfOthersAtAll() {
    var ids = new EchoIds(new Random(1));
    ids.taken(14640);
    var given = new HashSet<Integer>();
    for (int i = 0; i < 65_534; i++) {
      assertThat(given.add(ids.next())).isTrue();
    }
    assertThat(given).doesNotContain(0, 14640);
  }

  @Test
  void whenAllWereGivenTheyBeginAnew() {
    var ids = new EchoIds(new Random(2));
    for (int i = 0; i < 70_000; i++) {
      assertThat(ids.next()).isBetween(1, 65_535);
    }
  }

  @Test
  void aReplyIsKnownByWhatItCarries() {
    var data = new EchoData(42, 56);
    assertThat(data.number(data.of(7))).hasValue(7);
    assertThat(new EchoData(43, 56).number(data.of(7))).isEmpty();
    var changed = data.of(7);
    changed[30] ^= 1;
    assertThat(data.difference(changed, 7)).hasValue(30);
    assertThat(data.difference(data.of(7), 7)).isEmpty();
    assertThat(new EchoData(42, 8).isMarked()).isFalse();
  }
}
