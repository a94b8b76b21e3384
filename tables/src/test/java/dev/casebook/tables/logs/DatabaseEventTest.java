package dev.casebook.tables.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The sample is what MariaDB 10.11.19 wrote.
class DatabaseEventTest {

  @Test
  void aStatementAndWhoSentItAreOneRow() {
    var events =
        Sample.loose()
            .fileFrom("server_audit.log", "database_events/server_audit.log")
            .read(DatabaseEvent.TABLE);

    assertThat(events.coverage().isComplete()).as(events.coverage().reason()).isTrue();
    assertThat(events.rows())
        .filteredOn(event -> event.user().equals("lihua"))
        .extracting(
            DatabaseEvent::connection,
            DatabaseEvent::operation,
            DatabaseEvent::database,
            DatabaseEvent::object,
            DatabaseEvent::error)
        .containsExactly(
            tuple(4L, "CONNECT", "", null, 0L),
            tuple(4L, "READ", "orders", "t", null),
            tuple(4L, "QUERY", "orders", "select a,b from orders.t", 0L),
            tuple(4L, "QUERY", "orders", "delete from orders.t", 1142L),
            tuple(4L, "DISCONNECT", "", null, 0L),
            tuple(5L, "FAILED_CONNECT", "", null, 1045L),
            tuple(5L, "DISCONNECT", "", null, 0L));
  }

  @Test
  void escapedSignsAreThoseOfTheStatement() {
    var events =
        Sample.root()
            .fileFrom("/var/lib/mysql/server_audit.log", "database_events/server_audit.log")
            .command("timedatectl", "Time zone: Asia/Shanghai (CST, +0800)\n")
            .read(DatabaseEvent.TABLE)
            .rows();

    assertThat(events)
        .extracting(DatabaseEvent::object)
        .contains("insert into orders.t values (1,'it''s')", "select *\nfrom orders.t");
    assertThat(events.getFirst().time()).isEqualTo(Instant.parse("2026-11-28T03:24:15Z"));
  }

  @Test
  void whatIsNoEventIsRejected() {
    var events =
        Sample.root()
            .file("/var/lib/mysql/server_audit.log", "20261128 11:24:15,vm,root\nx,y\n")
            .read(DatabaseEvent.TABLE);

    assertThat(events.rows()).isEmpty();
    assertThat(events.coverage().reason()).contains("2 line(s)");
  }
}
