package dev.casebook.wings.conntrack.tool;

import dev.casebook.formats.conntrack.ConntrackEntry;
import dev.casebook.formats.conntrack.Ctnetlink;
import dev.casebook.formats.netlink.NetlinkMessages;
import dev.casebook.hosts.kernel.ConnectionTracker;
import dev.casebook.hosts.kernel.Refused;
import dev.casebook.wings.conntrack.filter.FlowFilter;
import dev.casebook.wings.conntrack.flow.FlowRows;
import dev.casebook.wings.conntrack.flow.Happening;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Follows the events of the table.
///
/// Source: net/netfilter/nf_conntrack_netlink.c, `ctnetlink_conntrack_event`.
public final class Watching {

  /// Events of some 50,000 connections that were not taken yet.
  private static final int ROOM_BYTES = 32 << 20;

  private static final Duration FOREVER = Duration.ofMinutes(10);

  private final FlowFilter filter;
  private final FlowRows rows;
  private final Runnable onLoss;
  private final NetlinkMessages messages = new NetlinkMessages();
  private final ConntrackEntry entry = new ConntrackEntry();
  private long events;
  private long losses;

  /// @param onLoss is told at once when the kernel dropped events
  public Watching(FlowFilter filter, FlowRows rows, Runnable onLoss) {
    this.filter = filter;
    this.rows = rows;
    this.onLoss = onLoss;
  }

  /// What was seen.
  ///
  /// @param events that matched
  /// @param losses how often the kernel dropped some, each time an unknown number
  public record Outcome(long events, long losses) {}

  /// Begins to receive, so that what happens from then on is kept.
  public static void begin(ConnectionTracker tracker) throws IOException {
    tracker.socket().roomFor(ROOM_BYTES);
    tracker.socket().join(Ctnetlink.GROUP_NEW);
    tracker.socket().join(Ctnetlink.GROUP_UPDATE);
    tracker.socket().join(Ctnetlink.GROUP_DESTROY);
  }

  /// Follows until the time is over, or for ever.
  ///
  /// @param start what the clock said when this process began, and the nanoseconds of then
  public Outcome follow(
      ConnectionTracker tracker, Optional<Duration> limit, Instant start, long startNs)
      throws IOException {
    long until = limit.map(time -> System.nanoTime() + time.toNanos()).orElse(0L);
    while (true) {
      var left =
          limit.isEmpty() ? FOREVER : Duration.ofNanos(Math.max(0, until - System.nanoTime()));
      int length = received(tracker, left);
      if (length > 0) {
        take(tracker, length, start.toEpochMilli() + (System.nanoTime() - startNs) / 1_000_000);
      } else if (limit.isPresent() && length < 0 && System.nanoTime() - until >= 0) {
        return new Outcome(events, losses);
      }
    }
  }

  /// Bytes that came, 0 where events were lost, -1 where nothing came.
  private int received(ConnectionTracker tracker, Duration patience) throws IOException {
    try {
      return tracker.socket().receive(patience);
    } catch (Refused e) {
      if (e.errno() != Refused.ENOBUFS) {
        throw e;
      }
      losses++;
      onLoss.run();
      return 0;
    }
  }

  private void take(ConnectionTracker tracker, int length, long nowMs) throws IOException {
    messages.of(tracker.socket().bytes(), length);
    while (messages.next()) {
      var happening = happening();
      if (happening != Happening.LISTED) {
        entry.read(messages.bytes(), messages.from(), messages.to());
        if (filter.matches(entry)) {
          events++;
          rows.row(happening, nowMs, messages.port() & 0xFFFF_FFFFL, entry);
        }
      }
    }
    rows.flush();
  }

  /// A new entry is made with `NLM_F_CREATE`.
  private Happening happening() {
    return switch (messages.type()) {
      case Ctnetlink.DELETE -> Happening.DESTROY;
      case Ctnetlink.NEW ->
          (messages.flags() & NetlinkMessages.NLM_F_CREATE) != 0 ? Happening.NEW : Happening.UPDATE;
      default -> Happening.LISTED;
    };
  }
}
