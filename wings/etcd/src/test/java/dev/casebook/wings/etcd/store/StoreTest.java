package dev.casebook.wings.etcd.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.bbolt.BoltFile;
import dev.casebook.wings.etcd.bbolt.BoltFile.Leaf;
import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.Fault;
import dev.casebook.wings.etcd.bbolt.Structure;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StoreTest {

  private static boolean isRecord(byte[] revision, byte[] message) {
    var pages = 4;
    var file =
        new BoltFile(1024, pages)
            .metas(2, -1, pages)
            .leaf(2, Leaf.bucket("key", 3))
            .leaf(3, Leaf.of(revision, message));
    var store = Store.open(file.segment(), new DamageLog()).orElseThrow();
    return store.records(new DamageLog()).next();
  }

  /// What is found anywhere in a damaged file must prove itself.
  @Test
  void aRecordSaysItsRevisionTwiceAndIsPossible() {
    var seven = History.revision(7, 0, false);
    assertThat(isRecord(seven, History.message("a", "1", 5, 7, 2))).isTrue();
    assertThat(isRecord(seven, History.message("a", "1", 7, 7, 1))).isTrue();
    assertThat(isRecord(seven, History.message("a", "1", 5, 6, 2))).as("another's").isFalse();
    assertThat(isRecord(seven, History.message("a", "1", 8, 7, 1))).as("too early").isFalse();
    assertThat(isRecord(seven, History.message("a", "1", 0, 7, 1))).as("no creation").isFalse();
    assertThat(isRecord(seven, History.message("a", "1", 7, 7, 0))).as("no version").isFalse();
    assertThat(isRecord(seven, History.message("", "1", 7, 7, 1))).as("no key").isFalse();
    assertThat(isRecord(History.revision(0, 0, false), History.message("a", "", 1, 0, 1)))
        .as("revision 0")
        .isFalse();
    assertThat(isRecord(History.revision(7, -1, false), History.message("a", "", 7, 7, 1)))
        .as("negative part")
        .isFalse();
    assertThat(isRecord(History.revision(7, 0, true), History.message("a", "", 0, 0, 0)))
        .as("a deletion")
        .isTrue();
  }

  @Test
  void theMetaBucketTellsHowFarTheMemberHadCome() {
    var meta = Sample.store().meta();
    assertThat(meta.consistentIndex()).isEqualTo(OptionalLong.of(255));
    assertThat(meta.scheduledCompaction()).contains(new Revision(150, 0));
    assertThat(meta.finishedCompaction()).contains(new Revision(150, 0));
    assertThat(meta.storageVersion()).isEmpty();
  }

  @Test
  void theRevisionsAreThoseOfEtcd() {
    var store = Sample.store();
    assertThat(store.currentRevision()).isEqualTo(251);
    assertThat(store.compactRevision()).isEqualTo(150);
  }

  @Test
  void theBucketsAreListed() {
    assertThat(Sample.store().buckets())
        .containsExactly(
            "alarm",
            "auth",
            "authRoles",
            "authUsers",
            "cluster",
            "key",
            "lease",
            "members",
            "members_removed",
            "meta");
  }

  @Test
  void aRealFileIsSound() {
    var store = Sample.store();
    assertThat(Structure.check(store.database(), new DamageLog()).damages()).isEmpty();
  }

  @Test
  void aRevisionIsThereOrItIsSaidWhyNot() {
    var store = Sample.store();
    assertThat(store.revision(0)).isEqualTo(new AskedRevision.Available(251));
    assertThat(store.revision(150)).isEqualTo(new AskedRevision.Available(150));
    assertThat(store.revision(149)).isEqualTo(new AskedRevision.Compacted(149, 150));
    assertThat(store.revision(252)).isEqualTo(new AskedRevision.Future(252, 251));
  }

  @Test
  void aDeletionIsARevisionToo() {
    var store = new History().put("a", "1").delete("a").store();
    assertThat(store.currentRevision()).isEqualTo(3);
    assertThat(store.compactRevision()).isEqualTo(-1);
  }

  @Test
  void theDigestOfASnapshotIsVerified() {
    var damages = new DamageLog();
    var store = Sample.store(Sample.SNAPSHOT.clone());
    assertThat(store.isSnapshot()).isTrue();
    assertThat(Trailer.matches(store.file(), damages)).isTrue();
    assertThat(Sample.store().isSnapshot()).isFalse();

    var changed = Sample.SNAPSHOT.clone();
    changed[changed.length - 100] ^= 1;
    assertThat(Trailer.matches(MemorySegment.ofArray(changed), damages)).isFalse();
    assertThat(damages.counts()).containsOnlyKeys(Fault.DIGEST);
  }

  @Test
  void aBoltFileWithoutAHistoryIsNotEtcds() {
    var damages = new DamageLog();
    var changed = Sample.MEMBER.clone();
    for (var i = 0; i < changed.length - 3; i++) {
      if (changed[i] == 'k' && changed[i + 1] == 'e' && changed[i + 2] == 'y') {
        changed[i] = 'j';
      }
    }
    assertThat(Store.open(MemorySegment.ofArray(changed), damages)).isEmpty();
    assertThat(damages.kept().getLast().what()).startsWith("no bucket \"key\"");
  }
}
