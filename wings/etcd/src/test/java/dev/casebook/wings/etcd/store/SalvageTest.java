package dev.casebook.wings.etcd.store;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SalvageTest {

  private static final int PAGE = 16_384;

  private final DamageLog damages = new DamageLog();

  private static List<Revision> revisions(RecordSource source) {
    var revisions = new ArrayList<Revision>();
    for (var records = source.records(new DamageLog()); records.next(); ) {
      revisions.add(records.record().revision());
    }
    return revisions;
  }

  private Salvage salvage(byte[] file) {
    return Salvage.of(MemorySegment.ofArray(file), damages);
  }

  private static byte[] zeroed(byte[] file, int pageSize, int... pages) {
    var changed = file.clone();
    for (var page : pages) {
      Arrays.fill(changed, page * pageSize, (page + 1) * pageSize, (byte) 0);
    }
    return changed;
  }

  private static History history() {
    var history = new History();
    for (var i = 0; i < 100; i++) {
      history.put("key" + i % 30, "value");
    }
    return history;
  }

  @Test
  void aSoundFileNeedsNoSearch() {
    var salvage = salvage(Sample.MEMBER.clone());
    assertThat(damages.isEmpty()).isTrue();
    assertThat(salvage.leaves()).isZero();
    assertThat(revisions(salvage)).isEqualTo(revisions(Sample.store()));
  }

  @Test
  void aLostBranchHidesNothing() {
    var salvage = salvage(zeroed(history().file(), PAGE, 3));
    assertThat(damages.isEmpty()).isFalse();
    assertThat(revisions(salvage)).isEqualTo(revisions(history().store()));
    assertThat(salvage.currentRevision()).isEqualTo(101);
  }

  @Test
  void lostMetasHideNothing() {
    var salvage = salvage(zeroed(history().compact(40).file(), PAGE, 0, 1));
    assertThat(salvage.pageSize()).isEqualTo(PAGE);
    assertThat(salvage.store()).isEmpty();
    assertThat(salvage.compactRevision()).isEqualTo(40);
    assertThat(revisions(salvage)).isEqualTo(revisions(history().store()));
  }

  @Test
  void aLostLeafLosesItsRecordsAndNoOthers() {
    var salvage = salvage(zeroed(history().file(), PAGE, 5));
    assertThat(damages.kept())
        .singleElement()
        .hasToString(
            "page 5: wrong page id: it holds zeros;"
                + " lost: keys from revision 42/0 to before revision 82/0");
    assertThat(revisions(salvage)).hasSize(60).doesNotContain(new Revision(42, 0)).isSorted();
  }

  @Test
  void whatTheTreeHoldsIsNotMixedWithWhatItLeftBehind() {
    // A leaf of an older transaction, in a page that nothing leads to: its key was deleted and
    // compacted away.
    var file = history().file();
    var stale = new History().put("ghost", "value").file();
    var longer = Arrays.copyOf(file, file.length + PAGE);
    var page = file.length / PAGE;
    System.arraycopy(stale, 4 * PAGE, longer, page * PAGE, PAGE);
    longer[page * PAGE] = (byte) page;
    assertThat(revisions(salvage(longer))).isEqualTo(revisions(history().store()));
    assertThat(Sample.live(KeySpace.at(salvage(longer), 101, damages)))
        .noneMatch(key -> key.startsWith("ghost"));
  }

  @Test
  void theKeysOfASalvagedHistoryAreRead() {
    var salvage = salvage(zeroed(history().file(), PAGE, 3));
    assertThat(Sample.live(KeySpace.at(salvage, 101, damages)))
        .isEqualTo(Sample.live(KeySpace.at(history().store(), 101, damages)));
    assertThat(Checksums.hashKv(salvage, 101, new DamageLog()))
        .isEqualTo(Checksums.hashKv(history().store(), 101, new DamageLog()));
  }

  private static byte[] counting(byte[] file, int page, int count) {
    ByteBuffer.wrap(file).order(LITTLE_ENDIAN).putShort(page * PAGE + 10, (short) count);
    return file;
  }

  /// With the history's bucket leading elsewhere; of a file that was never compacted.
  private static byte[] rooted(byte[] file, int page) {
    var root = new String(file, StandardCharsets.ISO_8859_1).indexOf("key", 2 * PAGE) + 3;
    file[root] = (byte) page;
    return file;
  }

  @Test
  void aPageThatCountsTooFewHidesNothing() {
    for (var page : new int[] {3, 4, 5, 6}) {
      var log = new DamageLog();
      var file = counting(history().file(), page, page == 3 ? 1 : 0);
      assertThat(revisions(Salvage.of(MemorySegment.ofArray(file), log)))
          .isEqualTo(revisions(history().store()));
      assertThat(log.kept()).singleElement().asString().contains("wrong element count");
    }
  }

  @Test
  void aRecordThatIsNoneIsLostAlone() {
    var file = history().file();
    // The tag of the key, behind 40 elements and the first revision.
    file[5 * PAGE + 16 + 40 * 16 + Revision.BYTES] = -1;
    var salvage = salvage(file);
    assertThat(damages.kept())
        .singleElement()
        .hasToString("page 5: record not valid: it is not what etcd writes; lost: revision 42/0");
    assertThat(salvage.lostRanges()).hasSize(1);
    assertThat(revisions(salvage)).hasSize(99).doesNotContain(new Revision(42, 0));
  }

  @Test
  void aCopyOfARecordThatIsNoneIsFound() {
    var whole = history().file();
    var file = Arrays.copyOf(whole, whole.length + PAGE);
    System.arraycopy(whole, 5 * PAGE, file, whole.length, PAGE);
    file[whole.length] = (byte) (whole.length / PAGE);
    file[5 * PAGE + 16 + 40 * 16 + Revision.BYTES] = -1;
    assertThat(revisions(salvage(file))).isEqualTo(revisions(history().store()));
  }

  @Test
  void aBucketThatLeadsToTheBucketOfBucketsHidesNothing() {
    assertThat(revisions(salvage(rooted(history().file(), 2))))
        .isEqualTo(revisions(history().store()));
    // Both metas lead to it.
    assertThat(damages.kept())
        .hasSize(2)
        .allMatch(damage -> damage.toString().contains("record not valid"));
  }

  @Test
  void aBucketThatLeadsToOneOfItsLeavesHidesNothing() {
    for (var page : new int[] {5, 6}) {
      var log = new DamageLog();
      var file = MemorySegment.ofArray(rooted(history().file(), page));
      assertThat(revisions(Salvage.of(file, log))).isEqualTo(revisions(history().store()));
      assertThat(log.kept())
          .singleElement()
          .asString()
          .contains("records that nothing leads to: revision", "lost: revisions 2 to ");
    }
  }

  @Test
  void aKeyThatWasRewrittenLaterMustBeInTheTree() {
    var history = new History();
    for (var i = 0; i < 40; i++) {
      history.put("a", "value");
    }
    for (var i = 0; i < 60; i++) {
      history.put("b" + i % 30, "value");
    }
    history.compact(81);
    var whole = revisions(history.store());
    var salvage = salvage(rooted(history.file(), 4));
    assertThat(damages.isEmpty()).isTrue();
    assertThat(revisions(salvage.ofAllPages(damages))).isEqualTo(whole);
    assertThat(damages.kept())
        .singleElement()
        .asString()
        .contains("rewrites a key that the tree lacks");
  }

  @Test
  void whatAnUnfinishedTransactionLeftIsNoLoss() {
    var file = history().file();
    var later = history().put("key1", "value").put("new", "value").put("new", "value").file();
    var longer = Arrays.copyOf(file, file.length + PAGE);
    System.arraycopy(later, 6 * PAGE, longer, file.length, PAGE);
    longer[file.length] = (byte) (file.length / PAGE);
    assertThat(revisions(salvage(longer).ofAllPages(damages)))
        .isEqualTo(revisions(history().store()));
    assertThat(damages.isEmpty()).isTrue();
  }

  @Test
  void aRevisionThatARestoreRaisedIsNoLoss() {
    var raised = history().raise(1_000_000).put("key1", "value").file();
    assertThat(salvage(raised).ofAllPages(damages).lostRanges()).isEmpty();
    assertThat(damages.isEmpty()).isTrue();
  }

  @Test
  void aFileOfZerosHasNothing() {
    assertThat(revisions(salvage(new byte[100_000]))).isEmpty();
    assertThat(damages.isEmpty()).isFalse();
  }

  @Test
  void aFileOfLessThanAPageHasNothing() {
    assertThat(revisions(salvage(new byte[10]))).isEmpty();
    assertThat(revisions(salvage(new byte[0]))).isEmpty();
  }
}
