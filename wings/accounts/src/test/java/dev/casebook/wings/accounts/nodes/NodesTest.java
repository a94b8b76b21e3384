package dev.casebook.wings.accounts.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No code is good twice, whoever dies when.
@Tag("integration")
class NodesTest {

  private static final int ROUNDS = 4;

  @TempDir private Path folder = Path.of("");

  @Test
  void aKilledWriterIsFollowedByAnotherThatTakesNoCodeAgain() throws Exception {
    var random = new Random(5);
    try (var cluster = new Cluster(folder, "one", "two", "three")) {
      for (var name : cluster.names()) {
        cluster.start(name);
      }
      cluster.awaitJoined("one", "two", "three");
      for (int round = 0; round < ROUNDS; round++) {
        var writer = cluster.awaitWriter();
        var taken = cluster.nextCode();
        assertThat(cluster.asked(writer, taken)).as(cluster.logs()).isEqualTo("Accept");
        var atTheEnd = cluster.nextCode();
        var answer = CompletableFuture.supplyAsync(() -> cluster.asked(writer, atTheEnd));
        TimeUnit.MILLISECONDS.sleep(random.nextInt(40));
        cluster.kill(writer);

        var next = cluster.awaitWriter(writer);
        assertThat(cluster.asked(next, taken)).isEqualTo("Reject");
        var again = cluster.asked(next, atTheEnd);
        assertThat(List.of(answer.get(), again))
            .as("accepted once at most")
            .isNotEqualTo(List.of("Accept", "Accept"));
        assertThat(cluster.asked(next, cluster.nextCode())).as(cluster.logs()).isEqualTo("Accept");
        cluster.start(writer);
        cluster.await(
            writer + " follows",
            () -> cluster.commandTried(writer, "nodes").errors().contains("follows"));
      }
      cluster.awaitEqualJournals("one", "two", "three");
      for (var name : cluster.names()) {
        cluster.command(name, "audit");
      }
    }
  }

  /// As a machine that hangs for a while, and does not know it.
  @Test
  void aWriterThatWasAwayTakesNothingMoreWhenItIsBack() throws Exception {
    try (var cluster = new Cluster(folder, "one", "two", "three")) {
      for (var name : cluster.names()) {
        cluster.start(name);
      }
      cluster.awaitJoined("one", "two", "three");
      var writer = cluster.awaitWriter();
      cluster.signal(writer, "STOP");
      var next = cluster.awaitWriter(writer);
      var code = cluster.nextCode();
      assertThat(cluster.asked(next, code)).as(cluster.logs()).isEqualTo("Accept");
      cluster.signal(writer, "CONT");
      assertThat(cluster.asked(writer, code)).isNotEqualTo("Accept");
      cluster.await(writer + " follows", () -> cluster.asked(writer, "x").isEmpty());
      cluster.awaitEqualJournals("one", "two", "three");
      assertThat(cluster.commandTried(writer, "unlock", "ann").status()).isEqualTo(1);
      var refused = cluster.commandTried(writer, "token", "ann", "--add", "totp");
      assertThat(refused.status()).isEqualTo(2);
      assertThat(refused.errors()).contains("this node follows: do it on the one that signs");
      cluster.command(next, "token", "ann", "--add", "totp");
      cluster.awaitEqualJournals("one", "two", "three");
    }
  }

  @Test
  void ofTwoTheWriterGoesOnAloneAndTheOtherWaitsForAWord() throws Exception {
    try (var cluster = new Cluster(folder, "one", "two")) {
      cluster.start("one");
      cluster.start("two");
      cluster.awaitJoined("one", "two");
      cluster.kill("two");
      var alone = new String[1];
      cluster.await(
          "one goes on alone",
          () -> {
            try {
              alone[0] = cluster.nextCode();
              return cluster.asked("one", alone[0]).equals("Accept");
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
      assertThat(cluster.said("one")).contains("two is silent: one goes on alone");
      cluster.start("two");
      cluster.awaitJoined("one", "two");
      assertThat(cluster.asked("one", cluster.nextCode())).isEqualTo("Accept");

      cluster.kill("one");
      cluster.await(
          "two says what it lacks",
          () -> {
            try {
              return cluster.said("two").contains("one can't be reached: without it nobody takes");
            } catch (java.io.IOException e) {
              throw new IllegalStateException(e);
            }
          });
      assertThat(cluster.asked("two", "x")).isEmpty();
      assertThat(cluster.commandTried("two", "nodes", "--alone", "two").errors())
          .contains("another process is the node of this folder");
      cluster.kill("two");
      cluster.command("two", "nodes", "--alone", "two");
      cluster.start("two");
      assertThat(cluster.awaitWriter()).isEqualTo("two");
      assertThat(cluster.asked("two", alone[0])).isEqualTo("Reject");
      assertThat(cluster.asked("two", cluster.nextCode())).isEqualTo("Accept");
      cluster.start("one");
      cluster.awaitJoined("two", "one");
      cluster.awaitEqualJournals("one", "two");
    }
  }

  @Test
  void aNodeWithAnotherKeyIsNotLetIn() throws Exception {
    try (var cluster = new Cluster(folder, "one", "two")) {
      Files.write(cluster.state("two").resolve("vault.key"), new byte[32]);
      cluster.start("one");
      cluster.start("two");
      cluster.await(
          "the key is told",
          () -> {
            try {
              return cluster.said("one").contains("vault.key is another one there");
            } catch (java.io.IOException e) {
              throw new IllegalStateException(e);
            }
          });
      assertThat(cluster.asked(cluster.awaitWriter(), cluster.nextCode())).isEqualTo("Accept");
      assertThat(cluster.commandTried("one", "nodes").output()).containsPattern("two .*(false|no)");
    }
  }
}
