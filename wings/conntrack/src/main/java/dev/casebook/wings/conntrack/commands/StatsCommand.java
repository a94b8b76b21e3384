package dev.casebook.wings.conntrack.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.report.JsonRows;
import dev.casebook.report.TableRows;
import dev.casebook.wings.conntrack.tool.Counter;
import dev.casebook.wings.conntrack.tool.Counters;
import dev.casebook.wings.conntrack.tool.RemoteCounters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `casebook conntrack stats`: how full the table is, and what the kernel counts.
@Command(
    name = "stats",
    description = "Show how full the table is and what the kernel counts, with what it means.",
    footer = {
      "",
      "Counts are since boot, of all CPUs together; --json has each CPU, by the names",
      "of the table conntrack_counters.",
      "",
      "Examples:",
      "  casebook conntrack stats",
      "  casebook conntrack stats --netns blue --json",
      "  casebook conntrack stats ssh://gw1",
      "",
      "Exit status: 0 nothing was lost, 1 something was (insert_failed, dropped,",
      "early_drop, chain_too_long), 2 it could not be asked."
    })
final class StatsCommand implements Callable<Integer> {

  /// A table that is fuller than this is told to be nearly full.
  private static final int NEARLY_FULL_PERCENT = 90;

  private final Console console;

  @Mixin private final Tracker tracker = new Tracker();
  @Mixin private final HostOption host = new HostOption();

  @Option(names = "--json", description = "For programs: an array with an object a CPU.")
  private boolean json;

  StatsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    if (host.isGiven()) {
      if (tracker.name() != null) {
        throw new UserError("stats of another host are those of its first network namespace");
      }
      return show(RemoteCounters.of(console, host.host(console), host.name()));
    }
    return tracker.with(from -> show(Counters.of(from)));
  }

  private int show(Counters counters) {
    if (json) {
      rows(counters);
    } else {
      page(counters);
    }
    boolean lost =
        Arrays.stream(Counter.values())
            .filter(Counter::isLoss)
            .anyMatch(counter -> counters.sum(counter).orElse(0L) > 0);
    return lost ? 1 : 0;
  }

  private void rows(Counters counters) {
    var rows = new JsonRows(console.out());
    var columns = new ArrayList<>(List.of("cpu", "entries", "entries_max"));
    Arrays.stream(Counter.values()).map(Counter::column).forEach(columns::add);
    rows.columns(columns);
    counters
        .byCpu()
        .forEach((cpu, counts) -> {
          var cells = new ArrayList<@Nullable Object>();
          cells.add((long) cpu);
          cells.add(counters.entries() < 0 ? null : counters.entries());
          cells.add(counters.entriesMax() < 0 ? null : counters.entriesMax());
          for (var counter : Counter.values()) {
            cells.add(counts.get(counter));
          }
          rows.row(cells.toArray());
        });
    rows.end();
  }

  private void page(Counters counters) {
    var out = console.out();
    if (counters.entries() >= 0) {
      out.print(console.style().bold(filling(counters)) + "\n\n");
    }
    var rows = TableRows.bare(out, console.style());
    rows.columns(List.of("COUNTER", "COUNT", "MEANING"));
    rows.row(new Object[] {"COUNTER", "COUNT", "MEANING"});
    for (var counter : Counter.values()) {
      var sum = counters.sum(counter);
      if (sum.isPresent()) {
        rows.row(new Object[] {counter.column(), sum.get().toString(), counter.meaning()});
      }
    }
    rows.end();
    int cpus = counters.byCpu().size();
    out.print("\nsince boot, " + (cpus == 1 ? "of the one CPU" : "of " + cpus + " CPUs") + "\n");
  }

  private static String filling(Counters counters) {
    if (counters.entriesMax() <= 0) {
      return counters.entries() + " entries";
    }
    long percent = 100 * counters.entries() / counters.entriesMax();
    return counters.entries()
        + " of "
        + counters.entriesMax()
        + " entries ("
        + percent
        + " %)"
        + (percent >= NEARLY_FULL_PERCENT
            ? ": nearly full; net.netfilter.nf_conntrack_max is the limit"
            : "");
  }
}
