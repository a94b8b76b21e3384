package dev.casebook.wings.etcd.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.evidence.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EtcdFileTest {

  private static final int PAGE_SIZE = 4096;

  @TempDir private Path folder;

  private static List<String> keys(EtcdFile file) throws UnreadableFile {
    var query = new KeyQuery(KeySelection.ALL, 0, OptionalLong.empty(), List.of());
    var selected = SelectedKeys.of(file, query, new ObjectReader(), false);
    var keys = new ArrayList<String>();
    while (selected.next()) {
      keys.add(selected.key());
    }
    return keys;
  }

  @Test
  void aQuietFileIsReadAsItIs() throws UnreadableFile {
    try (var file = EtcdFile.open(Cluster.in(folder), Cluster.quiet())) {
      assertThat(file.isCopied()).isFalse();
      assertThat(keys(file)).hasSize(19).contains("/registry/pods/default/web");
      assertThat(file.isUndisturbed()).isTrue();
      assertThat(file.damages().isEmpty()).isTrue();
    }
  }

  @Test
  void aFileThatWasJustWrittenIsCopied() throws IOException, UnreadableFile {
    var path = Cluster.in(folder);
    var writers = new Writers(Path.of("/nonexistent"), Instant.EPOCH.plusSeconds(3));
    try (var file = EtcdFile.open(path, Opening.of(writers))) {
      assertThat(file.isCopied()).isTrue();
      assertThat(keys(file)).hasSize(19);
    }
    assertThat(Files.readAllBytes(path)).isEqualTo(Cluster.bytes());
    assertThat(folder).isDirectoryNotContaining(entry -> !entry.equals(path));
  }

  @Test
  void aLockedFileIsCopied() throws IOException, UnreadableFile {
    var path = Cluster.in(folder);
    var inode = Files.getAttribute(path, "unix:ino");
    var locks = folder.resolve("locks");
    Files.writeString(
        locks,
        "1: POSIX  ADVISORY  WRITE 1 00:17:1 0 EOF\n2: FLOCK  ADVISORY  WRITE 688 fd:00:%s 0 EOF\n"
            .formatted(inode));
    var writers = new Writers(locks, Instant.parse("2026-01-02T03:04:05Z"));
    try (var file = EtcdFile.open(path, Opening.of(writers))) {
      assertThat(file.isCopied()).isTrue();
    }
  }

  @Test
  void aCopyIsKeptForItsOwnerAloneAndNothingIsOverwritten() throws IOException, UnreadableFile {
    var path = Cluster.in(folder);
    var target = folder.resolve("copy.db");
    var opening = new Opening(Optional.of(target), Cluster.quiet().writers(), Progress.NONE);
    try (var file = EtcdFile.open(path, opening)) {
      assertThat(keys(file)).hasSize(19);
    }
    assertThat(Files.readAllBytes(target)).isEqualTo(Cluster.bytes());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-------");
    assertThat(folder.resolve("copy.db.partial")).doesNotExist();
    assertThatThrownBy(() -> EtcdFile.open(path, opening))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("copy.db: is there already");
  }

  @Test
  void aKeptCopyLeavesAloneWhatLiesBesideIt() throws IOException, UnreadableFile {
    var path = Cluster.in(folder);
    var target = folder.resolve("copy.db");
    var theirs = Files.writeString(folder.resolve("copy.db.partial"), "mine");
    var opening = new Opening(Optional.of(target), Cluster.quiet().writers(), Progress.NONE);
    EtcdFile.open(path, opening).close();
    assertThat(theirs).hasContent("mine");
    assertThat(folder).isDirectoryContaining(target::equals);
    try (var entries = Files.list(folder)) {
      assertThat(entries).containsExactlyInAnyOrder(path, target, theirs);
    }
  }

  @Test
  void aDataFolderMeansTheFileInIt() throws IOException, UnreadableFile {
    var snap = Files.createDirectories(folder.resolve("data/member/snap"));
    Files.copy(Cluster.in(folder), snap.resolve("db"), StandardCopyOption.COPY_ATTRIBUTES);
    for (var named : List.of("data", "data/member", "data/member/snap")) {
      try (var file = EtcdFile.open(folder.resolve(named), Cluster.quiet())) {
        assertThat(file.name()).isEqualTo(snap.resolve("db").toString());
        assertThat(keys(file)).hasSize(19);
      }
    }
  }

  @Test
  void aCompressedFileIsUnpacked() throws IOException, UnreadableFile {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(Cluster.bytes());
    }
    var path = Cluster.written(folder.resolve("backup.db.gz"), packed.toByteArray());
    try (var file = EtcdFile.open(path, Cluster.quiet())) {
      assertThat(file.bytes().byteSize()).isEqualTo(Cluster.bytes().length);
      assertThat(keys(file)).hasSize(19);
    }
    var cut = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
    var half = Cluster.written(folder.resolve("half.db.gz"), cut);
    try (var file = EtcdFile.open(half, Cluster.quiet())) {
      assertThat(file.damages().kept())
          .anySatisfy(damage -> assertThat(damage.what()).contains("not be unpacked whole"));
    }
  }

  @Test
  void roomInMemoryGrowsAndKeepsWhatIsInIt() throws IOException {
    try (var arena = Arena.ofConfined()) {
      var room = CopyRoom.inMemory(arena);
      room.ofSize(4).set(ValueLayout.JAVA_INT, 0, 7);
      var larger = room.ofSize(64 << 20);
      assertThat(larger.get(ValueLayout.JAVA_INT, 0)).isEqualTo(7);
      assertThat(larger.byteSize()).isEqualTo(64 << 20);
      assertThatThrownBy(() -> room.ofSize(CopyRoom.MEMORY_BYTES_MAX * 2))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aWriteMeanwhileIsNoticed() throws IOException, UnreadableFile {
    var path = Cluster.in(folder);
    try (var file = EtcdFile.open(path, Cluster.quiet())) {
      assertThat(keys(file)).hasSize(19);
      try (var writer = new RandomAccessFile(path.toFile(), "rw")) {
        for (var page = 0L; page < 2; page++) {
          writer.seek(page * PAGE_SIZE + 30);
          writer.write(0xFF);
        }
      }
      assertThat(file.isUndisturbed()).isFalse();
    }
  }

  @Test
  void ofADamagedFileAsMuchIsShownAsCanBeProven() throws UnreadableFile {
    var bytes = Cluster.bytes();
    // Both metas: the history is searched for.
    bytes[40] ^= 1;
    bytes[PAGE_SIZE + 40] ^= 1;
    var path = Cluster.written(folder.resolve("torn"), bytes);
    try (var file = EtcdFile.open(path, Cluster.quiet())) {
      assertThat(keys(file)).contains("/registry/pods/default/web", "compact_rev_key");
      assertThat(file.damages().total()).isPositive();
    }
  }

  @Test
  void whatIsNoDatabaseIsSaidInOneSentence() {
    assertThatThrownBy(() -> EtcdFile.open(folder.resolve("absent"), Cluster.quiet()))
        .hasMessageEndingWith("absent: no such file or folder");
    assertThatThrownBy(() -> EtcdFile.open(folder, Cluster.quiet()))
        .hasMessageContaining("is a folder without member/snap/db");
    for (var content : List.of(new byte[0], new byte[5], new byte[PAGE_SIZE * 3])) {
      var path = Cluster.written(folder.resolve("other"), content);
      assertThatThrownBy(() -> EtcdFile.open(path, Cluster.quiet()))
          .isInstanceOf(UnreadableFile.class)
          .hasMessageContaining("is not an etcd database");
    }
    var packed =
        Cluster.written(folder.resolve("db.gz"), new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0});
    assertThatThrownBy(() -> EtcdFile.open(packed, Cluster.quiet()))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("db.gz: ");
    var unread = Cluster.written(folder.resolve("db.lz4"), new byte[] {4, '"', 'M', 0x18, 0, 0});
    assertThatThrownBy(() -> EtcdFile.open(unread, Cluster.quiet()))
        .hasMessageEndingWith("db.lz4: is compressed with lz4; unpack it first");
    assertThatThrownBy(() -> EtcdFile.open(Path.of("/dev/null"), Cluster.quiet()))
        .hasMessageContaining("is not a regular file");
  }

  /// As it is for someone who may not look: that there is none is not known.
  @Test
  void aFolderThatCannotBeLookedIntoIsNotTakenForAnEmptyOne() throws IOException {
    var data = Files.createDirectories(folder.resolve("var/lib/etcd"));
    Files.createSymbolicLink(data.resolve("member"), Path.of("member"));
    assertThatThrownBy(() -> MemberFiles.under(folder))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageStartingWith(data.resolve("member/snap/db").toString())
        .hasMessageEndingWith("; run as root, or name the FILE");
  }

  @Test
  void membersAreFoundWhereTheirProgramsKeepThem() throws IOException, UnreadableFile {
    assertThat(MemberFiles.under(folder)).isEmpty();
    for (var data : List.of("var/lib/etcd/default", "var/lib/rancher/k3s/server/db/etcd")) {
      Files.createDirectories(folder.resolve(data).resolve("member/snap"));
      Files.createFile(folder.resolve(data).resolve("member/snap/db"));
    }
    assertThat(MemberFiles.under(folder))
        .containsExactly(
            folder.resolve("var/lib/etcd/default/member/snap/db"),
            folder.resolve("var/lib/rancher/k3s/server/db/etcd/member/snap/db"));
  }
}
