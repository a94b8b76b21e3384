package dev.casebook.signals;

import dev.casebook.formats.logs.LogParser;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lines of one log whose hits are known. Where a log has a hit on every line, nearly all of them
/// consist of a head and a message that were read before, but for digits that nothing depends on:
/// the time of day, the process id, and what follows the hits' values. Such a line is neither
/// filtered nor read, it is counted; of the newest with the same values a copy is kept, and read at
/// the log's end.
///
/// Of a line of which the head alone is known, and which the filter found, the hits are told by how
/// its message begins, if that was read before ([KnownBeginnings]).
///
/// A message becomes known where it holds for each signal that counts in it: either it has a hit
/// with values of which the first and one more are kept already, and up to where those are told
/// only the same bytes may stand; or it has none, whatever its digits are.
final class KnownLines {
  private static final int LENGTH_MAX = 256;

  /// A block has many hits if one stands in so many bytes.
  private static final int BYTES_A_HIT = 512;

  /// Where less than this part of the hits is of known lines, to look for those costs more than it
  /// saves.
  private static final int KNOWN_MIN = 8;

  /// After so many blocks with less, as many as [#PAUSE] are read as if nothing were known.
  private static final int TRIALS = 8;

  private static final int PAUSE = 64;

  /// Of so many lines that the filter found and whose head is known one is read, for it may be
  /// learned.
  private static final int FOUND_A_READ = 8;

  /// So many hits are waiting to be read at most.
  private static final int UNREAD_MAX = 4096;

  private final SnapshotScan scan;
  private final LogParser parser;
  private final StrictSignals strict;
  private final KnownHeads heads = new KnownHeads();
  private final KnownMessages messages = new KnownMessages();

  /// How often a hit had not been kept when the messages were known to hold.
  private int refusals;

  /// The messages of known lines of the block in hand.
  private final List<KnownMessage> passed = new ArrayList<>();

  /// The hits that stand in lines of the block that were not read.
  private final List<KeptHit> repeated = new ArrayList<>();

  /// The hits of whose newest lines there are copies.
  private final List<KeptHit> unread = new ArrayList<>();

  private final byte[] greatest = new byte[LENGTH_MAX];

  /// Hits of the line that is being read, until one is found that keeps it from being known.
  private final List<KeptHit> hits = new ArrayList<>();

  private int told;
  private boolean mayBeKnown;

  private Block block = new Block(new byte[0], 0, 0);

  /// Whether many hits are to be expected.
  private boolean isDense;

  private boolean isLearning;

  /// Lines of the block that might become known.
  private int tried;

  /// Lines that the filter found and whose head was known.
  private int found;

  /// Blocks of which hardly any line was known, one after the other.
  private int trials;

  private int pause;

  KnownLines(SnapshotScan scan, LogParser parser) {
    this.scan = scan;
    this.parser = parser;
    this.strict = new StrictSignals(scan);
  }

  /// Says that lines of this block are next.
  void over(Block next) {
    block = next;
    tried = 0;
  }

  /// Says that the block was read.
  ///
  /// @param read how many hits were read, or told by [#take]
  /// @param offset of the array's first byte in the log
  /// @return how many hits there were in known lines
  long read(LogScan log, long read, long offset) {
    long counted = 0;
    for (var message : passed) {
      counted += message.settle(repeated);
    }
    passed.clear();
    for (var hit : repeated) {
      if (hit.copyRepeat(block, log.times(), offset)) {
        unread.add(hit);
      }
    }
    repeated.clear();
    if (unread.size() > UNREAD_MAX) {
      readCopies(log);
    }
    turnToNext(counted, read + counted);
    return counted;
  }

  private void turnToNext(long counted, long all) {
    isDense = all * BYTES_A_HIT > block.length();
    if (counted * KNOWN_MIN >= all) {
      trials = 0;
    } else if (tried > 0 && ++trials == TRIALS) {
      trials = 0;
      pause = PAUSE;
    }
    pause = Math.max(0, pause - 1);
    isLearning = isDense && pause == 0;
  }

  /// Reads the copies of lines.
  void readCopies(LogScan log) {
    for (int i = 0; i < unread.size(); i++) {
      unread.get(i).readCopy(log);
    }
    unread.clear();
  }

  /// Whether hits were so many in the last block that lines of the next may be known.
  boolean areExpected() {
    return isDense;
  }

