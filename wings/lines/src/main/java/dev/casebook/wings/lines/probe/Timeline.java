package dev.casebook.wings.lines.probe;

import java.time.Instant;
import java.util.TreeMap;

/// Buckets of equal width over whatever time there is: they begin narrow, and are joined in pairs
/// as often as there are too many.
public final class Timeline {

  private static final int BUCKETS_MAX = 160;

  private static final long WIDTH_MILLIS_LEAST = 1000;

  private final TreeMap<Long, Bucket> buckets = new TreeMap<>();
  private long widthMillis = WIDTH_MILLIS_LEAST;

  void add(ProbeRow row) {
    long at = Math.floorDiv(row.time().toEpochMilli(), widthMillis);
    buckets.computeIfAbsent(at, _ -> new Bucket()).add(row);
    while (buckets.lastKey() - buckets.firstKey() >= BUCKETS_MAX) {
      join(widthMillis * 2);
    }
  }

  /// @param wider a multiple of the width until now
  private void join(long wider) {
    var joined = new TreeMap<Long, Bucket>();
    buckets.forEach((at, bucket) -> {
      long place = Math.floorDiv(at * widthMillis, wider);
      var into = joined.putIfAbsent(place, bucket);
      if (into != null) {
        into.add(bucket);
      }
    });
    buckets.clear();
    buckets.putAll(joined);
    widthMillis = wider;
  }

  public boolean isEmpty() {
    return buckets.isEmpty();
  }

  public long widthMillis() {
    return widthMillis;
  }

  /// Where the first bucket begins.
  public Instant begin() {
    return Instant.ofEpochMilli(buckets.firstKey() * widthMillis);
  }

  /// Where the last one ends.
  public Instant end() {
    return Instant.ofEpochMilli((buckets.lastKey() + 1) * widthMillis);
  }

  public int size() {
    return buckets.isEmpty() ? 0 : (int) (buckets.lastKey() - buckets.firstKey()) + 1;
  }

  /// Some in one.
  ///
  /// @param to the first that is not among them
  public Bucket joined(int from, int to) {
    var all = new Bucket();
    for (int i = from; i < to; i++) {
      all.add(bucket(i));
    }
    return all;
  }

  /// An empty one where nothing was probed.
  public Bucket bucket(int index) {
    var bucket = buckets.get(buckets.firstKey() + index);
    return bucket == null ? new Bucket() : bucket;
  }
}
