package dev.casebook.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.tables.Catalogue;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.logs.SignalHits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotDatabaseTest {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @TempDir private Path folder = Path.of("");

  private Bundle host() {
    return Bundle.ofHost(folder, "web1").file("etc/passwd", "root:x:0:0:root:/root:/bin/bash\n");
  }

  @Test
  void aTableIsThereOnceItsCoverageWasAskedFor() throws QueryFailure {
    try (var source = host().open();
        var database = new SnapshotDatabase(Bundle.only(source), Catalogue.spine())) {
      assertThat(database.coverage("users")).matches(Coverage::isComplete);
      assertThat(database.isEmpty("users")).isFalse();
      assertThat(database.coverage("bonds").isThere()).isFalse();
      var answer = database.select("select name, uid, origin from users", DEADLINE);
      assertThat(answer.columns()).containsExactly("name", "uid", "origin");
      var row = answer.rows().getFirst();
      assertThat(answer.cell(row, "name")).contains("root");
      var place =
          Bundle.only(source).ledger().place((Long) answer.cell(row, "origin").orElseThrow());
      assertThat(place.orElseThrow().artifact().place()).isEqualTo("etc/passwd");
    }
  }

  @Test
  void nothingIsLeftForTheNextThatUsesTheSameEngine() throws QueryFailure {
    try (var source = host().open()) {
      var snapshot = Bundle.only(source);
      var first = new SnapshotDatabase(snapshot, Catalogue.spine());
      try (first) {
        first.coverage("users");
        first.useSignals(
            List.of(
                new SignalHits(
                    "s", List.of("a"), List.of(), SignalHits.Kept.ALL, 0, Coverage.complete())));
        assertThat(first.select("select name from users, signal.s", DEADLINE).rows()).isEmpty();
        first.keep("kept", "select 1 as one", DEADLINE);
      }
      var incident = new Incident(List.of(snapshot));
      try (var next = SnapshotDatabase.of(incident, List.of(first), Catalogue.spine())) {
        for (var gone : List.of("users", "kept", "signal.s")) {
          assertThatThrownBy(() -> next.select("select * from " + gone, DEADLINE))
              .as(gone)
              .isInstanceOf(QueryFailure.class)
              .hasMessageContaining("does not exist");
        }
        next.coverage("users");
        assertThat(next.select("select * from users", DEADLINE).columns()).startsWith("host");
      }
    }
  }

  @Test
  void whatWasReadOfASnapshotIsNotReadAgainForItsIncident() throws Exception {
    try (var source = host().open()) {
      var snapshot = Bundle.only(source);
      var own = new SnapshotDatabase(snapshot, Catalogue.spine());
      assertThat(own.coverage("users")).matches(Coverage::isComplete);
      own.close();
      try (var all = Files.walk(folder)) {
        for (var file : all.filter(it -> it.endsWith("passwd")).toList()) {
          Files.delete(file);
        }
      }
      var incident = new Incident(List.of(snapshot));
      try (var together = SnapshotDatabase.of(incident, List.of(own), Catalogue.spine())) {
        assertThat(together.coverage("users")).matches(Coverage::isComplete);
        var answer = together.select("select host, name from users", DEADLINE);
        assertThat(answer.rows()).hasSize(1);
        assertThat(answer.rows().getFirst()).containsExactly("web1", "root");
      }
    }
  }

  @Test
  void aTableThatNobodyPreparedIsNotThere() {
    try (var source = host().open();
        var database = new SnapshotDatabase(Bundle.only(source), Catalogue.spine())) {
      assertThatThrownBy(() -> database.select("select * from users", DEADLINE))
          .isInstanceOf(QueryFailure.class)
          .hasMessageContaining("users");
      assertThatThrownBy(() -> database.coverage("nothing"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aLargeTableIsLoadedWhileItIsRead() throws QueryFailure {
    var users = new StringBuilder();
    for (int i = 0; i < 25_000; i++) {
      users.append("user%d:x:%d:100::/home:/bin/sh\n".formatted(i, i));
    }
    try (var source = host().file("etc/passwd", users.toString()).open();
        var database = new SnapshotDatabase(Bundle.only(source), Catalogue.spine())) {
      assertThat(database.coverage("users").isComplete()).isTrue();
      assertThat(database.isEmpty("users")).isFalse();
      var answer =
          database.select("select count(*), count(distinct origin), max(uid) from users", DEADLINE);
      assertThat(answer.rows().getFirst()).containsExactly(25_000L, 25_000L, 24_999L);
    }
  }

  @Test
  void aColumnThatTakesLongIsReadOnceAQueryNamesIt() throws Exception {
    var parcels = "box pens\nbox ink\nbag a stone\n";
    try (var source = host().file("srv/parcels", parcels).open();
        var database =
            new SnapshotDatabase(
                Bundle.only(source), Catalogue.spine().with(List.of(Parcel.TABLE)))) {
      assertThat(database.coverage("parcels").isComplete()).isTrue();
      var kinds = "select kind, count(*) from parcels group by kind order by kind";
      assertThat(database.select(kinds, DEADLINE).rows()).hasSize(2);
      assertThat(database.select("select body from parcels order by 1", DEADLINE).rows())
          .extracting(row -> row[0])
          .containsExactly("a stone", "ink", "pens");
      assertThat(database.select(kinds, DEADLINE).rows()).hasSize(2);
    }
  }

  @Test
  void signalsOfOneNoteTakeThePlaceOfTheLastNotes() throws QueryFailure {
    var hit =
        new SignalHits.Hit(
            Instant.parse("2026-11-22T12:00:00Z"),
            false,
            "web1",
            "sshd",
            7L,
            null,
            "it's \u0000 broken",
            Arrays.asList("10.0.0.1", null),
            42);
    var signal =
        new SignalHits(
            "bad",
            List.of("source", "port"),
            List.of(hit),
            SignalHits.Kept.ALL,
            1,
            Coverage.complete());
    try (var source = host().open();
        var database = new SnapshotDatabase(Bundle.only(source), Catalogue.spine())) {
      database.useSignals(List.of(signal));
      assertThat(database.select("select * from signal.bad", DEADLINE).rows().getFirst())
          .containsExactly(
              LocalDateTime.parse("2026-11-22T12:00:00"),
              "web1",
              "sshd",
              7L,
              null,
              "it's \ufffd broken",
              "10.0.0.1",
              null,
              42L);
      database.useSignals(List.of());
      assertThatThrownBy(() -> database.select("select * from signal.bad", DEADLINE))
          .isInstanceOf(QueryFailure.class);
    }
  }

  @Test
  void whatIsKeptTellsWhetherItHasRowsAndTakesThePlaceOfWhatWasThere() throws QueryFailure {
    try (var source = host().open();
        var database = new SnapshotDatabase(Bundle.only(source), Catalogue.spine())) {
      assertThat(database.keep("kept", "select 1 as n union all select 2", DEADLINE).isEmpty())
          .isFalse();
      assertThat(database.keep("kept", "select 1 as n where false", DEADLINE).isEmpty()).isTrue();
      assertThat(database.select("select * from kept", DEADLINE).isEmpty()).isTrue();
    }
  }

  @Test
  void aTableIsFoundHoweverItsNameIsWritten() throws QueryFailure {
    try (var source = host().open();
        var database = new SnapshotDatabase(Bundle.only(source), Catalogue.spine())) {
      database.coverage("routes");
      assertThat(database.select("select * from(ROUTES)x", DEADLINE)).isNotNull();
      assertThat(database.select("from\"Routes\"", DEADLINE)).isNotNull();
      assertThat(database.select("from main.routes", DEADLINE)).isNotNull();
    }
  }
}
