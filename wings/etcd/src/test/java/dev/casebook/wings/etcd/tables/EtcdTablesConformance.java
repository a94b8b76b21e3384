package dev.casebook.wings.etcd.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Coverage;
import dev.casebook.tables.Table;
import dev.casebook.tables.TableReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// The tables over databases of 14 MB that real etcd wrote, against what auger prints of them, and
/// over damaged ones. Run by name: `-Dtest=EtcdTablesConformance -Dcasebook.shared=DIR`.
@EnabledIfSystemProperty(named = "casebook.shared", matches = ".+")
class EtcdTablesConformance {

  private final Path etcd =
      Path.of(System.getProperty("casebook.shared", ".")).resolve("evidence/etcd");

  private static <R extends Record> Coverage read(Path file, Table<R> table, List<R> rows)
      throws Exception {
    try (var source = Sample.sources().open(file.toString())) {
      return new TableReader(source.snapshots().getFirst())
          .read(table, (_, row) -> rows.add(table.row().cast(row)));
    }
  }

  /// Lines are a key, the bytes of its newest value, the bytes of all its values, and how many
  /// there are. auger also lists deleted keys.
  private Map<String, Long> valueBytes() throws IOException {
    var bytes = new HashMap<String, Long>();
    for (var line : Files.readAllLines(etcd.resolve("expected/small35c.fields.txt"))) {
      var fields = line.split(" ");
      bytes.put(fields[0], Long.valueOf(fields[1]));
    }
    return bytes;
  }

  @Test
  void everyKeyHasTheSizeThatAugerTells() throws Exception {
    var expected = valueBytes();
    var rows = new ArrayList<EtcdKey>();
    assertThat(read(etcd.resolve("small35c.db.xz"), EtcdKey.TABLE, rows).isComplete()).isTrue();
    assertThat(rows).hasSize(2718);
    assertThat(rows)
        .allSatisfy(row -> assertThat(expected.get(row.key())).isEqualTo(row.valueBytes()));
    System.out.println(rows.size() + " keys agree with auger");
  }

  @Test
  void aSnapshotHoldsWhatItsMemberHeld() throws Exception {
    var ofMember = new ArrayList<KubernetesObject>();
    var ofSnapshot = new ArrayList<KubernetesObject>();
    read(etcd.resolve("small35c.db.xz"), KubernetesObject.TABLE, ofMember);
    read(etcd.resolve("small35c.snapshot.db.xz"), KubernetesObject.TABLE, ofSnapshot);
    assertThat(ofSnapshot).extracting(KubernetesObject::body).isNotEmpty();
    assertThat(ofSnapshot.stream().map(KubernetesObject::body).toList())
        .isEqualTo(ofMember.stream().map(KubernetesObject::body).toList());
  }

  @Test
  void aDamagedFileGivesWhatCanBeProvenAndSaysWhatIsWrong() throws Exception {
    var sound = new ArrayList<EtcdRevision>();
    read(etcd.resolve("small35c.db.xz"), EtcdRevision.TABLE, sound);
    try (var files = Files.list(etcd.resolve("damaged"))) {
      for (var file : files.sorted().toList()) {
        var rows = new ArrayList<EtcdRevision>();
        var coverage = read(file, EtcdRevision.TABLE, rows);
        assertThat(coverage.isComplete()).as(file.toString()).isFalse();
        assertThat(coverage.reason()).as(file.toString()).isNotBlank();
        System.out.printf(
            "%s: %d of %d records; %s%n",
            file.getFileName(), rows.size(), sound.size(), coverage.reason());
        for (var table : EtcdTablesTest.tables()) {
          read(file, table, new ArrayList<>());
        }
      }
    }
  }
}
