package dev.casebook.wings.lines.commands;

import dev.casebook.console.Console;
import dev.casebook.report.JsonRows;
import dev.casebook.wings.lines.echo.Addresses;
import dev.casebook.wings.lines.ping.Conclusion;
import dev.casebook.wings.lines.ping.Event;
import dev.casebook.wings.lines.ping.Tally;
import dev.casebook.wings.lines.ping.Target;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run for programs: a line of JSON for each event as it happens, and at the end one for each
/// host with `"event":"summary"`.
final class PingRows implements PingOutput {

  private final Console console;
  private final JsonRows events;
  private final JsonRows summaries;

  PingRows(Console console) {
    this.console = console;
    events = JsonRows.lines(console.out());
    summaries = JsonRows.lines(console.out());
  }

  @Override
  public void begin() {
    events.columns(
        List.of(
            "event",
            "time",
            "host",
            "address",
            "id",
            "sequence",
            "from",
            "rtt_ms",
            "ttl",
            "remarks"));
    summaries.columns(
        List.of(
            "event",
            "host",
            "address",
            "sent",
            "answered",
            "late",
            "failed",
            "missing",
            "unsent",
            "duplicates",
            "foreign",
            "min_ms",
            "median_ms",
            "p95_ms",
            "max_ms",
            "conclusions"));
  }

  @Override
  public void event(Event event) {
    switch (event) {
      case Event.Reply reply ->
          row(
              switch (reply.kind()) {
                case FIRST -> "reply";
                case DUPLICATE -> "duplicate";
                case LATE -> "late";
              },
              reply,
              reply.time(),
              reply.from(),
              reply.delayNanos() / 1e6,
              reply.hops() < 0 ? null : (long) reply.hops(),
              reply.remarks());
      case Event.Foreign foreign ->
          row(
              "foreign",
              foreign,
              foreign.time(),
              foreign.target().address(),
              null,
              foreign.hops() < 0 ? null : (long) foreign.hops(),
              List.of());
      case Event.Failure failure ->
          row(
              "error",
              failure,
              failure.time(),
              failure.from(),
              null,
              null,
              List.of(failure.words()));
      case Event.Missing missing ->
          row("missing", missing, null, null, null, null, missing.reasons());
      case Event.Unsent unsent ->
          row("unsent", unsent, null, null, null, null, List.of(unsent.reason()));
    }
    console.out().flush();
  }

  private void row(
      String name,
      Event event,
      @Nullable Instant time,
      @Nullable InetAddress from,
      @Nullable Double rttMillis,
      @Nullable Long ttl,
      List<String> remarks) {
    events.row(
        new @Nullable Object[] {
          name,
          time == null ? null : time.toString(),
          event.target().name(),
          address(event.target()),
          (long) event.id(),
          (long) event.sequence(),
          from == null ? null : Addresses.text(from),
          rttMillis,
          ttl,
          remarks
        });
  }

  private static String address(Target target) {
    return Addresses.text(target.address());
  }

  @Override
  public void summary(Tally tally, List<String> reasons) {
    var conclusions = new ArrayList<>(Conclusion.of(tally));
    if (tally.missing() > 0) {
      conclusions.addAll(reasons);
    }
    summaries.row(
        new @Nullable Object[] {
          "summary",
          tally.target().name(),
          address(tally.target()),
          tally.sent(),
          tally.answered(),
          tally.late(),
          tally.failed(),
          tally.missing(),
          tally.unsent(),
          tally.duplicates(),
          tally.foreign(),
          quantile(tally, 0),
          quantile(tally, 0.5),
          quantile(tally, 0.95),
          quantile(tally, 1),
          conclusions
        });
  }

  private static @Nullable Double quantile(Tally tally, double share) {
    return tally.delays().count() == 0 ? null : tally.delays().quantileMillis(share);
  }
}
