package dev.casebook.wings.accounts.nodes;

import dev.casebook.wings.accounts.journal.Journal;
import dev.casebook.wings.accounts.journal.Nodes;
import dev.casebook.wings.accounts.journal.Quorum;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// How far the journal has come on each node, while one is the writer of one epoch.
final class Tally implements Quorum.Acknowledgement {

  private static final long WAIT_NANOS_MAX = TimeUnit.SECONDS.toNanos(10);

  private record Mark(long number, long heard) {}

  private final Journal journal;
  private final String writer;
  private final long first;
  private final long begun = System.nanoTime();
  private final Map<String, Mark> marks = new HashMap<>();
  private long counting;
  private volatile boolean isOver;

  /// @param first number of the line by which the writer begins: none before it counts before it
  ///   does
  Tally(Journal journal, String writer, long first) {
    this.journal = journal;
    this.writer = writer;
    this.first = first;
  }

  /// A node has all lines up to this one on its disk.
  void has(String node, long number) {
    synchronized (this) {
      marks.put(node, new Mark(number, System.nanoTime()));
    }
    recount();
  }

  /// The journal is asked before anything is held here: whoever adds to it asks whether this is
  /// over.
  ///
  /// @return the last line that counts; 0 where none of this epoch does yet
  long recount() {
    return recount(journal.nodes().orElseThrow(), journal.number());
  }

  private synchronized long recount(Nodes nodes, long own) {
    long number =
        nodes.names().stream()
            .map(node -> node.equals(writer) ? own : mark(node).number())
            .sorted(Comparator.reverseOrder())
            .skip(nodes.majority() - 1L)
            .findFirst()
            .orElse(0L);
    if (number >= first && number > counting) {
      counting = number;
      notifyAll();
    }
    return counting;
  }

  /// The last line that a node is known to have.
  synchronized long number(String node) {
    return mark(node).number();
  }

  /// Whether it was ever heard.
  synchronized boolean isKnown(String node) {
    return marks.containsKey(node);
  }

  private Mark mark(String node) {
    return marks.getOrDefault(node, new Mark(0, begun));
  }

  /// How long nothing was heard of a node.
  synchronized long silentNanos(String node) {
    return node.equals(writer) ? 0 : System.nanoTime() - mark(node).heard();
  }

  @Override
  public void await(long number) throws IOException {
    recount();
    wait(number, System.nanoTime() + WAIT_NANOS_MAX);
  }

  private synchronized void wait(long number, long end) throws IOException {
    while (counting < number || isOver) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (isOver || left <= 0) {
        throw new IOException("too few nodes have it on their disks: nobody is told");
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  /// Another is the writer now, or may be.
  synchronized void end() {
    isOver = true;
    notifyAll();
  }

  boolean isOver() {
    return isOver;
  }
}
