package dev.casebook.wings.lines.delay;

/// Delays counted by their size: their quantiles to within 1 % and their least and most exactly, in
/// memory that does not grow with their number.
public final class Delays {

  /// Each is 1 % wider than the one before.
  private static final double WIDTH = 1.01;

  private static final double LOG_WIDTH = Math.log(WIDTH);

  /// Up to an hour: 1.01^2200 µs.
  private static final int CELLS = 2211;

  private final int[] cells = new int[CELLS];
  private long count;
  private long leastNanos = Long.MAX_VALUE;
  private long mostNanos;

  public void add(long nanos) {
    cells[cell(nanos)]++;
    count++;
    leastNanos = Math.min(leastNanos, nanos);
    mostNanos = Math.max(mostNanos, nanos);
  }

  public void add(Delays other) {
    for (int i = 0; i < CELLS; i++) {
      cells[i] += other.cells[i];
    }
    count += other.count;
    leastNanos = Math.min(leastNanos, other.leastNanos);
    mostNanos = Math.max(mostNanos, other.mostNanos);
  }

  private static int cell(long nanos) {
    double micros = nanos / 1000.0;
    return micros <= 1 ? 0 : Math.min(CELLS - 1, 1 + (int) (Math.log(micros) / LOG_WIDTH));
  }

  public long count() {
    return count;
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
    while (cell < CELLS - 1 && passed + cells[cell] < rank) {
      passed += cells[cell++];
    }
    double middle = cell == 0 ? 500 : 1000 * Math.pow(WIDTH, cell - 0.5);
    return Math.clamp(middle, leastNanos, mostNanos) / 1e6;
  }
}
