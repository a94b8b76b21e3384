package dev.casebook.wings.accounts.nodes;

import dev.casebook.wings.accounts.credentials.Credentials;
import dev.casebook.wings.accounts.journal.Journal;
import dev.casebook.wings.accounts.journal.Nodes;
import dev.casebook.wings.accounts.journal.RoleFile;
import dev.casebook.wings.accounts.model.ServingNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/// This machine among those that keep the journal: it follows the writer, or is it.
public final class Node implements AutoCloseable {

  private static final long PAUSE_MILLIS = 100;

  /// @param name of this one
  /// @param nodes all of them
  /// @param tls shows this one's certificate, and takes what their authority has signed
  /// @param log told what whoever looks after it should know
  public record Setup(
      String name,
      Map<String, ServingNode> nodes,
      Path state,
      SSLContext tls,
      InstantSource clock,
      Consumer<String> log) {

    List<ServingNode> others() {
      return nodes.values().stream().filter(node -> !node.name().equals(name)).toList();
    }
  }

  /// What is done while this node is the writer.
  ///
  /// @param <E> what may keep it from being done
  public interface Serving<E extends Exception> {
    Closeable begun(Credentials credentials) throws IOException, E;
  }

  private final Setup setup;
  private final Notes notes;
  private final RoleFile role;
  private final Epochs epochs;
  private final Journal journal;
  private final Peers peers;
  private final Listening listening;

  private Node(Setup setup, Notes notes, RoleFile role) throws IOException {
    this.setup = setup;
    this.notes = notes;
    this.role = role;
    epochs = new Epochs(setup.state(), setup.name());
    role.write(new RoleFile.Role(false, epochs.epoch(), 0));
    journal = Journal.in(setup.state(), _ -> {}, _ -> epochs.leading());
    try {
      var link = new Link(setup.tls());
      var mark = Credentials.keyMark(setup.state());
      peers = new Peers(link, setup.name(), mark, setup.others());
      var here = Objects.requireNonNull(setup.nodes().get(setup.name()));
      var answers = new Answers(journal, epochs, setup.state(), notes);
      listening = new Listening(link.listening(here), setup.others(), mark, answers, notes);
    } catch (IOException e) {
      journal.close();
      throw e;
    }
  }

  /// Begins to follow.
  ///
  /// @throws IOException also where another process is the node of this state folder
  public static Node in(Setup setup) throws IOException {
    var role = RoleFile.held(setup.state());
    try {
      return new Node(setup, new Notes(setup.log()), role);
    } catch (IOException e) {
      role.close();
      throw e;
    }
  }

  /// Follows, takes over, serves, and returns when it does not any more.
  public <E extends Exception> void run(Serving<E> serving)
      throws IOException, InterruptedException, E {
    var election = new Election(setup.name(), peers, notes);
    while (true) {
      long patience =
          Epochs.SILENCE_NANOS + ThreadLocalRandom.current().nextLong(Epochs.SILENCE_NANOS);
      while (epochs.silentNanos() < patience) {
        Thread.sleep(PAUSE_MILLIS);
      }
      epochs.hear("");
      var nodes = election.wanted(journal.nodes());
      if (nodes.isPresent() && isElected(election, nodes.get())) {
        lead(nodes.get(), epochs.epoch(), serving);
        return;
      }
    }
  }

  private boolean isElected(Election election, Nodes nodes) throws IOException {
    var seen = election.seen(nodes);
    if (seen.isEmpty()) {
      return false;
    }
    long number = journal.number();
    long epoch = epochs.stand(seen.getAsLong());
    return election.isWon(
        nodes, new Ask(Ask.Kind.VOTE, setup.name(), epoch, nodes.epoch(), number, ""));
  }

  private <E extends Exception> void lead(Nodes before, long epoch, Serving<E> serving)
      throws IOException, InterruptedException, E {
    var tally = new Tally(journal, setup.name(), journal.number() + 1);
    if (!epochs.lead(epoch, tally)) {
      return;
    }
    try {
      tell(new Nodes(epoch, setup.name(), before.names()));
      for (var node : peers.others()) {
        new Shipping(journal, peers, node, epoch, tally, this::newer, notes).begin();
      }
      tally.await(journal.number());
      try (var credentials = Credentials.in(setup.state(), journal);
          var _ = serving.begun(credentials)) {
        notes.say("", "%s signs people in, epoch %d".formatted(setup.name(), epoch));
        tend(tally, epoch);
      }
    } finally {
      tally.end();
    }
  }

  private void tend(Tally tally, long epoch) throws IOException, InterruptedException {
    var membership = new Membership(setup.name(), setup.nodes(), journal, tally, notes);
    while (!tally.isOver()) {
      journal.catchUp();
      role.write(new RoleFile.Role(true, epoch, tally.recount()));
      if (!membership.isInTouch()) {
        notes.say("", setup.name() + " hears too few nodes to go on");
        return;
      }
      epochs.hear(setup.name());
      var change = membership.change();
      if (change.isPresent()) {
        tell(new Nodes(epoch, setup.name(), change.get()));
        membership.changed(journal.number());
      } else {
        journal.awaitAfter(journal.number(), PAUSE_MILLIS);
      }
    }
  }

  private void tell(Nodes nodes) throws IOException {
    journal.locked(writer -> {
      writer.add(setup.clock().instant(), setup.name(), nodes);
      return true;
    });
  }

  private void newer(long epoch) {
    try {
      epochs.newer(epoch);
    } catch (IOException e) {
      notes.say("epoch", "the epoch can't be kept: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    journal.close();
    role.close();
  }
}
