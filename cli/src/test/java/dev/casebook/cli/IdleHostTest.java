package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.evidence.Sources;
import dev.casebook.investigate.Comparing;
import dev.casebook.verdicts.Comparison;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What differs between two captures of one host on which nobody changes anything is noise.
@Tag("integration")
class IdleHostTest {

  private static Comparison twice() throws Exception {
    var catalogue = Wings.catalogue();
    var wanted = Comparing.wanted(catalogue, catalogue.tables());
    var sources =
        new Sources(
            catalogue.recogniser(),
            wanted,
            InputStream.nullInputStream(),
            Instant.parse("2026-01-02T03:04:05Z"));
    var casebook = Casebook.read(Launch.ROOT.resolve("notes"), List.of());
    try (var before = sources.thisHost();
        var after = sources.thisHost()) {
      return new Comparing(catalogue.tables(), casebook, Optional.empty())
          .of(before.snapshots(), after.snapshots().getFirst(), Optional.empty());
    }
  }

  @Test
  void twoCapturesOfOneIdleHostDifferInNothingThatTells() throws Exception {
    var comparison = twice();
    assertThat(comparison.sameHost()).isTrue();
    assertThat(comparison.tablesCompared()).isGreaterThan(10);
    assertThat(comparison.folded()).isNotEmpty();
    assertThat(comparison.differences()).isEmpty();
  }
}
