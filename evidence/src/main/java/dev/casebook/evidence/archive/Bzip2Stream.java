package dev.casebook.evidence.archive;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Decoded bzip2 data: streams one after another, each of blocks of up to 900,000 bytes.
///
/// Blocks are found by their magic numbers and decoded ahead, each on a thread of its own; the run
/// length code, which can blow a block up fiftyfold, is undone while reading. A block decodes as a
/// whole or not at all, so damage costs the block that it is in. Source: the format as bzip2 1.0.8
/// reads it.
final class Bzip2Stream extends BulkStream {
  /// What a block takes while it is decoded.
  private static final int BLOCK_MEMORY = 6 << 20;

  /// However many processors there are: the rest of the machine has work too.
  private static final int PROCESSORS_MAX = 8;

  private static final int HEADER_BYTES = 4;

  /// After this many equal bytes comes a count of more of them.
  private static final int RUN_START = 4;

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
  private int position;
  private byte last;
  private int equal;
  private int repeat;
  private final Bzip2Crc blockCrc = new Bzip2Crc();
  private int streamCrc;

  /// A chunk and, when it is a block, the task that decodes it.
  private record Begun(Bzip2Chunk chunk, @Nullable Future<Bzip2Block> task) {}

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
      int count = expand(current, to, offset, length);
      if (count > 0) {
        blockCrc.update(to, offset, count);
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
        if (damage != null) {
          throw damage;
        }
        return null;
      }
      if (next.task() == null) {
        endStream(next.chunk());
      } else {
        block = Tasks.await(next.task());
        position = 0;
        equal = 0;
        repeat = 0;
        blockCrc.reset();
        return block;
      }
    }
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
      ahead.add(new Begun(chunk, null));
      return;
    }
    var free = spare.isEmpty() ? new Bzip2Block() : spare.pop();
    int blockLevel = level;
    var task =
        Tasks.start(() -> {
          free.decode(chunk, blockLevel);
          return free;
        });
    ahead.add(new Begun(chunk, task));
  }

  private void beginStream() throws IOException {
    if (!first && !source.has(1)) {
      ended = true;
      return;
    }
    var header = source.head(HEADER_BYTES);
    if (!isMagic(header)) {
      throw first
          ? Damage.truncated("the bzip2 data stops inside its header")
          : Damage.notice("followed by bytes that are not a bzip2 stream");
    }
    source.advance(HEADER_BYTES);
    level = header[3] - '0';
    first = false;
    inStream = true;
  }

  /// Undoes the run length code; zero at the block's end.
  private int expand(Bzip2Block from, byte[] to, int offset, int length) {
    byte[] in = from.output();
    int size = from.size();
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (repeat > 0) {
        int count = Math.min(repeat, end - at);
        Arrays.fill(to, at, at + count, last);
        at += count;
        repeat -= count;
      } else if (position == size) {
        break;
      } else {
        byte next = in[position++];
        if (equal == RUN_START) {
          repeat = next & 0xFF;
          equal = 0;
        } else {
          equal = next == last ? equal + 1 : 1;
          last = next;
          to[at++] = next;
        }
      }
    }
    return at - offset;
  }

  private void endBlock(Bzip2Block done) throws Damage {
    block = null;
    spare.push(done);
    streamCrc = Integer.rotateLeft(streamCrc, 1) ^ done.crc();
    if (blockCrc.value() != done.crc()) {
      throw Damage.corrupt("the checksum of a bzip2 block is wrong");
    }
  }

  private void endStream(Bzip2Chunk end) throws Damage {
    int claimed = (int) end.bitsAt(end.bodyBit, 32);
    int seen = streamCrc;
    streamCrc = 0;
    if (claimed != seen) {
      throw Damage.corrupt("the checksum of a bzip2 stream is wrong");
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
