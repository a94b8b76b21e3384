package dev.casebook.wings.lines.ping;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The requests that something may still come for, in the order in which they were sent.
final class Requests {

  /// A reply may be late by this much and still be told.
  private static final long KEPT_NANOS = 60_000_000_000L;

  /// That many are kept at most, so that fast and long runs stay small.
  private static final int KEPT_MAX = 50_000;

  private final ArrayDeque<Request> all = new ArrayDeque<>();
  private final ArrayDeque<Request> waiting = new ArrayDeque<>();
  private final Map<Long, Request> byNumber = new HashMap<>();
  private final Map<Key, Request> byKey = new HashMap<>();

  private record Key(InetAddress address, int id, int sequence) {}

  void add(Request request) {
    all.add(request);
    waiting.add(request);
    byNumber.put(request.number, request);
    byKey.put(key(request), request);
    while (all.size() > KEPT_MAX || request.sentNanos - all.element().sentNanos > KEPT_NANOS) {
      var oldest = all.remove();
      byNumber.remove(oldest.number);
      byKey.remove(key(oldest), oldest);
    }
  }

  private static Key key(Request request) {
    return new Key(request.address(), request.id, request.sequence);
  }

  Optional<Request> numbered(long number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  Optional<Request> of(InetAddress address, int id, int sequence) {
    return Optional.ofNullable(byKey.get(new Key(address, id, sequence)));
  }

  /// Takes out those whose time is over and that still wait.
  List<Request> missing(long now, long patienceNanos) {
    var missing = new ArrayList<Request>();
    while (!waiting.isEmpty()
        && (waiting.element().state() != Request.State.WAITING
            || now - waiting.element().sentNanos >= patienceNanos)) {
      var request = waiting.remove();
      if (request.state() == Request.State.WAITING) {
        request.become(Request.State.MISSING);
        missing.add(request);
      }
    }
    return missing;
  }

  /// Whether any waits for its reply.
  boolean isWaiting() {
    return waiting.stream().anyMatch(request -> request.state() == Request.State.WAITING);
  }

  /// When the time of the next is over; `fallback` if none waits.
  long nextDeadline(long patienceNanos, long fallback) {
    return waiting.isEmpty() ? fallback : waiting.element().sentNanos + patienceNanos;
  }
}
