package dev.casebook.evidence.archive;

import static dev.casebook.evidence.archive.ZipBuilder.file;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/// Zip archives made to harm or made badly.
class HostileZipTest {
  private static byte[] zip(ZipBuilder.Part... parts) {
    var builder = new ZipBuilder();
    for (var part : parts) {
      builder.add(part);
    }
    return builder.build();
  }

  @Test
  void badNamesAreSkippedAndTheRestIsRead() {
    var reading =
        Reading.of(
            zip(
                file("../evil", "x"),
                file("/etc/passwd", "p"),
                file("a\u0007b", "x"),
                file("n".repeat(4097), "x"),
                file("good", "kept")));
    assertThat(reading.entries())
        .contains("rejected ../evil", "file etc/passwd", "rejected a\\x07b", "file good");
    assertThat(reading.text("good")).isEqualTo("kept");
    assertThat(reading.said()).hasSize(4);
  }

  @Test
  void encryptedMembersAreReported() throws IOException {
    var reading = Reading.of(zip(file("secret", "x").flags(1), file("good", "kept")));
    assertThat(reading.entries()).containsExactly("rejected secret", "file good");
    assertThat(reading.said()).containsExactly("ENCRYPTED secret: encrypted");
  }

  @Test
  void unknownMethodsAreReported() {
    var reading = Reading.of(zip(file("old", "x").method(6), file("good", "kept")));
    assertThat(reading.entries()).containsExactly("rejected old", "file good");
    assertThat(reading.said())
        .containsExactly("UNSUPPORTED old: compressed with Implode, which is not read");
  }

  @Test
  void modernMethodsAreRead() {
    var log = Samples.log(1, 50_000);
    var reading =
        Reading.of(
            zip(
                file("zstd", log).method(93).data(RealTool.filter(log, "zstd", "-c")),
                file("xz", log).method(95).data(RealTool.filter(log, "xz", "-c")),
                file("bzip2", log).method(12).data(RealTool.filter(log, "bzip2", "-c"))));
    assertThat(reading.said()).isEmpty();
    assertThat(reading.files().values())
        .hasSize(3)
        .allSatisfy(bytes -> assertThat(bytes).isEqualTo(log));
  }

  @Test
  void linksAndDevicesAreWhatTheirModeSays() {
    var reading =
        Reading.of(
            zip(
                file("link", "../target").unixMode(0120777),
                file("long-link", "t".repeat(5000)).unixMode(0120777),
                file("bell", "a\u0007").unixMode(0120777),
                file("device", "").unixMode(0060600),
                file("folder", "").unixMode(0040755),
                file("good", "kept")));
    assertThat(reading.entries())
        .containsExactly(
            "link link -> ../target",
            "rejected long-link",
            "rejected bell",
            "rejected device",
            "folder folder",
            "file good");
  }

  @Test
  void repeatedNamesAreSaidToBe() {
    var reading = Reading.of(zip(file("a", "first"), file("a", "last")));
    assertThat(reading.entries()).containsExactly("file a", "file a");
    assertThat(reading.text("a")).isEqualTo("last");
    assertThat(reading.said()).containsExactly("NOTICE a: is there more than once");
  }

  @Test
  void wrongChecksumsAndSizesAreReportedWithTheBytes() {
    var reading =
        Reading.of(
            zip(
                file("crc", "content").crc(7),
                file("small", "content").size(3),
                file("large", "content").size(1L << 31),
                file("good", "kept")));
    assertThat(reading.text("crc")).isEqualTo("content");
    assertThat(reading.text("small")).isEqualTo("content");
    assertThat(reading.said())
        .containsExactly(
            "CORRUPT crc: damaged after 7 bytes: its checksum is wrong",
            "CORRUPT small: damaged after 7 bytes: the archive names 3 bytes",
            "CORRUPT large: damaged after 7 bytes: the archive names 2147483648 bytes");
  }

  @Test
  void aDirectoryThatPointsNowhereIsReported() {
    var builder = new ZipBuilder();
    builder.add(file("good", "kept"));
    builder.list(file("outside", "x"), 1_000_000).list(file("inside", "x"), 3);
    var reading = Reading.of(builder.build());
    assertThat(reading.entries())
        .containsExactly("file good", "rejected outside", "rejected inside");
  }

