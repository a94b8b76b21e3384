package dev.casebook.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

  static java.util.List<Table<?>> tables() {
    return Catalogue.tables();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyTableTellsWhatARowIsAndHowToAskForIt(Table<?> table) {
    assertThat(table.name()).matches("[a-z]+(_[a-z0-9]+)*");
    assertThat(table.rowMeaning()).isNotBlank();
    assertThat(table.readings()).isNotEmpty();
    assertThat(table.examples()).isNotEmpty();
    assertThat(table.examples()).allMatch(example -> example.sql().contains(table.name()));
    assertThat(table.fields()).allMatch(field -> field.name().matches("[a-z]+(_[a-z0-9]+)*"));
    assertThat(table.fields().stream().map(Field::name).filter(new HashSet<>()::add))
        .hasSize(table.fields().size());
    assertThat(Catalogue.table(table.name())).contains(table);
  }
}
