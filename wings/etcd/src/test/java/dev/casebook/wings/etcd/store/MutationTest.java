package dev.casebook.wings.etcd.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.LiveRead;
import dev.casebook.wings.etcd.bbolt.Structure;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Every reader over thousands of damaged files: each ends, and none throws.
class MutationTest {

  private static final int ROUNDS = 1_000;

  /// The pages hold fewer elements than this; a reader that finds more goes round in circles.
  private static final long RECORDS_MAX = 5_000;

  @Test
  void flippedBytesEndInAnAccount() {
    var random = new Random(4);
    var damaged = 0;
    for (var round = 0; round < ROUNDS; round++) {
      var file = Sample.MEMBER.clone();
      for (var flips = 1 + random.nextInt(8); flips > 0; flips--) {
        flip(file, random);
      }
      damaged += readAll(file) ? 1 : 0;
    }
    assertThat(damaged).isGreaterThan(ROUNDS / 2);
  }

  @Test
  void pagesInEachOthersPlaceEndInAnAccount() {
    var random = new Random(5);
    var pages = Sample.MEMBER.length / Sample.PAGE_SIZE;
    var damaged = 0;
    for (var round = 0; round < ROUNDS; round++) {
      var file = Sample.MEMBER.clone();
      var to = 2 + random.nextInt(pages - 2);
      System.arraycopy(
          Sample.MEMBER,
          random.nextInt(pages) * Sample.PAGE_SIZE,
          file,
          to * Sample.PAGE_SIZE,
          Sample.PAGE_SIZE);
      // With its own number the page is taken for what it says it is.
      file[to * Sample.PAGE_SIZE] = (byte) to;
      damaged += readAll(file) ? 1 : 0;
    }
    assertThat(damaged).isGreaterThan(ROUNDS / 10);
  }

  @Test
  void filesOfAnyLengthEndInAnAccount() {
    var random = new Random(6);
    for (var round = 0; round < ROUNDS / 4; round++) {
      var length = random.nextInt(Sample.MEMBER.length);
      assertThat(readAll(Arrays.copyOf(Sample.MEMBER, length))).isTrue();
    }
  }

  @Test
  void aFileThatChangesUnderEveryReadEndsInAnAccount() {
    var random = new Random(7);
    for (var round = 0; round < ROUNDS / 4; round++) {
      var file = Sample.MEMBER.clone();
      var segment = MemorySegment.ofArray(file);
      var store = Store.open(segment, new DamageLog()).orElseThrow();
      var keys = KeySpace.counted(store, store.currentRevision(), new DamageLog());
      for (var count = 0; keys.next() && count < RECORDS_MAX; count++) {
        flip(file, random);
      }
    }
  }

  /// Mostly where structure is: at the beginning of a page, or in its elements.
  private static void flip(byte[] file, Random random) {
    var page = random.nextInt(file.length / Sample.PAGE_SIZE) * Sample.PAGE_SIZE;
    var offset =
        switch (random.nextInt(3)) {
          case 0 -> random.nextInt(16);
          case 1 -> random.nextInt(400);
          default -> random.nextInt(Sample.PAGE_SIZE);
        };
    file[page + offset] = (byte) random.nextInt(256);
  }

  /// Reads the file in every way; whether damage was found.
  static boolean readAll(byte[] file) {
    var segment = MemorySegment.ofArray(file);
    var damages = new DamageLog();
    Store.open(segment, damages)
        .ifPresent(store -> {
          Structure.check(store.database(), damages);
          var revision = store.currentRevision();
          Analysis.of(store, revision, 2, 3, damages);
          Checksums.live(store, revision, damages);
          Checksums.hashKv(store, revision, damages);
          Checksums.status(store, damages);
          KeyHistory.of(store, "compact_rev_key".getBytes(StandardCharsets.UTF_8), damages);
          Comparison.of(List.of(store, Sample.store()), 251, damages, difference -> {});
        });
    var salvage = Salvage.of(segment, damages);
    var count = 0L;
    for (var records = salvage.records(damages); records.next(); ) {
      assertThat(++count).isLessThan(RECORDS_MAX);
    }
    LiveRead.read(() -> segment, 2, (database, log) -> Store.of(database, log));
    damages.kept().forEach(damage -> assertThat(damage.toString()).isNotEmpty());
    return !damages.isEmpty();
  }
}
