package dev.casebook.wings.etcd.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.Structure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Runs over databases that real etcd wrote and what its peers print for them. Not part of the
/// build: it needs the evidence, named by the system property `casebook.shared`, and the program
/// `xz`.
class EtcdConformance {

  private static final Path ETCD =
      Path.of(
          System.getProperty("casebook.shared", "-Dcasebook.shared=DIR is missing"),
          "evidence",
          "etcd");

  /// `NAME REVISION | auger's checksum, … | hashkv, revision, compact revision`.
  private record Expected(String name, long revision, String live, String hashKv) {

    static Expected parse(String line) {
      var columns = line.split(" \\| ", 3);
      var asked = columns[0].split(" ", 2);
      return new Expected(
          asked[0],
          Long.parseLong(asked[1]),
          columns[1].split(" ", 2)[0],
          columns[2].replace(",", "").trim());
    }
  }

  @Test
  void everyChecksumIsThatOfThePeers() throws IOException {
    var checked = 0;
    for (var line : Files.readAllLines(ETCD.resolve("expected/checksums.txt"))) {
      var expected = Expected.parse(line);
      var store = open(ETCD.resolve(expected.name() + ".db.xz"));
      var actual =
          switch (store.revision(expected.revision())) {
            case AskedRevision.Available at -> checksums(store, at.revision());
            case AskedRevision.Compacted compacted ->
                List.of("compacted", "Error: mvcc: required revision has been compacted");
            case AskedRevision.Unknown unknown -> List.of("unknown", "unknown");
            case AskedRevision.Future future ->
                List.of("future", "Error: mvcc: required revision is a future revision");
          };
      // auger takes a future revision for the current one.
      if (!actual.getFirst().equals("future")) {
        assertThat(actual.getFirst()).as(line).isEqualTo(expected.live());
      }
      assertThat(actual.getLast()).as(line).isEqualTo(expected.hashKv());
      checked++;
    }
    assertThat(checked).isEqualTo(22);
    System.out.println("checksums: " + checked + " lines agree");
  }

  private static List<String> checksums(Store store, long revision) {
    var damages = new DamageLog();
    var live = Checksums.live(store, revision, damages);
    var hashKv = Checksums.hashKv(store, revision, damages);
    assertThat(damages.kept()).isEmpty();
    return List.of(
        Long.toString(live.value()),
        hashKv.value() + " " + hashKv.revision() + " " + hashKv.compactRevision());
  }

  @Test
  void everyKeyHasTheSizesAndCountsOfThePeer() throws IOException {
    var store = open(ETCD.resolve("small35c.db.xz"));
    var keys = KeySpace.counted(store, store.currentRevision(), new DamageLog());
    var actual = new ArrayList<String>();
    while (keys.next()) {
      var size = keys.isLive() ? keys.record().keyValue().valueLength() : 0;
      actual.add(
          keys.record().keyText()
              + " "
              + size
              + " "
              + keys.retainedValueBytes()
              + " "
              + keys.retained());
    }
    var expected = Files.readAllLines(ETCD.resolve("expected/small35c.fields.txt"));
    assertThat(actual).hasSameSizeAs(expected);
    var differing = 0;
    for (var i = 0; i < actual.size(); i++) {
      if (!actual.get(i).equals(expected.get(i))) {
        assertThat(sinceLastDeletion(store, expected.get(i))).isEqualTo(expected.get(i));
        differing++;
      }
    }
    System.out.printf(
        "keys: %d of %d lines agree; the others are of keys once deleted, whose records before the deletion"
            + " the peer does not count%n",
        actual.size() - differing, actual.size());
  }

  /// The line as the peer makes it: of the retained records, only those from the last deletion on.
  private static String sinceLastDeletion(Store store, String line) {
    var key = line.split(" ")[0];
    var versions =
        KeyHistory.of(store, key.getBytes(StandardCharsets.UTF_8), new DamageLog()).versions();
    var start = versions.size() - 1;
    while (start > 0 && !versions.get(start).deleted()) {
      start--;
    }
    var counted = versions.subList(start, versions.size());
    var sum = counted.stream().mapToLong(KeyVersion::valueBytes).sum();
    return key + " " + versions.getLast().valueBytes() + " " + sum + " " + counted.size();
  }

  @Test
  void theSnapshotsDigestIsRight() throws IOException {
    var store = open(ETCD.resolve("small35c.snapshot.db.xz"));
    assertThat(store.isSnapshot()).isTrue();
    assertThat(Trailer.matches(store.file(), new DamageLog())).isTrue();
    System.out.println("snapshot: digest agrees");
  }

  @Test
  void everyDamagedFileHasAnAccountAndGivesWhatIsLeft() throws IOException {
    try (var files = Files.list(ETCD.resolve("damaged"))) {
      for (var path : files.sorted(Comparator.naturalOrder()).toList()) {
        account(path);
      }
    }
  }

  private static void account(Path path) {
    var start = System.nanoTime();
    var file = read(path);
    var damages = new DamageLog();
    var salvage = Salvage.of(file, damages);
    var count = 0;
    for (var records = salvage.records(damages); records.next(); ) {
      count++;
    }
    System.out.printf(
        "%s: %d damages, %d records saved, revision %d, compacted to %d, %d lost ranges, %d leaves searched,"
            + " %d ms%n",
        path.getFileName(),
        damages.total(),
        count,
        salvage.currentRevision(),
        salvage.compactRevision(),
        salvage.lostRanges().size(),
        salvage.leaves(),
        (System.nanoTime() - start) / 1_000_000);
    damages.kept().stream().limit(4).forEach(damage -> System.out.println("  " + damage));
    salvage
        .store()
        .map(store -> Structure.check(store.database(), new DamageLog()))
        .ifPresent(structure ->
            System.out.println("  " + structure.damageCount() + " " + structure.pages()));
    assertThat(damages.isEmpty()).isFalse();
    assertThat(count).isPositive();
  }

  private static Store open(Path path) {
    var damages = new DamageLog();
    return Store.open(read(path), damages).orElseThrow(() -> new AssertionError(damages.kept()));
  }

  private static MemorySegment read(Path path) {
    try {
      var process =
          new ProcessBuilder("xz", "--decompress", "--stdout", path.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return MemorySegment.ofArray(process.getInputStream().readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
