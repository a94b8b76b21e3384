package dev.casebook.evidence.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Tar archives made to harm or made badly.
class HostileTarTest {
  private static TarBuilder tar() {
    return new TarBuilder();
  }

  @Test
  void namesThatLeadOutAreSkippedAndTheRestIsRead() {
    var reading =
        Reading.of(
            tar()
                .file("../../etc/cron.d/evil", "x")
                .file("good/../../evil", "x")
                .symbolicLink("..", "x")
                .file("./good//file", "kept")
                .build());
    assertThat(reading.entries())
        .containsExactly(
            "rejected ../../etc/cron.d/evil",
            "rejected good/../../evil",
            "rejected ..",
            "file good/file");
    assertThat(reading.text("good/file")).isEqualTo("kept");
    assertThat(reading.said())
        .first()
        .isEqualTo("UNSAFE ../../etc/cron.d/evil: its name leads out of the archive");
    assertThat(reading.said()).hasSize(3);
  }

  @Test
  void absoluteNamesAreReadAsRelativeWithOneNotice() {
    var reading = Reading.of(tar().file("/etc/passwd", "p").file("//etc/group", "g").build());
    assertThat(reading.entries()).containsExactly("file etc/passwd", "file etc/group");
    assertThat(reading.said())
        .containsExactly(
            "NOTICE etc/passwd: its name is absolute, as others may be: read as relative");
  }

  @Test
  void controlCharactersInNamesAreShownAsEscapes() {
    var reading =
        Reading.of(
            tar()
                .file("a\u001b[2Jb", "x")
                .pax("path", "with\0nul")
                .file("short", "x")
                .pax("path", "two\nlines")
                .file("short", "x")
                .symbolicLink("link", "a\rb")
                .file("good", "kept")
                .build());
    assertThat(reading.entries())
        .containsExactly(
            "rejected a\\x1b[2Jb",
            "rejected with\\x00nul",
            "rejected two\\x0alines",
            "rejected link",
            "file good");
  }

  @Test
  void malformedUtf8InANameIsMadeVisible() {
    byte[] latin1 = {'c', 'a', 'f', (byte) 0xE9};
    var reading = Reading.of(tar().header(latin1, '0', "0".getBytes(UTF_8), "").build());
    assertThat(reading.entries()).containsExactly("file caf\uFFFD");
    assertThat(reading.said()).isEmpty();
  }

  @Test
  void longAndDeepNamesAreSkipped() {
    var reading =
        Reading.of(
            tar()
                .gnuLongName("n".repeat(4096))
                .file("n", "just fits")
                .gnuLongName("n".repeat(4097))
                .file("n", "x")
                .pax("path", "d/".repeat(255) + "f")
                .file("d", "x")
                .pax("path", "d/".repeat(254) + "f")
                .file("d", "just fits")
                .build());
    assertThat(reading.files().keySet()).containsExactly("n".repeat(4096), "d/".repeat(254) + "f");
    assertThat(reading.said())
        .anySatisfy(said -> assertThat(said).endsWith("…: its name has 4097 bytes"))
        .anySatisfy(said -> assertThat(said).endsWith("…: its name has 256 components"))
        .hasSize(2);
  }

  @Test
  void devicesAndPipesAreSkipped() {
    var reading =
        Reading.of(
            tar()
                .member('3', "dev/sda", "")
                .member('4', "dev/tty", "")
                .member('6', "run/fifo", "")
                .file("good", "kept")
                .build());
    assertThat(reading.entries())
        .containsExactly("rejected dev/sda", "rejected dev/tty", "rejected run/fifo", "file good");
    assertThat(reading.said()).first().isEqualTo("UNSAFE dev/sda: a device or a pipe");
  }

  @Test
  void aHardLinkOutOfTheArchiveIsSkipped() {
    var reading =
        Reading.of(
            tar()
                .hardLink("passwd", "../../etc/passwd")
                .hardLink("shadow", "/etc/shadow")
                .symbolicLink("out", "../../../etc/passwd")
                .build());
    // An absolute target is one below the archive's top; a symbolic link is judged when followed.
    assertThat(reading.entries())
        .containsExactly(
            "rejected passwd", "same shadow = etc/shadow", "link out -> ../../../etc/passwd");
    assertThat(reading.said())
        .containsExactly("UNSAFE passwd: as a link, its name leads out of the archive");
  }

