package dev.casebook.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {

  private static final String LOG = "Nov 22 12:00:00 web1 sshd[1]: it broke\n";

  @TempDir private Path folder = Path.of("");

  private static String onlyStray(Source source) {
    var snapshot = source.snapshots().getFirst();
    assertThat(snapshot.layout().isLoose()).isTrue();
    assertThat(snapshot.strays()).hasSize(1);
    return Bundle.text(snapshot.strays().getFirst());
  }

  @Test
  void aLogIsASource() throws Exception {
    var log = Files.writeString(folder.resolve("messages"), LOG);
    try (var source = Bundle.sources("").open(log.toString())) {
      assertThat(onlyStray(source)).isEqualTo(LOG);
      assertThat(source.snapshots().getFirst().facts().host()).isEqualTo("messages");
      assertThat(source.snapshots().getFirst().strays().getFirst().place()).isEqualTo("messages");
    }
  }

  @Test
  void aCompressedLogIsReadAsItsText() throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(LOG.getBytes(StandardCharsets.UTF_8));
    }
    var log = Files.write(folder.resolve("messages.without.suffix"), bytes.toByteArray());
    try (var source = Bundle.sources("").open(log.toString())) {
      assertThat(onlyStray(source)).isEqualTo(LOG);
    }
  }

  @Test
  void standardInputIsASource() throws Exception {
    try (var source = Bundle.sources(LOG).open("-")) {
      assertThat(onlyStray(source)).isEqualTo(LOG);
      assertThat(source.name()).isEqualTo("-");
      assertThat(source.snapshots().getFirst().facts().host()).isEqualTo("localhost");
    }
  }

  @Test
  void whatAShellHandsOverOpenIsReadOnceAsProcessSubstitutionNeedsIt() throws Exception {
    var before = openPipes();
    var writer =
        new ProcessBuilder("sh", "-c", "printf \"$0\"; exec >&-; sleep 60", LOG)
            .redirectInput(new File("/dev/null"))
            .redirectError(Redirect.DISCARD)
            .start();
    var pipes = openPipes();
    pipes.removeAll(before);
    try (var source = Bundle.sources("").open("/dev/fd/" + pipes.iterator().next())) {
      assertThat(onlyStray(source)).isEqualTo(LOG);
      assertThat(onlyStray(source)).isEqualTo(LOG);
    } finally {
      writer.destroyForcibly();
    }
  }

  private static Set<String> openPipes() throws IOException {
    var pipes = new HashSet<String>();
    for (var file : new File("/proc/self/fd").listFiles()) {
      if (Files.isSymbolicLink(file.toPath())
          && Files.readSymbolicLink(file.toPath()).toString().startsWith("pipe:")) {
        pipes.add(file.getName());
      }
    }
    return pipes;
  }

  @Test
  void aPipeIntoWhichNobodyWritesIsNotWaitedFor() throws Exception {
    var pipe = folder.resolve("pipe").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
    for (var name : List.of(pipe, "/dev/zero")) {
      assertThatThrownBy(() -> Bundle.sources("").open(name))
          .isInstanceOf(UnreadableSource.class)
          .hasMessage(
              name + ": is a pipe, socket or device; hand it in as standard input: - < " + name);
    }
  }

  @Test
  void aNameThatIsNoTextIsToldApartFromAMissingFile() {
    assertThatThrownBy(() -> Bundle.sources("").open("/no/\uFFFD"))
        .hasMessageContaining("the name can't be decoded in this locale");
  }

  @Test
  void whatIsNotThereIsToldInOneSentence() {
    assertThatThrownBy(() -> Bundle.sources("").open(folder + "/none"))
        .isInstanceOf(UnreadableSource.class)
        .hasMessage(folder + "/none: no such file or folder");
  }

  @Test
  void aNameThatCanBeNoPathIsToldInOneSentence() {
    assertThatThrownBy(() -> Bundle.sources("").open("a\u0000b"))
        .isInstanceOf(UnreadableSource.class)
        .hasMessageContaining("not a file name");
  }

  @Test
  void whatIsEmptyShowsNothingAndSaysSo() throws IOException {
    var empty = Files.createFile(folder.resolve("empty.log"));
    var emptyFolder = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> Bundle.sources("").open(empty.toString()))
        .isInstanceOf(UnreadableSource.class)
        .hasMessage(empty + ": the file is empty");
    assertThatThrownBy(() -> Bundle.sources("").open(emptyFolder.toString()))
        .isInstanceOf(UnreadableSource.class)
        .hasMessage(emptyFolder + ": there is no file in it");
    assertThatThrownBy(() -> Bundle.sources("").open("-"))
        .isInstanceOf(UnreadableSource.class)
        .hasMessage("-: nothing came on standard input");
  }
}
