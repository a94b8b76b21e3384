package dev.casebook.signals;

import dev.casebook.formats.logs.LogParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

  private static final int SLOT_BITS = 14;

  /// So many heads are tried: process ids have a few lengths.
  private static final int HEADS_MAX = 8;

  /// Messages may have so many shapes: users, addresses and ports have a few lengths.
  private static final int SHAPES_MAX = 32;

  /// A block has many hits if one stands in so many bytes.
  private static final int BYTES_A_HIT = 512;

  /// Where less than this part of the hits is of known lines, to look for those costs more than it
  /// saves.
  private static final int KNOWN_MIN = 8;

  /// After so many blocks with less, as many as [#PAUSE] are read as if nothing were known.
  private static final int TRIALS = 8;

  private static final int PAUSE = 64;

  /// So many hits are waiting to be read at most.
  private static final int UNREAD_MAX = 4096;

  private final SnapshotScan scan;
  private final LogParser parser;
  private final StrictSignals strict;

  /// What comes again is found first.
  private final Head[] heads = new Head[HEADS_MAX];

  private int headCount;
  private final DigitShape[] shapes = new DigitShape[SHAPES_MAX];
  private int shapeCount;

  /// The messages; made with the first of them.
  private @Nullable Message @Nullable [] slots;

  /// The hits that stand in known lines of the block in hand.
  private final List<KeptHit> repeated = new ArrayList<>();

  /// The hits of whose newest lines there are copies.
  private final List<KeptHit> unread = new ArrayList<>();

  private final byte[] greatest = new byte[LENGTH_MAX];

  /// Hits of the line that is being read, until one is found that keeps it from being known.
  private final List<HitKeeper> keepers = new ArrayList<>();

  private final List<KeptHit> hits = new ArrayList<>();
  private int told;
  private boolean mayBeKnown;

  private Block block = new Block(new byte[0], 0, 0);

  /// Where the message ends, with its line's break, that was found last.
  private int end;

  /// Whether many hits are to be expected.
  private boolean isDense;

  private boolean isLearning;
  private long counted;

  /// Lines of the block that might become known.
  private int tried;

  /// Blocks of which hardly any line was known, one after the other.
  private int trials;

  private int pause;

  /// Who wrote a line.
  private record Writer(@Nullable String host, @Nullable String program) {}

  /// What stands before messages, without its free digits.
  ///
  /// @param signals whether each counts in the writer's lines
  private record Head(DigitShape shape, long[] fixed, Writer writer, boolean[] signals) {}

  /// What follows a writer's heads up to the end of the line, without its free digits.
  private record Message(
      DigitShape shape, long[] fixed, Writer writer, HitKeeper[] keepers, KeptHit[] hits) {

    /// Whether hits with the same values still replace one another.
    boolean isValid() {
      for (var keeper : keepers) {
        if (!keeper.keepsEnds()) {
          return false;
        }
      }
      return true;
    }
  }

  KnownLines(SnapshotScan scan, LogParser parser) {
    this.scan = scan;
    this.parser = parser;
    this.strict = new StrictSignals(scan);
  }

  /// Says that lines of this block are next.
  void over(Block next) {
    block = next;
    counted = 0;
    tried = 0;
  }

  /// Says that the block was read.
  ///
  /// @param found its hits
  /// @param offset of the array's first byte in the log
  void read(LogScan log, long found, long offset) {
    for (var hit : repeated) {
      if (hit.copyRepeat(block, offset)) {
        unread.add(hit);
      }
    }
    repeated.clear();
    if (unread.size() > UNREAD_MAX) {
      readCopies(log);
    }
    isDense = found * BYTES_A_HIT > block.length();
    if (counted * KNOWN_MIN >= found) {
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
    unread.forEach(hit -> hit.readCopy(log));
    unread.clear();
  }

  /// Whether any line is known, and they are worth looking for.
  boolean isAny() {
    return isLearning && slots != null;
  }

  /// Counts the lines from `start` on that are known, up to the first that is not.
  ///
  /// @return where that begins
  int pass(int start) {
    int at = start;
    var message = find(at);
    while (message != null) {
      for (int i = 0; i < message.hits.length; i++) {
        count(message.keepers[i], message.hits[i], at);
      }
      counted += message.hits.length;
      at = end;
      message = find(at);
    }
    return at;
  }

  /// Where the first known line begins at or behind `start`; at the latest where the first line at
  /// or behind `to` does, or the block ends.
  int next(int start, int to) {
    int at = start;
    while (at < to && find(at) == null) {
      at = Math.min(block.breakFrom(at) + 1, block.to());
    }
    return at;
  }

  /// How many hits were counted in known lines of the block.
  long counted() {
    return counted;
  }

  /// Counts the hits of a line that the filter found, if its head is known, and how its message
  /// begins tells all of them.
  ///
  /// @return how many there are; 0 if the line has to be read
  int take(int start, int[] patterns, int count) {
    var head = isDense ? head(start) : null;
    if (head == null) {
      return 0;
    }
    keepers.clear();
    hits.clear();
    for (int i = 0; i < count; i++) {
      if (head.signals[patterns[i]] && !addKnown(patterns[i], head, start)) {
        return 0;
      }
    }
    for (int i = 0; i < hits.size(); i++) {
      count(keepers.get(i), hits.get(i), start);
    }
    return hits.size();
  }

  private boolean addKnown(int signal, Head head, int start) {
    var keeper = scan.keeperOfLast(signal, head.writer.host);
    int message = start + head.shape.length();
    var hit = keeper == null ? null : keeper.known(block.bytes(), message, block.to());
    if (keeper == null || hit == null) {
      return false;
    }
    keepers.add(keeper);
    hits.add(hit);
    return true;
  }

  private void count(HitKeeper keeper, KeptHit hit, int start) {
    keeper.countOne();
    if (hit.repeatAt(start)) {
      repeated.add(hit);
    }
  }

  /// The message of the line that begins at `at`, if the line is known.
  private @Nullable Message find(int at) {
    var head = head(at);
    return head == null ? null : message(block.bytes(), at + head.shape.length(), head.writer);
  }

  private @Nullable Head head(int at) {
    for (int i = 0; i < headCount; i++) {
      var head = heads[i];
      if (at + head.shape.length() < block.to()
          && head.shape.isAlike(block.bytes(), at, head.fixed)) {
        heads[i] = heads[0];
        heads[0] = head;
        return head;
      }
    }
    return null;
  }

  @SuppressWarnings("ReferenceEquality") // of two shapes each has messages of its own
  private @Nullable Message message(byte[] bytes, int from, Writer writer) {
    var table = slots;
    if (table == null) {
      return null;
    }
    for (int i = 0; i < shapeCount; i++) {
      var shape = shapes[i];
      int to = from + shape.length();
      if (to <= block.to() && bytes[to - 1] == '\n') {
        int slot = slot(shape.hash(bytes, from));
        for (int way = 0; way < 2; way++) {
          var message = table[slot ^ way];
          if (message != null
              && message.shape == shape
              && message.writer == writer
              && shape.isAlike(bytes, from, message.fixed)
              && message.isValid()) {
            shapes[i] = shapes[0];
            shapes[0] = shape;
            end = to;
            return message;
          }
        }
      }
    }
    return null;
  }

  private static int slot(long hash) {
    return (int) (hash >>> (Long.SIZE - SLOT_BITS)); // which all bits have a part in
  }

  /// Says that a line is being read.
  void begin() {
    mayBeKnown = isLearning;
    keepers.clear();
    hits.clear();
    told = 0;
  }

  /// Says that a signal has a hit in it.
  ///
  /// @param hit which a later hit with the same values replaces; null if there is none yet
  /// @param to behind the last byte that tells the values
  void hit(@Nullable HitKeeper keeper, @Nullable KeptHit hit, int to) {
    if (keeper == null || hit == null) {
      mayBeKnown = false;
    } else if (mayBeKnown) {
      keepers.add(keeper);
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
    var writer = learnHead(bytes, from, message, new Writer(seen.host(), seen.program()), signals);
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
    var shape = shape(end - message, told - message);
    add(
        new Message(
            shape,
            shape.fixed(bytes, message),
            writer,
            keepers.toArray(HitKeeper[]::new),
            hits.toArray(KeptHit[]::new)),
        shape.hash(bytes, message));
  }

  /// @return the writer, as the messages name it
  private Writer learnHead(byte[] bytes, int from, int to, Writer writer, boolean[] signals) {
    var shape = DigitShape.of(greatest, to - from, to - from);
    var known = writer;
    for (int i = 0; i < headCount; i++) {
      if (heads[i].writer.equals(writer)) {
        known = heads[i].writer;
        if (heads[i].shape.equals(shape) && shape.isAlike(bytes, from, heads[i].fixed)) {
          return known;
        }
      }
    }
    if (headCount < HEADS_MAX) {
      headCount++;
    }
    System.arraycopy(heads, 0, heads, 1, headCount - 1); // the oldest makes room
    heads[0] = new Head(shape, shape.fixed(bytes, from), known, signals);
    return known;
  }

  /// The shape of messages whose free digits are in hand.
  private DigitShape shape(int length, int told) {
    var made = DigitShape.of(greatest, length, told);
    for (int i = 0; i < shapeCount; i++) {
      if (shapes[i].equals(made)) {
        return shapes[i];
      }
    }
    if (shapeCount == SHAPES_MAX) { // they come and go
      shapeCount = 0;
      slots = null;
    }
    shapes[shapeCount++] = made;
    return made;
  }

  private void add(Message message, long hash) {
    var table = Objects.requireNonNullElseGet(slots, () -> new @Nullable Message[1 << SLOT_BITS]);
    slots = table;
    int slot = slot(hash);
    if (table[slot] != null) {
      table[slot ^ 1] = table[slot];
    }
    table[slot] = message;
  }
}
