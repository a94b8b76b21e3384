package dev.casebook.wings.accounts.nodes;

import dev.casebook.wings.accounts.journal.Journal;
import dev.casebook.wings.accounts.model.ServingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Which nodes are counted, as the writer changes it: one at a time, and the next once the last
/// counts. A node of the folder is counted when it has all lines, and one that is no more in the
/// folder is not.
///
/// Of two, the writer goes on alone when the other is silent: the other can't take over without it.
final class Membership {

  /// Lines that a node may lack when it is counted: they are on their way.
  private static final long LAG_MAX = 64;

  private static final long SILENCE_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);

  private final String self;
  private final Map<String, ServingNode> folder;
  private final Journal journal;
  private final Tally tally;
  private final Notes notes;
  private long lastChange;

  Membership(
      String self, Map<String, ServingNode> folder, Journal journal, Tally tally, Notes notes) {
    this.self = self;
    this.folder = folder;
    this.journal = journal;
    this.tally = tally;
    this.notes = notes;
    lastChange = journal.number();
  }

  /// Whether enough nodes are heard for lines to count. Of two, one is.
  boolean isInTouch() {
    var nodes = journal.nodes().orElseThrow();
    long heard = nodes.names().stream().filter(this::isHeard).count();
    return nodes.names().size() <= 2 || heard >= nodes.majority();
  }

  private boolean isHeard(String node) {
    return tally.silentNanos(node) < SILENCE_NANOS_MAX;
  }

  /// The nodes that are to be counted from now on, if others are.
  Optional<List<String>> change() {
    var names = journal.nodes().orElseThrow().names();
    if (names.size() == 2 && !names.stream().allMatch(this::isHeard)) {
      var other = names.stream().filter(name -> !name.equals(self)).findFirst().orElseThrow();
      notes.say(other, other + " is silent: " + self + " goes on alone");
      return Optional.of(List.of(self));
    }
    if (tally.recount() < lastChange) {
      return Optional.empty();
    }
    return joining(names).or(() -> leaving(names));
  }

  private Optional<List<String>> joining(List<String> names) {
    return folder.keySet().stream()
        .filter(node -> !names.contains(node))
        .filter(node -> tally.isKnown(node) && isHeard(node) && lag(node) <= LAG_MAX)
        .findFirst()
        .map(node -> {
          var all = new ArrayList<>(names);
          all.add(node);
          return all;
        });
  }

  private long lag(String node) {
    return journal.number() - tally.number(node);
  }

  private Optional<List<String>> leaving(List<String> names) {
    return names.stream()
        .filter(node -> !folder.containsKey(node) && !node.equals(self))
        .findFirst()
        .map(node -> names.stream().filter(one -> !one.equals(node)).toList());
  }

  /// @param number of the line that tells of a change
  void changed(long number) {
    lastChange = number;
  }
}
