package dev.casebook.signals;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/// One pass over logs: their bytes go in, matches come out, line by line.
///
/// Feed a log in pieces of any size, then finish it; the scanner is then ready for another. It
/// serves the thread that made it, and keeps some three times the longest line in memory. Bytes are
/// copied before they are looked at, so a mapped file that shrinks meanwhile ends in an
/// `InternalError` of the copy and never in a crash. After an exception only [#close] is left.
public final class LineScanner implements AutoCloseable {
  static final int LINE_BYTES_MAX = 1 << 20;

  /// What is usually scanned at once: it stays in a core's second-level cache.
  private static final int BLOCK_BYTES = 256 << 10;

  private final List<LinePattern> patterns;
  private final int lineBytesMax;
  private final Consumer<LineMatch> matches;
  private final Arena arena = Arena.ofConfined();
  private final List<LineFilter> filters;
  private final Candidates candidates;

  /// Lines not yet scanned. It holds the longest line with its `\r\n`.
  private final MemorySegment buffer;

  private int held;

  /// How much must be held before it is looked at.
  private int wanted;

  /// Where the buffer's first byte lies in the log.
  private long offset;

  /// Whether the rest of a line is being passed over.
  private boolean isSkipping;

  private long truncatedLines;

  LineScanner(PatternSet set, int lineBytesMax, Consumer<LineMatch> matches) {
    if (lineBytesMax < 1 || lineBytesMax > 1 << 30) {
      throw new IllegalArgumentException("a limit of " + lineBytesMax + " bytes a line");
    }
    this.patterns = set.patterns();
    this.lineBytesMax = lineBytesMax;
    this.matches = matches;
    this.filters = set.filters();
    this.candidates = new Candidates(patterns.size());
    this.buffer = arena.allocate(lineBytesMax + 2L);
    this.wanted = wanted();
  }

  /// What was found out about a log as such.
  ///
  /// @param truncatedLines how many lines were longer than the limit, matched or not
  public record Scanned(long bytes, long truncatedLines) {}

  public void feed(byte[] bytes, int from, int length) {
    feed(MemorySegment.ofArray(bytes).asSlice(from, length));
  }

  /// Takes all that remains in the buffer.
  public void feed(ByteBuffer bytes) {
    feed(MemorySegment.ofBuffer(bytes));
    bytes.position(bytes.limit());
  }

  /// Takes the next bytes of the log, in memory of any kind.
  public void feed(MemorySegment bytes) {
    long at = 0;
    while (at < bytes.byteSize()) {
      if (isSkipping) {
        at += skip(bytes.asSlice(at));
      } else {
        long taken = Math.min(bytes.byteSize() - at, wanted - held);
        MemorySegment.copy(bytes, at, buffer, held, taken);
        held += (int) taken;
        at += taken;
        if (held == wanted) {
          drain(false);
        }
      }
    }
  }

  /// Ends the log, whose last line may lack its line break. What is fed next is another log.
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

  /// Scans the whole lines that are held, or, at the log's end, all that is held.
  private void drain(boolean isEnd) {
    if (held > lineBytesMax && contentEnd(buffer, 0, held) > lineBytesMax) {
      truncate();
      return;
    }
    int end = isEnd ? held : indexAfterLastBreak(buffer, held);
    if (end > 0) {
      scan(buffer.asSlice(0, end), offset, false);
    }
    drop(end);
  }

  /// Scans the start of a line that is too long, as if it ended there.
  private void truncate() {
    truncatedLines++;
    scan(buffer.asSlice(0, lineBytesMax), offset, true);
    int lineBreak = indexOfBreak(buffer, 0, held);
    isSkipping = lineBreak == held;
    drop(Math.min(lineBreak + 1, held));
  }

  private void drop(int count) {
    MemorySegment.copy(buffer, count, buffer, 0, held - count);
    held -= count;
    offset += count;
    wanted = wanted();
  }

  /// A block, or twice what could not be divided into lines.
  private int wanted() {
    return (int) Math.min(buffer.byteSize(), Math.max(BLOCK_BYTES, 2L * held));
  }

  /// Passes over the rest of a line, and returns how many bytes that took.
  private long skip(MemorySegment bytes) {
    long count = 0;
    while (isSkipping && count < bytes.byteSize()) {
      isSkipping = bytes.get(JAVA_BYTE, count++) != '\n';
    }
    offset += count;
    return count;
  }

  private void scan(MemorySegment block, long blockOffset, boolean isTruncated) {
    candidates.reset(block);
    for (LineFilter filter : filters) {
      if (!filter.find(block, candidates)) {
        scanHalves(block, blockOffset);
        return;
      }
    }
    candidates.sort();
    verify(block, blockOffset, isTruncated);
  }

  /// Only a block of several lines can have more candidates than there is room for.
  private void scanHalves(MemorySegment block, long blockOffset) {
    int half = (int) block.byteSize() / 2;
    int before = indexAfterLastBreak(block, half);
    int middle = before > 0 ? before : indexOfBreak(block, half, (int) block.byteSize()) + 1;
    scan(block.asSlice(0, middle), blockOffset, false);
    scan(block.asSlice(middle), blockOffset + middle, false);
  }

  private void verify(MemorySegment block, long blockOffset, boolean isTruncated) {
    int start = -1;
    LogLine line = null;
    for (int i = 0; i < candidates.count(); i++) {
      if (line == null || candidates.line(i) != start) {
        start = candidates.line(i);
        byte[] bytes = content(block, start, isTruncated).toArray(JAVA_BYTE);
        line = new LogLine(blockOffset + start, bytes, isTruncated);
      }
      LinePattern pattern = patterns.get(candidates.pattern(i));
      LogLine matched = line;
      pattern
          .match(line.text())
          .ifPresent(groups -> matches.accept(new LineMatch(pattern, matched, groups)));
    }
  }

  private MemorySegment content(MemorySegment block, int start, boolean isTruncated) {
    int size = (int) block.byteSize();
    int end = isTruncated ? size : contentEnd(block, start, size);
    return block.asSlice(start, end - start);
  }

  /// Where the line that begins at `start` ends, its `\n` or `\r\n` not counted.
  private static int contentEnd(MemorySegment bytes, int start, int size) {
    int end = indexOfBreak(bytes, start, size);
    return end > start && bytes.get(JAVA_BYTE, end - 1) == '\r' ? end - 1 : end;
  }

  private static int indexOfBreak(MemorySegment bytes, int from, int size) {
    int at = from;
    while (at < size && bytes.get(JAVA_BYTE, at) != '\n') {
      at++;
    }
    return at;
  }

  private static int indexAfterLastBreak(MemorySegment bytes, int size) {
    int at = size;
    while (at > 0 && bytes.get(JAVA_BYTE, at - 1) != '\n') {
      at--;
    }
    return at;
  }

  @Override
  public void close() {
    filters.forEach(LineFilter::close);
    arena.close();
  }
}
