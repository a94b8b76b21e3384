package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.query.QueryFailure;
import dev.casebook.query.Schema;
import dev.casebook.tables.Catalogue;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelationNamesTest {

  private static final Schema SCHEMA = Schema.of(Catalogue.spine());

  @AfterAll
  static void close() {
    SCHEMA.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from users",
        "SELECT * FROM Users\n  JOIN signal.bad b ON true",
        "select 'from a join b' from users -- from c\n/* from d\njoin e */ where x = 'it''s from f'",
        "select extract(year from t), trim(both 'x' from y) from users",
        "select 1 from users where a is distinct from b and c is not distinct\n  from d",
        "with a as (select * from users), b(x, y) as (select 1, 2 from a) select * from b",
        "with recursive t as (select 1 as n union all select n + 1 from t) select * from t join users on true",
        "with a as materialized (select * from users) select * from a",
        "select * from range(10) r join users on true",
        "select * from users, unnest([1, 2]) u(x)",
        "select * from users join lateral (select 1 from mounts) m on true",
        "select * from (select * from users) x where exists (select 1 from mounts)",
        "select * from users left join mounts using (a) cross join bonds",
        "select 1 from users where a in (select b from mounts)"
      })
  void itFindsWhatDuckDbsParserFinds(String sql) throws QueryFailure {
    assertThat(RelationNames.in(sql)).isEqualTo(SCHEMA.parse(sql).relations());
  }

  @Test
  void aLongLiteralIsNoTrouble() {
    assertThat(RelationNames.in("select '" + "''x".repeat(200_000) + "' from users"))
        .isEqualTo(Set.of("users"));
  }
}
