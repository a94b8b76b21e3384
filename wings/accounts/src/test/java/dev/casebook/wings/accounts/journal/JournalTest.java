package dev.casebook.wings.accounts.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir private Path folder = Path.of("");

  private Path made(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private static void add(Journal journal, Fact fact) throws IOException {
    journal.locked(writer -> {
      writer.add(NOW, "test", fact);
      return true;
    });
  }

  private static Fact failed(int number) {
    return () -> List.of("failed", "ann", "way " + number);
  }

  /// More lines than the index has marks for, so that places between two marks are looked for too.
  @Test
  void linesComeOverInBlocksAndAreTheSame() throws Exception {
    try (var from = Journal.in(made("from"), _ -> {});
        var to = Journal.in(made("to"), _ -> {})) {
      for (int i = 0; i < 700; i++) {
        add(from, failed(i));
      }
      for (long number : new long[] {0, 1, 255, 256, 257, 511, 699, 700}) {
        var place = from.at(number);
        assertThat(from.at(number).hash()).isEqualTo(place.hash());
        assertThat(from.after(place).end().number()).isEqualTo(700);
      }
      to.append(from.after(from.at(0)).lines());
      assertThat(to.at(300)).isEqualTo(from.at(300));
      assertThat(Files.readAllBytes(folder.resolve("to/journal")))
          .isEqualTo(Files.readAllBytes(folder.resolve("from/journal")));
    }
  }

  @Test
  void linesThatDoNotHangOnTheLastAreNotAdded() throws Exception {
    try (var from = Journal.in(made("from"), _ -> {});
        var to = Journal.in(made("to"), _ -> {})) {
      add(from, failed(1));
      add(from, failed(2));
      byte[] second = from.after(from.at(1)).lines();
      assertThatThrownBy(() -> to.append(second)).isInstanceOf(Chain.Broken.class);
      assertThat(Files.size(folder.resolve("to/journal"))).isZero();
      to.append(from.after(from.at(0)).lines());
      assertThat(to.number()).isEqualTo(2);
    }
  }

  @Test
  void whatIsCutIsKeptAndTheRestGoesOn() throws Exception {
    var kept = folder.resolve("kept");
    try (var journal = Journal.in(made("state"), _ -> {})) {
      add(journal, new Nodes(1, "one", List.of("one")));
      add(journal, failed(2));
      add(journal, new Nodes(2, "two", List.of("one", "two")));
      journal.cut(2, kept);
      assertThat(journal.number()).isEqualTo(2);
      assertThat(journal.nodes().orElseThrow().writer()).isEqualTo("one");
      assertThat(Files.readString(kept, StandardCharsets.UTF_8)).startsWith("3\t");
      add(journal, failed(3));
    }
    var audit = Audit.of(folder.resolve("state/journal"), "", _ -> {});
    assertThat(audit.fault()).isEmpty();
    assertThat(audit.number()).isEqualTo(3);
  }

  @Test
  void othersOfThisMachineAddWhileItsNodeIsTheWriterAndWaitUntilItCounts() throws Exception {
    var state = made("state");
    try (var journal = Journal.in(state, _ -> {})) {
      add(journal, new Nodes(1, "one", List.of("one", "two")));
    }
    assertThatThrownBy(() -> exclusively(state)).hasMessageContaining("no node runs");
    try (var role = RoleFile.held(state)) {
      role.write(new RoleFile.Role(false, 1, 0));
      assertThatThrownBy(() -> exclusively(state)).hasMessageContaining("this node follows");
      role.write(new RoleFile.Role(true, 1, 2));
      exclusively(state);
      assertThatThrownBy(() -> RoleFile.held(state)).hasMessageContaining("another process");
    }
  }

  private static void exclusively(Path state) throws IOException {
    try (var journal = Journal.in(state, _ -> {})) {
      journal.exclusively(writer -> {
        writer.add(NOW, "test", failed(1));
        return true;
      });
    }
  }
}
