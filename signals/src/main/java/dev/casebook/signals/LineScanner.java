package dev.casebook.signals;

import java.util.List;

/// A look through blocks of logs for the lines in which patterns may match.
///
/// Where a message stands in its line as it was written, the line's bytes are filtered; where the
/// line may wrap or escape it, its decoded message is. For one thread, the one that made it. After
/// an exception only [#close] is left.
final class LineScanner implements AutoCloseable {
  /// What it takes to find that a candidate does not match, as bytes that could be filtered in that
  /// time. One that does is a candidate of any filter.
  private static final int MISS_EFFORT = 500;

  /// How many bytes of unknown lines are scanned before known ones are looked for again.
  private static final int TOGETHER_MIN = 1024;

  private final PatternSet set;
  private final Candidates candidates;
  private final Candidates inDecoded;
  private final DecodedLines decoded = new DecodedLines();
  private final int[] patterns;
  private List<LineFilter> filters = List.of();

  /// Whether so much is to be done that other means pay.
  private boolean isLarge;

  /// How much more is done without Hyperscan, in bytes filtered; whole blocks at least.
  private long patience;

  LineScanner(PatternSet set) {
    this.set = set;
    this.candidates = new Candidates(set.filtered());
    this.inDecoded = new Candidates(set.filtered());
    this.patterns = new int[set.filtered()];
    this.patience = set.patience();
  }

  /// Says that so much is to come of which hardly a line is known without a look at it, so that the
  /// filter is the right one at once.
  void expect(long bytes) {
    if (bytes > patience) {
      patience = 0;
    }
  }

  void scan(Block block, LineTaker taker) {
    if (block.length() == 0) {
      return;
    }
    chooseFilters();
    if (taker.knowsLines()) {
      scanUnknown(block, taker);
    } else {
      scanAll(block, taker);
    }
  }

  /// Passes over known lines. What is learned from the first unknown ones holds for the next, but
  /// where it does not, more and more are scanned together.
  private void scanUnknown(Block block, LineTaker taker) {
    int together = TOGETHER_MIN;
    for (int at = taker.passKnown(block.from()); at < block.to(); at = taker.passKnown(at)) {
      int known = taker.nextKnown(at, Math.min(at + together, block.to()));
      together = known < at + together ? TOGETHER_MIN : 2 * together;
      scanAll(block.part(at, known), taker);
      at = known;
    }
  }

  private void scanAll(Block block, LineTaker taker) {
    if (!find(block, taker)) {
      scanHalves(block, taker);
      return;
    }
    candidates.sort();
    patience -= block.length() + (long) handOver(block, taker) * MISS_EFFORT;
  }

  private void chooseFilters() {
    if (patience <= 0) {
      filters = set.hyperscanFilters();
      patience = Long.MAX_VALUE;
      isLarge = true;
    } else if (filters.isEmpty()) {
      filters = set.javaFilters();
    }
  }

  private boolean find(Block block, LineTaker taker) {
    if (!filter(block, candidates)) {
      return false;
    }
    decoded.clear();
    if (isLarge && !Wrapping.isIn(block.bytes(), block.from(), block.to())) {
      taker.unwrapped(block.from(), block.to());
    } else {
      decodeWrapped(block, taker);
    }
    decodeLogfmt(block, taker);
    return decoded.isEmpty() || findDecoded();
  }

  private boolean filter(Block block, Candidates into) {
    into.reset(block);
    for (LineFilter filter : filters) {
      if (!filter.find(block, into)) {
        return false;
      }
    }
    return true;
  }

  private void decodeWrapped(Block block, LineTaker taker) {
    int at = Wrapping.indexOf(block.bytes(), block.from(), block.to());
    while (at >= 0) {
      int start = block.lineStart(at);
      decode(block, start, taker);
      int next = Math.min(block.breakFrom(at) + 1, block.to());
      at = Wrapping.indexOf(block.bytes(), next, block.to());
    }
  }

  private void decodeLogfmt(Block block, LineTaker taker) {
    for (int i = 0; i < candidates.count(); i++) {
      if (candidates.pattern(i) == set.patterns().size()) {
        decode(block, candidates.line(i), taker);
      }
    }
  }

  private void decode(Block block, int start, LineTaker taker) {
    decoded.add(taker.message(block.bytes(), start, block.contentEnd(start)), start);
  }

  private boolean findDecoded() {
    if (!filter(decoded.block(), inDecoded)) {
      return false;
    }
    for (int i = 0; i < inDecoded.count(); i++) {
      if (!candidates.addLine(inDecoded.pattern(i), decoded.line(inDecoded.line(i)))) {
        return false;
      }
    }
    return true;
  }

  /// Only a block of several lines can have more candidates than there is room for.
  private void scanHalves(Block block, LineTaker taker) {
    int half = (block.from() + block.to()) / 2;
    int before = block.lineStart(half);
    int middle = before > block.from() ? before : block.breakFrom(half) + 1;
    scanAll(block.part(block.from(), middle), taker);
    scanAll(block.part(middle, block.to()), taker);
  }

  /// @return how many lines it was in vain to look at
  private int handOver(Block block, LineTaker taker) {
    int missed = 0;
    int found = candidates.count();
    int reported = set.patterns().size();
    for (int i = 0; i < found; ) {
      int start = candidates.line(i);
      int count = 0;
      while (i < found && candidates.line(i) == start) {
        int pattern = candidates.pattern(i++);
        if (pattern < reported) {
          patterns[count++] = pattern;
        }
      }
      if (count > 0
          && !taker.takeKnown(start, patterns, count)
          && !taker.take(block.bytes(), start, block.contentEnd(start), patterns, count)) {
        missed++;
      }
    }
    return missed;
  }

  @Override
  public void close() {
    filters.forEach(LineFilter::close);
  }
}
