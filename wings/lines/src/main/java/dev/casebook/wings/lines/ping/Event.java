package dev.casebook.wings.lines.ping;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;

/// What became of a request, or came without one.
public sealed interface Event {

  Target target();

  int id();

  int sequence();

  /// @param from who replied
  /// @param hops how many the reply had left, or -1
  /// @param remarks on what is odd with it, such as `its content was changed`
  record Reply(
      Target target,
      int id,
      int sequence,
      InetAddress from,
      Kind kind,
      long delayNanos,
      int hops,
      Instant time,
      List<String> remarks)
      implements Event {}

  enum Kind {
    FIRST,
    DUPLICATE,
    /// It came when its time was over.
    LATE
  }

  /// A reply of a target with an id of ours to what we did not send.
  record Foreign(Target target, int id, int sequence, int hops, Instant time) implements Event {}

  /// An error in place of a reply.
  ///
  /// @param from who reported it
  record Failure(Target target, int id, int sequence, InetAddress from, String words, Instant time)
      implements Event {}

  /// No reply came in time.
  ///
  /// @param reasons what trackers hold of it, where that is new
  record Missing(Target target, int id, int sequence, List<String> reasons) implements Event {}

  /// It could not be sent.
  record Unsent(Target target, int id, int sequence, String reason) implements Event {}
}
