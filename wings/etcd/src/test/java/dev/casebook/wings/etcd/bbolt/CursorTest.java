package dev.casebook.wings.etcd.bbolt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.bbolt.BoltFile.Child;
import dev.casebook.wings.etcd.bbolt.BoltFile.Leaf;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class CursorTest {

  private final DamageLog damages = new DamageLog();

  @Test
  void aSoundBucketGivesItsKeysInOrder() {
    assertThat(BoltFile.sound().keys(damages)).isEqualTo("abcdefghi");
    assertThat(damages.isEmpty()).isTrue();
  }

  @Test
  void anInlineBucketIsReadFromItsValue() {
    var meta = BoltFile.sound().database(damages).bucket("meta", damages).orElseThrow();
    assertThat(meta.isInline()).isTrue();
    assertThat(BoltFile.keys(meta.cursor(damages))).isEqualTo("term");
    assertThat(damages.isEmpty()).isTrue();
  }

  @Test
  void aWalkThatStartsAtTheLastKeyGivesItAlone() {
    var key = BoltFile.sound().database(damages).bucket("key", damages).orElseThrow();
    assertThat(BoltFile.keys(key.cursor(damages).startingAtLast())).isEqualTo("i");
  }

  @Test
  void aZeroedLeafLosesItsKeysAndNoOthers() {
    assertThat(BoltFile.sound().zero(5).keys(damages)).isEqualTo("abcghi");
    assertThat(damages.kept())
        .singleElement()
        .hasToString("page 5: wrong page id: it holds zeros; lost: keys from 64 to before 67");
  }

  @Test
  void aLeafOfAnotherNumberIsNotBelieved() {
    assertThat(BoltFile.sound().putLong(6, 0, 7).keys(damages)).isEqualTo("abcdef");
    assertThat(damages.kept())
        .singleElement()
        .hasToString("page 6: wrong page id: it says it is page 7; lost: keys from 67 on");
  }

  @Test
  void aPageOfAnotherKindIsNotWalked() {
    assertThat(BoltFile.sound().putShort(5, 8, 0x10).keys(damages)).isEqualTo("abcghi");
    assertThat(BoltFile.faults(damages)).containsExactly(Fault.WRONG_KIND);
  }

  @Test
  void flagsOfTwoKindsAreNoKind() {
    assertThat(BoltFile.sound().putShort(5, 8, 3).keys(damages)).isEqualTo("abcghi");
    assertThat(BoltFile.faults(damages)).containsExactly(Fault.WRONG_KIND);
  }

  @Test
  void aCountBeyondThePageIsNotBelieved() {
    assertThat(BoltFile.sound().putShort(5, 10, 64).keys(damages)).isEqualTo("abcghi");
    assertThat(BoltFile.faults(damages)).containsExactly(Fault.COUNT);
  }

  @Test
  void aLeafThatCountsTooFewIsToldOf() {
    assertThat(BoltFile.sound().putShort(5, 10, 1).keys(damages)).isEqualTo("abcdghi");
    assertThat(damages.kept())
        .singleElement()
        .hasToString(
            "page 5: wrong element count: 1 elements, but its table has room for 3;"
                + " lost: keys from 64 to before 67");
  }

  @Test
  void aLeafThatCountsNothingIsNotTakenForEmpty() {
    assertThat(BoltFile.sound().putShort(5, 10, 0).keys(damages)).isEqualTo("abcghi");
    assertThat(BoltFile.faults(damages)).containsExactly(Fault.COUNT);
  }

  @Test
  void aBranchThatCountsTooFewIsToldOf() {
    assertThat(BoltFile.sound().putShort(3, 10, 2).keys(damages)).isEqualTo("abcdef");
    assertThat(damages.kept())
        .singleElement()
        .hasToString(
            "page 3: wrong element count: 2 elements, but its table has room for 3;"
                + " lost: keys from 64 on");
  }

  @Test
  void aBranchWithoutChildrenIsRefused() {
    assertThat(BoltFile.sound().putShort(3, 10, 0).keys(damages)).isEmpty();
    assertThat(BoltFile.faults(damages)).containsExactly(Fault.COUNT);
  }

  @Test
  void anElementOutsideItsPageIsLeftOutAlone() {
    var sizeOfSecondValue = 16 + 16 + 12;
    assertThat(BoltFile.sound().putInt(5, sizeOfSecondValue, 2000).keys(damages))
        .isEqualTo("abcdfghi");
    assertThat(damages.kept())
        .singleElement()
        .hasToString(
            "page 5: element outside its page: element 1;"
                + " lost: one of the keys from 64 to before 67");
  }

  @Test
  void aSizeOfFourGibibytesIsNotTakenForANegativeOne() {
    assertThat(BoltFile.sound().putInt(5, 16 + 16 + 8, -1).keys(damages)).isEqualTo("abcdfghi");
    assertThat(BoltFile.faults(damages)).containsExactly(Fault.ELEMENT);
  }

  @Test
  void aKeyThatDoesNotRiseIsLeftOut() {
    var file = BoltFile.sound().leaf(5, Leaf.of("d", ""), Leaf.of("d", "again"), Leaf.of("f", ""));
    assertThat(file.keys(damages)).isEqualTo("abcdfghi");
    assertThat(BoltFile.faults(damages)).containsExactly(Fault.KEY_ORDER);
  }

  @Test
  void aLeafWhoseKeysBelongElsewhereIsNotBelieved() {
    var tooLow = BoltFile.sound().leaf(5, Leaf.of("b", ""), Leaf.of("e", ""));
    assertThat(tooLow.keys(damages)).isEqualTo("abcghi");
    var tooHigh = BoltFile.sound().leaf(5, Leaf.of("d", ""), Leaf.of("g", ""));
    assertThat(tooHigh.keys(damages)).isEqualTo("abcghi");
    assertThat(BoltFile.faults(damages)).containsExactly(Fault.KEY_RANGE, Fault.KEY_RANGE);
  }

  @Test
  void aLeafUnderTwoParentsIsReadOnce() {
    var file = BoltFile.sound().branch(3, Child.of("a", 4), Child.of("d", 4), Child.of("g", 6));
    assertThat(file.keys(damages)).isEqualTo("abcghi");
    assertThat(BoltFile.faults(damages)).containsExactly(Fault.REPEATED);
  }

  @Test
  void aPageThatIsItsOwnAncestorEndsTheWalk() {
    var file = BoltFile.sound().branch(3, Child.of("a", 4), Child.of("d", 3), Child.of("g", 6));
    assertThat(file.keys(damages)).isEqualTo("abcghi");
    assertThat(damages.kept())
        .singleElement()
        .hasToString(
            "page 3: page referenced twice: bucket \"key\" leads to it;"
                + " lost: keys from 64 to before 67");
  }

  @Test
  void aChildBeyondTheFileIsOutOfBounds() {
    var file = BoltFile.sound().branch(3, Child.of("a", 4), Child.of("d", -5), Child.of("g", 8));
    assertThat(file.keys(damages)).isEqualTo("abc");
    assertThat(BoltFile.faults(damages)).containsExactly(Fault.OUT_OF_BOUNDS, Fault.OUT_OF_BOUNDS);
  }

  @Test
  void overflowBeyondTheFileIsOutOfBounds() {
    assertThat(BoltFile.sound().putInt(6, 12, -1).keys(damages)).isEqualTo("abcdef");
    assertThat(BoltFile.faults(damages)).containsExactly(Fault.OUT_OF_BOUNDS);
  }

  @Test
  void aValueMayGoOnInOverflowPages() {
    var large = "x".repeat(1500);
    var file = BoltFile.sound().leaf(6, 1, Leaf.of("g", large));
    var cursor =
        file.database(damages)
            .bucket("key", damages)
            .orElseThrow()
            .cursor(damages)
            .startingAtLast();
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.element().valueBytes().toArray(ValueLayout.JAVA_BYTE))
        .isEqualTo(BoltFile.bytes(large));
    assertThat(damages.isEmpty()).isTrue();
  }

  @Test
  void aTreeDeeperThanAnyRealOneIsGivenUp() {
    var file = new BoltFile(1024, 80).metas(2, Meta.NO_FREELIST, 80).leaf(2, Leaf.bucket("key", 3));
    for (var page = 3; page < 79; page++) {
      file.branch(page, Child.of("a", page + 1));
    }
    file.leaf(79, Leaf.of("a", ""));
    assertThat(file.keys(damages)).isEmpty();
    assertThat(BoltFile.faults(damages)).containsExactly(Fault.DEPTH);
  }

  @Test
  void aBranchKeyOutsideItsPageLosesOneChild() {
    assertThat(BoltFile.sound().putInt(3, 16 + 16 + 4, 5000).keys(damages)).isEqualTo("abcghi");
    assertThat(BoltFile.faults(damages)).containsExactly(Fault.ELEMENT);
  }

  @Test
  void aBucketWhoseHeaderIsCutOffIsNone() {
    var file = BoltFile.sound().leaf(2, new Leaf(1, BoltFile.bytes("key"), new byte[7]));
    assertThat(file.keys(damages)).isEmpty();
    assertThat(BoltFile.faults(damages)).containsExactly(Fault.BUCKET);
  }

  @Test
  void anInlineBucketWithoutAPageIsNone() {
    var file = BoltFile.sound().leaf(2, new Leaf(1, BoltFile.bytes("key"), new byte[20]));
    assertThat(file.keys(damages)).isEmpty();
    assertThat(BoltFile.faults(damages)).containsExactly(Fault.BUCKET);
  }

  @Test
  void lostRangesAreGivenInOrder() {
    var key = BoltFile.sound().zero(4).zero(6).database(damages).bucket("key", damages);
    var cursor = key.orElseThrow().cursor(damages);
    assertThat(BoltFile.keys(cursor)).isEqualTo("def");
    assertThat(cursor.lostRanges())
        .extracting(range -> range.describe(String::new))
        .containsExactly("keys from a to before d", "keys from g on");
  }
}
