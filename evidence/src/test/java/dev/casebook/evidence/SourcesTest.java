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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }

  /// What is not read, each with what has to be said of it.
  private static Map<String, byte[]> unread() throws IOException {
    var image = new byte[40_000];
    System.arraycopy(latin("CD001"), 0, image, 32_769, 5);
    var cpio = latin("070701" + "0123456789abcdef".repeat(6) + "00000000some text\nand more\n");
    var all = new LinkedHashMap<String, byte[]>();
    all.put("a 7z archive, which is not read", latin("7z\u00BC\u00AF'\u001C and more"));
    all.put("a rar archive, which is not read", latin("Rar!\u001A\u0007\1\0 and more"));
    all.put("a cpio archive, which is not read", cpio);
    all.put("a CD image, which is not read", image);
    all.put("a part of a split zip archive", latin("PK\7\bPK\3\4 and more"));
    all.put("encrypted with PGP; decrypt it", latin("-----BEGIN PGP MESSAGE-----\n\nhQIM\n"));
    all.put("encrypted with openssl; decrypt it", latin("Salted__\1\2\3\4"));
    all.put("compressed with lz4; unpack it", latin("\u0004\"M\u0018\1\2\3\4\5\6\7\b"));
    return all;
  }

  @Test
  void whatIsNotReadIsNamedAsASource() throws Exception {
    for (var form : unread().entrySet()) {
      assertNamed(form.getKey(), form.getValue());
      // What is compressed twice is said to be so elsewhere.
      if (!form.getKey().startsWith("compressed")) {
        assertNamed(form.getKey(), gzip(form.getValue()));
      }
    }
  }

  private void assertNamed(String title, byte[] bytes) throws Exception {
    var file = Files.write(folder.resolve("evidence"), bytes);
    try (var source = Bundle.sources("").open(file.toString())) {
      assertThat(source.snapshots().getFirst().problems())
          .as(title)
          .anyMatch(problem -> problem.contains(title));
    }
  }

  @Test
  void whatIsNotReadIsNamedInAFolderAndInAnArchive() throws Exception {
    for (var form : unread().entrySet()) {
      var bundle = new Bundle(Files.createTempDirectory(folder, "bundle"));
      bundle.file("etc/hostname", "web1\n").file("var/log/messages", form.getValue());
      var tar = folder.resolve("bundle.tar").toString();
      var packing = new ProcessBuilder("tar", "-cf", tar, "-C", bundle.folder().toString(), ".");
      assertThat(packing.start().waitFor()).isZero();
      for (var name : List.of(bundle.folder().toString(), tar)) {
        try (var source = Bundle.sources("").open(name)) {
          var snapshot = source.snapshots().getFirst();
          var log = snapshot.find(ArtifactName.file("/var/log/messages")).getFirst();
          assertThatThrownBy(() -> log.open().close())
              .as(form.getKey())
              .isInstanceOf(IOException.class)
              .hasMessageContaining(form.getKey());
          assertThat(snapshot.problems())
              .as(form.getKey())
              .anyMatch(p -> p.contains("var/log/messages: ") && p.contains(form.getKey()));
        }
      }
    }
  }

  @Test
  void anArchiveWithoutItsBeginningIsNamedAsASourceAndInAFolder() throws Exception {
    var rest = latin("\u00E5\u0000\u0093middle of an archive\u0001\u00FF and more of it");
    for (var name : List.of("x.zip", "x.z02", "x.Z103", "x.tar.gz", "x.log.xz", "x.7z")) {
      var parent = Files.createTempDirectory(folder, "named");
      for (var path : List.of(Files.write(parent.resolve(name), rest), parent)) {
        try (var source = Bundle.sources("").open(path.toString())) {
          var snapshot = source.snapshots().getFirst();
          assertThatThrownBy(() -> onlyStray(source))
              .as(name)
              .hasStackTraceContaining("does not begin as such a file");
          assertThat(snapshot.problems()).as(name).anyMatch(p -> p.contains("as such a file"));
        }
      }
    }
    var text = Files.writeString(folder.resolve("renamed.log.gz"), LOG + "caf\u00E9\n");
    try (var source = Bundle.sources("").open(text.toString())) {
      assertThat(onlyStray(source)).isEqualTo(LOG + "caf\u00E9\n");
    }
  }

  @Test
  void textIsReadWhateverItsNameAndWhereverItsFirstBytesAreCut() throws Exception {
    for (int blanks = 0; blanks < 5; blanks++) {
      for (var sign : List.of("\u78C1\u76D8\u6545\u969C", "\u00E9", "\uD83D\uDE00")) {
        var text = " ".repeat(blanks) + sign.repeat(100) + "\n";
        var named = Files.writeString(folder.resolve("renamed.log.gz"), text);
        try (var source = Bundle.sources("").open(named.toString())) {
          assertThat(onlyStray(source)).as(sign + blanks).isEqualTo(text);
        }
      }
    }
    for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
      var named = Files.writeString(folder.resolve("renamed.log.zip"), LOG, charset);
      try (var source = Bundle.sources("").open(named.toString())) {
        assertThat(onlyStray(source)).as(charset.name()).isEqualTo(LOG);
      }
    }
  }

  @Test
  void anOldLogThatBeginsWithADateIsNoArchive() throws Exception {
    var log = Files.writeString(folder.resolve("mysqld.log"), "070701 12:00:00 [Note] ready\n");
    try (var source = Bundle.sources("").open(log.toString())) {
      assertThat(onlyStray(source)).isEqualTo("070701 12:00:00 [Note] ready\n");
      assertThat(source.snapshots().getFirst().problems()).isEmpty();
    }
  }

  @Test
  void membersBehindALinkAreSaidToBeSo() throws Exception {
    for (var linkFirst : List.of(true, false)) {
      var tar = folder.resolve("linked.tar").toString();
      var one = new Bundle(Files.createTempDirectory(folder, "one"));
      one.file("etc/hostname", "web1\n")
          .file("var/elsewhere/messages", LOG)
          .link("var/log", "elsewhere");
      var two = new Bundle(Files.createTempDirectory(folder, "two"));
      two.file("var/log/syslog", LOG);
      var order = new ArrayList<>(List.of(one, two));
      for (var part : linkFirst ? order : order.reversed()) {
        var flag = Files.exists(Path.of(tar)) ? "-rf" : "-cf";
        var packing =
            new ProcessBuilder("tar", flag, tar, "-C", part.folder().toString(), "etc", "var");
        if (part.equals(two)) {
          packing =
              new ProcessBuilder(
                  "tar", flag, tar, "-C", part.folder().toString(), "var/log/syslog");
        }
        assertThat(packing.start().waitFor()).isZero();
      }
      try (var source = Bundle.sources("").open(tar)) {
        assertThat(source.snapshots().getFirst().problems())
            .contains(
                "var/log: is a link to elsewhere and has members behind it; it is taken for a folder");
      }
      Files.delete(Path.of(tar));
    }
  }

  /// Which folder is the host's root is known only when all members have been listed.
  @Test
  void aListingLeavesOutTheKernelsFoldersAndNoOthers() throws Exception {
    var bundle = new Bundle(Files.createTempDirectory(folder, "bundle"));
    bundle
        .file("host/etc/hostname", "web1\n")
        .file("host/proc/1/stat", "1")
        .file("host/sys/kernel/a", "a")
        .file("host/data/sys/a", "a");
    assertThat(listed(bundle, "host"))
        .contains("etc/hostname", "data/sys/a")
        .doesNotContain("proc/1/stat", "sys/kernel/a");
    bundle.file("etc/hostname", "web2\n").file("proc/sys/b", "b");
    assertThat(listed(bundle, "etc", "proc", "host"))
        .contains("etc/hostname", "host/proc/1/stat", "host/sys/kernel/a", "host/data/sys/a")
        .doesNotContain("proc/sys/b");
  }

  private List<String> listed(Bundle bundle, String... tops) throws Exception {
    var tar = folder.resolve("listed.tar").toString();
    var command = new ArrayList<>(List.of("tar", "-cf", tar, "-C", bundle.folder().toString()));
    command.addAll(List.of(tops));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    var listing = ArtifactName.command("tar -tv*");
    var wanted = new Wanted(List.of(new Wanted.Wish(List.of(), List.of(listing))));
    try (var source = Bundle.sources("").asking(wanted).open(tar)) {
      var lines = Bundle.text(source.snapshots().getFirst().find(listing).getFirst());
      return lines.lines().map(line -> line.substring(line.lastIndexOf(' ') + 1)).toList();
    }
  }
}
