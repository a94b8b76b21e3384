package dev.casebook.evidence;

import dev.casebook.evidence.archive.Spool;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Large logs of which a host sends some lines, each in three pieces: the lines that are looked
/// for, others that tell who writes there, and how looking through it ended.
final class Sifting {

  private final Spool spool;
  private final GatherLimits limits;

  /// The log whose pieces are coming.
  private @Nullable MeasuredFile log;

  private Spool.@Nullable Region found;
  private Spool.@Nullable Region others;

  /// Logs of which some lines came.
  private int count;

  /// Bytes that they take here, empty lines among them: a few bytes can ask for many.
  private long joined;

  Sifting(Spool spool, GatherLimits limits) {
    this.spool = spool;
    this.limits = limits;
  }

  /// The lines of a log that are looked for have come.
  void begin(MeasuredFile of, Spool.Region lines) {
    log = of;
    found = lines;
    others = null;
  }

  /// More of its lines have come.
  void add(Spool.Region lines) {
    others = lines;
  }

  /// The log whose pieces are coming, of which no more is awaited from here on; null if none is.
  @Nullable MeasuredFile taken() {
    var taken = log;
    log = null;
    return taken;
  }

  /// What its pieces make of a log that was taken; null if they are not all there, or too large.
  Node.@Nullable File whole(MeasuredFile of, PieceEnd end) throws IOException {
    if (found == null
        || others == null
        || of.size() > limits.siftedBytes()
        || joined > limits.allBytes()) {
      return null;
    }
    var lines = SiftedLog.joined(spool, found, others, of.size());
    joined += lines.size();
    count++;
    return new Node.File(
        lines.size(), of.modified(), shortcoming(found.size(), end), new OpenRegion(lines));
  }

  private @Nullable String shortcoming(long size, PieceEnd end) {
    if (size >= limits.pieceBytes()) {
      return "holds more of what is looked for than the %,d bytes that were taken".formatted(size);
    }
    return end.status() > 1 ? "could not be looked through: " + end.complaint() : null;
  }

  /// Logs of which some lines came.
  int count() {
    return count;
  }
}
