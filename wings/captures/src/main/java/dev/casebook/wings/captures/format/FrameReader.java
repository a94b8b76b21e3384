package dev.casebook.wings.captures.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A walk over the frames of a capture, one after the other, in bounded memory. What it stands on
/// holds until the next step.
///
/// Of a capture that is cut or damaged it reads what it can and [tells][#problems] the rest.
public abstract sealed class FrameReader permits PcapReader, PcapngReader {

  /// No time is known, or one that no nanosecond count can hold (1677 to 2262).
  public static final long NO_TIME = Long.MIN_VALUE;

  /// Wireshark's bound for what one frame can be, `WTAP_MAX_PACKET_SIZE_STANDARD`.
  static final int FRAME_BYTES_MAX = 256 << 10;

  private static final long NANOS = 1_000_000_000L;
  private static final long SECONDS_MAX = Long.MAX_VALUE / NANOS - 1;

  /// What a person reads of a long list.
  private static final int PROBLEMS_MAX = 20;

  final ByteWindow window;
  final CaptureMaking making = new CaptureMaking();
  private final List<String> problems = new ArrayList<>();
  private long number;
  private long offset;
  private long time;
  private int linkType;
  private String interfaceName = "";
  private long length;
  private int captured;
  private int dataAt;

  FrameReader(ByteWindow window) {
    this.window = window;
  }

  /// @throws IOException if it is no capture, or of a form that is not read; the message says so
  public static FrameReader open(Feed feed) throws IOException {
    var window = new ByteWindow(feed);
    if (!window.has(4)) {
      var failure = window.failure();
      throw new IOException(
          failure.isEmpty() ? "has %d bytes".formatted(window.present()) : failure);
    }
    if (window.i32(0) == PcapngReader.SECTION) {
      return new PcapngReader(window);
    }
    return PcapReader.open(window);
  }

  /// Whether a file that begins so is a capture: the magic numbers of pcap, its variants and
  /// pcapng.
  public static boolean isHead(byte[] head) {
    if (head.length < 12) {
      return false;
    }
    int magic =
        (head[0] & 0xFF) << 24 | (head[1] & 0xFF) << 16 | (head[2] & 0xFF) << 8 | (head[3] & 0xFF);
    if (magic == PcapngReader.SECTION) {
      int order =
          (head[8] & 0xFF) << 24
              | (head[9] & 0xFF) << 16
              | (head[10] & 0xFF) << 8
              | (head[11] & 0xFF);
      return order == PcapngReader.ORDER || order == Integer.reverseBytes(PcapngReader.ORDER);
    }
    return PcapVariant.of(magic) != null || PcapVariant.of(Integer.reverseBytes(magic)) != null;
  }

  /// Takes what a capture holds besides frames.
  public interface Blocks {
    void take(byte[] bytes, int from, int to);
  }

  Blocks others = (_, _, _) -> {};

  /// From now on hands over each block of pcapng that holds no frame.
  public final void others(Blocks taker) {
    others = taker;
  }

  /// Moves to the next frame.
  ///
  /// @return false at the end
  public abstract boolean next();

  /// What the file is, for people: `pcap, microseconds`.
  public abstract String form();

  /// Of all frames, where the file has one for all and says it at its beginning; -1 in pcapng.
  public int fileLinkType() {
    return -1;
  }

  /// From 1, as tools count them.
  public final long number() {
    return number;
  }

  /// Where the frame's record begins, in bytes from the beginning of the capture.
  public final long offset() {
    return offset;
  }

  /// Nanoseconds since 1970, UTC; [#NO_TIME] if unknown.
  public final long time() {
    return time;
  }

  /// Of its interface; see [LinkType].
  public final int linkType() {
    return linkType;
  }

  /// The interface it was captured on, where the capture tells; else empty.
  public final String interfaceName() {
    return interfaceName;
  }

  /// Bytes that the frame had on the wire.
  public final long length() {
    return length;
  }

  /// Bytes of it that the capture holds.
  public final int captured() {
    return captured;
  }

  /// A buffer with the frame's bytes, from [#dataAt] on.
  public final byte[] data() {
    return window.bytes();
  }

  public final int dataAt() {
    return dataAt;
  }

  /// How it was made, as far as was read.
  public final CaptureMaking making() {
    return making;
  }

  /// What could not be read, with frame and offset, in order.
  public final List<String> problems() {
    return List.copyOf(problems);
  }

  /// @param distance of the data from the window's position
  final void frame(
      long recordTime, int type, String on, int distance, int capturedBytes, long wireBytes) {
    number++;
    offset = window.offset();
    time = recordTime;
    linkType = type;
    interfaceName = on;
    captured = capturedBytes;
    length = wireBytes;
    dataAt = window.at() + distance;
  }

  /// The time of so many seconds and nanoseconds.
  static long nanos(long seconds, long nanos) {
    return seconds < -SECONDS_MAX || seconds > SECONDS_MAX ? NO_TIME : seconds * NANOS + nanos;
  }

  /// Notes what is wrong with the frame that would be next.
  final void damaged(String what) {
    problem("frame %d at offset %d: %s".formatted(number + 1, window.offset(), what));
  }

  final void problem(String what) {
    if (problems.size() < PROBLEMS_MAX) {
      problems.add(what);
    }
  }

  /// Notes that the capture ends within a record, if any of it is there.
  final boolean cut(String record) {
    if (!window.failure().isEmpty()) {
      damaged(window.failure());
    } else if (window.present() > 0) {
      damaged(
          "the capture is cut within %s: %d bytes are left".formatted(record, window.present()));
    }
    return false;
  }
}
