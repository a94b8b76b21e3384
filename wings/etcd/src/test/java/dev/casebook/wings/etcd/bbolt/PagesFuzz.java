package dev.casebook.wings.etcd.bbolt;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Any pages behind two valid metas, so that no checksum keeps the input from the readers: every
/// walk ends, and every element lies in the file.
class PagesFuzz {

  private static final int METAS_BYTES = 2 * 1024;
  private static final int PAGES_MAX = 64;

  /// More than 64 pages of 1 KiB could hold, each read once for each bucket in them.
  private static final long ELEMENTS_MAX = 2_000_000;

  static Stream<byte[]> seeds() {
    var listed = BoltFile.sound().metas(2, 7, 8);
    return Stream.of(BoltFile.sound(), listed)
        .map(file -> file.segment().toArray(ValueLayout.JAVA_BYTE))
        .map(file -> Arrays.copyOfRange(file, METAS_BYTES, file.length));
  }

  @MethodSource("seeds")
  @FuzzTest
  void everyWalkOverThemEnds(byte[] pages) {
    var damages = new DamageLog();
    for (var freelist : new long[] {Meta.NO_FREELIST, 7}) {
      var file = file(pages, freelist);
      var database = Database.open(file, damages).orElseThrow();
      assertThat(Structure.check(database, damages).keys()).isLessThan(ELEMENTS_MAX);
      database.bucket("key", damages).ifPresent(bucket -> walk(bucket.cursor(damages), file));
      walk(database.root().cursor(damages), file);
      walk(database.root().cursor(damages).startingAtLast(), file);
    }
    var scan = LeafScan.over(file(pages, 7), 1024);
    for (long count = 0; scan.next(); count++) {
      assertThat(count).isLessThan(ELEMENTS_MAX);
      scan.inlineBucket().ifPresent(bucket -> bucket.cursor(damages).next());
    }
    damages.kept().forEach(damage -> assertThat(damage.toString()).isNotEmpty());
  }

  private static void walk(Cursor cursor, MemorySegment file) {
    for (long count = 0; cursor.next(); count++) {
      assertThat(count).isLessThan(ELEMENTS_MAX);
      var element = cursor.element();
      assertThat(element.keyText()).isNotNull();
      assertThat(element.value() + element.valueLength()).isLessThanOrEqualTo(file.byteSize());
    }
    assertThat(cursor.lostRanges()).isNotNull();
  }

  private static MemorySegment file(byte[] pages, long freelist) {
    var metas =
        new BoltFile(1024, 2)
            .metas(2, freelist, PAGES_MAX)
            .segment()
            .toArray(ValueLayout.JAVA_BYTE);
    var length = Math.min(pages.length, (PAGES_MAX - 2) * 1024);
    var file = Arrays.copyOf(metas, METAS_BYTES + length);
    System.arraycopy(pages, 0, file, METAS_BYTES, length);
    return MemorySegment.ofArray(file);
  }
}
