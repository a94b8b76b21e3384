package dev.casebook.wings.lines.delay;

/// Delays counted by their size: their quantiles to within a percentage and their least and most
/// exactly, in memory that does not grow with their number.
public final class Delays {

  /// The longest delay that is told from longer ones: an hour, in microseconds.
  private static final double MICROS_MAX = 3.6e9;

  private final double width;
  private final double logWidth;
  private final int[] cells;
  private long count;
  private long leastNanos = Long.MAX_VALUE;
  private long mostNanos;

  private Delays(double width) {
    this.width = width;
    logWidth = Math.log(width);
    cells = new int[2 + (int) (Math.log(MICROS_MAX) / logWidth)];
  }

  /// To within 1 %, in 9 kB.
  public static Delays fine() {
    return new Delays(1.01);
  }

  /// To within 10 %, in 1 kB.
  public static Delays coarse() {
    return new Delays(1.1);
  }

  public void add(long nanos) {
    cells[cell(nanos)]++;
    count++;
    leastNanos = Math.min(leastNanos, nanos);
    mostNanos = Math.max(mostNanos, nanos);
  }

  /// @param other of the same width
  public void add(Delays other) {
    for (int i = 0; i < cells.length; i++) {
      cells[i] += other.cells[i];
    }
    count += other.count;
    leastNanos = Math.min(leastNanos, other.leastNanos);
    mostNanos = Math.max(mostNanos, other.mostNanos);
  }

  private int cell(long nanos) {
    double micros = nanos / 1000.0;
    return micros <= 1 ? 0 : Math.min(cells.length - 1, 1 + (int) (Math.log(micros) / logWidth));
  }

  public long count() {
    return count;
  }

  /// How many took longer.
  public long countAbove(double millis) {
    long above = 0;
    for (int i = cell((long) (millis * 1e6)) + 1; i < cells.length; i++) {
      above += cells[i];
    }
    return above;
  }

  /// The delay in milliseconds that this share of all did not exceed.
  ///
  /// @param share 0 for the least, 0.5 for the median, 1 for the most
  /// @return NaN where there are none
  public double quantileMillis(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    long rank = Math.clamp((long) Math.ceil(share * count), 1, count);
    if (share <= 0 || rank == count) {
      return (share <= 0 ? leastNanos : mostNanos) / 1e6;
    }
    long passed = 0;
    int cell = 0;
    while (cell < cells.length - 1 && passed + cells[cell] < rank) {
      passed += cells[cell++];
    }
    double middle = cell == 0 ? 500 : 1000 * Math.pow(width, cell - 0.5);
    return Math.clamp(middle, (double) leastNanos, (double) mostNanos) / 1e6;
  }
}
