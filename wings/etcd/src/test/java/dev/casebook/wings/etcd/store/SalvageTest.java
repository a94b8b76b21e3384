package dev.casebook.wings.etcd.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import java.lang.foreign.MemorySegment;
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
