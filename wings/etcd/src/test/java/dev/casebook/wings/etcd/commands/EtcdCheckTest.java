package dev.casebook.wings.etcd.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `casebook etcd check` and `salvage` on whole and damaged files.
class EtcdCheckTest {

  private static final int PAGE_BYTES = 4096;

  @TempDir private Path folder;

  @Test
  void eachPageOfASoundFileIsAccountedFor() {
    var file = EtcdMembers.a(folder);
    var launch = Launch.of("etcd", "check", file);
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.status()).isZero();
    assertThat(launch.output())
        .isEqualTo(
            """
            %s: sound

            36.0 KiB, 9 pages of 4.0 KiB, transaction 19, 17 revisions in 10 buckets
                       2  meta
                       0  freelist
                       1  branch
                       3  leaf
                       0  overflow
                       3  free
                       0  never used
                       0  lost
                       0  used twice
                       0  in use but listed as free
            The file stores no list of free pages: those not reached count as free.
            """
                .formatted(file));
  }

  @Test
  void eachPageIsListed() {
    var launch = Launch.of("etcd", "check", EtcdMembers.a(folder), "--pages", "-o", "csv");
    assertThat(launch.status()).isZero();
    assertThat(launch.output())
        .startsWith("page,pages,use,bucket,elements,used_bytes\n0,2,meta,,0,0\n")
        .contains(",leaf,key,", ",branch,key,")
        .hasLineCount(8);
  }

  @Test
  void whatIsWrongWithPagesIsToldBesideTheirList() {
    var launch = Launch.of("etcd", "check", withoutMetas(), "--pages");
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output()).contains("0 rows");
    assertThat(launch.errors()).contains("page 0: meta page not valid");
  }

  @Test
  void damageIsToldOfOnce() {
    var launch = Launch.of("etcd", "check", withoutMetas(), "-o", "json");
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.output())
        .contains("\"sound\": false", "\"damage_count\": 2", "\"page\": 0", "\"page\": 1");
  }

  @Test
  void recordsAreFoundWithoutAMetaPage() {
    var launch = Launch.of("etcd", "salvage", withoutMetas());
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output())
        .contains("0 by the tree", "revisions    ", " to 21, ", "keys         6 live");
  }

  @Test
  void whatIsSavedIsWrittenAsATree() throws Exception {
    var target = folder.resolve("saved");
    var launch = Launch.of("etcd", "salvage", withoutMetas(), "--to", target.toString());
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.errors()).contains("casebook: 6 files in " + target);
    assertThat(target.resolve("registry/deployments/shop/web.yaml"))
        .content()
        .startsWith("apiVersion: apps/v1\nkind: Deployment\n");
  }

  @Test
  void aWholeFileLosesNothing() {
    var launch = Launch.of("etcd", "salvage", EtcdMembers.a(folder), "-o", "jsonl");
    assertThat(launch.status()).isZero();
    assertThat(launch.output())
        .isEqualTo(
            """
            {"records":17,"of_tree":17,"lost_ranges":0,"first_revision":5,"last_revision":21,\
            "compact_revision":5,"live_keys":6,"deleted_keys":1}
            """);
  }

  @Test
  void aPageThatCountsTooFewIsNotSoundAndSalvageReadsItWhole() {
    var bytes = EtcdMembers.bytes("member-a.db.gz");
    bytes[4 * PAGE_BYTES + 10] = 3;
    var file = EtcdMembers.written(folder.resolve("counts.db"), bytes).toString();
    assertAllSaved(file, "page 4: wrong element count: 3 elements, but its table has room for 10");
  }

  @Test
  void revisionsThatTheTreeSkipsAreNotSoundAndSalvageTakesThem() {
    var bytes = EtcdMembers.bytes("member-a.db.gz");
    var names = new String(bytes, 0, 9 * PAGE_BYTES, StandardCharsets.ISO_8859_1);
    bytes[names.indexOf("key\7", 8 * PAGE_BYTES) + 3] = 4;
    var file = EtcdMembers.written(folder.resolve("skips.db"), bytes).toString();
    assertAllSaved(file, "page 2: records that nothing leads to: revision 11/0 is here");
  }

  private static void assertAllSaved(String file, String damage) {
    var check = Launch.of("etcd", "check", file);
    assertThat(check.status()).isEqualTo(2);
    assertThat(check.output()).contains(": 1 damage\n", "  " + damage);
    var salvage = Launch.of("etcd", "salvage", file, "-o", "jsonl");
    assertThat(salvage.status()).isEqualTo(2);
    assertThat(salvage.output())
        .contains("{\"records\":17,", "\"lost_ranges\":", "\"live_keys\":6,");
    var list = Launch.of("etcd", "list", file);
    assertThat(list.status()).isEqualTo(2);
    assertThat(list.errors()).contains(damage);
  }

  @Test
  void salvageForgetsNoRecordThatIsNone() {
    var bytes = EtcdMembers.bytes("member-a.db.gz");
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    // The tag of the key behind the last record's revision.
    bytes[text.indexOf("\25_\0\0\0\0\0\0\0\0", 4 * PAGE_BYTES) + 10] = -1;
    var file = EtcdMembers.written(folder.resolve("record.db"), bytes).toString();
    var salvage = Launch.of("etcd", "salvage", file);
    assertThat(salvage.status()).isEqualTo(2);
    assertThat(salvage.output()).contains("The tree lost 1 range of the history.");
    assertThat(salvage.errors()).contains("page 4: record not valid", "lost: revision 21/0");
  }

  @Test
  void aFileThatIsCutShortIsToldOf() {
    var bytes = EtcdMembers.bytes("member-a.db.gz");
    var cut = Arrays.copyOf(bytes, 6 * PAGE_BYTES);
    var file = EtcdMembers.written(folder.resolve("cut.db"), cut).toString();
    var launch = Launch.of("etcd", "check", file);
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output()).contains("file too short: it holds 6 of 9 pages");
  }

  @Test
  void aSnapshotThatWasCutOrLengthenedIsNotSound() {
    var bytes = EtcdMembers.bytes("member-a.db.gz");
    var cut = Arrays.copyOf(bytes, bytes.length + 16);
    var file = EtcdMembers.written(folder.resolve("snapshot"), cut).toString();
    var check = Launch.of("etcd", "check", file);
    assertThat(check.status()).isEqualTo(2);
    assertThat(check.output())
        .contains(
            "file: digest does not match: the file ends 16 bytes behind a page: a snapshot that was"
                + " cut or lengthened\n");
    var list = Launch.of("etcd", "list", file);
    assertThat(list.status()).isEqualTo(2);
    assertThat(list.complaints()).hasSize(1).first().asString().contains("digest does not match");
  }

  @Test
  void theDigestOfASnapshotIsVerifiedBeforeItIsSavedOrCopied() {
    var bytes = EtcdMembers.bytes("member-a.db.gz");
    var changed = Arrays.copyOf(bytes, bytes.length + 32);
    var file = EtcdMembers.written(folder.resolve("snapshot"), changed).toString();
    for (var line :
        List.of(
            new String[] {"etcd", "salvage", file},
            new String[] {"etcd", "list", file, "--copy", folder.resolve("copy").toString()})) {
      var launch = Launch.of(line);
      assertThat(launch.status()).isEqualTo(2);
      assertThat(launch.complaints())
          .containsExactly(
              "casebook: file: digest does not match: the SHA-256 at its end is not that of the"
                  + " bytes before it");
    }
  }

  private String withoutMetas() {
    var bytes = EtcdMembers.bytes("member-a.db.gz");
    Arrays.fill(bytes, 0, 2 * PAGE_BYTES, (byte) 0);
    var file = folder.resolve("headless.db");
    assertThat(Files.exists(file)).isFalse();
    return EtcdMembers.written(file, bytes).toString();
  }

  /// A database whose quota is used up; compressed, as it is kept beside the note.
  private static final String FULL =
      Launch.ROOT
          .resolve(
              "notes/etcd/etcd-filled-by-one-resource/fires/events/var/lib/etcd/member/snap/db")
          .toString();

  @Test
  void aRaisedAlarmIsNamed() {
    for (var command : List.of("check", "analyze", "info")) {
      assertThat(Launch.of("etcd", command, FULL).output())
          .contains("Alarm NOSPACE is raised by member b71f75320dc06a6c: etcd refuses every write");
      assertThat(Launch.of("etcd", command, FULL, "-o", "json").output())
          .containsPattern("\"alarm\": ?\"NOSPACE\"");
    }
  }

  @Test
  void aCompactionThatIsLostIsNotCalledNone() throws IOException {
    var bytes = Files.readAllBytes(Launch.ROOT.resolve("examples/etcd-member.db"));
    for (var page = 0; page < 2; page++) {
      bytes[page * 4096 + 40] ^= 1;
    }
    var torn = Files.write(folder.resolve("torn.db"), bytes);
    Files.setLastModifiedTime(torn, FileTime.from(Instant.EPOCH));
    assertThat(Launch.of("etcd", "salvage", torn.toString()).output())
        .contains("compacted not known")
        .doesNotContain("never");
    assertThat(Launch.of("etcd", "salvage", torn.toString(), "-o", "json").output())
        .contains("\"compact_revision\": null");
    var listed = Launch.of("etcd", "list", torn.toString(), "--revision", "13");
    assertThat(listed.status()).isEqualTo(2);
    assertThat(listed.errors()).contains("what was compacted is lost");
    assertThat(Launch.of("etcd", "list", torn.toString()).output()).contains("/registry/pods/");
  }
}
