package dev.casebook.wings.lines.ping;

import java.net.InetAddress;

/// A request that was sent, and what became of it until now.
final class Request {

  final Target target;
  final long number;
  final int id;
  final int sequence;
  final long sentNanos;
  private State state = State.WAITING;

  Request(Target target, long number, int id, int sequence, long sentNanos) {
    this.target = target;
    this.number = number;
    this.id = id;
    this.sequence = sequence;
    this.sentNanos = sentNanos;
  }

  enum State {
    WAITING,
    ANSWERED,
    /// An error came in place of a reply.
    FAILED,
    /// Its time is over.
    MISSING,
    /// It was answered when its time was over.
    LATE
  }

  State state() {
    return state;
  }

  void become(State next) {
    state = next;
  }

  InetAddress address() {
    return target.address();
  }
}
