package dev.casebook.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowWriterTest {

  private static final Style TERMINAL = Style.terminal(80, false);

  private static String written(
      Function<PrintStream, RowWriter> form, List<String> columns, @Nullable Object[]... rows) {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    var writer = form.apply(out);
    writer.columns(columns);
    for (var row : rows) {
      writer.row(row);
    }
    writer.end();
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static @Nullable Object[] row(@Nullable Object... cells) {
    return cells;
  }

  private static String table(List<String> columns, @Nullable Object[]... rows) {
    return written(out -> new TableRows(out, TERMINAL), columns, rows);
  }

  @Test
  void columnsOfATableStandUnderEachOther() {
    assertThat(table(List.of("host", "n"), row("web1", 1L), row("数据库", 22L), row(null, null)))
        .isEqualTo(
            """
            host    n
            web1    1
            数据库  22

            3 rows
            """);
  }

  @Test
  void aLongCellIsCutUnlessItIsTheLast() {
    assertThat(table(List.of("a", "b"), row("x".repeat(70), "y".repeat(70))))
        .contains("x".repeat(59) + "…  " + "y".repeat(70) + "\n")
        .endsWith("1 row\n");
  }

  @Test
  void aTableOfNoRowsStillNamesItsColumns() {
    assertThat(table(List.of("host"))).isEqualTo("host\n0 rows\n");
  }

  @Test
  void aWiderCellPastTheSampleIsNotCut() {
    var rows = new @Nullable Object[1100][];
    Arrays.fill(rows, row("ab", "c"));
    rows[1050] = row("abcdef", "c");
    assertThat(table(List.of("a", "b"), rows)).contains("\nabcdef  c\n").endsWith("1100 rows\n");
  }

  @Test
  void aTableShowsNoControlCharacter() {
    assertThat(table(List.of("a\u001b[1m"), row("\u001b[2Jx\r\ny\u202e")))
        .isEqualTo("a␛[1m\n␛[2Jx␍␊y\uFFFD\n1 row\n");
  }

  @Test
  void csvQuotesWhatNeedsItAndTellsNullFromEmpty() {
    assertThat(
            written(
                out -> new CsvRows(out, Style.plain()),
                List.of("a", "b,c"),
                row("x\"y", "1\n2"),
                row(null, ""),
                row(new BigDecimal("1.50"), LocalDateTime.of(2026, 1, 2, 3, 4, 5))))
        .isEqualTo(
            """
            a,"b,c"
            "x\\"\\"y","1
            2"
            ,""
            1.50,2026-01-02T03:04:05
            """
                .replace("\\", ""));
  }

  @Test
  void csvKeepsControlCharactersForProgramsAndShowsThemOnATerminal() {
    assertThat(written(out -> new CsvRows(out, Style.plain()), List.of("a"), row("\u001b[2J")))
        .isEqualTo("a\n\u001b[2J\n");
    assertThat(written(out -> new CsvRows(out, TERMINAL), List.of("a"), row("\u001b[2J")))
        .isEqualTo("a\n␛[2J\n");
  }

  @Test
  void jsonIsAnArrayWithOneObjectALine() {
    assertThat(
            written(
                JsonRows::new,
                List.of("t", "n", "d", "b", "x"),
                row("a\"\u001b\n", 1L, 0.5, true, null),
                row("数", 2L, Double.NaN, false, new BigDecimal("1E+3"))))
        .isEqualTo(
            """
            [
            {"t":"a\\"\\u001b\\n","n":1,"d":0.5,"b":true,"x":null},
            {"t":"数","n":2,"d":"NaN","b":false,"x":1000}
            ]
            """);
  }

  @Test
  void listsAndMapsAreJsonEverywhere() {
    var cell = new LinkedHashMap<String, Object>();
    cell.put("a\"", List.of(1L, "x"));
    cell.put("b", Map.of("c", true));
    assertThat(written(JsonRows::new, List.of("m"), row(cell)))
        .isEqualTo("[\n{\"m\":{\"a\\\"\":[1,\"x\"],\"b\":{\"c\":true}}}\n]\n");
    assertThat(table(List.of("m"), row(List.of("x", 1L)))).isEqualTo("m\n[\"x\",1]\n1 row\n");
    assertThat(written(out -> new CsvRows(out, TERMINAL), List.of("m"), row(List.of("x", 1L))))
        .isEqualTo("m\n\"[\"\"x\"\",1]\"\n");
  }

  @Test
  void columnsOfOneNameAreToldApartInJson() {
    assertThat(written(JsonRows::new, List.of("a", "a", "a_1", "a"), row(1L, 2L, 3L, 4L)))
        .isEqualTo("[\n{\"a\":1,\"a_1\":2,\"a_1_1\":3,\"a_2\":4}\n]\n");
  }

  @Test
  void jsonOfNoRowsIsAnEmptyArray() {
    assertThat(written(JsonRows::new, List.of("a"))).isEqualTo("[]\n");
  }

  @Test
  void aTerminalIsShownThatThereIsTextWithoutShapeInEveryForm() {
    for (var hidden :
        List.of("\u3164", "\uFFA0", "\u115F", "\u034F", "\uDB40\uDC00", "\uDB40\uDC41")) {
      var text = "a" + hidden + "b";
      assertThat(table(List.of("x"), row(text))).contains("a\uFFFDb");
      assertThat(written(out -> new CsvRows(out, TERMINAL), List.of("x"), row(text)))
          .contains("a\uFFFDb");
      assertThat(written(out -> new CsvRows(out, Style.plain()), List.of("x"), row(text)))
          .contains(text);
    }
    assertThat(Printable.line("\u2764\uFE0F")).isEqualTo("\u2764\uFE0F");
  }
}
