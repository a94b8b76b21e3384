package dev.casebook.wings.etcd.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file of a real etcd that writes to it, compacts and defragments it all the time.
@Tag("integration")
class LiveEtcdTest {

  private static final int KEYS = 1_000;
  private static final int KEYS_OF_A_TRANSACTION = 50;
  private static final int READS_MIN = 12;
  private static final int READS_MAX = 1_000;

  /// Enough for compactions and defragmentations.
  private static final int REVISIONS_MIN = 300;

  private static final int REMOTE_READS = 4;

  /// Of one read, also on a machine with much else to do.
  private static final int READ_SECONDS_MAX = 120;

  /// A row of `list` in JSON: the value tells the key and the revision that it was written under.
  private static final Pattern ROW =
      Pattern.compile(
          "\\{\"key\":\"(/registry/live/\\d+)\",\"mod_revision\":(\\d+),\"value\":"
              + "\\{\"key\":\"\\1\",\"text\":\"\\1 (\\d+) x*\"\\}\\}");

  @TempDir private Path folder;

  @Test
  void aFileIsReadTrulyWhileEtcdWritesIt() throws Exception {
    try (var etcd = LiveEtcd.start(folder)) {
      var writing = new AtomicBoolean(true);
      var written = new AtomicLong();
      var writer = CompletableFuture.runAsync(() -> write(etcd, writing, written));
      var settled = 0;
      try {
        while (!Files.exists(etcd.file()) || count(etcd) < KEYS) {
          assertThat(writer.isDone()).as("the writer goes on").isFalse();
        }
        for (var read = 0;
            read < READS_MIN || (read < READS_MAX && written.get() < REVISIONS_MIN);
            read++) {
          assertThat(writer.isDone()).as("the writer goes on").isFalse();
          settled +=
              isTrue(inTime("list", etcd, "--fields=key,mod_revision,value", "-o=jsonl")) ? 1 : 0;
          checkClear(inTime("extract", etcd, "-k", "/registry/live/7"));
          checkClear(inTime("checksum", etcd, "-o=json"));
          assertThat(ownLocks(etcd.file())).isEmpty();
        }
      } finally {
        writing.set(false);
      }
      writer.get(READ_SECONDS_MAX, TimeUnit.SECONDS);
      assertThat(settled).as("reads that got one transaction's state").isPositive();
      theChecksumIsThatOfEtcd(etcd, written.get());
      theStatusOfASnapshotIsThatOfEtcdctl(etcd);
      theFileIsNotChanged(etcd);
    }
  }

  @Test
  void aMemberOfAnotherHostIsAskedForASnapshotWhileItWrites() throws Exception {
    try (var etcd = LiveEtcd.start(folder)) {
      var writing = new AtomicBoolean(true);
      var written = new AtomicLong();
      var writer = CompletableFuture.runAsync(() -> write(etcd, writing, written));
      try {
        while (written.get() < KEYS / KEYS_OF_A_TRANSACTION) {
          assertThat(writer.isDone()).as("the writer goes on").isFalse();
          Thread.sleep(10);
        }
        for (var read = 0; read < REMOTE_READS; read++) {
          var before = written.get();
          var launch = overSsh(etcd, "list", "--fields=key,mod_revision,value", "-o=jsonl");
          assertThat(launch.errors()).isEmpty();
          assertThat(isTrue(launch)).isTrue();
          assertThat(newest(launch)).as("what was written is there").isGreaterThanOrEqualTo(before);
        }
      } finally {
        writing.set(false);
      }
      writer.get(READ_SECONDS_MAX, TimeUnit.SECONDS);
      var copy = folder.resolve("kept.db").toString();
      assertThat(overSsh(etcd, "checksum", "--copy=" + copy).status()).isZero();
      assertThat(etcd.etcdctl("snapshot", "status", copy)).contains(", " + written.get() + ", ");
    }
  }

  @Test
  void aFileOfAnotherHostThatNobodyWritesComesAsItIs() throws Exception {
    try (var etcd = LiveEtcd.start(folder)) {
      etcd.put(Map.of("/registry/live/1", "one"));
      etcd.etcdctl("snapshot", "save", folder.resolve("saved.db").toString());
    }
    var here = Launch.of("etcd", "list", folder.resolve("saved.db").toString());
    var there = Launch.of("etcd", "list", "ssh://web1" + folder.resolve("saved.db"));
    assertThat(there).isEqualTo(here);
    assertThat(Launch.of("etcd", "list", "ssh://web1" + folder.resolve("data"))).isEqualTo(here);
    assertThat(Launch.of("etcd", "list", "ssh://web1" + folder.resolve("none")).errors())
        .contains("No such file or directory");
  }