  @Test
  void repeatedMembersAreSaidToBe() {
    var archive = tar().file("a", "first").file("b", "b").file("./a", "last").build();
    var reading = Reading.of(archive);
    assertThat(reading.entries()).containsExactly("file a", "file b", "file a");
    assertThat(reading.said()).containsExactly("NOTICE a: is there more than once");
  }

  @Test
  void aClaimOfATerabyteGivesWhatIsThere() {
    var reading =
        Reading.of(
            tar()
                .file("before", "kept")
                .sized("huge", "\u0080\0\0\0\0\0\1\0\0\0\0".getBytes(UTF_8))
                .unfinished());
    assertThat(reading.text("before")).isEqualTo("kept");

    var huge = tar().sized("huge", binary(1L << 40)).raw(Samples.log(1, 5000)).unfinished();
    var cut = Reading.of(huge);
    assertThat(cut.files().get("huge")).isEqualTo(Samples.log(1, 5000));
    assertThat(cut.said())
        .containsExactly(
            "TRUNCATED huge: truncated after 5000 bytes: the archive ends inside its 1099511627776"
                + " bytes",
            "TRUNCATED ends without its end mark");
  }

  /// A size field in base 256.
  private static byte[] binary(long value) {
    var field = new byte[12];
    field[0] = (byte) 0x80;
    for (int i = 0; i < 8; i++) {
      field[4 + i] = (byte) (value >>> (56 - 8 * i));
    }
    return field;
  }

  @Test
  void absurdSizesAreReportedAndReadOver() {
    var minusOne = new byte[12];
    Arrays.fill(minusOne, (byte) 0xFF);
    var enormous = new byte[12];
    Arrays.fill(enormous, (byte) 0xBF);
    var reading =
        Reading.of(
            tar()
                .sized("words", "many bytes")
                .sized("negative", minusOne)
                .sized("enormous", enormous)
                .pax("size", "99999999999999999999")
                .file("pax", "x")
                .file("good", "kept")
                .build());
    assertThat(reading.entries())
        .containsExactly(
            "rejected words",
            "rejected negative",
            "rejected enormous",
            "rejected pax",
            "file good");
    assertThat(reading.said()).contains("CORRUPT negative: its size is not a number");
  }

  @Test
  void absurdTimesAndModesDoNoHarm() {
    var reading = Reading.of(tar().pax("mtime", "999999999999999999").file("a", "x").build());
    assertThat(reading.entries()).containsExactly("file a");
    assertThat(Reading.of(tar().pax("mtime", "-12.5").file("a", "x").build()).said()).isEmpty();
    assertThat(Reading.of(tar().pax("mtime", "soon").file("a", "x").build()).said()).isEmpty();
  }

  @Test
  void damageBetweenMembersIsPassedOver() {
    var archive = tar().file("a", "first").file("b", "second").file("c", "third").build();
    archive[1024 + 5] ^= 0x55;
    var reading = Reading.of(archive);
    assertThat(reading.files().keySet()).containsExactly("a", "c");
    assertThat(reading.said())
        .containsExactly("CORRUPT 1024 bytes at byte 1024 are not a member and were passed over");
  }

  @Test
  void damageOfTheFirstHeaderIsPassedOver() {
    var archive = tar().file("a", "first").file("b", "second").build();
    archive[3] ^= 0x55;
    assertThat(Reading.of(archive).files().keySet()).containsExactly("b");
  }

