package dev.casebook.wings.conntrack.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.formats.conntrack.ConntrackEntry;
import dev.casebook.formats.conntrack.ConntrackSought;
import dev.casebook.hosts.kernel.ConnectionTracker;
import dev.casebook.hosts.kernel.Refused;
import dev.casebook.wings.conntrack.filter.FlowFilter;
import dev.casebook.wings.conntrack.flow.FlowRows;
import dev.casebook.wings.conntrack.flow.Happening;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `casebook conntrack list`: the entries of the table.
@Command(
    name = "list",
    description = "Show the connections that the kernel tracks, all or those that match.",
    footer = {
      "",
      "An entry has two directions: what its first packet had, and what the tracker",
      "waits for in return, which is another one where addresses are translated.",
      "",
      "Examples:",
      "  casebook conntrack list -p tcp --state established --dport 5432",
      "  casebook conntrack list --address 10.244.0.0/16 --nat dst",
      "  casebook conntrack list -p udp --state unreplied --json",
      "  casebook conntrack list --netns blue --output conntrack",
      "  casebook conntrack list ssh://gw1 --sudo --zone 5",
      "",
      "Exit status: 0 something matches, 1 nothing does, 2 it could not be listed."
    })
final class ListCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final FilterOptions filtering = new FilterOptions();
  @Mixin private final Tracker tracker = new Tracker();
  @Mixin private final FormOptions form = new FormOptions();
  @Mixin private final HostOption host = new HostOption();

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    var filter = filtering.filter();
    var rows = form.rows(console, false);
    var listing = new Listing(rows, console.now().toEpochMilli());
    if (host.isGiven()) {
      return elsewhere(filter, listing);
    }
    return tracker.with(from -> {
      boolean changed = dump(from, filter, listing);
      if (changed) {
        console.say("the table changed while it was listed: entries may be missing or there twice");
      }
      return ended(filter, listing);
    });
  }

  /// Entries that match, by the kernel as far as it can.
  private static boolean dump(ConnectionTracker from, FlowFilter filter, Listing listing)
      throws IOException {
    try {
      return from.dump(
          filter.sought(),
          entry -> {
            if (filter.matches(entry)) {
              listing.take(entry);
            }
          });
    } catch (Refused e) {
      if (filter.isAll()
          || listing.count() > 0
          || (e.errno() != Refused.EINVAL && e.errno() != Refused.EOPNOTSUPP)) {
        throw e;
      }
    }
    return from.dump(
        ConntrackSought.ALL,
        entry -> {
          if (filter.matches(entry)) {
            listing.take(entry);
          }
        });
  }

  private int elsewhere(FlowFilter filter, Listing listing) throws UserError {
    try {
      long rejected = host.table(console, tracker.name()).list(filter, listing::take);
      int status = ended(filter, listing);
      if (rejected > 0) {
        console.say(rejected + " lines of " + host.name() + " were not understood");
        return 2;
      }
      return status;
    } catch (IOException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private int ended(FlowFilter filter, Listing listing) throws IOException {
    listing.rows().end();
    if (form.isTable()) {
      long count = listing.count();
      var what = filter.isAll() ? "" : count == 1 ? " that matches" : " that match";
      console
          .out()
          .print(
              count == 0
                  ? (filter.isAll() ? "The table is empty.\n" : "Nothing matches.\n")
                  : "\n" + count + (count == 1 ? " entry" : " entries") + what + "\n");
    }
    return listing.count() > 0 ? 0 : 1;
  }

  /// Rows and how many there were.
  static final class Listing {
    private final FlowRows rows;
    private final long nowMs;
    private long count;

    Listing(FlowRows rows, long nowMs) {
      this.rows = rows;
      this.nowMs = nowMs;
    }

    void take(ConntrackEntry entry) throws IOException {
      count++;
      rows.row(Happening.LISTED, nowMs, 0, entry);
    }

    FlowRows rows() {
      return rows;
    }

    long count() {
      return count;
    }
  }
}
