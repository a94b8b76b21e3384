package dev.casebook.wings.etcd.bbolt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.bbolt.BoltFile.Child;
import dev.casebook.wings.etcd.bbolt.BoltFile.Leaf;
import dev.casebook.wings.etcd.bbolt.LiveRead.Outcome;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveReadTest {

  /// A file whose owner replaces leaf 4 by 7 and back, each time in a new transaction with a new
  /// value.
  private static final class Owner {

    private final BoltFile file =
        new BoltFile(1024, 10)
            .meta(0, 2, Meta.NO_FREELIST, 10, 10)
            .meta(1, 2, Meta.NO_FREELIST, 10, 9)
            .leaf(2, Leaf.bucket("key", 3))
            .branch(3, Child.of("a", 4), Child.of("d", 5))
            .leaf(4, Leaf.of("a", "10"))
            .leaf(5, Leaf.of("d", "10"));
    private long transaction = 10;

    /// Writes to the pages that were in use two transactions ago, then the meta.
    void commit() {
      writePages();
      writeMeta();
    }

    void writePages() {
      transaction++;
      var value = Long.toString(transaction);
      var odd = transaction % 2;
      file.leaf(4 + 3 * odd, Leaf.of("a", value))
          .leaf(5 + 3 * odd, Leaf.of("d", value))
          .branch(3 + 3 * odd, Child.of("a", 4 + 3 * odd), Child.of("d", 5 + 3 * odd))
          .leaf(2 + 7 * odd, Leaf.bucket("key", 3 + 3 * odd));
    }

    void writeMeta() {
      var odd = transaction % 2;
      file.meta((int) odd, 2 + 7 * odd, Meta.NO_FREELIST, 10, transaction);
    }

    void begin() {
      if (transaction == 10) {
        writePages();
        file.putLong(transaction % 2, 64, 0);
      }
    }
  }

  private static String values(Database database, DamageLog damages, Runnable halfway) {
    var values = new StringBuilder();
    database
        .bucket("key", damages)
        .ifPresent(bucket -> {
          var cursor = bucket.cursor(damages);
          while (cursor.next()) {
            values.append(
                new String(
                    cursor.element().valueBytes().toArray(ValueLayout.JAVA_BYTE),
                    StandardCharsets.UTF_8));
            halfway.run();
          }
        });
    return values.toString();
  }

  private static <T> Outcome.Settled<T> settled(Outcome<T> outcome) {
    if (outcome instanceof Outcome.Settled<T> settled) {
      return settled;
    }
    throw new AssertionError(outcome);
  }

  @Test
  void anUndisturbedWalkIsAccepted() {
    var owner = new Owner();
    var settled =
        settled(LiveRead.read(owner.file::segment, 3, (db, log) -> values(db, log, () -> {})));
    assertThat(settled.result()).isEqualTo("1010");
    assertThat(settled.tries()).isEqualTo(1);
  }

  @Test
  void aWalkThatATransactionOvertookIsDoneAgain() {
    var owner = new Owner();
    var commits = new AtomicInteger(3);
    Runnable halfway =
        () -> {
          if (commits.getAndDecrement() > 0) {
            owner.commit();
          }
        };
    var settled =
        settled(LiveRead.read(owner.file::segment, 9, (db, log) -> values(db, log, halfway)));
    assertThat(settled.result()).isEqualTo("1313");
    assertThat(settled.damages()).isEmpty();
    assertThat(settled.tries()).isGreaterThan(1);
  }

  @Test
  void pagesWrittenByAnUnfinishedTransactionAreNotInTheWay() {
    var owner = new Owner();
    var settled =
        settled(LiveRead.read(owner.file::segment, 1, (db, log) -> values(db, log, owner::begin)));
    assertThat(settled.result()).isEqualTo("1010");
  }

  @Test
  void anOwnerThatNeverRestsLeavesTheReadUnsettled() {
    var owner = new Owner();
    var outcome =
        LiveRead.read(owner.file::segment, 5, (db, log) -> values(db, log, owner::commit));
    assertThat(outcome).isEqualTo(new Outcome.Unsettled<String>(5, 10, 20));
  }

  @Test
  void aFileWithoutAMetaIsUnreadable() {
    var file = BoltFile.sound().zero(0).zero(1);
    var outcome = LiveRead.read(file::segment, 2, (database, damages) -> "never");
    assertThat(outcome).isInstanceOf(Outcome.Unreadable.class);
  }

  @Test
  void realDamageIsToldAsSuch() {
    var file = BoltFile.sound().zero(5);
    var settled = settled(LiveRead.read(file::segment, 2, (db, log) -> values(db, log, () -> {})));
    assertThat(settled.damages()).hasSize(1);
  }
}
