package dev.casebook.wings.captures.capture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Packets of several places in order of time. Each place puts its own in the order in which it
/// captured them; one reader takes them all.
///
/// A packet is handed on when every place has a later one, or when it has waited for the window: so
/// a quiet, slow or dead place holds the others up for no longer than that. What comes later still
/// is handed on at once, and counted. Memory is bounded: where the reader is too slow, places wait,
/// and what they can't hand on their kernels drop and count.
final class Merge {

  private final List<ArrayDeque<CapturedPacket>> queues = new ArrayList<>();
  private final boolean[] live;
  private final long windowNanos;
  private final long bytesMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final Condition less = lock.newCondition();
  private long bytes;
  private long lastTime = Long.MIN_VALUE;
  private long late;
  private boolean closed;

  Merge(int places, long windowNanos, long bytesMax) {
    for (int i = 0; i < places; i++) {
      queues.add(new ArrayDeque<>());
    }
    live = new boolean[places];
    this.windowNanos = windowNanos;
    this.bytesMax = bytesMax;
  }

  /// A place will put packets from now on.
  void begins(int place) {
    live(place, true);
  }

  /// It will not any more.
  void ends(int place) {
    live(place, false);
  }

  private void live(int place, boolean is) {
    lock.lock();
    try {
      live[place] = is;
      more.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for room.
  void put(CapturedPacket packet) throws InterruptedException {
    lock.lock();
    try {
      while (bytes >= bytesMax && !closed) {
        less.await();
      }
      if (closed) {
        return;
      }
      bytes += packet.memoryBytes();
      queues.get(packet.tap()).add(packet);
      more.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Takes packets that are due, waiting for the first of them.
  ///
  /// @param into gets them; not more than so many
  void take(List<CapturedPacket> into, int countMax, long waitMillis) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
    lock.lock();
    try {
      long due = drain(into, countMax);
      for (long now = System.nanoTime(); into.isEmpty() && now < until; now = System.nanoTime()) {
        more.awaitNanos(Math.min(due, until - now));
        due = drain(into, countMax);
      }
      if (!into.isEmpty()) {
        less.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// @return nanoseconds until the next one is due
  private long drain(List<CapturedPacket> into, int countMax) {
    long now = System.nanoTime();
    while (into.size() < countMax) {
      var next = next();
      if (next < 0) {
        return Long.MAX_VALUE;
      }
      var queue = queues.get(next);
      var packet = queue.getFirst();
      long waits = packet.arrivalNanos() + windowNanos - now;
      if (waits > 0 && bytes < bytesMax && isAnyoneMissing()) {
        return waits;
      }
      queue.removeFirst();
      bytes -= packet.memoryBytes();
      if (packet.timeNanos() < lastTime) {
        late++;
      }
      lastTime = Math.max(lastTime, packet.timeNanos());
      into.add(packet);
    }
    return 0;
  }

  /// The place whose first packet is the oldest; -1 if there is none.
  private int next() {
    int oldest = -1;
    long time = Long.MAX_VALUE;
    for (int i = 0; i < queues.size(); i++) {
      var first = queues.get(i).peekFirst();
      if (first != null && (oldest < 0 || first.timeNanos() < time)) {
        oldest = i;
        time = first.timeNanos();
      }
    }
    return oldest;
  }

  private boolean isAnyoneMissing() {
    for (int i = 0; i < live.length; i++) {
      if (live[i] && queues.get(i).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /// Whether nothing is left of places that have ended, and none is live.
  boolean isFinished() {
    lock.lock();
    try {
      for (boolean one : live) {
        if (one) {
          return false;
        }
      }
      return queues.stream().allMatch(ArrayDeque::isEmpty);
    } finally {
      lock.unlock();
    }
  }

  /// Packets that were handed on after later ones.
  long late() {
    return late;
  }

  /// Nobody takes any more: what is put from now on is dropped.
  void close() {
    lock.lock();
    try {
      closed = true;
      less.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
