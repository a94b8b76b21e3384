package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TablesCommandTest {

  private static List<String> names() {
    return Wings.catalogue().tables().stream().map(Table::name).toList();
  }

  @Test
  void allTablesAreListedWithinTheScreen() {
    var launch = Launch.of("tables");
    assertThat(launch.status()).isZero();
    assertThat(launch.output().lines()).allMatch(line -> line.length() <= 80);
    assertThat(names())
        .allSatisfy(name -> assertThat(launch.output()).containsPattern("(?m)^" + name + " "));
    assertThat(launch.output()).contains("address_inside(address, network)");
  }

  @ParameterizedTest
  @MethodSource("names")
  void aTableHasAPageWithAQuery(String name) {
    var launch = Launch.of("tables", name);
    assertThat(launch.status()).isZero();
    assertThat(launch.output())
        .startsWith(name + ": one row is ")
        .contains("\nColumns\n", "\nTry\n");
    assertThat(launch.output().lines()).allMatch(line -> line.length() <= 80);
  }

  @ParameterizedTest
  @MethodSource("names")
  void theQueriesOfAPageRun(String name, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("nothing.txt"), "nothing that a table reads\n");
    var page = Launch.of("tables", name).output();
    var shown = page.substring(page.indexOf("\nTry\n") + 5).split("(?m)(^  -- .*\n)+");
    assertThat(shown).hasSize(Wings.catalogue().table(name).orElseThrow().examples().size() + 1);
    for (var sql : List.of(shown).subList(1, shown.length)) {
      var launch = Launch.of("sql", sql, folder.toString());
      assertThat(launch.complaints())
          .as(sql)
          .allMatch(line -> line.matches("casebook: no evidence: \\w+ of \\S+: looked for .+"));
      assertThat(launch.status()).isZero();
    }
  }

  @Test
  void anUnknownTableIsGuessed() {
    assertThat(Launch.of("tables", "rout"))
        .isEqualTo(
            new Launch(2, "", "casebook: there is no table or view rout; did you mean routes?\n"));
  }

  @Test
  void aTableSaysWhatIsReadInAdditionToTheFirstThatIsThere() {
    assertThat(Launch.of("tables", "connections").output())
        .contains("Evidence in addition to that\n  - ip netns exec * conntrack -L -o extended\n");
  }
}
