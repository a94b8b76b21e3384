package dev.casebook.signals;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One pass over logs: their bytes go in, matches come out, line by line.
///
/// Feed a log in pieces of any size, then finish it; the scanner is then ready for another. It is
/// for one thread, the one that made it. Memory is bounded by some three times the longest line.
/// Bytes are copied before they are looked at, so that a mapped file which shrinks meanwhile ends
/// in an `InternalError` of the copy and not in a crash. After an exception only [#close] is left.
public final class LineScanner implements AutoCloseable {
  /// How much of a line is looked at unless said otherwise.
  static final int LINE_BYTES_MAX = 1 << 20;

  /// What is usually looked at together: it stays in a core's second-level cache.
  private static final int BLOCK_BYTES = 256 << 10;

  /// What it takes to match a candidate, as bytes that could be filtered in that time.
  private static final int MATCH_EFFORT = 500;

  private final PatternSet set;
  private final int lineBytesMax;
  private final LineMatches matches;
  private final Candidates candidates;
  private List<LineFilter> filters;

  /// How much more is done without Hyperscan, in bytes filtered; whole blocks at least.
  private long patience;

  /// Lines not yet looked at. It holds the longest line with its `\r\n`.
  private final byte[] buffer;

  private int held;

  /// How much must be held before it is looked at.
  private int wanted;

  /// Where the buffer's first byte lies in the log.
  private long offset;

  /// Whether the rest of a line is being passed over.
  private boolean isSkipping;

  private long truncatedLines;

  LineScanner(PatternSet set, int lineBytesMax, LineMatches matches) {
    if (lineBytesMax < 1 || lineBytesMax > 64 << 20) {
      throw new IllegalArgumentException("a limit of " + lineBytesMax + " bytes a line");
    }
    this.set = set;
    this.lineBytesMax = lineBytesMax;
    this.matches = matches;
    this.candidates = new Candidates(set.patterns().size());
    this.filters = set.javaFilters();
    this.patience = set.patience();
    this.buffer = new byte[lineBytesMax + 2];
    this.wanted = wanted();
  }

  /// What became of a log as such.
  ///
  /// @param truncatedLines how many lines were longer than the limit, matched or not
  public record Scanned(long bytes, long truncatedLines) {}

  /// Takes the next `length` bytes of the log.
  public void feed(byte[] bytes, int from, int length) {
    feed(ByteBuffer.wrap(bytes, from, length));
  }

  /// Takes the next bytes of the log, all that remain in the buffer.
  public void feed(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      if (isSkipping) {
        skip(bytes);
      } else {
        int taken = Math.min(bytes.remaining(), wanted - held);
        bytes.get(buffer, held, taken);
        held += taken;
        if (held == wanted) {
          drain(false);
        }
      }
    }
  }

  /// Takes the next bytes of the log, which may be a whole mapped file.
  public void feed(MemorySegment bytes) {
    for (long at = 0; at < bytes.byteSize(); at += BLOCK_BYTES) {
      feed(bytes.asSlice(at, Math.min(BLOCK_BYTES, bytes.byteSize() - at)).asByteBuffer());
    }
  }

  /// Ends the log, whose last line may lack its break. What is fed next is another log.
  public Scanned finish() {
    if (held > 0) {
      drain(true);
    }
    var scanned = new Scanned(offset, truncatedLines);
    offset = 0;
    truncatedLines = 0;
    isSkipping = false;
    return scanned;
  }

  private void drain(boolean isEnd) {
    var block = new Block(buffer, 0, held);
    if (held > lineBytesMax && block.contentEnd(0) > lineBytesMax) {
      truncate(block);
      return;
    }
    int end = isEnd ? held : block.lineStart(held);
    if (end > 0) {
      scan(block.part(0, end), false);
    }
    drop(end);
  }

  /// Looks at the start of a line that is too long as if the line ended there.
  private void truncate(Block block) {
    truncatedLines++;
    scan(block.part(0, lineBytesMax), true);
    int lineBreak = block.breakFrom(0);
    isSkipping = lineBreak == held;
    drop(Math.min(lineBreak + 1, held));
  }

  private void drop(int count) {
    System.arraycopy(buffer, count, buffer, 0, held - count);
    held -= count;
    offset += count;
    wanted = wanted();
  }

  /// A block, or twice what could not be divided into lines.
  private int wanted() {
    return (int) Math.min(buffer.length, Math.max(BLOCK_BYTES, 2L * held));
  }

  /// Passes over the rest of a line.
  private void skip(ByteBuffer bytes) {
    int from = bytes.position();
    while (isSkipping && bytes.hasRemaining()) {
      isSkipping = bytes.get() != '\n';
    }
    offset += bytes.position() - from;
  }

  private void scan(Block block, boolean isTruncated) {
    if (patience <= 0) {
      filters = set.hyperscanFilters();
      patience = Long.MAX_VALUE;
    }
    candidates.reset(block);
    for (LineFilter filter : filters) {
      if (!filter.find(block, candidates)) {
        scanHalves(block);
        return;
      }
    }
    candidates.sort();
    match(block, isTruncated);
    patience -= block.length() + (long) candidates.count() * MATCH_EFFORT;
  }

  /// Only a block of several lines can have more candidates than there is room for.
  private void scanHalves(Block block) {
    int half = (block.from() + block.to()) / 2;
    int before = block.lineStart(half);
    int middle = before > block.from() ? before : block.breakFrom(half) + 1;
    scan(block.part(block.from(), middle), false);
    scan(block.part(middle, block.to()), false);
  }

  private void match(Block block, boolean isTruncated) {
    LogLine line = null;
    int start = -1;
    for (int i = 0; i < candidates.count(); i++) {
      if (line == null || candidates.line(i) != start) {
        start = candidates.line(i);
        int end = isTruncated ? block.to() : block.contentEnd(start);
        line = new LogLine(offset + start, Arrays.copyOfRange(buffer, start, end), isTruncated);
      }
      LinePattern pattern = set.patterns().get(candidates.pattern(i));
      if (matches.wants(pattern, line)) {
        decide(pattern, line);
      }
    }
  }

  private void decide(LinePattern pattern, LogLine line) {
    List<@Nullable String> groups = pattern.match(line.text());
    if (groups != null) {
      matches.take(new LineMatch(pattern, line, groups));
    }
  }

  @Override
  public void close() {
    filters.forEach(LineFilter::close);
  }
}
