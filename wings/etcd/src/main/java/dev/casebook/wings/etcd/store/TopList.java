package dev.casebook.wings.etcd.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongFunction;

/// The greatest of many, by one number; of equals, the first come.
final class TopList<T> {

  private record Ranked<T>(long amount, long order, T item) {}

  /// The least wanted first: the smallest, and of equals the last come.
  private static final Comparator<Ranked<?>> LEAST_WANTED =
      Comparator.<Ranked<?>>comparingLong(Ranked::amount)
          .thenComparing(Comparator.<Ranked<?>>comparingLong(Ranked::order).reversed());

  private final int size;
  private final PriorityQueue<Ranked<T>> kept;
  private long offered;

  TopList(int size) {
    this.size = size;
    this.kept = new PriorityQueue<>(Math.max(1, size), LEAST_WANTED);
  }

  /// Offers an item, which is made only if it is among the greatest so far.
  void offer(long amount, LongFunction<T> item) {
    var order = offered++;
    if (size == 0 || (kept.size() == size && kept.element().amount() >= amount)) {
      return;
    }
    if (kept.size() == size) {
      kept.remove();
    }
    kept.add(new Ranked<>(amount, order, item.apply(amount)));
  }

  /// The greatest first.
  List<T> items() {
    var ranked = new ArrayList<>(kept);
    ranked.sort(LEAST_WANTED.reversed());
    return ranked.stream().map(Ranked::item).toList();
  }
}
