package dev.casebook.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTest {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private Engine engine = Engine.start(1, 160, null);

  @BeforeEach
  void lock() {
    engine.lock(null);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private @Nullable Object value(String expression) throws QueryFailure {
    var answer = engine.select("select " + expression, DEADLINE, 2);
    return answer.rows().getFirst()[0];
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "NULL",
      value = {
        "address_inside('10.8.0.2', '10.8.0.0/24') | true",
        "address_inside('10.8.1.2', '10.8.0.0/24') | false",
        "address_inside('10.8.0.0/25', '10.8.0.0/24') | true",
        "address_inside('10.8.0.0/16', '10.8.0.0/24') | false",
        "address_inside('2001:db8::1', '2001:db8::/32') | true",
        "address_inside('10.8.0.2', '2001:db8::/32') | false",
        "address_inside(NULL, '10.8.0.0/24') | NULL",
        "address_inside('junk', '10.8.0.0/24') | NULL",
        "address_inside('10.8.0.2', '') | NULL",
        "network_of('10.8.0.2', 24) | 10.8.0.0/24",
        "network_of('10.8.0.2', 33) | NULL",
        "network_of('10.8.0.2', -1) | NULL",
        "network_of(NULL, 24) | NULL",
        "network_of('10.8.0.2', NULL) | NULL",
        "rpm_compare('2.17-326.el7', '2.17-1.el7') | 1",
        "rpm_compare('1:1.0', '2.0') | 1",
        "rpm_compare('1.0~rc1', '1.0') | -1",
        "rpm_compare('', NULL) | NULL",
        "deb_compare('1.0~rc1', '1.0') | -1",
        "deb_compare('2.36-9+deb12u4', '2.36-9+deb12u4') | 0",
        "kernel_compare('4.19.90-52.39.v2207.ky10.x86_64', '4.19.90-52.22.v2207.ky10.x86_64') | 1",
        "kernel_compare('', '') | 0"
      })
  void functionsTellOrGiveNull(String call, @Nullable String expected) throws QueryFailure {
    var value = value(call);
    assertThat(value == null ? null : value.toString()).isEqualTo(expected);
  }

  @Test
  void functionsTakeAWholeColumnWithHoles() throws QueryFailure {
    var answer =
        engine.select(
            "select count(*), count(address_inside(a, '10.0.0.0/8')) from (select case when i % 3 = 0"
                + " then null when i % 3 = 1 then 'x' else '10.0.0.1' end as a from range(30000) t(i))",
            DEADLINE, 2);
    assertThat(answer.rows().getFirst()).containsExactly(30_000L, 10_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from read_csv('FILE')",
        "select * from read_text('FILE')",
        "select * from read_blob('FILE')",
        "select * from 'FILE'",
        "select * from glob('FOLDER/*')",
        "copy (select 1) to 'FOLDER/out.csv'",
        "attach 'FOLDER/x.db' as x",
        "install httpfs",
        "load httpfs",
        "select getenv('HOME')",
        "set enable_external_access = true",
        "reset lock_configuration",
        "set temp_directory = 'FOLDER'",
        "export database 'FOLDER/all'"
      })
  void sqlReachesNoFileAndNoSetting(String sql, @TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("secret.csv"), "secret\n1\n");
    var filled = sql.replace("FILE", file.toString()).replace("FOLDER", folder.toString());
    assertThatThrownBy(() -> engine.select(filled, DEADLINE, 5)).isInstanceOf(QueryFailure.class);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aQueryWithoutEndIsEnded() throws QueryFailure {
    assertThatThrownBy(() ->
            engine.select(
                "with recursive t(n) as (select 1 union all select (n + 1) % 1000 from t)"
                    + " select count(*) from t",
                Duration.ofSeconds(1), 5))
        .hasMessage("it did not end within its time");
    assertThat(value("1")).isEqualTo(1L);
  }

  @Test
  void whatNeedsTooMuchMemoryIsRefusedAndTheNextQueryRuns() throws QueryFailure {
    assertThatThrownBy(() ->
            engine.select(
                "select list(a.range order by a.range) from range(40000000) a", DEADLINE, 5))
        .isInstanceOf(QueryFailure.class);
    assertThat(value("1")).isEqualTo(1L);
  }

  @Test
  void aFailureIsToldInPlainWords() {
    engine.execute("create table hosts (name varchar, kernel varchar)");
    assertThatThrownBy(() -> engine.select("select nam from hosts", DEADLINE, 5))
        .hasMessage("Referenced column \"nam\" not found in FROM clause; did you mean \"name\"");
    assertThatThrownBy(() -> engine.select("select 'x'::int", DEADLINE, 5))
        .hasMessageNotContaining("Error:")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> engine.select("select nofunction(1)", DEADLINE, 5))
        .hasMessageContaining("nofunction")
        .hasMessageNotContaining("LINE");
  }

  @Test
  void moreRowsThanAskedForAreToldAsTruncated() throws QueryFailure {
    assertThat(engine.select("select * from range(3)", DEADLINE, 3).truncated()).isFalse();
    var cut = engine.select("select * from range(4)", DEADLINE, 3);
    assertThat(cut.truncated()).isTrue();
    assertThat(cut.rows()).hasSize(3);
  }

  @Test
  void cellsAreAFewPlainTypes() throws QueryFailure {
    assertThat(value("1::tinyint")).isEqualTo(1L);
    assertThat(value("1.5::float")).isEqualTo(1.5);
    assertThat(value("timestamp '2026-11-22 12:00:00'"))
        .isEqualTo(LocalDateTime.parse("2026-11-22T12:00:00"));
    assertThat(String.valueOf(value("[1, 2]"))).isEqualTo("[1, 2]");
    assertThat(value("170141183460469231731687303715884105727::hugeint"))
        .hasToString("170141183460469231731687303715884105727");
    assertThat(value("null")).isNull();
  }

  @Test
  void aLongOrMalformedCellIsCutOrMendedAndSaysSo() throws QueryFailure {
    engine.execute("create table cells (a varchar, b varchar, c bigint, d timestamp)");
    try (var writer = CellWriter.into(engine, "main", "cells", SnapshotDatabase.TABLE_BYTES_MAX)) {
      writer.begin();
      writer.write("a\u0000b\ud83dc\ude00");
      writer.write("\ud83d\ude00");
      writer.write(5L);
      writer.write(Instant.parse("2026-11-22T12:00:00.000001Z"));
      writer.end();
      assertThat(writer.wasCut()).isFalse();
      writer.begin();
      writer.write("x".repeat(64 * 1024 - 1) + "\ud83d\ude00");
      writer.write(null);
      writer.write(null);
      writer.write(null);
      writer.end();
      assertThat(writer.wasCut()).isTrue();
    }
    var rows = engine.select("select a, b, c, d, length(a) from cells", DEADLINE, 5).rows();
    assertThat(rows.getFirst())
        .containsExactly(
            "a\ufffdb\ufffdc\ufffd",
            "\ud83d\ude00",
            5L,
            LocalDateTime.parse("2026-11-22T12:00:00.000001"),
            6L);
    assertThat(rows.getLast()[4]).isEqualTo(64L * 1024);
    assertThat(String.valueOf(rows.getLast()[0])).endsWith("x\ufffd");
  }

  @Test
  void aTableTakesNoMoreThanItsCap() {
    engine.execute("create table wide (a varchar)");
    try (var writer = CellWriter.into(engine, "main", "wide", SnapshotDatabase.TABLE_BYTES_MAX)) {
      var cell = "x".repeat(64 * 1024);
      int rows = 0;
      while (!writer.isFull()) {
        writer.begin();
        writer.write(cell);
        writer.end();
        rows++;
      }
      assertThat(rows).isEqualTo(768);
      assertThat(writer.wasCut()).isTrue();
    }
  }

  @Test
  void typesOfATableAreThoseThatMakeOneAlike() throws QueryFailure {
    engine.keep(
        "kinds",
        "select 1::bigint as a, [1::bigint] as b, 1.5 as c, now()::timestamp as d, 'x' as e,"
            + " true as f, {'g': 1} as g, 'h'::enum('h', 'i') as h, ['h'::enum('h', 'i')] as i",
        Duration.ofSeconds(5),
        10);
    assertThat(engine.types("kinds"))
        .containsExactly(
            entry("a", "BIGINT"),
            entry("b", "BIGINT[]"),
            entry("c", "DECIMAL(2,1)"),
            entry("d", "TIMESTAMP"),
            entry("e", "VARCHAR"),
            entry("f", "BOOLEAN"),
            entry("g", "STRUCT(g INTEGER)"),
            entry("h", "VARCHAR"),
            entry("i", "ENUM('h', 'i')[]"));
  }
}
