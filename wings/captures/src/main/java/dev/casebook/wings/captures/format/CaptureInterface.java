package dev.casebook.wings.captures.format;

/// An interface of a pcapng section.
final class CaptureInterface {

  final int linkType;
  final long snapLength;
  String name = "";

  /// What packets had to match to be captured, as `tcpdump` takes it; empty where it is not told.
  String filter = "";

  /// Added to each time.
  long offsetSeconds;

  /// As the option `if_tsresol` has it: ticks of 10^-n or, with the highest bit, 2^-n seconds.
  private boolean binary;

  private int exponent = 6;

  CaptureInterface(int linkType, long snapLength) {
    this.linkType = linkType;
    this.snapLength = snapLength;
  }

  /// What its latest statistics counted, by the number of the option.
  private final long[] counts = new long[8];

  /// How much more its statistics count than the ones before: each counts from the beginning.
  long more(int option, long count) {
    long more = Math.max(0, count - counts[option]);
    counts[option] += more;
    return more;
  }

  void resolution(byte option) {
    binary = option < 0;
    exponent = option & 0x7F;
  }

  /// @return nanoseconds since 1970, or [FrameReader#NO_TIME]
  long time(long high, long low) {
    long ticks = high << 32 | low;
    return binary ? binaryTime(ticks) : decimalTime(ticks);
  }

  private long decimalTime(long ticks) {
    if (exponent > 19) {
      // A tick of less than 10^-19 s: 64 bits of them are no two seconds.
      return FrameReader.nanos(offsetSeconds, 0);
    }
    long perSecond = 1;
    for (int i = 0; i < exponent; i++) {
      perSecond *= 10;
    }
    long rest = Long.remainderUnsigned(ticks, perSecond);
    for (int i = exponent; i < 9; i++) {
      rest *= 10;
    }
    for (int i = 9; i < exponent; i++) {
      rest = Long.divideUnsigned(rest, 10);
    }
    return sum(Long.divideUnsigned(ticks, perSecond), rest);
  }

  private long binaryTime(long ticks) {
    if (exponent > 63) {
      return FrameReader.nanos(offsetSeconds, 0);
    }
    long rest = ticks & (1L << exponent) - 1;
    // Thirty-three bits times 10^9 are just within 63.
    int dropped = Math.max(0, exponent - 33);
    return sum(ticks >>> exponent, ((rest >>> dropped) * 1_000_000_000L) >>> (exponent - dropped));
  }

  private long sum(long seconds, long nanos) {
    if (seconds < 0) {
      return FrameReader.NO_TIME;
    }
    long all = seconds + offsetSeconds;
    return (all ^ seconds) < 0 && offsetSeconds > 0
        ? FrameReader.NO_TIME
        : FrameReader.nanos(all, nanos);
  }
}
