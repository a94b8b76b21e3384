package dev.casebook.wings.etcd.tables;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.casebook.tables.Table;
import dev.casebook.tables.TableReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Over databases that etcd 3.5 (`edge35`: keys rewritten, deleted and created again) and etcd 3.4
/// (`events`: filled up to its quota) wrote.
class EtcdTablesTest {

  private static final String MEMBER = "/var/lib/etcd/member/snap/db";

  static List<Table<?>> tables() {
    return List.of(
        EtcdDatabase.TABLE,
        EtcdResource.TABLE,
        EtcdKey.TABLE,
        EtcdRevision.TABLE,
        KubernetesObject.TABLE);
  }

  private static Sample edge() {
    return Sample.root().fileFrom(MEMBER, "etcd/edge35.db.xz");
  }

  private static byte[] plain(String resource) throws Exception {
    var folder = Files.createTempDirectory("plain");
    var file = Files.write(folder.resolve("db.xz"), Sample.bytes(resource));
    try (var source = Sample.sources().open(file.toString());
        var in = source.snapshots().getFirst().all().getFirst().open()) {
      return in.readAllBytes();
    } finally {
      Files.delete(file);
      Files.delete(folder);
    }
  }

  @Test
  void keysAreThoseThatExistWithTheirCurrentGeneration() {
    var outcome = edge().read(EtcdKey.TABLE);

    assertThat(outcome.coverage().isComplete()).as(outcome.coverage().reason()).isTrue();
    assertThat(outcome.rows())
        .extracting(
            EtcdKey::resource,
            EtcdKey::name,
            EtcdKey::version,
            EtcdKey::createRevision,
            EtcdKey::modRevision,
            EtcdKey::retainedVersions)
        .containsExactly(
            tuple("configmaps", "a", 3L, 2L, 4L, 3L),
            tuple("configmaps", "b", 1L, 9L, 9L, 5L),
            tuple("resourceclaims", "x", 1L, 12L, 12L, 1L));
  }

  @Test
  void revisionsHoldDeletionsToo() {
    var rows = edge().read(EtcdRevision.TABLE).rows();

    assertThat(rows).hasSize(11);
    assertThat(rows.stream().filter(EtcdRevision::tombstone))
        .extracting(EtcdRevision::key, EtcdRevision::main, EtcdRevision::version)
        .containsExactly(
            tuple("/registry/configmaps/default/b", 8L, null),
            tuple("/registry/configmaps/default/c", 11L, null));
  }

  @Test
  void objectsShowWhatTheirMetadataSays() {
    var object = edge().read(KubernetesObject.TABLE).rows().getLast();

    assertThat(object)
        .returns("ResourceClaim", KubernetesObject::kind)
        .returns("resource.k8s.io/v1", KubernetesObject::apiVersion)
        .returns("kindValue", KubernetesObject::ownerKind)
        .returns("{\"labelsKey\":\"labelsValue\"}", KubernetesObject::labels)
        .returns(Instant.parse("2008-01-01T01:01:01Z"), KubernetesObject::creationTime)
        .returns(Instant.parse("2009-01-01T01:01:01Z"), KubernetesObject::deletionTime)
        .returns("protobuf", KubernetesObject::format);
    assertThat(object.body()).startsWith("{\"kind\":\"ResourceClaim\",\"apiVersion\":");
  }

  @Test
  void aDatabaseThatReachedItsQuotaShowsTheAlarmAndWhatFillsIt() {
    var sample = Sample.root().fileFrom(MEMBER, "etcd/events.db.xz");
    var database = sample.read(EtcdDatabase.TABLE).only();
    var largest =
        sample.read(EtcdResource.TABLE).rows().stream()
            .filter(row -> row.resource().equals("events"))
            .findFirst()
            .orElseThrow();

    assertThat(database)
        .returns("NOSPACE", EtcdDatabase::alarms)
        .returns(163_840L, EtcdDatabase::sizeBytes)
        .returns(false, EtcdDatabase::isSnapshot)
        .returns(null, EtcdDatabase::digestMatches);
    assertThat(requireNonNull(database.usedBytes()) + requireNonNull(database.freeBytes()))
        .isEqualTo(database.sizeBytes());
    assertThat(largest.liveKeys()).isEqualTo(122);
    assertThat(largest.sharePercent()).isGreaterThan(90);
  }

