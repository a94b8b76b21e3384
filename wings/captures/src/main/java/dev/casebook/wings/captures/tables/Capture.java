package dev.casebook.wings.captures.tables;

import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.MappedFile;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.wings.captures.format.FrameReader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A capture as a whole, even one in which nothing lies.
@Row("one capture, though no frame lies in it")
@Compared(never = "each capture holds other traffic")
public record Capture(
    @Column("the capture, as it lies in its source") String file,
    @Column("pcap with its unit of time, or pcapng") String format,
    @Column("where it was captured, with commas; NULL unless it is told, as in pcapng")
        @Nullable String interfaces,
    @Column("what packets had to match; NULL unless it is told, as in pcapng")
        @Nullable String filter,
    @Column("frames that lie in it") long frames,
    @Column("bytes of these frames on the wire") long bytes,
    @Column("when its earliest frame was captured") @Nullable Instant first,
    @Column("when its latest was") @Nullable Instant last,
    @Column("packets that the interfaces had for it; NULL unless it is told, as in pcapng")
        @Nullable Long received,
    @Column("packets that were dropped on the way into it; NULL unless it is told")
        @Nullable Long dropped,
    @Column("the first thing that is wrong with it; NULL if it could be read whole")
        @Nullable String problem) {

  public static final Table<Capture> TABLE =
      CaptureReading.of("captures", Capture.class, Gathering::new)
          .example(
              "what was captured when, and where",
              "select file, interfaces, filter, frames, first, last from captures");

  private static final class Gathering implements CaptureReading.Gathering<Capture> {

    private final MappedFile file;
    private long frames;
    private long bytes;
    private long first = Long.MAX_VALUE;
    private long last = FrameReader.NO_TIME;

    Gathering(MappedFile file) {
      this.file = file;
    }

    @Override
    public void take(CaptureWalk walk) {
      var frame = walk.frame();
      frames++;
      bytes += frame.length();
      if (frame.time() != FrameReader.NO_TIME) {
        first = Math.min(first, frame.time());
        last = Math.max(last, frame.time());
      }
    }

    @Override
    public void finish(CaptureWalk walk, Rows<Capture> rows) {
      var problems = walk.frame().problems();
      var making = walk.frame().making();
      rows.add(
          0,
          new Capture(
              file.place(),
              walk.frame().form(),
              making.interfaces(),
              making.filter(),
              frames,
              bytes,
              last == FrameReader.NO_TIME ? null : FrameTime.instant(first),
              FrameTime.instant(last),
              making.received(),
              making.dropped(),
              problems.isEmpty() ? null : problems.getFirst()));
    }
  }
}
