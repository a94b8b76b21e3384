package dev.casebook.evidence.archive;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.StringJoiner;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Decoded bzip2 data: streams one after another, each of blocks of up to 900,000 bytes.
///
/// Blocks are found by their magic numbers and decoded ahead, each on a thread of its own; the run
/// length code, which can blow a block up fiftyfold, is undone while reading. A block is given out
/// as a whole, its checksum right, or not at all: in the place of a damaged one stands a line
/// break, so that the halves of two lines do not become one, and its loss is told at the end. A
/// stream is read even where its header is damaged. Source: the format as bzip2 1.0.8 reads it.
final class Bzip2Stream extends BulkStream {
  /// What a block takes while it is decoded.
  private static final int BLOCK_MEMORY = 6 << 20;

  /// However many processors there are: the rest of the machine has work too.
  private static final int PROCESSORS_MAX = 8;

  private static final int HEADER_BYTES = 4;

  /// Blocks of 900,000 bytes: what is assumed where the header does not tell.
  private static final int LEVEL_MAX = 9;

  private final ByteSource source;
  private final Bzip2Chunk.Cutter cutter;
  private final ArrayDeque<Begun> ahead = new ArrayDeque<>();
  private final ArrayDeque<Bzip2Block> spare = new ArrayDeque<>();
  private final int aheadMax;
  private int level;
  private boolean first = true;
  private boolean inStream;
  private boolean ended;
  private @Nullable Damage damage;

  private @Nullable Bzip2Block block;
  private final Bzip2Runs runs = new Bzip2Runs();
  private int streamCrc;

  /// Whether a block of this stream was left out, so that its checksum can't be right.
  private boolean hasGap;

  private long given;
  private int lost;
  private long firstLost;
  private long strayBytes;

  /// A chunk and, when it is a block, the task that decodes it and what it is decoded in.
  private record Begun(
      Bzip2Chunk chunk, @Nullable Bzip2Block block, @Nullable Future<Bzip2Block> task) {}

  /// @param aheadBytes what blocks decoded ahead may take together: one a processor as far as that
  ///   goes, and one to read from
  Bzip2Stream(ByteSource source, long aheadBytes) {
    this.source = source;
    int processors = Math.min(Runtime.getRuntime().availableProcessors(), PROCESSORS_MAX);
    this.aheadMax = Math.clamp(aheadBytes / BLOCK_MEMORY, 1, processors + 1);
    this.cutter = new Bzip2Chunk.Cutter(source);
  }

  static boolean isMagic(byte[] head) {
    return head.length >= HEADER_BYTES
        && head[0] == 'B'
        && head[1] == 'Z'
        && head[2] == 'h'
        && head[3] >= '1'
        && head[3] <= '9';
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    while (true) {
      var current = block == null ? nextBlock() : block;
      if (current == null) {
        return -1;
      }
      int count = runs.expand(to, offset, length);
      if (count > 0) {
        given += count;
        return count;
      }
      endBlock(current);
    }
  }

  /// The next block, decoded; null when there is none.
  private @Nullable Bzip2Block nextBlock() throws IOException {
    while (true) {
      lookAhead();
      var next = ahead.poll();
      if (next == null) {
        if (damage == null && losses().isEmpty()) {
          return null;
        }
        throw damage == null ? Damage.corrupt(losses()) : withLosses(damage);
      }
      if (next.task() == null || next.block() == null) {
        endStream(next.chunk());
      } else {
        block = decoded(next.block(), next.task());
        return block;
      }
    }
  }

  private Bzip2Block decoded(Bzip2Block begun, Future<Bzip2Block> task) throws IOException {
    try {
      var done = Tasks.await(task);
      runs.over(done.output(), done.size());
      return done;
    } catch (Damage found) {
      if (found.kind != Problem.Kind.CORRUPT) {
        throw found;
      }
      firstLost = lost == 0 ? given : firstLost;
      lost++;
      hasGap = true;
      runs.over(GAP, GAP.length);
      return begun;
    }
  }

  /// Stands for a block that was left out.
  private static final byte[] GAP = {'\n'};

  private Damage withLosses(Damage end) {
    return losses().isEmpty() ? end : new Damage(end.kind, end.reason() + "; " + losses());
  }

  /// What was left out on the way; empty when nothing was.
  private String losses() {
    var all = new StringJoiner("; ");
    if (lost > 0) {
      all.add(lostBlocks());
    }
    if (strayBytes > 0) {
      all.add("%d bytes between bzip2 streams are none of theirs".formatted(strayBytes));
    }
    return all.toString();
  }

  private String lostBlocks() {
    return lost == 1
        ? "a bzip2 block after byte %d can't be decoded and was left out".formatted(firstLost)
        : "%d bzip2 blocks, the first after byte %d, can't be decoded and were left out"
            .formatted(lost, firstLost);
  }

  /// Begins as many blocks as may be begun now. Damage found on the way waits for its turn.
  private void lookAhead() throws IOException {
    while (!ended && damage == null && ahead.size() < aheadMax) {
      try {
        if (inStream) {
          begin(cutter.next());
        } else {
          beginStream();
        }
      } catch (Damage found) {
        damage = found;
      }
    }
  }

  private void begin(Bzip2Chunk chunk) {
    if (chunk.isLast) {
      inStream = false;
      ahead.add(new Begun(chunk, null, null));
      return;
    }
    var free = spare.isEmpty() ? new Bzip2Block() : spare.pop();
    int blockLevel = level;
    var task =
        Tasks.start(() -> {
          free.decode(chunk, blockLevel);
          free.verify();
          return free;
        });
    ahead.add(new Begun(chunk, free, task));
  }

  private void beginStream() throws IOException {
    if (!first && !source.has(1)) {
      ended = true;
      return;
    }
    var header = source.head(HEADER_BYTES);
    if (!isMagic(header)) {
      if (first) {
        throw Damage.truncated("the bzip2 data stops inside its header");
      }
      skipToStream();
      header = source.head(HEADER_BYTES);
    }
    source.advance(HEADER_BYTES);
    level = isMagic(header) ? header[3] - '0' : LEVEL_MAX;
    first = false;
    inStream = true;
  }

  /// Where the header of a further stream should be and is not: skips to the next four bytes with a
  /// magic number behind them, whose blocks are read whether these are a header or a damaged one.
  private void skipToStream() throws IOException {
    for (long skipped = 0; source.has(HEADER_BYTES + Bzip2Chunk.MAGIC_BYTES); skipped++) {
      if (Bzip2Chunk.isMagicAt(source, HEADER_BYTES)) {
        strayBytes += isMagic(source.head(HEADER_BYTES)) ? skipped : skipped + HEADER_BYTES;
        return;
      }
      source.advance(1);
    }
    throw Damage.notice("followed by bytes that are not a bzip2 stream");
  }

  private void endBlock(Bzip2Block done) {
    block = null;
    spare.push(done);
    streamCrc = Integer.rotateLeft(streamCrc, 1) ^ done.crc();
  }

  private void endStream(Bzip2Chunk end) throws Damage {
    int claimed = (int) end.bitsAt(end.bodyBit, 32);
    int seen = streamCrc;
    boolean isWhole = !hasGap;
    streamCrc = 0;
    hasGap = false;
    if (isWhole && claimed != seen) {
      throw Damage.corrupt("the checksum of a bzip2 stream is wrong");
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
