package dev.casebook.wings.containers.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.report.Printable;
import dev.casebook.wings.containers.tool.ContainerUsage;
import dev.casebook.wings.containers.tool.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Shows samples, as whoever asked wants them.
final class Screen {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Console console;
  private final List<String> names;
  private final Order order;
  private final boolean json;
  private final long begun = System.nanoTime();

  /// @param names of those that are shown whole; of all a line each if empty
  Screen(Console console, List<String> names, Order order, boolean json) {
    this.console = console;
    this.names = names;
    this.order = order;
    this.json = json;
  }

  private Instant now() {
    return console.now().plus(Duration.ofNanos(System.nanoTime() - begun));
  }

  /// @return the exit status
  int show(Sample sample) throws UserError {
    var shown = shown(sample);
    if (json) {
      new ContainerRows(shown, now().toString()).array(console.out());
    } else {
      console.out().print(text(sample, shown, Integer.MAX_VALUE));
    }
    sample.lacking().forEach(console::say);
    return !shown.isEmpty() ? 0 : sample.lacking().isEmpty() ? 1 : 2;
  }

  /// One of many: on a terminal in the place of the one before, else below it.
  void refresh(Sample sample, String host) throws UserError {
    var shown = shown(sample);
    if (json) {
      new ContainerRows(shown, now().toString()).lines(console.out());
    } else if (console.style().terminal()) {
      var lines = TerminalSize.lines();
      var head = TIME.format(now()) + "  " + Printable.line(host) + "\n\n";
      console.out().print(inPlace(head + text(sample, shown, Math.max(5, lines - 2)), lines));
    } else {
      console.out().print(TIME.format(now()) + "\n");
      console.out().print(text(sample, shown, Integer.MAX_VALUE) + "\n");
    }
    console.out().flush();
  }

  /// Home, each line with what was behind it erased, then all below erased (ECMA-48 CUP, EL, ED).
  private static String inPlace(String text, int lines) {
    return text.lines()
        .limit(Math.max(1, lines - 1))
        .collect(Collectors.joining("\u001b[K\n", "\u001b[H", "\u001b[K\n\u001b[J"));
  }

  /// Makes room for the first of many.
  void clear() {
    if (!json && console.style().terminal()) {
      console.out().print("\u001b[2J");
    }
  }

  private String text(Sample sample, List<ContainerUsage> shown, int lines) {
    if (names.isEmpty()) {
      return new ContainerTable(sample, order, console.style(), lines).text();
    }
    return shown.stream()
        .map(one -> new ContainerDetails(one, sample, console.style()).text())
        .collect(Collectors.joining("\n"));
  }

  private List<ContainerUsage> shown(Sample sample) throws UserError {
    var sorted = order.of(sample.containers());
    if (names.isEmpty()) {
      return sorted;
    }
    for (var name : names) {
      if (ContainerDetails.named(sorted, List.of(name)).isEmpty()) {
        throw new UserError(
            sample.containers().isEmpty()
                ? name + ": no container is seen here"
                : name
                    + ": no container that runs is called so, no pod, and no id begins so; see"
                    + " casebook containers");
      }
    }
    return ContainerDetails.named(sorted, names);
  }
}
