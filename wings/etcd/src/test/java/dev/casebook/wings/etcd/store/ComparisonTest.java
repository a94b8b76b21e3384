package dev.casebook.wings.etcd.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private final List<Comparison.Difference> differences = new ArrayList<>();

  private Comparison compare(long revision, Store... stores) {
    return Comparison.of(List.of(stores), revision, new DamageLog(), differences::add);
  }

  @Test
  void aMemberAndItsSnapshotAgree() {
    var comparison =
        compare(251, Sample.store(), Sample.store(Sample.SNAPSHOT.clone()), Sample.store());
    assertThat(comparison).isEqualTo(new Comparison(251, 118, 0));
    assertThat(comparison.agrees()).isTrue();
    assertThat(differences).isEmpty();
  }

  @Test
  void aMemberAheadAgreesAtTheCommonRevision() {
    var behind = new History().put("a", "1").put("b", "1").store();
    var ahead = new History().put("a", "1").put("b", "1").delete("a").store();
    assertThat(Comparison.commonRevision(List.of(ahead, behind)))
        .isEqualTo(new AskedRevision.Available(3));
    assertThat(compare(3, ahead, behind).agrees()).isTrue();
  }

  @Test
  void aStoreCompactedBeyondTheOthersHasNoCommonRevision() {
    var behind = new History().put("a", "1").store();
    assertThat(Comparison.commonRevision(List.of(Sample.store(), behind)))
        .isEqualTo(new AskedRevision.Compacted(2, 150));
  }

  @Test
  void everyKeyThatDiffersIsNamedWithWhatEachHas() {
    var one = new History().put("a", "1").put("b", "same").put("c", "1").store();
    var two = new History().put("a", "2").put("b", "same").put("d", "1").store();
    assertThat(compare(4, one, two)).isEqualTo(new Comparison(4, 4, 3));
    assertThat(differences).extracting(Comparison.Difference::key).containsExactly("a", "c", "d");
    assertThat(differences.get(1).sides().getFirst()).map(KeyVersion::version).contains(1L);
    assertThat(differences.get(1).sides().getLast()).isEmpty();
  }
}
