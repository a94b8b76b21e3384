package dev.casebook.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {

  private static final String LOG = "Nov 22 12:00:00 web1 sshd[1]: it broke\n";

  @TempDir private Path folder = Path.of("");

  private static String onlyStray(Source source) {
    var snapshot = source.snapshots().getFirst();
    assertThat(snapshot.layout()).isEqualTo("loose");
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
  void aPipeIsReadOnceAsProcessSubstitutionNeedsIt() throws Exception {
    var pipe = folder.resolve("pipe");
    var writer =
        new ProcessBuilder(
                "sh", "-c", "mkfifo \"$0\" && printf \"$1\" > \"$0\"", pipe.toString(), LOG)
            .start();
    while (!Files.exists(pipe) && writer.isAlive()) {
      Thread.onSpinWait();
    }
    try (var source = Bundle.sources("").open(pipe.toString())) {
      assertThat(onlyStray(source)).isEqualTo(LOG);
      assertThat(onlyStray(source)).isEqualTo(LOG);
    }
    assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
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
        .hasMessageContaining("no name of a file");
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
