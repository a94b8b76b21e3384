package dev.casebook.evidence.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.evidence.Budget;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sound archives, as the real tools make them.
class ArchiveReaderTest {
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);
  private static final String LONG = "a-long-name-" + "x".repeat(80) + ".log";

  @TempDir Path folder;
  private Path top;

  @BeforeEach
  void makeATree() throws IOException {
    top = folder.resolve("sosreport-web1");
    write("etc/hostname", "web1\n".getBytes(UTF_8));
    write("usr/lib/os-release", "ID=example\n".getBytes(UTF_8));
    write("var/log/messages", Samples.log(1, 300_000));
    write("var/log/" + LONG, Samples.log(2, 700));
    write("sos_commands/networking/ip_-s_-d_link", new byte[0]);
    write("etc/naïve 名前", "unicode\n".getBytes(UTF_8));
    Files.createSymbolicLink(top.resolve("etc/os-release"), Path.of("../usr/lib/os-release"));
    Files.createLink(top.resolve("etc/hostname.same"), top.resolve("etc/hostname"));
    var hostname = top.resolve("etc/hostname");
    Files.setPosixFilePermissions(hostname, PosixFilePermissions.fromString("rw-r-----"));
    Files.setLastModifiedTime(hostname, FileTime.from(TIME));
  }

  private void write(String name, byte[] content) throws IOException {
    var file = top.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private byte[] tar(String... options) {
    var command = new ArrayList<>(List.of("tar", "-c", "-f", "-", "--sort=name"));
    command.addAll(List.of(options));
    command.add("sosreport-web1");
    return RealTool.in(folder, command.toArray(String[]::new));
  }

  private void assertTheWholeTree(Reading reading) {
    assertThat(reading.problems()).isEmpty();
    var expected = new TreeMap<String, String>();
    expected.put("sosreport-web1/etc/hostname", "web1\n");
    expected.put("sosreport-web1/usr/lib/os-release", "ID=example\n");
    expected.put("sosreport-web1/var/log/messages", new String(Samples.log(1, 300_000), UTF_8));
    expected.put("sosreport-web1/var/log/" + LONG, new String(Samples.log(2, 700), UTF_8));
    expected.put("sosreport-web1/sos_commands/networking/ip_-s_-d_link", "");
    expected.put("sosreport-web1/etc/naïve 名前", "unicode\n");
    var found = new TreeMap<String, String>();
    reading.files().keySet().forEach(path -> found.put(path, reading.text(path)));
    found.remove("sosreport-web1/etc/hostname.same");
    assertThat(found).isEqualTo(expected);
    assertThat(reading.entries())
        .contains(
            "folder sosreport-web1/var/log",
            "link sosreport-web1/etc/os-release -> ../usr/lib/os-release");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "oldgnu", "posix", "ustar"})
  void readsTarInEveryFormat(String format) {
    var reading = Reading.of(tar("--format=" + format));
    assertThat(reading.format()).isEqualTo("tar");
    assertTheWholeTree(reading);
    assertThat(reading.entries())
        .contains("same sosreport-web1/etc/hostname.same = sosreport-web1/etc/hostname");
  }

  @Test
  void readsTarOfVersion7() throws IOException {
    Files.delete(top.resolve("var/log/" + LONG));
    var reading = Reading.of(tar("--format=v7"));
    assertThat(reading.said()).isEmpty();
    assertThat(reading.text("sosreport-web1/etc/hostname")).isEqualTo("web1\n");
    assertThat(reading.entries()).contains("folder sosreport-web1/var/log");
  }

  /// A folder's entry then holds the names that were in it. A file's time is the last tick's, which
  /// may lie before the first archive was begun: the change is dated later.
  @Test
  void readsIncrementalTar() throws IOException {
    assertTheWholeTree(Reading.of(tar("--listed-incremental=" + folder.resolve("first"))));
    var hostname = top.resolve("etc/hostname");
    var second = folder.resolve("second").toString();
    var _ = tar("--listed-incremental=" + second);
    Files.writeString(hostname, "web2\n");
    var later = Files.getLastModifiedTime(hostname).toInstant().plusSeconds(10);
    Files.setLastModifiedTime(hostname, FileTime.from(later));
    var changed = Reading.of(tar("--listed-incremental=" + second));
    assertThat(changed.said()).isEmpty();
    assertThat(changed.text("sosreport-web1/etc/hostname")).isEqualTo("web2\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "bzip2", "zstd"})
  void readsCompressedTarFromStreamAndFile(String tool) throws IOException {
    var archive = tar("--use-compress-program=" + tool);
    var reading = Reading.of(archive);
    assertThat(reading.format()).isEqualTo("tar, " + tool);
    assertTheWholeTree(reading);
    var file = Files.write(folder.resolve("whatever.bin"), archive);
    assertTheWholeTree(Reading.of(file, Limits.DEFAULT));
  }

  @Test
  void readsZipFromStreamAndFile() throws IOException {
    var archive = RealTool.in(folder, "zip", "-qry", "-", "sosreport-web1");
    var reading = Reading.of(archive);
    assertThat(reading.format()).isEqualTo("zip");
    assertTheWholeTree(reading);
    var file = Files.write(folder.resolve("whatever.bin"), archive);
    assertTheWholeTree(Reading.of(file, Limits.DEFAULT));
  }

  @Test
  void readsZipMadeInAFileStoredByBzip2OrAsZip64() throws IOException {
    for (var option : List.of("-0", "-9", "-Zbzip2", "-fz")) {
      var _ = RealTool.in(folder, "zip", "-qry", option, "made.zip", "sosreport-web1");
      assertTheWholeTree(Reading.of(folder.resolve("made.zip"), Limits.DEFAULT));
      Files.delete(folder.resolve("made.zip"));
    }
  }

  @Test
  void tellsModesOwnersTimesAndSizes() {
    for (var format : List.of("--format=posix", "--format=gnu", "--format=ustar")) {
      assertThat(members(tar(format, "--owner=ann:1001", "--group=crew:1002")))
          .contains(hostname("ann", "crew"));
      assertThat(members(tar(format, "--owner=ann:1001", "--group=crew:1002", "--numeric-owner")))
          .contains(hostname("1001", "1002"));
    }
    assertThat(members(RealTool.in(folder, "zip", "-qry", "-", "sosreport-web1")))
        .contains(hostname("", ""));
  }

  private static Member hostname(String owner, String group) {
    return new Member(
        "sosreport-web1/etc/hostname", Member.Kind.FILE, 5, 0640, owner, group, TIME, "", false);
  }

  private List<Member> members(byte[] archive) {
    try (var spool = new Spool(folder);
        var opened = ArchiveReader.open(new ByteArrayInputStream(archive), Limits.DEFAULT, spool)) {
      var reader = ((Opened.Archive) opened).reader();
      var items = new Items();
      assertThat(Contents.read(reader, member -> false, spool, items)).isEmpty();
      return items.byPath.values().stream().map(Contents.Item::member).toList();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void unreadContentsArePassedOver() throws IOException {
    var file = Files.write(folder.resolve("a.tar"), tar());
    try (var spool = new Spool(folder);
        var opened = ArchiveReader.open(file, Limits.DEFAULT)) {
      var reader = ((Opened.Archive) opened).reader();
      var items = new Items();
      var problems =
          Contents.read(reader, member -> member.path().endsWith("/os-release"), spool, items);
      assertThat(problems).isEmpty();
      assertThat(items.byPath).hasSize(members(tar()).size());
      var kept = items.at("sosreport-web1/usr/lib/os-release");
      assertThat(kept.bytes().orElseThrow().open()).hasContent("ID=example\n");
      assertThat(items.at("sosreport-web1/var/log/messages").bytes()).isEmpty();
    }
  }

  @Test
  void aSingleFileIsReadWithoutItsCompression() {
    var log = Samples.log(3, 10_000);
    assertThat(Reading.of(log).files().get("")).isEqualTo(log);
    var reading = Reading.of(RealTool.filter(log, "xz", "-c"));
    assertThat(reading.format()).isEqualTo("file");
    assertThat(reading.files().get("")).isEqualTo(log);
    assertThat(Reading.of(new byte[0]).files().get("")).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsAnException() {
    assertThatThrownBy(() -> ArchiveReader.open(folder.resolve("absent"), Limits.DEFAULT))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void whatIsWantedIsKeptHoweverManyMembersComeBefore() {
    var budget = new Budget(1 << 20, 1 << 20, 100_000, 1 << 20, 1 << 20);
    var tar = new TarBuilder();
    for (int i = 0; i < 3000; i++) {
      tar.file("junk/" + i, "").folder("folders/" + i);
    }
    tar.symbolicLink("proc/net", "self/net").file("proc/self/net", "kept");
    for (int i = 0; i < 3000; i++) {
      tar.symbolicLink("links/" + i, "there");
    }
    tar.file("var/log/messages", "kept, too");
    var items = new Items();
    var limits = Limits.DEFAULT.within(budget);
    try (var spool = new Spool(Path.of(System.getProperty("java.io.tmpdir")));
        var opened = ArchiveReader.open(new ByteArrayInputStream(tar.build()), limits, spool)) {
      var problems =
          Contents.read(
              ((Opened.Archive) opened).reader(),
              member -> !member.path().startsWith("junk"),
              spool,
              items);
      assertThat(items.byPath)
          .containsKeys("junk/0", "proc/net", "proc/self/net", "links/0", "var/log/messages")
          .doesNotContainKeys("junk/2999", "links/2999");
      assertThat(problems)
          .singleElement()
          .asString()
          .matches("\\d+ more members than can be listed");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// What was handed over, in order.
  private static final class Items implements Contents.Listing {
    private final Map<String, Contents.Item> byPath = new LinkedHashMap<>();

    Contents.Item at(String path) {
      return Objects.requireNonNull(byPath.get(path));
    }

    @Override
    public void take(Contents.Item item) {
      byPath.put(item.member().path(), item);
    }

    @Override
    public void refuse(Rejected rejected) {
      throw new AssertionError(rejected);
    }
  }
}