  @Test
  void membersAreFoundAgainWhereBytesWereLostOrCameTwice() {
    var whole =
        tar().file("a", Samples.log(1, 3000)).file("b", "kept").file("c", "kept, too").build();
    for (int shift : new int[] {1, 7, 100, 249, 250, 257, 261, 262, 511, 512, 513, 900}) {
      var shorter =
          Samples.join(
              Arrays.copyOf(whole, 1000), Arrays.copyOfRange(whole, 1000 + shift, whole.length));
      var longer =
          Samples.join(
              Arrays.copyOf(whole, 1000 + shift), Arrays.copyOfRange(whole, 1000, whole.length));
      for (var shifted : List.of(shorter, longer)) {
        var reading = Reading.of(shifted);
        assertThat(reading.text("c")).as("shifted by %d", shift).isEqualTo("kept, too");
        assertThat(reading.said())
            .anyMatch(said -> said.matches("CORRUPT \\d+ bytes at byte \\d+ are not a member.*"));
      }
      // What came twice lies behind the member that it made longer.
      assertThat(Reading.of(longer).text("b")).as("shifted by %d", shift).isEqualTo("kept");
    }
  }

  @Test
  void damageUpToTheEndIsReportedOnce() {
    var archive = Samples.join(tar().file("a", "first").unfinished(), Samples.noise(3, 70_000));
    var reading = Reading.of(archive);
    assertThat(reading.text("a")).isEqualTo("first");
    assertThat(reading.said()).containsExactly("CORRUPT nothing more can be found from byte 1024");
  }

  @Test
  void hugeExtensionHeadersAreNotHeldInMemory() {
    int size = 5 << 20;
    var reading =
        Reading.of(
            tar()
                .gnuLongName("n".repeat(size))
                .file("victim", "x")
                .pax("comment", "c".repeat(size))
                .file("other", "x")
                .file("good", "kept")
                .build());
    assertThat(reading.entries()).containsExactly("rejected victim", "rejected other", "file good");
    assertThat(reading.said())
        .first()
        .isEqualTo("LIMIT victim: its extended header has 5242881 bytes, more than 1048576");
  }

  @Test
  void damagedPaxHeadersCostTheirMemberOnly() {
    for (var data :
        new String[] {"x", "12", "9999999999 a=b\n", "5 a=", "6 a=b ", "-3 a=b\n", "0 =\n"}) {
      var reading =
          Reading.of(tar().member('x', "x", data).file("a", "x").file("good", "kept").build());
      assertThat(reading.entries()).as(data).containsExactly("rejected a", "file good");
    }
  }

  @Test
  void extensionHeadersWithoutEndAreGivenUp() {
    var tar = tar();
    for (int i = 0; i < 100; i++) {
      tar.pax("comment", "again");
    }
    var reading = Reading.of(tar.file("good", "kept").build());
    assertThat(reading.entries()).containsExactly("file good");
    assertThat(reading.said())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("CORRUPT extension headers");
  }

  @Test
  void sparseFilesAreReportedAndSkipped() {
    var reading =
        Reading.of(
            tar()
                .member('S', "var/log/lastlog", "data")
                .pax("GNU.sparse.major", "1")
                .file("GNUSparseFile.0/lastlog", "1\n0\n4\n")
                .file("good", "kept")
                .build());
    assertThat(reading.entries())
        .containsExactly(
            "rejected var/log/lastlog", "rejected GNUSparseFile.0/lastlog", "file good");
    assertThat(reading.said())
        .first()
        .asString()
        .startsWith("UNSUPPORTED var/log/lastlog: a sparse");
  }

  @Test
  void membersOfUnknownTypeAreSkipped() {
    var reading =
        Reading.of(
            tar().member('Z', "z", "data").member('M', "m", "data").file("good", "kept").build());
    assertThat(reading.entries()).containsExactly("rejected z", "rejected m", "file good");
  }

  @Test
  void aMemberWithoutANameIsSkippedButTheTopFolderIsNothing() {
    var reading =
        Reading.of(tar().folder("./").file("", "x").file("/", "").file("good", "kept").build());
    assertThat(reading.entries()).containsExactly("rejected ", "file good");
  }

  @Test
  void aMillionEmptyMembersAreBounded() {
    var limits = Limits.DEFAULT.withMembers(1000);
    var tar = tar();
    for (int i = 0; i < 1500; i++) {
      tar.file("f" + i, "");
    }
    var reading = Reading.of(tar.build(), limits);
    assertThat(reading.entries()).hasSize(1000);
    assertThat(reading.said())
        .containsExactly("LIMIT more than 1000 members: the rest is not read");
  }