  @Test
  void theDigestOfASnapshotIsVerified() throws Exception {
    var bytes = plain("etcd/edge35.db.xz");
    var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    var snapshot = ByteBuffer.allocate(bytes.length + digest.length).put(bytes).put(digest).array();
    var whole = Sample.loose().file("whole.db", snapshot).read(EtcdDatabase.TABLE);
    assertThat(whole.only().digestMatches()).isTrue();
    assertThat(whole.coverage().isComplete()).isTrue();
    snapshot[bytes.length] ^= 1;
    var changed = Sample.loose().file("changed.db", snapshot).read(EtcdDatabase.TABLE);
    assertThat(changed.only().digestMatches()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aLooseFileIsKnownByItsContent(Table<?> table) throws Exception {
    var outcome = Sample.loose().file("backup-of-monday", plain("etcd/edge35.db.xz")).read(table);

    assertThat(outcome.rows()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aFileWhoseFirstPageIsTornIsKnownByItsSecond(Table<?> table) throws Exception {
    var torn = plain("etcd/edge35.db.xz");
    Arrays.fill(torn, 0, 4096, (byte) 0);
    var outcome = Sample.loose().file("torn.db", torn).read(table);

    assertThat(outcome.rows()).isNotEmpty();
    assertThat(outcome.coverage().isComplete()).isFalse();
    assertThat(outcome.coverage().reason()).contains("torn.db: page 0: meta page not valid");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aDatabaseIsReadOutOfAnArchive(Table<?> table, @TempDir Path folder) throws Exception {
    var place = folder.resolve("bundle/clusters/etcd");
    Files.createDirectories(place);
    Files.write(place.resolve("monday.db"), plain("etcd/edge35.db.xz"));
    var tar = folder.resolve("bundle.tar.gz").toString();
    var packed =
        new ProcessBuilder("tar", "-C", folder.toString(), "-czf", tar, "bundle").start().waitFor();
    assertThat(packed).isZero();

    try (var source = Sample.sources().open(tar)) {
      var rows = new ArrayList<Record>();
      var coverage =
          new TableReader(source.snapshots().getFirst()).read(table, (_, row) -> rows.add(row));
      assertThat(coverage.isComplete()).as(coverage.reason()).isTrue();
      assertThat(rows).isNotEmpty();
    }
  }

  @Test
  void aCostlyColumnIsMadeOnlyForWhoAsks(@TempDir Path folder) throws Exception {
    Files.write(folder.resolve("edge.db"), plain("etcd/edge35.db.xz"));
    try (var source = Sample.sources().open(folder.toString())) {
      var rows = new ArrayList<KubernetesObject>();
      new TableReader(source.snapshots().getFirst())
          .read(
              KubernetesObject.TABLE,
              Set.of("body", "deletion_time"),
              (_, row) -> rows.add((KubernetesObject) row));
      assertThat(rows).hasSize(3).allMatch(row -> row.body() == null);
    }
  }

  @Test
  void aRowIsCitedByKeyAndRevision(@TempDir Path folder) throws Exception {
    Files.write(folder.resolve("edge.db"), plain("etcd/edge35.db.xz"));
    try (var source = Sample.sources().open(folder.toString())) {
      var snapshot = source.snapshots().getFirst();
      var origins = new ArrayList<Long>();
      new TableReader(snapshot).read(EtcdKey.TABLE, (origin, _) -> origins.add(origin));
      var place = snapshot.ledger().place(origins.getFirst()).orElseThrow();
      try (var bytes = place.artifact().map()) {
        var quoting = snapshot.ledger().quoting(place.artifact()).orElseThrow();
        var quote = quoting.quote(bytes, place.offset());
        assertThat(quote.position()).isEqualTo("/registry/configmaps/default/a@4");
        assertThat(quote.text()).isEqualTo("version 3, created at revision 2, 64 bytes");
        assertThat(quoting.quote(bytes, 0).position()).isEmpty();
        assertThat(quoting.quote(bytes, Long.MAX_VALUE).position()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void anotherKindOfFileIsNoEvidenceAndSaysWhy(Table<?> table) {
    var coverage = Sample.root().file(MEMBER, "no database\n".repeat(900)).read(table).coverage();

    assertThat(coverage.isThere()).isFalse();
    assertThat(coverage.reason()).contains(MEMBER.substring(1), "holds no history of etcd");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void changedAndCutFilesNeverThrow(Table<?> table) throws Exception {
    var random = new Random(table.name().hashCode());
    for (var sound : List.of(plain("etcd/edge35.db.xz"), plain("etcd/events.db.xz"))) {
      for (int round = 0; round < 25; round++) {
        var bytes =
            random.nextInt(4) == 0
                ? Arrays.copyOf(sound, random.nextInt(sound.length))
                : sound.clone();
        for (int changes = random.nextInt(40); changes > 0 && bytes.length > 0; changes--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        assertThat(Sample.root().file(MEMBER, bytes).read(table).coverage()).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "/registry/pods/kube-system/coredns-1, pods, kube-system, coredns-1",
        "/registry/minions/node1, nodes, -, node1",
        "/registry/services/specs/default/web, services, default, web",
        "/registry/services/endpoints/default/web, endpoints, default, web",
        "/registry/example.com/widgets/default/w, widgets.example.com, default, w",
        "/registry/apiregistration.k8s.io/apiservices/v1., apiservices.apiregistration.k8s.io, -, v1.",
        "/registry/ranges/serviceips, ranges, -, serviceips",
        "/registry/health, health, -, -",
        "/kubernetes.io/secrets/default/s, secrets, default, s",
        "/calico/v1/config, /calico/, -, -",
        "compact_rev_key, '', -, -",
        "/, '', -, -",
        "/registry, '', -, -",
        "//, '//', -, -"
      })
  void aKeySaysWhatLiesUnderIt(String key, String resource, String namespace, String name) {
    assertThat(ResourceKey.of(key)).isEqualTo(new ResourceKey(resource, namespace, name));
  }

  @Test
  void hashesOfMembersAreReadWithIdsAsEtcdWritesThem() {
    var outcome =
        Sample.root()
            .commandFrom("etcdctl endpoint hashkv --cluster -w json", "etcd/hashkv.json")
            .read(EtcdMemberHash.TABLE);

    assertThat(outcome.rows())
        .extracting(EtcdMemberHash::member, EtcdMemberHash::revision, EtcdMemberHash::hash)
        .containsExactly(
            tuple("628170c800dbcee", 41L, 2642458232L),
            tuple("9e737febb6b99eee", 41L, 2079754022L),
            tuple("ddd67b312462fd7b", 41L, 2079754022L));
    assertThat(
            Sample.loose()
                .fileFrom("hashes.txt", "etcd/hashkv.json")
                .read(EtcdMemberHash.TABLE)
                .rows())
        .hasSize(3);
  }
}
