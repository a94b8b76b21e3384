package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real bundles, redacted: every note says of the copy what it says of the original. Run by name:
/// `-Dtest=RedactionConformance -Dcasebook.shared=DIR`.
@EnabledIfSystemProperty(named = "casebook.shared", matches = ".+")
class RedactionConformance {

  private static final Pattern VERDICT =
      Pattern.compile("\"note\": ?\"[^\"]+\"|\"outcome\": ?\"\\w+\"");

  @ParameterizedTest
  @ValueSource(strings = {"kubernetes.tar.xz", "kubernetes-support-bundle.tar.gz"})
  void everyNoteSaysTheSameOfACopy(String name, @TempDir Path folder) throws Exception {
    var bundle =
        Path.of(System.getProperty("casebook.shared", "."), "evidence", "real").resolve(name);
    var copy = folder.resolve("copy.tar.gz");
    assertThat(Launch.of("redact", bundle.toString(), "--to", copy.toString()).status()).isZero();
    System.out.printf("%s: %d bytes became %d%n", name, Files.size(bundle), Files.size(copy));
    var said = verdicts(bundle);
    assertThat(said).hasSizeGreaterThan(50);
    assertThat(verdicts(copy)).isEqualTo(said);
  }

  private static List<String> verdicts(Path source) {
    var json = Launch.of("diagnose", "--json", source.toString()).output();
    return VERDICT.matcher(json).results().map(MatchResult::group).toList();
  }
}
