package dev.casebook.wings.captures.format;

import java.io.IOException;
import java.util.Locale;

/// libpcap's file: a header, and records of one link type.
final class PcapReader extends FrameReader {

  private static final int HEADER = 24;

  /// How far a damaged record is looked past for the next one.
  private static final long SEARCH_MAX = 64L << 20;

  /// Between neighbouring frames of a capture there is seldom as much, and random bytes seldom give
  /// less.
  private static final long GAP_SECONDS_MAX = 86_400;

  private final PcapVariant variant;
  private final int linkType;

  /// libpcap before 2.3 had the two lengths the other way round; 2.3 had either.
  private final boolean swapped;

  private final boolean maybeSwapped;

  private long lastSeconds = Long.MIN_VALUE;
  private boolean ended;

  private PcapReader(ByteWindow window, PcapVariant variant) {
    super(window);
    this.variant = variant;
    int major = window.u16(4);
    int minor = window.u16(6);
    this.swapped = (major == 2 && minor < 3) || major == 543;
    this.maybeSwapped = major == 2 && minor == 3;
    // The upper bits tell of checksums that frames end with.
    this.linkType = window.i32(20) & 0x03FF_FFFF;
  }

  static PcapReader open(ByteWindow window) throws IOException {
    if (!window.has(HEADER)) {
      throw new IOException("is cut within its header: %d bytes".formatted(window.present()));
    }
    for (boolean littleEndian : new boolean[] {true, false}) {
      window.littleEndian(littleEndian);
      var variant = PcapVariant.of(window.i32(0));
      if (variant != null) {
        var reader = new PcapReader(window, variant);
        window.skip(HEADER + variant.extra);
        return reader;
      }
    }
    throw new IOException(
        "is no capture: begins with %08x, which is neither pcap nor pcapng"
            .formatted(window.i32(0)));
  }

  @Override
  public String form() {
    return "pcap, " + variant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int fileLinkType() {
    return linkType;
  }

  @Override
  public boolean next() {
    if (ended) {
      return false;
    }
    window.skip(pending);
    pending = 0;
    if (!window.has(variant.recordHeader)) {
      ended = true;
      return cut("a record's header");
    }
    if (!isPlausible(0)) {
      damaged(
          "the record says %d of %d bytes, at second %d, which can't be"
              .formatted(window.u32(8), window.u32(12), window.u32(0)));
      if (!resynchronise()) {
        ended = true;
        return false;
      }
    }
    return read();
  }

  /// Of the frame in hand, to be skipped before the next.
  private int pending;

  private boolean read() {
    long captured = capturedAt(0);
    long length = captured == window.u32(8) ? window.u32(12) : window.u32(8);
    int header = variant.recordHeader;
    lastSeconds = window.u32(0);
    long time = nanos(window.u32(0), window.u32(4) * variant.nanosPerTick);
    boolean whole = window.has(header + (int) captured);
    if (!whole) {
      cut("the frame's %d bytes".formatted(captured));
      ended = true;
    }
    int present = Math.min((int) captured, window.present() - header);
    frame(time, linkType, "", header, present, length);
    pending = header + present;
    return true;
  }

  /// Bytes captured of the record at a distance.
  private long capturedAt(int distance) {
    long first = window.u32(distance + 8);
    long second = window.u32(distance + 12);
    return swapped || (maybeSwapped && first > second) ? second : first;
  }

  private boolean isPlausible(int distance) {
    return capturedAt(distance) <= FRAME_BYTES_MAX;
  }

  /// Looks for a place where a record can begin that another one follows.
  private boolean resynchronise() {
    long from = window.offset();
    for (long searched = 0; searched < SEARCH_MAX; searched++) {
      if (!window.skip(1) || !window.has(variant.recordHeader)) {
        problem("after offset %d no record was found".formatted(from));
        return false;
      }
      if (looksLikeRecord(0) && isFollowed()) {
        problem(
            "frames go on at offset %d: %d bytes were left out"
                .formatted(window.offset(), window.offset() - from));
        return true;
      }
    }
    problem("within %d bytes after offset %d no record was found".formatted(SEARCH_MAX, from));
    return false;
  }

  private boolean isFollowed() {
    int next = variant.recordHeader + (int) capturedAt(0);
    return window.has(next + variant.recordHeader)
        ? looksLikeRecord(next)
        : window.present() == next;
  }

  private boolean looksLikeRecord(int distance) {
    long captured = capturedAt(distance);
    long other =
        window.u32(distance + 8) == captured ? window.u32(distance + 12) : window.u32(distance + 8);
    return captured > 0
        && captured <= FRAME_BYTES_MAX
        && captured <= other
        && other <= FRAME_BYTES_MAX
        && window.u32(distance + 4) * variant.nanosPerTick < 1_000_000_000L
        && (lastSeconds == Long.MIN_VALUE
            || Math.abs(window.u32(distance) - lastSeconds) <= GAP_SECONDS_MAX);
  }
}
