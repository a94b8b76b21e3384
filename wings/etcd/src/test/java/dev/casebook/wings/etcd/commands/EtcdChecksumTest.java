package dev.casebook.wings.etcd.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `casebook etcd checksum` and `compare` on two members.
class EtcdChecksumTest {

  @TempDir private Path folder;

  /// The hashkv is what etcdctl said of this member.
  @Test
  void theChecksumsAreThoseOfEtcd() {
    var launch = Launch.of("etcd", "checksum", EtcdMembers.a(folder));
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.output())
        .isEqualTo(
            """
            revision     21
            compacted    at 5
            hashkv       607481948
            live keys    455684240
            status hash  136f1ace
            """);
  }

  @Test
  void aCompactedOrFutureRevisionIsRefusedInTheWordsOfEtcd() {
    var file = EtcdMembers.a(folder);
    var compacted = Launch.of("etcd", "checksum", file, "--revision", "4");
    assertThat(compacted.status()).isEqualTo(2);
    assertThat(compacted.complaints())
        .containsExactly(
            "casebook: revision 4: required revision has been compacted; the oldest that can be"
                + " told is 5");
    var future = Launch.of("etcd", "checksum", file, "--revision", "22");
    assertThat(future.status()).isEqualTo(2);
    assertThat(future.errors()).contains("required revision is a future revision");
  }

  /// A running member answers there what it stored while it compacted, over other records.
  @Test
  void atExactlyTheCompactRevisionItSaysThatAMemberMayAnswerOtherwise() {
    var file = EtcdMembers.a(folder);
    var compacted = Launch.of("etcd", "checksum", file, "--revision", "5");
    assertThat(compacted.status()).isZero();
    assertThat(compacted.output()).contains("revision     5\n", "compacted    at 5\n");
    assertThat(compacted.errors()).contains("stored while compacting, which may be another");
    var later = Launch.of("etcd", "checksum", file, "--revision", "6");
    assertThat(later.errors()).isEmpty();
  }

  @Test
  void theDigestOfASnapshotIsVerified() throws Exception {
    var bytes = EtcdMembers.bytes("member-a.db.gz");
    var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    var snapshot = ByteBuffer.allocate(bytes.length + digest.length).put(bytes).put(digest).array();
    var whole = EtcdMembers.written(folder.resolve("snapshot"), snapshot).toString();
    assertThat(Launch.of("etcd", "checksum", whole).output()).endsWith("SHA-256      matches\n");

    var changed = Arrays.copyOf(snapshot, snapshot.length);
    changed[snapshot.length - 1] ^= 1;
    var broken = EtcdMembers.written(folder.resolve("broken"), changed).toString();
    var launch = Launch.of("etcd", "checksum", broken);
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output()).endsWith("SHA-256      does not match\n");
    assertThat(launch.errors()).contains("digest does not match");
  }

  @Test
  void checksumsOfADamagedFileAreNotToBeCompared() {
    var bytes = EtcdMembers.bytes("member-a.db.gz");
    Arrays.fill(bytes, 0, 2 * 4096, (byte) 0);
    var file = EtcdMembers.written(folder.resolve("headless.db"), bytes).toString();
    var launch = Launch.of("etcd", "checksum", file);
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output()).contains(", of what could be read: not to be compared\n");
  }

  @Test
  void membersThatDifferAreToldApartKeyByKey() {
    var a = EtcdMembers.a(folder);
    var b = EtcdMembers.b(folder);
    var launch = Launch.of("etcd", "compare", a, b);
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.output())
        .isEqualTo(
            """
            The files differ: on 2 of 6 keys at revision 21.

            /registry/configmaps/shop/settings
              differs in: presence
              %1$s: mod revision 21, create revision 7, version 2, 195 B
              %2$s: not there

            /registry/deployments/shop/web
              differs in: value
              %1$s: mod revision 20, create revision 4, version 6, 655 B
              %2$s: mod revision 20, create revision 4, version 6, 655 B
                .metadata.generation: 5 → 7
                .spec.replicas: 5 → 7
                .status.replicas: 5 → 7
            """
                .formatted(a, b));
  }

  @Test
  void membersAgreeAtARevisionBeforeTheyParted() {
    var launch =
        Launch.of(
            "etcd", "compare", EtcdMembers.a(folder), EtcdMembers.b(folder), "--revision", "19");
    assertThat(launch.status()).isZero();
    assertThat(launch.output()).isEqualTo("The 2 files agree: 6 keys at revision 19.\n");
  }

  @Test
  void ofADamagedFileOnlyWhatCouldBeReadIsCompared() {
    var a = EtcdMembers.a(folder);
    var damaged = folder.resolve("damaged").toString();
    var bytes = EtcdMembers.bytes("member-a.db.gz");
    Arrays.fill(bytes, 0, 2 * 4096, (byte) 0);
    EtcdMembers.written(Path.of(damaged), bytes);
    var launch = Launch.of("etcd", "compare", a, damaged);
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output())
        .isEqualTo("In what could be read, the 2 files agree: 6 keys at revision 21.\n");
    assertThat(launch.complaints())
        .hasSize(2)
        .allMatch(line -> line.startsWith("casebook: " + damaged + ": page "));
  }

  @Test
  void whatADamagedFileDoesNotShowMayStillBeThere() {
    var a = EtcdMembers.a(folder);
    var bytes = EtcdMembers.bytes("member-b.db.gz");
    var damaged =
        EtcdMembers.written(folder.resolve("b"), Arrays.copyOf(bytes, bytes.length + 32))
            .toString();
    assertThat(Launch.of("etcd", "compare", a, damaged).output())
        .startsWith("In what could be read, the files differ: on 2 of 6 keys at revision 21.\n")
        .contains(damaged + ": not there, in what could be read\n");
    assertThat(Launch.of("etcd", "compare", a, damaged, "-o", "jsonl").output())
        .contains("\"complete\":true,\"present\":true")
        .contains("\"complete\":false,\"present\":false");
  }

  @Test
  void differencesCanBeReadByPrograms() {
    var launch =
        Launch.of("etcd", "compare", EtcdMembers.a(folder), EtcdMembers.b(folder), "-o", "jsonl");
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.output().lines())
        .hasSize(2)
        .last()
        .asString()
        .contains("{\"path\":\".spec.replicas\",\"change\":\"changed\",\"before\":5,\"after\":7}");
  }

  @Test
  void aFileThatIsNotThereIsNoDifference() {
    var launch = Launch.of("etcd", "compare", EtcdMembers.a(folder), folder + "/none");
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.errors()).contains("no such file");
  }
}
