package dev.casebook.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectReaderTest {

  private static Engine engine = Engine.start(1, 64, null);

  @BeforeAll
  static void start() {
    engine.lock(null);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  private static Select read(String sql) throws QueryFailure {
    return SelectReader.read(engine.connection(), sql);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select * from routes | routes",
        "select * from Routes r, users u where r.x = u.x | routes,users",
        "select * from routes r join signal.bad b using (x) | routes,signal.bad",
        "with a as (select * from routes), b as (select * from a) select * from b | routes",
        "with recursive t(n) as (select 1 union all select n + 1 from t where n < 5) select * from t join users on true | users",
        "select (select count(*) from users) from routes | routes,users",
        "select 1 from routes where exists (select 1 from users) | routes,users",
        "select 1 from routes where x in (select y from mounts) | mounts,routes",
        "select * from routes union all select * from users | routes,users",
        "select * from (select * from routes) x | routes",
        "select 'from users' from routes -- from mounts | routes",
        "select extract(year from time) from routes where a is distinct from b | routes",
        "from routes | routes",
        "select * from range(3) | ''",
        "select * from a.b | a.b",
        "values (1) | ''"
      })
  void everyRelationIsFound(String sql, String relations) throws QueryFailure {
    assertThat(read(sql).relations())
        .containsExactlyInAnyOrder(relations.isEmpty() ? new String[0] : relations.split(","));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select kind, count(*) from parcels group by kind | body,length",
        "select o.kind from parcels o | body,length",
        "select o.body->>'$.kind' from parcels o | length",
        "select kind from parcels where BODY like 'x' | length",
        "select * from parcels | ''",
        "from parcels | ''",
        "select o from parcels o | ''",
        "select a from parcels t(a, b) | ''",
        "select 1 from routes natural join parcels | ''",
        "select 1 from routes join parcels using (body) | length",
        "select * from routes | ''"
      })
  void columnsThatTakeLongAreReadOnlyWhereTheyMayBeAskedFor(String sql, String unwanted)
      throws QueryFailure {
    assertThat(read(sql).unwanted(Parcel.TABLE))
        .containsExactlyInAnyOrder(unwanted.isEmpty() ? new String[0] : unwanted.split(","));
  }

  @Test
  void everyFunctionIsFound() throws QueryFailure {
    assertThat(
            read("select lower(a) || 'x', count(*) from routes, range(3) where a + 1 > 2 group by 1")
                .functions())
        .contains("lower", "||", "count_star", "range", "+");
    assertThat(read("select * from read_csv('/etc/passwd')").functions()).contains("read_csv");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drop table routes",
        "attach '/tmp/x' as y",
        "copy routes to '/tmp/x'",
        "pragma version",
        "set threads = 5",
        "insert into routes values (1)",
        "create table x (y int)",
        "install httpfs",
        "load httpfs",
        "call pragma_version()",
        "export database '/tmp/x'",
        "begin"
      })
  void whatIsNoSelectIsRefused(String sql) {
    assertThatThrownBy(() -> read(sql))
        .isInstanceOf(QueryFailure.class)
        .hasMessage("only one SELECT is allowed here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"select 1; select 2", "", ";", "-- nothing"})
  void exactlyOneSelectIsAllowed(String sql) {
    assertThatThrownBy(() -> read(sql))
        .isInstanceOf(QueryFailure.class)
        .hasMessageStartingWith("one SELECT is allowed here, and there are ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"select 1; drop table routes", "drop view v; select 2"})
  void noOtherStatementHidesBehindASelect(String sql) {
    assertThatThrownBy(() -> read(sql)).isInstanceOf(QueryFailure.class);
  }

  @Test
  void aMistakeIsToldWithItsLine() {
    assertThatThrownBy(() -> read("select 1\nfrom routes\nwhere where"))
        .hasMessageContaining("syntax error")
        .hasMessageEndingWith("(line 3)");
  }

  @Test
  void aMistakeIsToldBriefly() {
    assertThatThrownBy(() -> read("select 1 " + "/*x".repeat(20_000)))
        .satisfies(failure -> assertThat(failure.getMessage()).hasSizeBetween(500, 700))
        .hasMessageContaining("unterminated /* comment");
  }

  @Test
  void whatIsTooLongOrTooDeepIsRefused() {
    assertThatThrownBy(() -> read("select '" + "x".repeat(70_000) + "'"))
        .hasMessageContaining("longer than 65536 characters");
    assertThatThrownBy(() -> read("select " + "(".repeat(5_000) + "1" + ")".repeat(5_000)))
        .isInstanceOf(QueryFailure.class);
    assertThatThrownBy(() -> read("select " + "abs(".repeat(900) + "1" + ")".repeat(900)))
        .isInstanceOf(QueryFailure.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select string_agg(a) from routes | string_agg without ORDER BY gives different results each time",
        "select first(a) from routes | first without ORDER BY gives different results each time",
        "select * from routes limit 5 | LIMIT without ORDER BY gives different rows each time",
        "select * from (select * from routes limit 5) | LIMIT without ORDER BY gives different rows each time",
        "describe routes | SHOW, DESCRIBE, SUMMARIZE and PIVOT are not a SELECT over evidence"
      })
  void whatGivesOtherResultsEachTimeIsAProblem(String sql, String problem) throws QueryFailure {
    assertThat(read(sql).problems()).containsExactly(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select string_agg(a order by a) from routes",
        "select * from routes order by a limit 5",
        "select count(*), max(a) from routes"
      })
  void whatIsOrderedIsNoProblem(String sql) throws QueryFailure {
    assertThat(read(sql).problems()).isEmpty();
  }
}
