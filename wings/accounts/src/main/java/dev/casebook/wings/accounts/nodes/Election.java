package dev.casebook.wings.accounts.nodes;

import dev.casebook.wings.accounts.journal.Nodes;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/// Whether this node may be the next writer: only where most nodes can be reached, none of them
/// hears a writer, and most of them give it their vote.
record Election(String self, Peers peers, Notes notes) {

  /// Who has to be asked; empty where this node is none of them.
  Optional<Nodes> wanted(Optional<Nodes> nodes) {
    if (nodes.isEmpty()) {
      notes.say(
          "",
          "no node has begun: casebook accounts nodes --alone NAME, on the one with the accounts");
    } else if (!nodes.get().names().contains(self)) {
      notes.say("", self + " waits to be joined: only nodes that have been take over");
    }
    return nodes.filter(one -> one.names().contains(self));
  }

  /// The highest epoch that the others know; empty where this node may not stand.
  OptionalLong seen(Nodes nodes) throws IOException {
    var replies = peers.asked(new Ask(Ask.Kind.STATE, self, 0, 0, 0, ""));
    if (replies.values().stream().anyMatch(one -> !one.writer().isEmpty())) {
      return OptionalLong.empty(); // it will send its lines
    }
    var silent = new TreeSet<>(nodes.names());
    silent.removeAll(replies.keySet());
    silent.remove(self);
    if (nodes.names().size() - silent.size() < nodes.majority()) {
      notes.say(
          "",
          "no writer is heard, and %s can't be reached: without %s nobody takes over"
              .formatted(String.join(", ", silent), silent.size() == 1 ? "it" : "most of them"));
      return OptionalLong.empty();
    }
    return OptionalLong.of(replies.values().stream().mapToLong(Reply::epoch).max().orElse(0));
  }

  boolean isWon(Nodes nodes, Ask ask) throws IOException {
    var replies = peers.asked(ask);
    return hasMost(
        nodes,
        replies.entrySet().stream()
            .filter(one -> one.getValue().isDone())
            .map(one -> one.getKey())
            .toList());
  }

  private boolean hasMost(Nodes nodes, Collection<String> voters) {
    long votes =
        nodes.names().stream().filter(one -> one.equals(self) || voters.contains(one)).count();
    return votes >= nodes.majority();
  }
}
