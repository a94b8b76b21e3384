package dev.casebook.wings.captures.commands;

import dev.casebook.console.Console;
import dev.casebook.report.Amount;
import dev.casebook.report.JsonRows;
import dev.casebook.report.TableRows;
import dev.casebook.wings.captures.capture.Outcome;
import dev.casebook.wings.captures.capture.Outcome.OfPlace;
import dev.casebook.wings.captures.capture.Place.Origin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a capture came to: by place, and in all.
record CaptureSummary(Outcome outcome) {

  /// A clock that is further off is told: packets of two hosts are then not in order.
  private static final long CLOCK_SECONDS = 5;

  private static final List<String> COLUMNS =
      List.of("HOST", "INTERFACE", "PACKETS", "BYTES", "DROPPED BY KERNEL", "BY INTERFACE");

  void print(Console console, boolean json) {
    if (json) {
      rows(console);
      return;
    }
    var table = TableRows.bare(console.out(), console.style());
    table.columns(COLUMNS);
    table.row(COLUMNS.toArray());
    outcome.places().forEach(place -> table.row(cells(place)));
    table.end();
    console.out().print("\n");
    lines().forEach(line -> console.print(line + "\n"));
  }

  private static @Nullable Object[] cells(OfPlace place) {
    return new @Nullable Object[] {
      place.place().origin().name(),
      place.place().onInterface(),
      Long.toString(place.packets()),
      Amount.ofBytes(place.bytes()),
      told(place.counts().droppedByKernel()),
      told(place.counts().droppedByInterface())
    };
  }

  private static String told(long count) {
    return count < 0 ? "not told" : Long.toString(count);
  }

  /// In sentences, without the table.
  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(
        "%s, %s; stopped: %s"
            .formatted(Amount.of(outcome.packets(), "packet"), drops(), outcome.stoppedBy()));
    outcome.places().stream()
        .filter(one -> isOff(one))
        .map(CaptureSummary::clock)
        .forEach(lines::add);
    if (outcome.late() > 0) {
      lines.add(
          Amount.of(outcome.late(), "packet")
              + " came too late for their place in order; `reordercap` puts them there");
    }
    outcome.leftOut().stream()
        .sorted((a, b) -> a.toString().compareTo(b.toString()))
        .forEach(one -> lines.add("left out: our own connection " + one));
    if (outcome.removed() > 0) {
      lines.add(Amount.of(outcome.removed(), "older file") + " made room");
    }
    outcome.files().forEach(file -> lines.add("wrote " + file));
    if (!outcome.files().isEmpty()) {
      lines.add(Amount.ofBytes(outcome.bytes()) + " in all");
    }
    return lines;
  }

  private String drops() {
    long dropped = outcome.places().stream().mapToLong(one -> one.counts().dropped()).sum();
    long untold =
        outcome.places().stream()
            .filter(one -> one.began() && one.counts().droppedByKernel() < 0)
            .count();
    return (dropped == 0 && untold == 0 ? "none dropped" : dropped + " dropped")
        + (untold == 0
            ? ""
            : " as far as is told (not by %s)".formatted(Amount.of(untold, "place")));
  }

  private static boolean isOff(OfPlace one) {
    return one.packets() > 0
        && Math.abs(one.aheadSeconds()) >= CLOCK_SECONDS
        && !(one.place().origin() instanceof Origin.Here);
  }

  private static String clock(OfPlace place) {
    return "%s: its clock is about %d s %s this host's"
        .formatted(
            place.place().origin().name(),
            Math.abs(place.aheadSeconds()),
            place.aheadSeconds() > 0 ? "ahead of" : "behind");
  }

  private void rows(Console console) {
    var rows = new JsonRows(console.out());
    rows.columns(
        List.of(
            "host",
            "interface",
            "packets",
            "bytes",
            "received_by_filter",
            "dropped_by_kernel",
            "dropped_by_interface",
            "clock_ahead_seconds",
            "trouble",
            "stopped_by",
            "files"));
    for (var one : outcome.places()) {
      rows.row(
          new @Nullable Object[] {
            one.place().origin().name(),
            one.place().onInterface(),
            one.packets(),
            one.bytes(),
            known(one.counts().received()),
            known(one.counts().droppedByKernel()),
            known(one.counts().droppedByInterface()),
            one.packets() == 0 ? null : one.aheadSeconds(),
            one.trouble().isEmpty() ? null : one.trouble(),
            outcome.stoppedBy(),
            String.join(",", outcome.files().stream().map(Object::toString).toList())
          });
    }
    rows.end();
  }

  private static @Nullable Long known(long count) {
    return count < 0 ? null : count;
  }
}
