package dev.casebook.wings.accounts.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.wings.accounts.journal.Journal;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochsTest {

  @TempDir private Path folder = Path.of("");

  private static Ask vote(String from, long epoch, long lastEpoch, long number) {
    return new Ask(Ask.Kind.VOTE, from, epoch, lastEpoch, number, "");
  }

  private static Ask add(String from, long epoch) {
    return new Ask(Ask.Kind.ADD, from, epoch, epoch, 0, "");
  }

  private Epochs begun() throws IOException {
    return new Epochs(folder, "one");
  }

  @Test
  void aVoteIsGivenOnceInAnEpochAlsoAfterTheProcessEnded() throws Exception {
    assertThat(begun().vote(vote("two", 3, 1, 5), 1, 5)).isTrue();
    var again = begun();
    assertThat(again.vote(vote("three", 3, 1, 5), 1, 5)).isFalse();
    assertThat(again.vote(vote("two", 3, 1, 5), 1, 5)).isTrue();
    assertThat(again.vote(vote("three", 4, 1, 5), 1, 5)).isTrue();
    assertThat(again.vote(vote("two", 3, 1, 5), 1, 5)).isFalse();
  }

  @Test
  void nobodyIsVotedForWhoLacksALine() throws Exception {
    var epochs = begun();
    assertThat(epochs.vote(vote("two", 9, 1, 4), 1, 5)).isFalse();
    assertThat(epochs.vote(vote("two", 9, 1, 99), 2, 5)).isFalse();
    assertThat(epochs.vote(vote("two", 9, 2, 1), 1, 5)).isTrue();
  }

  @Test
  void whoeverHearsAWriterVotesForNobody() throws Exception {
    var epochs = begun();
    assertThat(epochs.follow(add("two", 2))).isTrue();
    assertThat(epochs.vote(vote("three", 3, 9, 9), 1, 5)).isFalse();
    assertThat(epochs.epoch()).isEqualTo(2);
  }

  @Test
  void aWriterOfAnEarlierEpochIsNotFollowedAndALaterOneEndsOurs() throws Exception {
    var epochs = begun();
    try (var journal = Journal.in(folder, _ -> {})) {
      var tally = new Tally(journal, "one", 1);
      long epoch = epochs.stand(4);
      assertThat(epoch).isEqualTo(5);
      assertThat(epochs.lead(epoch, tally)).isTrue();
      assertThat(epochs.leading()).isSameAs(tally);
      assertThat(epochs.follow(add("two", 4))).isFalse();
      assertThat(tally.isOver()).isFalse();
      assertThat(epochs.follow(add("two", 6))).isTrue();
      assertThat(tally.isOver()).isTrue();
      assertThatThrownBy(epochs::leading).hasMessageContaining("this node follows two");
      assertThat(epochs.lead(epoch, tally)).isFalse();
    }
  }
}
