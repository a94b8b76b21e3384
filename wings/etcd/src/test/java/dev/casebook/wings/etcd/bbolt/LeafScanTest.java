package dev.casebook.wings.etcd.bbolt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.bbolt.BoltFile.Leaf;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class LeafScanTest {

  private static String keys(MemorySegment file) {
    var scan = LeafScan.over(file, 1024);
    var keys = new StringBuilder();
    while (scan.next()) {
      keys.append(scan.element().keyText());
    }
    return keys.toString();
  }

  @Test
  void leavesAreFoundThoughNothingLeadsToThem() {
    var file = BoltFile.sound().zero(0).zero(1).zero(2).zero(3).leaf(7, Leaf.of("old", ""));
    assertThat(keys(file.segment())).isEqualTo("abcdefghiold");
  }

  @Test
  void aLeafThatCountsTooFewIsReadWhole() {
    assertThat(keys(BoltFile.sound().putShort(4, 10, 1).putShort(5, 10, 0).segment()))
        .isEqualTo("keymetaabcdefghi");
  }

  @Test
  void whatWasWrittenOverAnOverflowPageIsNotTakenForAValue() {
    var file = new BoltFile(1024, 6).leaf(3, 2, Leaf.of("a", ""), Leaf.of("b", "x".repeat(1500)));
    assertThat(keys(file.segment())).isEqualTo("ab");
    assertThat(keys(file.leaf(4, Leaf.of("c", "")).segment())).isEqualTo("ac");
  }

  @Test
  void thePageSizeIsSeenFromThePagesAlone() {
    for (var size : new int[] {1024, 4096, 65536}) {
      var file = new BoltFile(size, 20);
      for (var page = 2; page < 20; page++) {
        file.leaf(page, Leaf.of("a", ""));
      }
      assertThat(LeafScan.likelyPageSize(file.segment())).isEqualTo(size);
    }
  }

  @Test
  void aFileTooShortForAPageHasNoLeaves() {
    assertThat(keys(MemorySegment.ofArray(new byte[100]))).isEmpty();
    assertThat(LeafScan.likelyPageSize(MemorySegment.ofArray(new byte[100]))).isPositive();
  }
}