  private static Launch overSsh(LiveEtcd etcd, String command, String... options) {
    var words = new ArrayList<>(List.of("etcd", command, "ssh://web1" + etcd.file()));
    words.addAll(List.of(options));
    return Launch.of(words.toArray(String[]::new));
  }

  private static long newest(Launch list) {
    return list.output()
        .lines()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .mapToLong(row -> Long.parseLong(row.group(2)))
        .max()
        .orElse(0);
  }

  /// Writes until it is told to stop.
  private static void write(LiveEtcd etcd, AtomicBoolean goesOn, AtomicLong written) {
    var revision = 1L;
    try {
      for (var round = 0; goesOn.get(); round++) {
        var values = new LinkedHashMap<String, String>();
        for (var i = 0; i < KEYS_OF_A_TRANSACTION; i++) {
          var key = "/registry/live/" + (round * KEYS_OF_A_TRANSACTION + i) % KEYS;
          values.put(key, key + " " + (revision + 1) + " " + "x".repeat(100 + round % 4_000));
        }
        assertThat(etcd.put(values)).isEqualTo(++revision);
        written.set(revision);
        if (round % 40 == 39) {
          etcd.compact(revision - 10);
        }
        if (round % 100 == 99) {
          etcd.defragment();
        }
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long count(LiveEtcd etcd) throws Exception {
    return inTime("list", etcd, "--fields=key", "-o=jsonl").output().lines().count();
  }

  /// A read that blocks fails.
  private static Launch inTime(String command, LiveEtcd etcd, String... options) throws Exception {
    var words = new ArrayList<>(List.of("etcd", command, etcd.file().toString()));
    words.addAll(List.of(options));
    return CompletableFuture.supplyAsync(() -> Launch.of(words.toArray(String[]::new)))
        .get(READ_SECONDS_MAX, TimeUnit.SECONDS);
  }

  /// Whether all keys were read; that there was no time for it has to be said.
  private static boolean isTrue(Launch launch) {
    if (launch.status() != 0) {
      checkClear(launch);
      return false;
    }
    var rows = launch.output().lines().toList();
    assertThat(rows)
        .hasSize(KEYS)
        .allSatisfy(row -> {
          var fields = ROW.matcher(row);
          assertThat(fields.matches()).as(row).isTrue();
          assertThat(fields.group(2)).isEqualTo(fields.group(3));
        });
    return true;
  }

  private static void checkClear(Launch launch) {
    if (launch.status() != 0) {
      assertThat(launch.errors())
          .containsAnyOf("is being written faster than it can be read", "no such file");
      assertThat(launch.output()).isEmpty();
    }
  }

  private static List<String> ownLocks(Path file) throws IOException {
    var inode = Files.getAttribute(file, "unix:ino");
    var pid = ProcessHandle.current().pid();
    return Files.readAllLines(Path.of("/proc/locks")).stream()
        .filter(lock -> lock.contains(" " + pid + " ") && lock.contains(":" + inode + " "))
        .toList();
  }

  /// etcd answers from memory, and brings what it has to its file ten times a second.
  private static void theChecksumIsThatOfEtcd(LiveEtcd etcd, long revision) throws Exception {
    var told = etcd.etcdctl("endpoint", "hashkv").strip().split(", ")[1];
    var launch = inTime("checksum", etcd, "-o=json");
    for (var i = 0; i < 100 && !launch.output().contains("\"revision\": " + revision + ","); i++) {
      Thread.sleep(100);
      launch = inTime("checksum", etcd, "-o=json");
    }
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.output()).contains("\"revision\": " + revision + ",");
    assertThat(launch.output()).contains("\"hashkv\": " + told + ",");
  }

  private void theStatusOfASnapshotIsThatOfEtcdctl(LiveEtcd etcd) throws Exception {
    var snapshot = folder.resolve("snapshot.db").toString();
    etcd.etcdctl("snapshot", "save", snapshot);
    var told = etcd.etcdctl("snapshot", "status", snapshot).strip().split(", ");
    var launch = Launch.of("etcd", "checksum", snapshot, "-o=json");
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.output())
        .contains(
            "\"status_hash\": \"" + told[0] + "\"",
            "\"revision\": " + told[1] + ",",
            "\"sha256_matches\": true");
  }

  private static void theFileIsNotChanged(LiveEtcd etcd) throws Exception {
    etcd.close();
    var before = digest(etcd.file());
    var modified = Files.getLastModifiedTime(etcd.file());
    assertThat(isTrue(inTime("list", etcd, "--fields=key,mod_revision,value", "-o=jsonl")))
        .isTrue();
    assertThat(digest(etcd.file())).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(etcd.file())).isEqualTo(modified);
  }

  private static String digest(Path file) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }
}
