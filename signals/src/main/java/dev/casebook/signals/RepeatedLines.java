package dev.casebook.signals;

import dev.casebook.formats.logs.LogParser;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Lines that differ from the hit before them in nothing that a hit's values stand on, as in a log
/// with a hit on every line: they are counted, and not read.
///
/// The head is the same but for its time of day and process id, and by how the message begins the
/// hits in it are known, each with values of which the first hit and one more are kept already. Of
/// such a line only that it is the newest of them matters, which [#read] finds out once a block.
final class RepeatedLines {
  private final SnapshotScan scan;
  private final LogParser parser;

  /// By signal, whether it counts in lines like the one before; null where that was no hit.
  private boolean @Nullable [] counted;

  private @Nullable String host;

  /// What keeps the hits of the line in hand, and their values' last hits.
  private HitKeeper[] keepers = new HitKeeper[4];

  private KeptHit[] hits = new KeptHit[4];

  /// The last hits that repeat in this block, each once.
  private KeptHit[] repeated = new KeptHit[64];

  private int repeatedCount;

  RepeatedLines(SnapshotScan scan, LogParser parser) {
    this.scan = scan;
    this.parser = parser;
  }

  /// Says that the parser went on to another line.
  void forget() {
    counted = null;
  }

  /// Compares the lines that follow with a hit that was just read.
  ///
  /// @param signals whether each signal counts in its lines
  void follow(byte[] bytes, int from, int to, @Nullable String named, boolean[] signals) {
    int message = parser.messageOfAlike(bytes, from, to);
    host = named;
    counted = message > 0 && LogParser.isText(bytes, message, to) ? signals : null;
  }

  /// Counts the line's hits if all of them are known.
  ///
  /// @return how many there are; 0 if the line has to be read
  int take(Block block, int start, int[] patterns, int count) {
    var signals = counted;
    int message = signals == null ? -1 : parser.messageOfAlike(block.bytes(), start, block.to());
    if (signals == null || message < 0) {
      return 0;
    }
    int found = 0;
    for (int i = 0; i < count; i++) {
      if (signals[patterns[i]]) {
        if (!isKnown(patterns[i], block.bytes(), message, block.to(), found)) {
          return 0;
        }
        found++;
      }
    }
    for (int i = 0; i < found; i++) {
      keepers[i].countOne();
      repeat(hits[i], start);
    }
    return found;
  }

  private boolean isKnown(int signal, byte[] bytes, int from, int to, int place) {
    var keeper = scan.keeperOfLast(signal, host);
    var hit = keeper == null ? null : keeper.known(bytes, from, to);
    if (keeper == null || hit == null) {
      return false;
    }
    if (place == hits.length) {
      keepers = Arrays.copyOf(keepers, 2 * place);
      hits = Arrays.copyOf(hits, 2 * place);
    }
    keepers[place] = keeper;
    hits[place] = hit;
    return true;
  }

  private void repeat(KeptHit hit, int start) {
    if (hit.repeat() < 0) {
      if (repeatedCount == repeated.length) {
        repeated = Arrays.copyOf(repeated, 2 * repeatedCount);
      }
      repeated[repeatedCount++] = hit;
    }
    hit.repeatAt(start);
  }

  /// Reads of the lines that were counted in a block those that are some values' newest.
  void read(LogScan log, Block block) {
    for (int i = 0; i < repeatedCount; i++) {
      int start = repeated[i].repeat();
      if (start >= 0) { // no later line was read as the newest
        repeated[i].become(log.seen(block.bytes(), start, block.contentEnd(start)));
      }
    }
    repeatedCount = 0;
  }
}
