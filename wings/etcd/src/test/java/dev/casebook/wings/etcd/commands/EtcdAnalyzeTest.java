package dev.casebook.wings.etcd.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `casebook etcd analyze` on a small cluster.
class EtcdAnalyzeTest {

  @TempDir private Path folder;

  @Test
  void aReportSaysFirstWhatFillsTheFileAndWhatHelps() {
    var launch = Launch.of("etcd", "analyze", EtcdMembers.a(folder));
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.status()).isZero();
    assertThat(launch.output().lines()).allMatch(line -> line.length() <= 80);
    assertThat(launch.output().lines().limit(4))
        .containsExactly(
            "deployments take 47 % of the history: 729 B in 1 live key, and 2.6 KiB of old",
            "revisions.",
            "Compaction helps: old revisions and deletions are 74 % of the history (5.2 KiB).",
            "Defragmentation helps: it would give back about 12.0 KiB, 33 % of the file.");
    assertThat(launch.output())
        .contains("   47 %          1  729 B  2.6 KiB          5  deployments\n")
        .contains("        1        655 B         30 B  helm\n");
  }

  @Test
  void oneTableCanBeHadForPrograms() {
    var launch =
        Launch.of("etcd", "analyze", EtcdMembers.a(folder), "--by", "manager", "-o", "csv");
    assertThat(launch.output())
        .isEqualTo(
            """
            objects,object_size,field_lists,manager
            2,850,45,kubectl
            1,655,30,helm
            1,655,41,kube-controller-manager
            """);
  }

  @Test
  void aTableAloneStartsWithItsTitle() {
    var launch = Launch.of("etcd", "analyze", EtcdMembers.a(folder), "--by", "manager");
    assertThat(launch.output()).doesNotStartWith("\n");
  }

  @Test
  void aDocumentHoldsAllTables() {
    var launch = Launch.of("etcd", "analyze", EtcdMembers.a(folder), "-o", "json", "--top", "1");
    assertThat(launch.output())
        .startsWith("{\n  \"revision\": 21,\n  \"file_bytes\": 36864,\n")
        .contains("\"prefixes\": [", "\"resource\": \"deployments\"", "\"rewrites\": [");
  }

  @Test
  void prefixesAreAsDeepAsAsked() {
    var launch =
        Launch.of(
            "etcd", "analyze", EtcdMembers.a(folder), "--by=prefix", "--depth=2", "-o", "jsonl");
    assertThat(launch.output()).contains("\"prefix\":\"/registry/pods/\"");
  }

  @Test
  void rowsNeedATable() {
    var launch = Launch.of("etcd", "analyze", EtcdMembers.a(folder), "-o", "csv");
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.errors()).contains("say which with --by");
  }
}
