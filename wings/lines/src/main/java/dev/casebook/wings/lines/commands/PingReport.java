package dev.casebook.wings.lines.commands;

import dev.casebook.console.Console;
import dev.casebook.report.Paragraph;
import dev.casebook.report.Printable;
import dev.casebook.wings.lines.echo.Addresses;
import dev.casebook.wings.lines.ping.Conclusion;
import dev.casebook.wings.lines.ping.Event;
import dev.casebook.wings.lines.ping.Plan;
import dev.casebook.wings.lines.ping.Tally;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A run for people: a line for each event as it happens, and at the end a few for each host.
final class PingReport implements PingOutput {

  private final Console console;
  private final Plan plan;
  private final boolean isRaw;
  private final Set<String> said = new HashSet<>();

  /// @param isRaw whether replies to others are seen
  PingReport(Console console, Plan plan, boolean isRaw) {
    this.console = console;
    this.plan = plan;
    this.isRaw = isRaw;
  }

  @Override
  public void begin() {
    for (var target : plan.targets()) {
      line("%s: %d bytes".formatted(target.words(), plan.dataBytes()));
    }
    if (!isRaw) {
      line("Without CAP_NET_RAW: replies to others, and any whose id was changed, are not seen.");
    }
  }

  @Override
  public void event(Event event) {
    switch (event) {
      case Event.Reply reply -> reply(reply);
      case Event.Foreign foreign ->
          line(console.style().yellow(head(foreign) + "foreign: not the reply to what was sent"));
      case Event.Failure failure ->
          line(
              console
                  .style()
                  .red(
                      head(failure)
                          + failure.words()
                          + ", says "
                          + Addresses.text(failure.from())));
      case Event.Missing missing -> {
        line(
            console
                .style()
                .red(head(missing) + "no reply in " + seconds(plan.patience().toNanos())));
        missing.reasons().forEach(this::sentence);
      }
      case Event.Unsent unsent ->
          line(console.style().red(head(unsent) + "not sent: " + unsent.reason()));
    }
  }

  private void reply(Event.Reply reply) {
    var text = new StringBuilder(head(reply)).append(millis(reply.delayNanos() / 1e6));
    if (reply.hops() >= 0) {
      text.append(", ttl ").append(reply.hops());
    }
    var remarks = new ArrayList<>(reply.remarks());
    switch (reply.kind()) {
      case FIRST -> {}
      case DUPLICATE -> remarks.addFirst("duplicate");
      case LATE -> remarks.addFirst("late");
    }
    if (remarks.isEmpty()) {
      line(text.toString());
    } else {
      line(console.style().yellow(text.append(", ").append(String.join(", ", remarks)).toString()));
    }
  }

  private static String head(Event event) {
    return "%s: id %d seq %d: "
        .formatted(Addresses.text(event.target().address()), event.id(), event.sequence());
  }

  @Override
  public void summary(Tally tally, List<String> reasons) {
    console.out().print("\n");
    var parts = new ArrayList<String>();
    parts.add(tally.sent() + " sent");
    parts.add(tally.answered() + " answered");
    count(parts, tally.late(), "late");
    count(parts, tally.failed(), "with an error");
    if (tally.sent() > 0) {
      parts.add(
          "%d without a reply (%s)"
              .formatted(tally.missing(), percent(tally.missing(), tally.sent())));
    }
    count(parts, tally.unsent(), "not sent");
    count(parts, tally.duplicates(), tally.duplicates() == 1 ? "duplicate" : "duplicates");
    count(parts, tally.foreign(), "foreign");
    var target = tally.target();
    line(console.style().bold(Printable.line(target.words())) + ": " + String.join(", ", parts));
    if (tally.delays().count() > 0) {
      line("  " + spread(tally));
    }
    tally.failures().forEach(failure -> line("  " + failure));
    Conclusion.of(tally).forEach(this::sentence);
    if (tally.missing() > 0) {
      reasons.forEach(this::sentence);
    }
  }

  /// `0 %`, `1.1 %`
  private static String percent(long part, long whole) {
    var text = String.format(Locale.ROOT, "%.2f", 100.0 * part / whole);
    return text.replaceFirst("\\.?0+$", "") + " %";
  }

  private static void count(List<String> parts, long number, String words) {
    if (number > 0) {
      parts.add(number + " " + words);
    }
  }

  private static String spread(Tally tally) {
    var delays = tally.delays();
    return "least %s, median %s, 95 %% within %s, most %s"
        .formatted(
            millis(delays.quantileMillis(0)),
            millis(delays.quantileMillis(0.5)),
            millis(delays.quantileMillis(0.95)),
            millis(delays.quantileMillis(1)));
  }

  /// Three digits are what a delay is known to.
  private static String millis(double millis) {
    int decimals = millis < 1 ? 3 : millis < 10 ? 2 : millis < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f ms", millis);
  }

  private static String seconds(long nanos) {
    var text = String.format(Locale.ROOT, "%.3f", nanos / 1e9).replaceFirst("\\.?0+$", "");
    return text + " s";
  }

  /// Once: what was said when it happened is not said again at the end.
  private void sentence(String text) {
    if (!said.add(text)) {
      return;
    }
    Paragraph.wrap(Printable.line(text), "  ", "  ", console.style().width()).forEach(this::line);
  }

  /// At once, for somebody watches.
  private void line(String text) {
    console.out().print(text + "\n");
    console.out().flush();
  }
}
