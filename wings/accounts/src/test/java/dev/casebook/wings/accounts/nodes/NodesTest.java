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
        var taken = cluster.awaitAccepted();
        var writer = taken.node();
        var atTheEnd = cluster.nextCode();
        var answer = CompletableFuture.supplyAsync(() -> cluster.asked(writer, atTheEnd));
        TimeUnit.MILLISECONDS.sleep(random.nextInt(40));
        cluster.kill(writer);

        var next = cluster.awaitWriter(writer);
        cluster.awaitRefused(taken.code());
        var again = cluster.asked(next, atTheEnd);
        assertThat(List.of(answer.get(), again))
            .as("accepted once at most")
            .isNotEqualTo(List.of("Accept", "Accept"));
        cluster.awaitAccepted(writer);
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
      var code = cluster.awaitAccepted(writer).code();
      cluster.signal(writer, "CONT");
      assertThat(cluster.asked(writer, code)).isNotEqualTo("Accept");
      cluster.await(writer + " follows", () -> cluster.asked(writer, "x").isEmpty());
      cluster.awaitEqualJournals("one", "two", "three");
      assertThat(cluster.commandTried(writer, "unlock", "ann").status()).isEqualTo(1);
      var refused = cluster.commandTried(writer, "token", "ann", "--add", "totp");
      assertThat(refused.status()).isEqualTo(2);
      assertThat(refused.errors()).contains("this node follows: do it on the one that signs");
      cluster.command(cluster.awaitWriter(), "token", "ann", "--add", "totp");
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
      var alone = cluster.awaitAccepted().code();
      assertThat(cluster.said("one")).contains("two is silent: one goes on alone");
      cluster.start("two");
      cluster.awaitJoined("one", "two");
      cluster.awaitAccepted();

      cluster.kill("one");
      cluster.await(
          "two says what it lacks",
          () -> cluster.said("two").contains("one can't be reached: without it nobody takes"));
      assertThat(cluster.asked("two", "x")).isEmpty();
      assertThat(cluster.commandTried("two", "nodes", "--alone", "two").errors())
          .contains("another process is the node of this folder");
      cluster.kill("two");
      cluster.command("two", "nodes", "--alone", "two");
      cluster.start("two");
      assertThat(cluster.awaitWriter()).isEqualTo("two");
      cluster.awaitRefused(alone);
      cluster.awaitAccepted();
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
          "the key is told", () -> cluster.said("one").contains("vault.key is another one there"));
      cluster.awaitAccepted();
      assertThat(cluster.commandTried("one", "nodes").output()).containsPattern("two .*(false|no)");
    }
  }
}