  /// Whether any line is known, and they are worth looking for.
  boolean isAny() {
    return isLearning && !messages.isEmpty();
  }

  /// Counts the lines from `start` on that are known, up to the first that is not.
  ///
  /// @return where that begins
  int pass(int start) {
    forgetRefused();
    int at = start;
    var head = heads.find(block, at);
    while (head != null) {
      int next = messages.pass(block, at, head, passed);
      if (next < 0) {
        return at;
      }
      at = next;
      head = heads.find(block, at);
    }
    return at;
  }

  /// Where the first known line begins at or behind `start`; at the latest where the first line at
  /// or behind `to` does, or the block ends.
  int next(int start, int to) {
    int at = start;
    while (at < to && !isKnown(at)) {
      at = Math.min(block.breakFrom(at) + 1, block.to());
    }
    return at;
  }

  private boolean isKnown(int at) {
    var head = heads.find(block, at);
    return head != null && messages.isKnown(block, at, head);
  }

  /// Once a hit was not kept, those with the same values may no longer replace one another.
  private void forgetRefused() {
    if (refusals != scan.refusals()) {
      refusals = scan.refusals();
      messages.clear();
    }
  }

  /// Counts the hits of a line that the filter found, if its head is known, and how its message
  /// begins tells all of them.
  ///
  /// @return how many there are; 0 if the line has to be read
  int take(int start, int[] patterns, int count) {
    var head = isDense ? heads.find(block, start) : null;
    if (head == null || (isLearning && ++found % FOUND_A_READ == 0)) {
      return 0;
    }
    hits.clear();
    for (int i = 0; i < count; i++) {
      if (head.signals()[patterns[i]] && !addKnown(patterns[i], head, start)) {
        return 0;
      }
    }
    for (int i = 0; i < hits.size(); i++) {
      var hit = hits.get(i);
      hit.keeper().count(1);
      if (hit.repeatAt(start, 0)) {
        repeated.add(hit);
      }
    }
    return hits.size();
  }

  private boolean addKnown(int signal, KnownHeads.Head head, int start) {
    var keeper = scan.keeperOfLast(signal, head.writer().host());
    int message = start + head.length();
    var hit = keeper == null ? null : keeper.known(block.bytes(), message, block.to());
    return hit != null && hits.add(hit);
  }

  /// Says that a line is being read.
  void begin() {
    mayBeKnown = isLearning;
    hits.clear();
    told = 0;
  }

  /// Says that a signal has a hit in it.
  ///
  /// @param hit which a later hit with the same values replaces; null if there is none yet
  /// @param to behind the last byte that tells the values
  void hit(@Nullable KeptHit hit, int to) {
    if (hit == null) {
      mayBeKnown = false;
    } else if (mayBeKnown) {
      hits.add(hit);
      told = Math.max(told, to);
    }
  }

  /// Says that a signal which counts in it may have a hit there and has none.
  void missed(int signal) {
    mayBeKnown &= scan.pattern(signal).isBlindToDigits();
  }

  /// Learns the line that was read, which begins at `from` and whose content ends at `to`.
  ///
  /// @param signals whether each signal counts in it
  void learn(Sighting seen, int from, int to, boolean[] signals, int[] patterns, int count) {
    if (!isDense || seen.isDecoded() || to - from >= LENGTH_MAX) {
      return;
    }
    byte[] bytes = seen.bytes();
    int message = parser.freeDigits(bytes, from, to, greatest);
    if (message < 0 || !LogParser.isText(bytes, message, to)) {
      return;
    }
    var writer = heads.learn(bytes, from, message, greatest, seen, signals);
    if (!mayBeKnown || hits.isEmpty()) {
      return;
    }
    tried++;
    int end = block.breakFrom(to) + 1;
    if (end > block.to()
        || told > to
        || told - message < DigitShape.TOLD_MIN
        || Wrapping.indexOf(bytes, from, end) >= 0
        || strict.mayHit(bytes, message, to, signals, patterns, count)) {
      return;
    }
    for (int i = message; i < end; i++) {
      boolean isFree = i >= told && bytes[i] >= '0' && bytes[i] <= '9';
      greatest[i - message] = isFree ? 9 : LogParser.FIXED;
    }
    var shape = DigitShape.of(greatest, end - message, told - message);
    messages.learn(shape, bytes, message, writer, hits);
  }
}
