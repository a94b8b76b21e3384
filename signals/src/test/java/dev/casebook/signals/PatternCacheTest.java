package dev.casebook.signals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatternCacheTest {
  private static final byte[] LOG = "a7\nb\nab\n".getBytes(UTF_8);

  /// The second is refused by Hyperscan, the third is not for it.
  private static final List<LinePattern> PATTERNS =
      Matching.patterns("a(?<n>\\d)?", "a^b|b$", "x*");

  @TempDir Path directory;
  private Path cache;

  @BeforeEach
  void nameTheCache() {
    cache = directory.resolve("some/cache");
  }

  @Test
  void aCompiledSetIsKeptForThisUserAlone() throws IOException {
    scan(PATTERNS);
    assertThat(mode(cache)).isEqualTo("rwx------");
    assertThat(mode(databases().getFirst())).isEqualTo("rw-------");
  }

  @Test
  void aCompiledSetIsUsedAgain() throws IOException {
    scan(PATTERNS);
    Path file = databases().getFirst();
    byte[] first = Files.readAllBytes(file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    scan(PATTERNS);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(0));
    assertThat(file).hasBinaryContent(first);
  }

  @Test
  void otherPatternsAreAnotherFile() throws IOException {
    scan(PATTERNS);
    scan(Matching.patterns("a", "b"));
    assertThat(databases()).hasSize(2);
  }

  @Test
  void aDamagedFileIsWrittenAnew() throws IOException {
    scan(PATTERNS);
    Path file = databases().getFirst();
    byte[] good = Files.readAllBytes(file);
    for (int at = 0; at < good.length; at += 1 + at / 3) {
      byte[] bad = good.clone();
      bad[at] ^= 0x40;
      Files.write(file, bad);
      scan(PATTERNS);
      assertThat(file).hasBinaryContent(good);
    }
  }

  @Test
  void aFileCutShortOrOfAnotherKindIsWrittenAnew() throws IOException {
    scan(PATTERNS);
    Path file = databases().getFirst();
    byte[] good = Files.readAllBytes(file);
    for (byte[] bad : List.of(new byte[0], new byte[4], "not a database at all".getBytes(UTF_8))) {
      Files.write(file, bad);
      scan(PATTERNS);
      assertThat(file).hasBinaryContent(good);
    }
  }

  @Test
  void aDirectoryThatOthersCanWriteToIsNotUsed() throws IOException {
    Files.createDirectories(cache);
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (PatternSet set = PatternSet.ofHyperscan(PATTERNS, Optional.of(cache))) {
      assertThat(set.slowdowns().getFirst()).startsWith("cache not used: " + cache);
      assertThat(Matching.matches(set, LOG)).isEqualTo(Matching.expected(PATTERNS, LOG, 100));
    }
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void aCacheThatCannotBeMadeIsDoneWithout() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    try (PatternSet set = PatternSet.ofHyperscan(PATTERNS, Optional.of(file.resolve("cache")))) {
      assertThat(set.slowdowns().getFirst()).startsWith("cache not used: ");
      assertThat(Matching.matches(set, LOG)).isEqualTo(Matching.expected(PATTERNS, LOG, 100));
    }
  }

  @Test
  void aPatternThatCanMatchNothingIsLookedForInEveryLine() {
    try (PatternSet set = PatternSet.ofHyperscan(PATTERNS, Optional.empty())) {
      assertThat(set.slowdowns())
          .containsExactly("p2: every line is looked at, for it can match nothing");
    }
  }

  @Test
  void theFilesWrittenLastAreKept() throws IOException {
    var kept = PrivateDirectory.of(cache);
    for (int i = 0; i < 5; i++) {
      kept.write("a" + i, new ByteArrayInputStream(new byte[1]));
      Files.setLastModifiedTime(kept.file("a" + i), FileTime.fromMillis(1000L * i));
    }
    kept.write("b", new ByteArrayInputStream(new byte[1]));
    kept.keepNewest("a", 2);
    assertThat(cache).isDirectoryNotContaining("glob:**a{0,1,2}");
    assertThat(kept.file("a3")).exists();
    assertThat(kept.file("a4")).exists();
    assertThat(kept.file("b")).exists();
  }

  @Test
  void theLibraryIsUnpackedOnceAndAgainIfItsSizeIsWrong() throws IOException {
    var unpacked = PrivateDirectory.of(cache);
    NativeLibrary.load(Optional.of(unpacked));
    Path library = unpacked.file("libhyperscan.so");
    Files.setLastModifiedTime(library, FileTime.fromMillis(0));
    NativeLibrary.load(Optional.of(unpacked));
    assertThat(Files.getLastModifiedTime(library)).isEqualTo(FileTime.fromMillis(0));
    long size = Files.size(library);
    Files.delete(library);
    Files.write(library, new byte[10]);
    NativeLibrary.load(Optional.of(unpacked));
    assertThat(library).hasSize(size);
  }

  @Test
  void aLibraryThatIsNamedButNotThereIsRefused() {
    Path none = directory.resolve("libhs.so");
    System.setProperty(NativeLibrary.PROPERTY, none.toString());
    try {
      assertThatThrownBy(() -> NativeLibrary.load(Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(none.toString());
    } finally {
      System.clearProperty(NativeLibrary.PROPERTY);
    }
  }

  @Test
  void ourLibraryPassesTheTrial() throws IOException {
    LibraryTrial.require(Hyperscan.load(Optional.empty()));
  }

  /// Each scan, of a set compiled or loaded, finds what it should.
  private void scan(List<LinePattern> patterns) {
    try (PatternSet set = PatternSet.ofHyperscan(patterns, Optional.of(cache))) {
      assertThat(Matching.matches(set, LOG)).isEqualTo(Matching.expected(patterns, LOG, 100));
    }
  }

  private List<Path> databases() throws IOException {
    try (var files = Files.list(cache)) {
      return files.filter(file -> file.getFileName().toString().startsWith("hyperscan-")).toList();
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
