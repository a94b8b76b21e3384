package dev.casebook.wings.lines.echo;

import dev.casebook.formats.icmp.IcmpMessage;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/// What came back.
public sealed interface Came {

  /// Who sent it.
  InetAddress from();

  /// When, on the scale of `System.nanoTime()`.
  long atNanos();

  Instant time();

  /// @param hops how many it had left, or -1
  record Reply(InetAddress from, IcmpMessage.Echo echo, int hops, long atNanos, Instant time)
      implements Came {}

  /// An error about a request.
  ///
  /// @param to whom that was sent to
  /// @param request as far as it was quoted
  record Failure(
      InetAddress from,
      InetAddress to,
      Optional<IcmpMessage.Echo> request,
      String words,
      long atNanos,
      Instant time)
      implements Came {}
}
