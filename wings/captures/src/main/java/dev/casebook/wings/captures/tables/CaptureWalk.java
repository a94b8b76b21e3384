package dev.casebook.wings.captures.tables;

import dev.casebook.evidence.MappedBytes;
import dev.casebook.wings.captures.dissect.Dissection;
import dev.casebook.wings.captures.dissect.Protocol;
import dev.casebook.wings.captures.format.Feed;
import dev.casebook.wings.captures.format.FrameReader;
import dev.casebook.wings.captures.format.LinkType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A walk over a capture's frames, each taken apart.
final class CaptureWalk {

  private final FrameReader frames;
  private final Dissection dissection = new Dissection();

  /// Frames by a link type that is not read.
  private final Map<Integer, Long> unread = new TreeMap<>();

  /// What was asked so shortly before the end may have been answered behind it.
  private static final long ANSWER_NANOS = 1_000_000_000L;

  /// The latest time of a frame, in nanoseconds.
  private long last = FrameReader.NO_TIME;

  private long snapped;
  private String firstSnapped = "";

  private CaptureWalk(FrameReader frames) {
    this.frames = frames;
  }

  /// @throws IOException if it is no capture; the message says so
  static CaptureWalk of(Feed feed) throws IOException {
    return new CaptureWalk(FrameReader.open(feed));
  }

  static CaptureWalk of(MappedBytes file) throws IOException {
    return of(feed(file.bytes()));
  }

  private static Feed feed(MemorySegment segment) {
    return new Feed() {
      private long position;

      @Override
      public int read(byte[] into, int from, int length) {
        int count = (int) Math.min(length, segment.byteSize() - position);
        if (count <= 0) {
          return -1;
        }
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, position, into, from, count);
        position += count;
        return count;
      }
    };
  }

  /// Moves to the next frame and takes it apart.
  boolean next() {
    if (!frames.next()) {
      return false;
    }
    last = Math.max(last, frames.time());
    dissection.of(frames.data(), frames.dataAt(), frames.captured(), frames.linkType());
    if (frames.captured() < frames.length() && lacksHeaders()) {
      snapped++;
      if (firstSnapped.isEmpty()) {
        firstSnapped = "frame %d at offset %d".formatted(frames.number(), frames.offset());
      }
    }
    if (!LinkType.isRead(frames.linkType())) {
      unread.merge(frames.linkType(), 1L, Long::sum);
    }
    return true;
  }

  /// Whether something that a whole frame would show is not there.
  private boolean lacksHeaders() {
    if (!dissection.isIp()) {
      return dissection.arpAt < 0;
    }
    if (dissection.fragmentOffset > 0) {
      return false;
    }
    return switch (dissection.protocol) {
      case Protocol.TCP -> !dissection.hasTcp;
      case Protocol.UDP -> dissection.payloadLength < 0;
      case Protocol.ICMP, Protocol.ICMP6 -> dissection.icmpType < 0;
      default -> false;
    };
  }

  /// Moves to the next frame without a look into it.
  boolean step() {
    return frames.next();
  }

  FrameReader frame() {
    return frames;
  }

  Dissection says() {
    return dissection;
  }

  /// Whether something got no answer, of a walk that is over; null where frames are missing that
  /// may hold it.
  ///
  /// @param none whether none was captured
  /// @param asked when, in nanoseconds
  @Nullable Boolean isUnanswered(boolean none, long asked) {
    boolean isLate = asked == FrameReader.NO_TIME || asked > last - ANSWER_NANOS;
    boolean mayBeCutOff = isLate && !frames.problems().isEmpty();
    return (none && mayBeCutOff) ? null : (Boolean) none;
  }

  /// Why rows are missing, or columns of them.
  List<String> shortcomings() {
    var all = new ArrayList<>(frames.problems());
    if (snapped > 0) {
      all.add(
          "%d frame(s) were captured without all of their headers, first %s"
              .formatted(snapped, firstSnapped));
    }
    unread.forEach((type, count) ->
        all.add("%d frame(s) of %s are not read".formatted(count, LinkType.name(type))));
    return all;
  }
}
