package dev.casebook.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderNodesTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void whatIsThereIsFoundHoweverMuchWasLookedForInVain() throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(folder.resolve("a/file"), "x");
    Files.createSymbolicLink(folder.resolve("a/link"), Path.of("b"));
    var nodes = new FolderNodes(folder);
    for (int i = 0; i < 10; i++) {
      assertThat(nodes.at("a", "missing" + i)).isNull();
      assertThat(nodes.at("a/missing/file" + i)).isNull();
      assertThat(nodes.at("missing" + i)).isNull();
    }
    assertThat(nodes.at("a", "file")).isInstanceOf(Node.File.class);
    assertThat(nodes.at("a/link")).isEqualTo(new Node.Link("b"));
    assertThat(nodes.at("a")).isEqualTo(Node.FOLDER);
    assertThat(nodes.at("")).isEqualTo(Node.FOLDER);
    assertThat(nodes.names("a")).containsExactly("b", "file", "link");
  }

  @Test
  void aFolderIsToldFromALinkToOne() throws IOException {
    Files.createDirectories(folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
    Files.createSymbolicLink(folder.resolve("out"), Path.of("/"));
    Files.writeString(folder.resolve("file"), "");
    var nodes = new FolderNodes(folder);
    assertThat(nodes.isFolder("", "real")).isTrue();
    for (var other : new String[] {"link", "out", "file", "nothing"}) {
      assertThat(nodes.isFolder("", other)).as(other).isFalse();
    }
  }

  @Test
  void whatComesLaterIsSeenOnceItIsLookedForAgain() throws IOException {
    var nodes = new FolderNodes(folder);
    assertThat(nodes.names("")).isEmpty();
    Files.writeString(folder.resolve("late"), "");
    assertThat(nodes.at("late")).isNull();
    nodes.forget();
    assertThat(nodes.at("late")).isInstanceOf(Node.File.class);
    assertThat(nodes.names("")).containsExactly("late");
  }

  @Test
  void aFolderOfVeryManyNamesIsAskedForEach() throws IOException {
    for (int i = 0; i <= 10_000; i++) {
      Files.createFile(folder.resolve("f" + i));
    }
    var nodes = new FolderNodes(folder);
    for (int i = 0; i < 10; i++) {
      assertThat(nodes.at("missing" + i)).isNull();
    }
    for (int i = 0; i <= 10_000; i += 100) {
      assertThat(nodes.at("f" + i)).isInstanceOf(Node.File.class);
    }
    assertThat(nodes.names("")).hasSize(10_001);
    assertThat(nodes.problems()).isEmpty();
  }
}
