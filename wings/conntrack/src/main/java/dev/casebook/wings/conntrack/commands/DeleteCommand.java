package dev.casebook.wings.conntrack.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.formats.conntrack.ConntrackEntry;
import dev.casebook.hosts.kernel.ConnectionTracker;
import dev.casebook.wings.conntrack.filter.FlowFilter;
import dev.casebook.wings.conntrack.flow.FlowRows;
import dev.casebook.wings.conntrack.flow.Happening;
import dev.casebook.wings.conntrack.tool.Deletion;
import dev.casebook.wings.conntrack.tool.ExactEntry;
import dev.casebook.wings.conntrack.tool.RemoteTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `casebook conntrack delete`: cuts the entries that match.
@Command(
    name = "delete",
    description = "Delete the entries that match, after showing them and asking.",
    footer = {
      "",
      "Each entry is deleted by its own tuple, zone and id: what begins to match",
      "meanwhile, or is made anew for the same addresses, stays. The next packet of a",
      "connection makes a new entry, by the rules of now. Without any condition all",
      "are deleted, which --all has to confirm. On ssh://HOST its own conntrack",
      "program deletes them, one by one.",
      "",
      "Examples:",
      "  casebook conntrack delete -p udp --dport 53 --reply-src 10.244.0.7",
      "  casebook conntrack delete --address 192.0.2.7 --dry-run",
      "  casebook conntrack delete -p icmp --icmp-id 4711 --yes",
      "",
      "Exit status: 0 all that matched were deleted or are gone, 1 none matched, so",
      "nothing was deleted (conntrack -D ends with 1 then too), 2 nothing was deleted",
      "though some matched (--dry-run, the answer was no), some are left, or it failed."
    })
final class DeleteCommand implements Callable<Integer> {

  private static final int DELETED = 0;
  private static final int NONE_MATCHED = 1;
  private static final int NOT_DONE = 2;

  /// Entries that are shown before it is asked.
  private static final int SHOWN_MAX = 20;

  /// What a script for another host may hold.
  private static final int ELSEWHERE_MAX = 20_000;

  private final Console console;

  @Mixin private final FilterOptions filtering = new FilterOptions();
  @Mixin private final Tracker tracker = new Tracker();
  @Mixin private final FormOptions form = new FormOptions();
  @Mixin private final HostOption host = new HostOption();

  @Option(names = "--all", description = "Without any condition: all entries are meant.")
  private boolean all;

  @Option(names = "--yes", description = "Ask nothing.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Show what would be deleted, and stop.")
  private boolean dryRun;

  DeleteCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    var filter = filtering.filter();
    if (filter.isAll() && !all) {
      throw new UserError("delete needs a condition, such as --dst; --all means every entry");
    }
    if (!form.isTable() && !yes && !dryRun) {
      throw new UserError("--json and --output ask nobody: they need --yes or --dry-run");
    }
    return host.isGiven() ? elsewhere(filter) : tracker.with(from -> here(from, filter));
  }

  private int here(ConnectionTracker from, FlowFilter filter) throws IOException, UserError {
    var deletion = new Deletion(filter);
    var shown = new Shown(form.rows(console, false));
    int found = deletion.find(from, shown::take);
    shown.end(found);
    if (!agreed(found)) {
      return found == 0 ? NONE_MATCHED : NOT_DONE;
    }
    var rows = form.rows(console, false);
    try (var deleting = tracker.open()) {
      var outcome = deletion.delete(from, deleting, entry -> report(rows, entry));
      if (!form.isTable()) {
        rows.end();
      }
      say(outcome.deleted() + (outcome.deleted() == 1 ? " entry" : " entries") + " deleted.");
      if (outcome.gone() > 0) {
        say(outcome.gone() + " ended by themselves meanwhile.");
      }
      if (outcome.offloaded() > 0) {
        console.say(
            outcome.offloaded()
                + " are left: a flow table forwards them, and the kernel deletes no such entry");
        return NOT_DONE;
      }
      return DELETED;
    }
  }

  private void report(FlowRows rows, ConntrackEntry entry) throws IOException {
    if (!form.isTable()) {
      rows.row(Happening.LISTED, console.now().toEpochMilli(), 0, entry);
    }
  }

  private int elsewhere(FlowFilter filter) throws UserError {
    var table = host.table(console, tracker.name());
    var entries = new ArrayList<ExactEntry>();
    var shown = new Shown(form.rows(console, false));
    try {
      long rejected =
          table.list(
              filter,
              entry -> {
                if (entries.size() == ELSEWHERE_MAX) {
                  throw new IOException(
                      "more than " + ELSEWHERE_MAX + " match there; narrow it down");
                }
                entries.add(ExactEntry.of(entry));
                shown.take(entry);
              });
      if (rejected > 0) {
        console.say(rejected + " lines of " + host.name() + " were not understood, and are left");
      }
      shown.end(entries.size());
      if (!agreed(entries.size())) {
        return entries.isEmpty() ? NONE_MATCHED : NOT_DONE;
      }
      return told(entries, table);
    } catch (IOException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private int told(List<ExactEntry> entries, RemoteTable table) throws IOException {
    var exact = entries.stream().filter(ExactEntry::isExact).toList();
    var outcome = table.delete(exact);
    say(outcome.deleted() + (outcome.deleted() == 1 ? " entry" : " entries") + " deleted.");
    if (outcome.gone() > 0) {
      say(outcome.gone() + " ended by themselves meanwhile.");
    }
    if (exact.size() < entries.size()) {
      console.say(
          (entries.size() - exact.size())
              + " of GRE are left: they can't be told apart exactly from another host");
    }
    outcome.failed().stream().distinct().limit(3).forEach(console::say);
    return outcome.failed().isEmpty() && exact.size() == entries.size() ? DELETED : NOT_DONE;
  }

  private boolean agreed(int found) {
    if (found == 0) {
      say("None matches: nothing is deleted.");
      return false;
    }
    if (dryRun) {
      say("Nothing was deleted (--dry-run).");
      return false;
    }
    if (!yes && !console.agreesTo("Delete " + (found == 1 ? "it" : "these " + found) + "?")) {
      say("Nothing was deleted.");
      return false;
    }
    return true;
  }

  private void say(String line) {
    if (form.isTable()) {
      console.out().print(line + "\n");
      console.out().flush();
    }
  }

  /// The first of those that match, before it is asked; all of them where nothing is to be done.
  private final class Shown {
    private final FlowRows rows;
    private final boolean whole = dryRun;
    private int count;

    Shown(FlowRows rows) {
      this.rows = rows;
    }

    void take(ConntrackEntry entry) throws IOException {
      if (whole || (form.isTable() && count < SHOWN_MAX)) {
        rows.row(Happening.LISTED, console.now().toEpochMilli(), 0, entry);
      }
      count++;
    }

    void end(int found) throws IOException {
      if (whole || form.isTable()) {
        rows.end();
      }
      if (form.isTable() && found > 0) {
        console
            .out()
            .print(
                (!whole && found > SHOWN_MAX ? "… and " + (found - SHOWN_MAX) + " more\n" : "")
                    + "\n"
                    + found
                    + (found == 1 ? " entry matches\n" : " entries match\n"));
      }
    }
  }
}