  @Test
  void aDirectoryThatClaimsMoreMembersIsReported() {
    var builder = new ZipBuilder();
    builder.add(file("good", "kept"));
    var reading = Reading.of(builder.build(5, "a comment"));
    assertThat(reading.entries()).containsExactly("file good");
    assertThat(reading.said()).containsExactly("CORRUPT its directory claims 5 members but has 1");
  }

  @Test
  void somethingBeforeTheArchiveShiftsIt() throws IOException {
    var archive = Samples.join("PK\3\4 not really".getBytes(UTF_8), zip(file("good", "kept")));
    assertThat(Reading.of(archive).text("good")).isEqualTo("kept");
  }

  @Test
  void membersAreFoundWithoutTheDirectory() {
    var builder = new ZipBuilder();
    builder.add(file("known", Samples.log(1, 3000)));
    builder.add(file("streamed", Samples.log(2, 3000)).streamed());
    builder.add(file("last", "kept"));
    var reading = Reading.of(builder.unfinished());
    assertThat(reading.files().get("known")).isEqualTo(Samples.log(1, 3000));
    assertThat(reading.files().get("streamed")).isEqualTo(Samples.log(2, 3000));
    assertThat(reading.text("last")).isEqualTo("kept");
    assertThat(reading.said())
        .containsExactly("TRUNCATED its directory is missing: members are looked for one by one");
  }

  @Test
  void streamedArchivesOfTheJdkAreRead() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (int i = 0; i < 70_000; i++) {
        zip.putNextEntry(new ZipEntry("f" + i));
        zip.write(i);
      }
    }
    var reading = Reading.of(out.toByteArray());
    assertThat(reading.said()).isEmpty();
    assertThat(reading.files()).hasSize(70_000);
    assertThat(reading.files().get("f258")).containsExactly(2);
  }

  @Test
  void anEmptyArchiveHasNoMembers() {
    var reading = Reading.of(zip());
    assertThat(reading.format()).isEqualTo("zip");
    assertThat(reading.entries()).isEmpty();
    assertThat(reading.said()).isEmpty();
  }

  @Test
  void membersThatShareTheirBytesAreBoundedTogether() {
    var builder = new ZipBuilder();
    int offset = builder.add(file("0", new byte[1 << 20]));
    for (int i = 1; i < 1000; i++) {
      builder.list(file(Integer.toString(i), "").size(1 << 20), offset);
    }
    var reading = Reading.of(builder.build(), Limits.DEFAULT.withRatio(250, 20 << 20));
    long total = reading.files().values().stream().mapToLong(bytes -> bytes.length).sum();
    assertThat(total).isBetween(20L << 20, 40L << 20);
    assertThat(reading.said()).last().asString().startsWith("LIMIT expands more than 250 times");
  }

  @Test
  void everyCutGivesAPrefixOfEachMember() {
    var archive =
        zip(
            file("one", Samples.log(1, 3000)),
            file("two", Samples.log(2, 2000)),
            file("three", "3"));
    var whole = Reading.of(archive);
    for (int cut = 4; cut < archive.length; cut++) {
      var reading = Reading.of(Arrays.copyOf(archive, cut));
      assertThat(reading.said()).as("cut at %d", cut).isNotEmpty();
      reading
          .files()
          .forEach((path, bytes) ->
              assertThat(Arrays.copyOf(whole.files().get(path), bytes.length)).isEqualTo(bytes));
    }
  }

  @Test
  void flippedBytesAreSurvived() {
    var archive =
        zip(
            file("one", Samples.log(1, 300)),
            file("two", "two").streamed(),
            file("link", "one").unixMode(0120777));
    var random = new Random(12);
    for (int i = 0; i < 3000; i++) {
      var reading =
          Reading.of(Samples.damaged(archive, random), Limits.DEFAULT.withTotalBytes(1 << 20));
      assertThat(reading.entries().size()).isLessThan(20);
    }
  }
}
