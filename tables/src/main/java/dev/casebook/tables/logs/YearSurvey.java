package dev.casebook.tables.logs;

import dev.casebook.evidence.Artifact;
import dev.casebook.formats.logs.LineSplitter;
import dev.casebook.formats.logs.LogParser;
import dev.casebook.formats.logs.StampKind;
import dev.casebook.formats.logs.YearTrail;
import java.io.IOException;

/// A pass over a log before it is read, for the years of its lines: the whole of its beginning and
/// end, and one line with a date of each 64 KiB between.
///
/// It costs reading and hardly any parsing; of a log that a [YearTrail] can't be had of in whole,
/// what was read before it broke is used.
final class YearSurvey {
  private static final int BLOCK_BYTES = 1 << 16;

  /// Of each block so many lines are looked at for one with a date: a stack trace has none.
  private static final int LINES_MAX = 200;

  private final LogParser parser;
  private final YearTrail trail = new YearTrail();
  private byte[] block = new byte[BLOCK_BYTES];
  private byte[] before = new byte[BLOCK_BYTES];

  private YearSurvey(LogParser parser) {
    this.parser = parser;
  }

  /// @param reading of the same log
  static YearTrail of(Artifact log, LogReading reading) {
    var survey = new YearSurvey(LogParser.of(reading.detection().format()));
    try (var in = new BlockReader(LogReading.open(log))) {
      survey.read(in);
    } catch (IOException e) {
      // It is said where the log itself is read.
    }
    return survey.trail;
  }

  private void read(BlockReader in) {
    long offset = 0;
    int beforeLength = 0;
    int length = in.fill(block, 0);
    see(block, length, 0, Integer.MAX_VALUE);
    while (length == BLOCK_BYTES) {
      var read = before;
      before = block;
      block = read;
      offset += length;
      beforeLength = length;
      length = in.fill(block, 0);
      boolean isLast = length < BLOCK_BYTES;
      if (isLast && offset > BLOCK_BYTES) {
        see(before, beforeLength, offset - beforeLength, Integer.MAX_VALUE);
      }
      see(block, length, offset, isLast ? Integer.MAX_VALUE : 1);
    }
  }

  /// Shows the trail the first lines with a date of a block, of which the first line may be cut.
  private void see(byte[] bytes, int length, long offset, int datesMax) {
    var splitter = new LineSplitter().over(bytes, 0, length);
    int dates = 0;
    int linesMax = datesMax == 1 ? LINES_MAX : Integer.MAX_VALUE;
    boolean whole = offset == 0;
    for (int i = 0; i < linesMax && dates < datesMax && (splitter.next() || splitter.last()); i++) {
      if (whole || i > 0) {
        var line = parser.parse(bytes, splitter.from(), splitter.to());
        dates += line.stampKind() == StampKind.YEARLESS ? 1 : 0;
        trail.see(line, offset + splitter.from());
      }
    }
  }
}
