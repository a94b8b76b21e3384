package dev.casebook.wings.etcd.commands;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.report.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `casebook etcd history`, `diff` and `undelete` on a small cluster.
class EtcdHistoryTest {

  private static final String WIDGET = "/registry/example.com/widgets/shop/w1";

  @TempDir private Path folder;

  @Test
  void aHistoryTellsOfEachRevisionWhatChangedAndByWhom() {
    var launch = Launch.of("etcd", "history", EtcdMembers.a(folder), "deploy/web", "-n", "shop");
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.status()).isZero();
    assertThat(launch.output())
        .startsWith(
            """
            /registry/deployments/shop/web: 5 revisions retained, live, last written at revision 20
            Revision 5 was compacted: 1 older version of it is gone.

            revision 5  version 2  2026-01-01T08:00:05Z  kube-controller-manager/status
                the oldest that is retained; what it changed is not known

            revision 6  version 3  2026-01-01T08:00:09Z  kube-controller-manager/status
                .status.availableReplicas: added 1
                .status.conditions[type=Available].status: "False" → "True"

            revision 11  version 4  2026-01-01T09:00:00Z  kubectl
                .metadata.generation: 1 → 3
            """);
  }

  @Test
  void deletionsAndNewGenerationsAreTold() {
    var launch = Launch.of("etcd", "history", EtcdMembers.a(folder), WIDGET);
    assertThat(launch.output())
        .contains("revision 10  deleted\n\nrevision 16  version 1", "    created\n")
        .endsWith("revision 18  deleted  2026-01-02T11:05:00Z\n");
  }

  @Test
  void whatIsInASecretIsNotShown() {
    var launch = Launch.of("etcd", "history", EtcdMembers.a(folder), "secret/token", "-o", "jsonl");
    assertThat(launch.output().lines())
        .hasSize(2)
        .last()
        .asString()
        .contains(".data.password", "\"before\":\"(hidden)\",\"after\":\"(hidden)\"");
  }

  @Test
  void aHistoryHasTheSameFieldsInEachForm() {
    var yaml = Launch.of("etcd", "history", EtcdMembers.a(folder), "deploy/web", "-o", "yaml");
    assertThat(yaml.output())
        .contains("  managers: kubectl\n", "  problem: null\n", "  value_size: 655\n");
    var csv = Launch.of("etcd", "history", EtcdMembers.a(folder), "deploy/web", "-o", "csv");
    assertThat(csv.output())
        .startsWith("revision,version,deleted,when,managers,value_size,problem,changes\n");
  }

  @Test
  void aKeyThatIsNotKnownIsAClearError() {
    var file = EtcdMembers.a(folder);
    assertThat(Launch.of("etcd", "history", file, "pods/none").complaints())
        .containsExactly(
            "casebook: pods/none: no such key, and no deleted one that compaction left");
    assertThat(Launch.of("etcd", "history", file, "/registry/pods/shop/old").complaints())
        .containsExactly(
            "casebook: /registry/pods/shop/old: no revision of this key is retained; it never was,"
                + " or was deleted before revision 5 was compacted");
    assertThat(Launch.of("etcd", "history", file).complaints())
        .containsExactly("casebook: " + file + " is a file; name the KEY behind it");
  }

  @Test
  void aDiffShowsFieldsAndYaml() {
    var launch = Launch.of("etcd", "diff", EtcdMembers.a(folder), "deploy/web", "11", "12");
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.output())
        .startsWith(
            """
            .spec.template.spec.containers[name=web].image: "registry.example.org/web:1" → \
            "registry.example.org/web:2"
            .status.availableReplicas: 1 → 3

            --- /registry/deployments/shop/web at revision 11
            +++ /registry/deployments/shop/web at revision 12
            @@ -\
            """)
        .contains(
            """
                   containers:
            -      - image: registry.example.org/web:1
            +      - image: registry.example.org/web:2
                     name: web
            """)
        .doesNotContain("managedFields", "\u001b");
  }

  @Test
  void aTerminalHasColours() {
    var launch =
        Launch.with(
            Style.terminal(80, true),
            "",
            "etcd",
            "diff",
            EtcdMembers.a(folder),
            "deploy/web",
            "11",
            "12",
            "-u");
    assertThat(launch.output())
        .contains("\u001b[32m+      - image: registry.example.org/web:2\u001b[0m\n");
  }

  @Test
  void equalRevisionsHaveNoDiff() {
    var launch = Launch.of("etcd", "diff", EtcdMembers.a(folder), "deploy/web", "12", "19");
    assertThat(launch.status()).isZero();
    assertThat(launch.output()).isEmpty();
  }

  @Test
  void aDeletionIsADifference() {
    var launch = Launch.of("etcd", "diff", EtcdMembers.a(folder), WIDGET, "16", "18");
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.output())
        .startsWith("deleted meanwhile\n\n--- " + WIDGET + " at revision 16\n")
        .contains("\n-kind: Widget\n");
    assertThat(Launch.of("etcd", "diff", EtcdMembers.a(folder), WIDGET, "10", "16").output())
        .startsWith("created meanwhile\n\n--- ");
    assertThat(Launch.of("etcd", "diff", EtcdMembers.a(folder), WIDGET, "10", "11").complaints())
        .containsExactly("casebook: " + WIDGET + ": was not there at revision 10, nor at 11");
  }

  @Test
  void programsReadAChangeALine() {
    var file = EtcdMembers.a(folder);
    var launch = Launch.of("etcd", "diff", file, "deploy/web", "11", "12", "-o", "jsonl");
    assertThat(launch.output().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"path\":\"."));
    assertThat(Launch.of("etcd", "diff", file, "deploy/web", "11", "-u", "-o", "json").complaints())
        .containsExactly("casebook: --unified is text; leave out --output");
  }

  @Test
  void aKeyCannotCommandTheScreenOfWhoeverReadsTheDiff() {
    var text = new String(EtcdMembers.bytes("member-a.db.gz"), ISO_8859_1);
    var bytes = text.replace("/shop/w1", "/shop/\u001b1").getBytes(ISO_8859_1);
    var file = EtcdMembers.written(folder.resolve("db"), bytes).toString();
    var launch = Launch.of("etcd", "diff", file, WIDGET.replace("w1", "\u001b1"), "16", "17", "-u");
    assertThat(launch.output())
        .startsWith("--- /registry/example.com/widgets/shop/\u241b1 at revision 16\n");
  }

  @Test
  void whatCannotBeReadHasNoDiff() {
    var file =
        EtcdMembers.written(folder.resolve("db"), bytes("examples/etcd-member.db")).toString();
    var launch = Launch.of("etcd", "diff", file, "secrets/broken", "20", "21");
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.complaints())
        .containsExactly("casebook: /registry/secrets/default/broken: the envelope is cut short");
  }

  private static byte[] bytes(String example) {
    try {
      return Files.readAllBytes(Launch.ROOT.resolve(example));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aDeletedObjectComesBackCleanForApply() {
    var launch = Launch.of("etcd", "undelete", EtcdMembers.a(folder), "widget/w1");
    assertThat(launch.status()).isZero();
    assertThat(launch.output())
        .isEqualTo(
            """
            apiVersion: example.com/v1
            kind: Widget
            metadata:
              finalizers:
              - example.com/drain
              name: w1
              namespace: shop
            spec:
              parts:
              - a
              - b
              size: 3
            """);
    assertThat(launch.complaints())
        .containsExactly(
            "casebook: taken out: .status, .metadata.uid, .metadata.generation,"
                + " .metadata.creationTimestamp, .metadata.deletionTimestamp,"
                + " .metadata.deletionGracePeriodSeconds, .metadata.managedFields,"
                + " .metadata.ownerReferences, .metadata.finalizers of the deletion");
  }

  @Test
  void aLiveObjectIsNotUndeletedUnlessARevisionIsNamed() {
    var file = EtcdMembers.a(folder);
    var live = Launch.of("etcd", "undelete", file, "deploy/web");
    assertThat(live.status()).isOne();
    assertThat(live.errors()).contains("is not deleted; its revision 20 is live");
    var older = Launch.of("etcd", "undelete", file, "deploy/web", "--revision", "6");
    assertThat(older.status()).isZero();
    assertThat(older.output()).contains("replicas: 1\n").doesNotContain("status:");
  }
}
