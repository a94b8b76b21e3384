package dev.casebook.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemandTest {

  private static final SelectParser PARSER = new SelectParser();

  @AfterAll
  static void stop() {
    PARSER.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "from a; a",
        "select * from a join b using (x), c; a b c",
        "from a semi join b using (x); a b",
        "from a anti join b using (x); a -b",
        "from a left join b using (x); a ?b",
        "from a right join b using (x); ?a b",
        "from a full join b using (x); ( a | b )",
        "from a where exists (from b) and a.x in (select x from c); a b c",
        "from a where not exists (from b) and a.x not in (select x from c); a -b -c",
        "from a where not (a.x = 1 or exists (from b)); a -b",
        "from a where a.x = 1 or exists (from b); a ?b",
        "from a where not (a.x = 1 and exists (from b)); a ?b",
        "from a where a.x > (select max(x) from b); a -b",
        "from a where coalesce(exists (from b), true); a ?b",
        "select (select max(x) from b) from a; #a ?b",
        "select x from a group by x having count(*) > (select count(*) from b); a ?b",
        "from a qualify row_number() over (order by x) = (select 1 from b); a ?b",
        "from a join b on exists (from c); a b ?c",
        "from a union all from b; ( a | b )",
        "from a union all by name from b; ( a | b )",
        "from a union all from b union all from c; ( a | b | c )",
        "from a intersect from b; a b",
        "from a except from b; a -b",
        "from (from a union all from b) join c using (x); ( a | b ) c",
        "with w as (from a anti join b using (x)) from w; a -b",
        "with w as (from a) from c anti join w using (x); c -a",
        "with w as (from a left join b using (x)) from c anti join w using (x); c -a ?b",
        "from c where not exists (from a union all from b); c -a -b",
        "with recursive w as (from a union all from w) from w; a",
        "from a anti join (from b anti join c using (x)) using (x); a -b -c",
        "select count(*) from a; #a",
        "select max(x) from a join b using (x) where not exists (from c); #a #b -c",
        "select 1 from a having count(*) > 0; #a",
        "select x, count(*) from a group by x having count(*) > 0; a",
        "select x, count(*) from a group by rollup (x); #a",
        "select count(*) from a group by all; #a",
        "select count(*) from (from a); #a",
        "with w as (from a) select count(*) from w; #a",
        "from (select count(*) from a) join b on true; #a b",
        "select x + 1 as y from a; #a",
        "from a union all select max(x) from b; ( a | #b )",
        "select 1; ''",
        "from signal.x s left join b on true; signal.x ?b"
      })
  void theTreeTellsWhatIsDemanded(String sql, String demand) throws QueryFailure {
    assertThat(PARSER.parse(sql).demand().text()).isEqualTo(demand);
  }

  @Test
  void itsAuthorKnowsBetter() {
    var demand = Demand.of("a -b ( a | c )");
    assertThat(demand.marked(Set.of("a", "b"), Set.of()).text()).isEqualTo("+a ?b ( +a | c )");
    assertThat(Demand.of("#a ?b").marked(Set.of("a", "b"), Set.of()).text()).isEqualTo("?a ?b");
    assertThat(demand.marked(Set.of(), Set.of("c")).text()).isEqualTo("a -b ( a | c ) -c");
  }

  @ParameterizedTest
  @CsvSource({"a -b ?c #d +e", "( a b | -c ) d", "( ( a | b ) | c )", "''"})
  void itsTextIsReadAgain(String text) {
    assertThat(Demand.of(text).text()).isEqualTo(text);
  }

  @Test
  void whatIsWantedIsSparedWhereItIsNegated() {
    assertThat(Demand.of("a #b +c ?d -e").negated().text()).isEqualTo("-a -b ?c ?d -e");
  }

  @Test
  void anAuthorIsToldNoMoreThanHeMarks() {
    assertThat(Demand.of("a #b +c ( ?d | -e )").told()).isEqualTo("a b ?c ( ?d | -e )");
  }

  @ParameterizedTest
  @CsvSource({"( a", "a )", "( a | b"})
  void whatIsNoDemandIsRefused(String text) {
    assertThatThrownBy(() -> Demand.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nestingIsBounded() {
    assertThatThrownBy(() -> Demand.of("( ".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
