package dev.casebook.wings.etcd.bbolt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.bbolt.BoltFile.Leaf;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class LiveCopyTest {

  private final DamageLog damages = new DamageLog();

  private Database database(BoltFile file) {
    return Database.open(file.segment(), damages).orElseThrow();
  }

  @Test
  void everyPageThatIsReachedIsCopied() {
    var file = BoltFile.sound();
    var copy = MemorySegment.ofArray(new byte[(int) file.segment().byteSize()]);
    assertThat(LiveCopy.update(database(file), copy, damages)).isEqualTo(5);
    var copied = Structure.check(Database.open(copy, damages).orElseThrow(), damages);
    assertThat(copied).isEqualTo(Structure.check(database(file), damages));
    assertThat(damages.isEmpty()).isTrue();
  }

  @Test
  void whatIsTheSameAlreadyIsNotCopied() {
    var file = BoltFile.sound();
    var copy = MemorySegment.ofArray(new byte[(int) file.segment().byteSize()]);
    LiveCopy.update(database(file), copy, damages);
    assertThat(LiveCopy.update(database(file), copy, damages)).isZero();
    file.leaf(5, Leaf.of("d", "new")).meta(0, 2, Meta.NO_FREELIST, 8, 12);
    assertThat(LiveCopy.update(database(file), copy, damages)).isOne();
    assertThat(Metas.read(copy, damages).newest().map(Meta::transaction)).hasValue(12L);
  }

  @Test
  void aPageThatCannotBeReadIsToldAndTheOthersAreCopied() {
    var file = BoltFile.sound().zero(5);
    var copy = MemorySegment.ofArray(new byte[(int) file.segment().byteSize()]);
    assertThat(LiveCopy.update(database(file), copy, damages)).isEqualTo(4);
    assertThat(damages.total()).isOne();
  }
}
