package dev.casebook.wings.etcd.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectFolderTest {

  @TempDir private Path outside;

  private static String path(String key) {
    return String.join("/", KeyPath.of(key.getBytes(UTF_8)));
  }

  @Test
  void aKeyBecomesAPath() {
    assertThat(path("/registry/pods/default/web")).isEqualTo("registry/pods/default/web.yaml");
    assertThat(path("/registry/clusterroles/system:node"))
        .isEqualTo("registry/clusterroles/system:node.yaml");
    assertThat(path("compact_rev_key")).isEqualTo("%bare/compact_rev_key.yaml");
  }

  @Test
  void aStrangersKeyBecomesATamePath() {
    assertThat(path("/../../etc/passwd")).isEqualTo("%2E./%2E./etc/passwd.yaml");
    assertThat(path("//x/")).isEqualTo("%/x/%.yaml");
    assertThat(path("")).isEqualTo("%bare/%.yaml");
    assertThat(path("/a\u001b[2J\n%")).isEqualTo("a%1B%5B2%4A%0A%25.yaml");
    assertThat(path("/Up")).isEqualTo("%55p.yaml");
    assertThat(path("/a.yaml/b")).isEqualTo("a%2Eyaml/b.yaml");
    assertThat(path("/" + "n".repeat(300))).hasSizeLessThan(255).startsWith("nnn");
    assertThat(path("/a".repeat(2_000))).startsWith("%long/").hasSizeLessThan(100);
  }

  /// Keys of few different bytes, so that they are often alike.
  @Test
  void differentKeysHaveDifferentPathsWhateverTheFileSystem() throws IOException, UnreadableFile {
    var random = new Random(7);
    var keys = new TreeSet<byte[]>(Arrays::compareUnsigned);
    for (var i = 0; i < 3_000; i++) {
      var key = new byte[random.nextInt(12)];
      for (var j = 0; j < key.length; j++) {
        key[j] = (byte) "//..aA%-y\u0000\u00ff".charAt(random.nextInt(11));
      }
      keys.add(key);
    }
    keys.add(("/" + "n".repeat(300)).getBytes(UTF_8));
    keys.add(("/" + "n".repeat(301)).getBytes(UTF_8));
    keys.add("z/".repeat(2_000).getBytes(UTF_8));
    keys.add("/b".repeat(2_000).getBytes(UTF_8));
    var root = outside.resolve("tree");
    var files = ObjectFolder.in(root);
    var paths = new HashSet<String>();
    for (var key : keys) {
      files.write(key, "x\n");
      assertThat(paths.add(String.join("/", KeyPath.of(key)).toLowerCase(Locale.ROOT))).isTrue();
    }
    try (var written = Files.walk(root)) {
      assertThat(written.filter(Files::isRegularFile)).hasSize(keys.size());
    }
  }

  @Test
  void onlyTheOwnerCanReadWhatIsWritten() throws IOException, UnreadableFile {
    var root = outside.resolve("tree");
    ObjectFolder.in(root).write("/registry/secrets/a".getBytes(UTF_8), "kind: Secret\n");
    var file = root.resolve("registry/secrets/a.yaml");
    assertThat(file).hasContent("kind: Secret\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
        .isEqualTo("rwx------");
  }

  @Test
  void aFolderThatIsNotEmptyOrNoneIsRefused() throws IOException {
    Files.createFile(outside.resolve("file"));
    assertThatThrownBy(() -> ObjectFolder.in(outside)).hasMessageContaining("is not empty");
    assertThatThrownBy(() -> ObjectFolder.in(outside.resolve("file")))
        .hasMessageContaining("is not a folder");
    var link = Files.createSymbolicLink(outside.resolve("link"), Path.of("/tmp"));
    assertThatThrownBy(() -> ObjectFolder.in(link)).hasMessageContaining("is a link");
  }

  @Test
  void theFoldersAboveAreMade() throws IOException, UnreadableFile {
    var root = outside.resolve("a/b");
    ObjectFolder.in(root).write("/x".getBytes(UTF_8), "kind: Secret\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void aLinkInTheWayIsNotFollowed() throws IOException, UnreadableFile {
    var root = outside.resolve("tree");
    var files = ObjectFolder.in(root);
    var target = Files.createDirectory(outside.resolve("target"));
    Files.createSymbolicLink(root.resolve("registry"), target);
    assertThatThrownBy(() -> files.write("/registry/a".getBytes(UTF_8), "x"))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("somebody else made it");
    assertThat(target).isEmptyDirectory();
  }
}