  @Test
  void aMemberLargerThanAllowedIsCutAndTheNextIsRead() {
    var limits = Limits.DEFAULT.withMemberBytes(1000);
    var reading =
        Reading.of(tar().file("big", Samples.log(1, 5000)).file("good", "kept").build(), limits);
    assertThat(reading.files().get("big")).isEqualTo(Samples.log(1, 1000));
    assertThat(reading.text("good")).isEqualTo("kept");
    assertThat(reading.said())
        .containsExactly("LIMIT big: cut after 1000 bytes: more than the 1000 bytes allowed");
  }

  @Test
  void problemsWithoutEndAreCounted() {
    var limits = Limits.DEFAULT;
    var tar = tar();
    for (int i = 0; i < 1500; i++) {
      tar.file("../" + i, "");
    }
    var reading = Reading.of(tar.build(), limits);
    assertThat(reading.said()).hasSize(1001).last().isEqualTo("LIMIT 500 more problems");
  }

  @Test
  void whatFollowsTheEndMarkIsReported() {
    var archive = Samples.join(tar().file("a", "x").build(), tar().file("b", "x").build());
    var reading = Reading.of(archive);
    assertThat(reading.entries()).containsExactly("file a");
    assertThat(reading.said()).containsExactly("NOTICE followed by bytes that were not read");
  }

  @Test
  void everyCutGivesAPrefix() {
    var archive =
        tar()
            .folder("d")
            .file("d/one", Samples.log(1, 700))
            .gnuLongName("d/" + "long".repeat(50))
            .file("d/long", Samples.log(2, 100))
            .symbolicLink("link", "d/one")
            .build();
    var whole = Reading.of(archive);
    assertThat(whole.said()).isEmpty();
    for (int cut = 512; cut < archive.length - 512; cut++) {
      var reading = Reading.of(Arrays.copyOf(archive, cut));
      assertThat(whole.entries()).startsWith(reading.entries().toArray(String[]::new));
      assertThat(reading.said()).as("cut at %d", cut).isNotEmpty();
      reading
          .files()
          .forEach((path, bytes) ->
              assertThat(Arrays.copyOf(whole.files().get(path), bytes.length)).isEqualTo(bytes));
    }
  }

  private static byte[] ofEveryKind() {
    return tar()
        .file("one", Samples.log(1, 700))
        .pax("path", "renamed/two")
        .file("two", "two")
        .gnuLongName("d/" + "long".repeat(50))
        .hardLink("d/long", "one")
        .symbolicLink("link", "one")
        .folder("empty")
        .build();
  }

  @Test
  void headersThatAreSoundButMeanSomethingElseAreSurvived() {
    var archive = ofEveryKind();
    var random = new Random(13);
    for (int i = 0; i < 3000; i++) {
      var bent = archive.clone();
      int block = 512 * random.nextInt(bent.length / 512);
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        bent[block + random.nextInt(512)] =
            (byte)
                (random.nextBoolean()
                    ? random.nextInt(256)
                    : "0123456 7LKxgS".charAt(random.nextInt(14)));
      }
      TarBuilder.seal(bent, block);
      var reading = Reading.of(bent, Limits.DEFAULT.withTotalBytes(1 << 20));
      assertThat(reading.entries().size()).isLessThan(20);
      assertThat(reading.files().keySet())
          .noneMatch(path -> path.startsWith("/") || path.contains(".."));
    }
  }

  @Test
  void flippedBytesAreSurvived() {
    var archive = ofEveryKind();
    var random = new Random(11);
    for (int i = 0; i < 3000; i++) {
      var reading =
          Reading.of(Samples.damaged(archive, random), Limits.DEFAULT.withTotalBytes(1 << 20));
      assertThat(reading.entries().size()).isLessThan(20);
      reading.files().values().forEach(bytes -> assertThat(bytes.length).isLessThan(1 << 20));
    }
  }
}
