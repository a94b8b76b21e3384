package dev.casebook.wings.etcd.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class ChecksumsTest {

  private final DamageLog damages = new DamageLog();

  @Test
  void theHashIsThatOfEtcd() {
    // etcdctl endpoint hashkv, on the etcd that wrote the sample
    assertThat(Checksums.hashKv(Sample.store(), 251, damages))
        .isEqualTo(new Checksum(45_610_811L, 251, 150, true));
  }

  @Test
  void theStatusHashIsThatOfEtcdctl() {
    // etcdctl snapshot status
    assertThat(Checksums.status(Sample.store(), damages).value()).isEqualTo(0x366b4ceeL);
    assertThat(Checksums.status(Sample.store(Sample.SNAPSHOT.clone()), damages).value())
        .isEqualTo(0x366b4ceeL);
  }

  @Test
  void theLiveChecksumIsOverKeysAndValuesInOrder() {
    var store =
        new History()
            .put("b", "old")
            .put("c", "gone")
            .put("a", "first")
            .put("b", "new")
            .delete("c")
            .store();
    assertThat(Checksums.live(store, 6, damages).value()).isEqualTo(crc("key" + "afirst" + "bnew"));
    assertThat(Checksums.live(store, 4, damages).value())
        .isEqualTo(crc("key" + "afirst" + "bold" + "cgone"));
  }

  @Test
  void bothAtOnceAreWhatTheyAreAlone() {
    for (var store : List.of(Sample.store(), history().store(), history().compact(6).store())) {
      var revision = store.currentRevision();
      assertThat(Checksums.both(store, revision, damages))
          .isEqualTo(
              new Checksums.Both(
                  Checksums.live(store, revision, damages),
                  Checksums.hashKv(store, revision, damages)));
    }
  }

  @Test
  void itDoesNotMatterHowFarCompactionHasCome() {
    var before = history().compact(6);
    var after = history().compact(6).forget(2).forget(4).forget(5).forget(6);
    for (var revision = 6; revision <= 8; revision++) {
      assertThat(Checksums.hashKv(before.store(), revision, damages))
          .isEqualTo(Checksums.hashKv(after.store(), revision, damages));
    }
    assertThat(Checksums.hashKv(history().store(), 8, damages).value())
        .isNotEqualTo(Checksums.hashKv(before.store(), 8, damages).value());
  }

  /// Where no key is live, all records up to the compact revision count, but for these.
  @Test
  void deletionsAtTheCompactRevisionNeverCount() {
    var history = new History().put("a", "1").delete("a");
    var put = raw(2, false, History.message("a", "1", 2, 2, 1));
    var deletion = raw(3, true, History.message("a", "", 0, 0, 0));
    assertThat(Checksums.hashKv(history.store(), 3, damages).value())
        .isEqualTo(crc("key" + put + deletion));
    assertThat(Checksums.hashKv(history.compact(3).store(), 3, damages).value())
        .isEqualTo(crc("key" + put));
    assertThat(Checksums.hashKv(history.compact(4).store(), 4, damages).value())
        .isEqualTo(crc("key" + put + deletion));
  }

  private static String raw(long main, boolean deleted, byte[] message) {
    return new String(History.revision(main, 0, deleted), StandardCharsets.ISO_8859_1)
        + new String(message, StandardCharsets.ISO_8859_1);
  }

  /// Revision 4 is superseded, 5 and 6 are deletions, and compaction to 6 keeps 3 alone.
  private static History history() {
    return new History()
        .put("a", "1")
        .put("b", "2")
        .put("c", "3")
        .delete("a")
        .delete("c")
        .put("a", "4")
        .put("d", "5");
  }

  @Test
  void aChecksumOfADamagedFileIsNotComplete() {
    var changed = Sample.MEMBER.clone();
    var leaf = Sample.store().records(damages);
    leaf.next();
    var page = (int) (leaf.record().offset() / Sample.PAGE_SIZE) * Sample.PAGE_SIZE;
    changed[page] ^= 0x40;
    assertThat(Checksums.live(Sample.store(changed), 251, damages).complete()).isFalse();
  }

  private static long crc(String text) {
    var crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
    return crc.getValue();
  }
}
