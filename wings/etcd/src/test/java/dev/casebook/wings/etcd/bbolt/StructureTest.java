package dev.casebook.wings.etcd.bbolt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.bbolt.BoltFile.Leaf;
import org.junit.jupiter.api.Test;

class StructureTest {

  private final DamageLog damages = new DamageLog();

  private Structure check(BoltFile file) {
    return Structure.check(file.database(damages), damages);
  }

  @Test
  void everyPageOfASoundFileIsAccountedFor() {
    var structure = check(BoltFile.sound());
    assertThat(structure.isSound()).isTrue();
    assertThat(structure.pages()).isEqualTo(8);
    assertThat(structure.branches()).isEqualTo(1);
    assertThat(structure.leaves()).isEqualTo(4);
    assertThat(structure.free()).as("pages not reached").isEqualTo(1);
    assertThat(structure.buckets()).isEqualTo(2);
    assertThat(structure.inlineBuckets()).isEqualTo(1);
    assertThat(structure.keys()).isEqualTo(10);
    assertThat(structure.usedBytes() + structure.fragmentedBytes()).isEqualTo(5 * 1024);
  }

  @Test
  void overflowPagesAreReachedWithTheirPage() {
    var structure = check(BoltFile.sound().leaf(6, 1, Leaf.of("g", "x".repeat(1500))));
    assertThat(structure.overflow()).isEqualTo(1);
    assertThat(structure.free()).isZero();
    assertThat(structure.isSound()).isTrue();
  }

  @Test
  void aStoredFreelistSaysWhatIsFree() {
    var structure = check(listing(BoltFile.sound(), 8));
    assertThat(structure.isSound()).isTrue();
    assertThat(structure.freelist()).isEqualTo(1);
    assertThat(structure.free()).isEqualTo(1);
  }

  @Test
  void aLongFreelistHasItsCountInFront() {
    var file = new BoltFile(1024, 5).metas(2, 3, 5).leaf(2).longFreelist(3, 4);
    assertThat(check(file).free()).isEqualTo(1);
    assertThat(damages.isEmpty()).isTrue();
  }

  @Test
  void aPageInNoBucketAndNotInTheFreelistIsLeaked() {
    var structure = check(listing(BoltFile.sound()));
    assertThat(structure.leaked()).isEqualTo(1);
    assertThat(damages.kept())
        .singleElement()
        .hasToString("page 8: page neither reached nor free: it is in no bucket and not free");
  }

  @Test
  void aPageInUseMustNotBeInTheFreelist() {
    var structure = check(listing(BoltFile.sound(), 5, 8));
    assertThat(structure.reachedAndFree()).isEqualTo(1);
    assertThat(damages.kept())
        .singleElement()
        .hasToString("page 5: freelist not valid: listed as free, but reached");
  }

  @Test
  void aFreelistListsEachPageOnceAndNoneBeyondTheFile() {
    check(listing(BoltFile.sound(), 8, 8, 99));
    assertThat(BoltFile.faults(damages)).containsExactly(Fault.FREELIST, Fault.FREELIST);
  }

  @Test
  void aFreelistLongerThanItsPageIsNone() {
    check(new BoltFile(1024, 5).metas(2, 3, 5).leaf(2).longFreelist(3).putLong(3, 16, 1L << 40));
    assertThat(BoltFile.faults(damages)).containsExactly(Fault.FREELIST);
  }

  @Test
  void aLeafInThePlaceOfTheFreelistIsNone() {
    check(new BoltFile(1024, 4).metas(2, 3, 4).leaf(2).leaf(3));
    assertThat(BoltFile.faults(damages)).containsExactly(Fault.WRONG_KIND);
  }

  @Test
  void aPageSharedByTwoBucketsIsRepeated() {
    var file = BoltFile.sound().leaf(2, Leaf.bucket("key", 3), Leaf.bucket("other", 5));
    assertThat(check(file).repeated()).isEqualTo(1);
    assertThat(BoltFile.faults(damages)).containsExactly(Fault.REPEATED);
  }

  @Test
  void bucketsInsideBucketsAreWalked() {
    var nested =
        check(BoltFile.sound().leaf(2, Leaf.bucket("outer", 7)).leaf(7, Leaf.bucket("key", 3)));
    assertThat(nested.keys()).isEqualTo(9);
    assertThat(nested.buckets()).isEqualTo(2);
  }

  /// The file with one more page for the freelist, and one that is free or leaked.
  private static BoltFile listing(BoltFile file, long... free) {
    var larger = new BoltFile(1024, 9);
    larger.segment().copyFrom(file.segment());
    return larger.metas(2, 7, 9).freelist(7, free);
  }
}
