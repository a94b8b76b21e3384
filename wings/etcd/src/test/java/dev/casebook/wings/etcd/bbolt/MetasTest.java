package dev.casebook.wings.etcd.bbolt;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetasTest {

  private final DamageLog damages = new DamageLog();

  @Test
  void theHigherTransactionIsTheNewest() {
    var metas = Metas.read(BoltFile.sound().segment(), damages);
    assertThat(metas.newest()).map(Meta::transaction).contains(11L);
    assertThat(metas.older()).map(Meta::transaction).contains(10L);
    assertThat(damages.isEmpty()).isTrue();
  }

  @Test
  void aMetaWithAWrongChecksumGivesWayToTheOther() {
    var file = BoltFile.sound().putLong(1, 64, 99).segment();
    assertThat(Metas.read(file, damages).newest()).map(Meta::transaction).contains(10L);
    assertThat(damages.kept())
        .singleElement()
        .hasToString(
            "page 1: meta page not valid: its checksum does not match;"
                + " lost: what only this transaction held");
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 4096, 16384, 65536})
  void theSecondMetaIsFoundAtAnyPageSize(int pageSize) {
    var file = new BoltFile(pageSize, 4).metas(2, Meta.NO_FREELIST, 4).zero(0).segment();
    assertThat(Metas.read(file, damages).newest())
        .contains(new Meta(1, pageSize, 2, 0, Meta.NO_FREELIST, 4, 11));
  }

  @Test
  void aFileWithoutAMetaHasNoState() {
    var file = BoltFile.sound().zero(0).zero(1).segment();
    assertThat(Database.open(file, damages)).isEmpty();
    assertThat(BoltFile.faults(damages)).containsExactly(Fault.META, Fault.META);
  }

  @Test
  void anEmptyFileHasNoState() {
    assertThat(Metas.read(MemorySegment.ofArray(new byte[0]), damages).valid()).isEmpty();
  }

  @Test
  void aPageSizeThatNoPlatformHasIsRefused() {
    var file = new BoltFile(512, 8).metas(2, Meta.NO_FREELIST, 8).segment();
    assertThat(Metas.read(file, damages).valid()).isEmpty();
    assertThat(damages.kept().getFirst().what()).isEqualTo("page size 512");
  }

  @Test
  void aFileShorterThanItsHighWaterMarkSaysWhichPagesAreLost() {
    var file = BoltFile.sound().cutTo(6 * 1024);
    Database.open(file, damages);
    assertThat(damages.kept())
        .singleElement()
        .hasToString("file: file too short: it holds 6 of 8 pages; lost: pages 6 to 7");
  }
}
