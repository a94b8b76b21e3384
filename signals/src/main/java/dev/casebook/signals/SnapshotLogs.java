package dev.casebook.signals;

import dev.casebook.tables.Coverage;
import dev.casebook.tables.Thousands;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/// How much of what a signal looks for the logs of a snapshot would have shown, for one of the
/// hosts that they name.
final class SnapshotLogs {
  /// Nobody reads a list of more reasons than these.
  private static final int REASONS_MAX = 5;

  private final LogAccounts logs;
  private final String cut;

  /// By signal, whether a log shows lines of the host that would be the signal's.
  private final BitSet carried = new BitSet();

  /// @param isOfHost whether a line that names this host, or none, is the host's
  /// @param cut why the source may lack logs that nobody knows of; empty if it does not
  SnapshotLogs(LogAccounts logs, Predicate<String> isOfHost, String cut) {
    this.logs = logs;
    this.cut = cut;
    for (var log : logs.all()) {
      log.writers()
          .forEach((host, names) -> {
            if (isOfHost.test(host)) {
              names.forEach(name -> carried.or(logs.writers().from(name)));
            }
          });
      if (log.recognised().stream().anyMatch(isOfHost)) {
        carried.or(log.own());
      }
    }
    if (logs.read() > 0) {
      carried.or(logs.writers().anyones());
    }
  }

  /// @param index of the signal in the list
  /// @param hits how many there are
  /// @param kept how many of them were kept, in words; empty if all
  Coverage coverage(SignalPattern signal, int index, long hits, String kept) {
    var reasons = new LinkedHashSet<String>();
    if (!kept.isEmpty()) {
      reasons.add(kept);
    }
    logs.missed(index).map(log -> log.place() + " " + log.failure()).forEach(reasons::add);
    logs.crowded().stream()
        .map(log ->
            log.place() + " names more than " + Thousands.of(LogAccount.HOSTS_MAX) + " hosts")
        .forEach(reasons::add);
    if (!cut.isEmpty()) {
      reasons.add("logs may be missing: " + cut);
    }
    boolean isCarried = carried.get(index);
    if (!isCarried && hits == 0) {
      return Coverage.absent(nobody(signal) + also(reasons));
    }
    if (signal.isAnyones()) {
      reasons.add("any program may say it: that none did proves nothing");
    } else if (!isCarried) {
      reasons.add(nobody(signal) + ", only such as name no program");
    }
    var coverage = reasons.isEmpty() ? Coverage.complete() : Coverage.partial(few(reasons));
    var carriers = logs.carriers(index);
    return coverage.of(carriers.places(), carriers.span());
  }

  private String nobody(SignalPattern signal) {
    long read = logs.read();
    var who = signal.isAnyones() ? "" : " with lines of " + String.join(" or ", signal.in());
    var looked = " (looked at " + (read == 1 ? "one log)" : read + " logs)");
    var general = signal.in().stream().filter(LogName::isGeneral).findFirst();
    return "no log"
        + who
        + looked
        + general
            .map(name -> "; many write in " + name + ", so its name proves nothing")
            .orElse("");
  }

  private static String also(Set<String> reasons) {
    return reasons.isEmpty() ? "" : "; " + few(reasons);
  }

  private static String few(Set<String> reasons) {
    var shown = String.join("; ", reasons.stream().limit(REASONS_MAX).toList());
    int more = reasons.size() - REASONS_MAX;
    return more > 0 ? shown + "; and " + more + " more" : shown;
  }
}
