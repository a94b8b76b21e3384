package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The pairs are what they say, before anything is ranked by them.
class ChangedFactsTest {

  @TempDir private Path folder;

  static List<ChangedFacts.Fact> facts() {
    return ChangedFacts.ALL;
  }

  @Test
  void thereAreTenOfEach() {
    assertThat(ChangedFacts.ALL.stream().filter(ChangedFacts.Fact::named)).hasSize(10);
    assertThat(ChangedFacts.ALL.stream().filter(fact -> !fact.named())).hasSize(10);
  }

  @ParameterizedTest
  @MethodSource("facts")
  void theFactIsTheFilesOnlyChange(ChangedFacts.Fact fact) throws Exception {
    var good = ChangedFacts.write(folder.resolve("good"), fact, false).resolve(fact.file());
    var bad = ChangedFacts.write(folder.resolve("bad"), fact, true).resolve(fact.file());
    assertThat(Files.readString(good)).endsWith(fact.good() + "\n");
    assertThat(Files.readString(bad)).endsWith(fact.bad() + "\n");
    assertThat(fact.good()).isNotEqualTo(fact.bad());
  }
}
