package dev.casebook.wings.accounts.nodes;

import dev.casebook.wings.accounts.journal.Journal;
import dev.casebook.wings.accounts.model.ServingNode;
import java.io.IOException;
import java.util.function.LongConsumer;

/// Brings the writer's journal to one other node, and keeps it the same: first up to where both are
/// equal, then each line as it comes.
final class Shipping {

  private static final int HEARTBEAT_MILLIS = 300;
  private static final int PAUSE_MILLIS = 300;

  private final Journal journal;
  private final Peers peers;
  private final ServingNode node;
  private final long epoch;
  private final Tally tally;
  private final LongConsumer newer;
  private final Notes notes;

  /// @param newer told of an epoch after this one, whose writer is another
  Shipping(
      Journal journal,
      Peers peers,
      ServingNode node,
      long epoch,
      Tally tally,
      LongConsumer newer,
      Notes notes) {
    this.journal = journal;
    this.peers = peers;
    this.node = node;
    this.epoch = epoch;
    this.tally = tally;
    this.newer = newer;
    this.notes = notes;
  }

  /// Never interrupted: that would close the journal's file under everybody.
  void begin() {
    Thread.ofVirtual().name("ship to " + node.name()).start(this::run);
  }

  private void run() {
    try {
      while (!tally.isOver()) {
        try (var wire = peers.to(node)) {
          ship(wire, equal(wire));
        } catch (IOException e) {
          notes.say(node.name(), node.name() + " can't be kept the same: " + e.getMessage());
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ship(Wire wire, Journal.Place equal) throws IOException, InterruptedException {
    tally.has(node.name(), equal.number());
    notes.say(node.name(), node.name() + " is joined");
    for (var place = equal; !tally.isOver(); ) {
      var block = journal.after(place);
      var reply =
          told(Peers.asked(wire, ask(Ask.Kind.ADD, place.number(), place.hash()), block.lines()));
      if (!reply.isDone()) {
        return; // it is not where it was: from the beginning
      }
      place = block.end();
      tally.has(node.name(), place.number());
      journal.awaitAfter(place.number(), HEARTBEAT_MILLIS);
    }
  }

  /// The last line that both have, with all before it; what the other has after it is cut.
  private Journal.Place equal(Wire wire) throws IOException {
    var state = told(Peers.asked(wire, ask(Ask.Kind.STATE, 0, "")));
    long low = 0;
    long high = Math.min(state.number(), journal.number());
    if (isEqual(wire, high)) {
      low = high;
    }
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (isEqual(wire, middle)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    var place = journal.at(low);
    if (state.number() > low) {
      told(Peers.asked(wire, ask(Ask.Kind.CUT, low, place.hash())));
      notes.say(node.name(), "lines after %d of %s never counted: cut".formatted(low, node.name()));
    }
    return place;
  }

  private boolean isEqual(Wire wire, long number) throws IOException {
    var reply = told(Peers.asked(wire, ask(Ask.Kind.HASH, number, "")));
    return reply.isDone() && reply.hash().equals(journal.at(number).hash());
  }

  private Ask ask(Ask.Kind kind, long number, String hash) {
    return new Ask(kind, peers.self(), epoch, epoch, number, hash);
  }

  private Reply told(Reply reply) throws IOException {
    if (reply.epoch() > epoch) {
      newer.accept(reply.epoch());
      throw new IOException("it knows of a later writer");
    }
    return reply;
  }
}
