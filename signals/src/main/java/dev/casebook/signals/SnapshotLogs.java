package dev.casebook.signals;

import dev.casebook.tables.Coverage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// How much of what a signal looks for the logs of a snapshot would have shown, for one of the
/// hosts that they name.
final class SnapshotLogs {
  /// Nobody reads a list of more reasons than these.
  private static final int REASONS_MAX = 5;

  private final List<LogAccount> logs;

  /// Those of which something could not be read.
  private final List<LogAccount> failed;

  private final Predicate<String> isOfHost;
  private final Set<String> writers = new HashSet<>();
  private final boolean hasJournal;
  private final String cut;

  /// @param isOfHost whether a line that names this host, or none, is the host's
  /// @param cut why the source may lack logs that nobody knows of; empty if it does not
  SnapshotLogs(List<LogAccount> logs, Predicate<String> isOfHost, String cut) {
    this.logs = logs;
    this.failed = logs.stream().filter(log -> !log.failure().isEmpty()).toList();
    this.isOfHost = isOfHost;
    this.cut = cut;
    this.hasJournal =
        logs.stream().anyMatch(log -> log.name().isJournalctl() && !log.recognised().isEmpty());
    for (var log : logs) {
      log.writers()
          .forEach((host, names) -> {
            if (isOfHost.test(host)) {
              writers.addAll(names);
            }
          });
    }
  }

  /// @param hits how many there are
  /// @param kept how many of them were kept, in words; empty if all
  Coverage coverage(SignalPattern signal, long hits, String kept) {
    var reasons = new LinkedHashSet<String>();
    if (!kept.isEmpty()) {
      reasons.add(kept);
    }
    failed.stream()
        .filter(log -> isMissed(log, signal))
        .map(log -> log.place() + " " + log.failure())
        .forEach(reasons::add);
    logs.stream()
        .filter(LogAccount::hasMoreHosts)
        .map(log -> "%s names more than %,d hosts".formatted(log.place(), LogAccount.HOSTS_MAX))
        .forEach(reasons::add);
    if (!cut.isEmpty()) {
      reasons.add("logs may be missing: " + cut);
    }
    boolean carried = isCarried(signal);
    if (!carried && hits == 0) {
      return Coverage.absent(nobody(signal) + also(reasons));
    }
    if (signal.isAnyones()) {
      reasons.add("any program may say it: that none did proves nothing");
    } else if (!carried) {
      reasons.add(nobody(signal) + ", only such as name no program");
    }
    var coverage = reasons.isEmpty() ? Coverage.complete() : Coverage.partial(few(reasons));
    var carriers = carriers(signal);
    return coverage.of(carriers.stream().map(LogAccount::place).toList(), span(carriers));
  }

  private boolean isMissed(LogAccount log, SignalPattern signal) {
    boolean covered = log.name().isJournal() && hasJournal;
    return !covered && signal.couldBeIn(log.name());
  }

  private boolean isCarried(SignalPattern signal) {
    if (signal.isAnyones()) {
      return logs.stream().anyMatch(LogAccount::hasLines);
    }
    return writers.stream().anyMatch(signal::isFrom)
        || logs.stream()
            .anyMatch(
                log -> signal.isOwnLog(log.name()) && log.recognised().stream().anyMatch(isOfHost));
  }

  /// The logs in which the signal would stand.
  private List<LogAccount> carriers(SignalPattern signal) {
    return logs.stream()
        .filter(LogAccount::hasLines)
        .filter(log ->
            signal.isAnyones()
                || signal.isOwnLog(log.name())
                || log.writers().values().stream()
                    .anyMatch(names -> names.stream().anyMatch(signal::isFrom)))
        .toList();
  }

  /// From which day to which they tell; empty if unknown. Days are those of their local times where
  /// no zone is known.
  private static String span(List<LogAccount> logs) {
    var first = logs.stream().map(LogAccount::first).flatMap(Stream::ofNullable);
    var last = logs.stream().map(LogAccount::last).flatMap(Stream::ofNullable);
    return first
        .min(Comparator.naturalOrder())
        .map(SnapshotLogs::day)
        .flatMap(from ->
            last.max(Comparator.naturalOrder())
                .map(SnapshotLogs::day)
                .map(to -> from.equals(to) ? from : from + " to " + to))
        .orElse("");
  }

  private static String day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
  }

  private String nobody(SignalPattern signal) {
    long read = logs.stream().filter(LogAccount::hasLines).count();
    var who = signal.isAnyones() ? "" : " with lines of " + String.join(" or ", signal.in());
    return "no log" + who + " (looked at " + (read == 1 ? "one log)" : read + " logs)");
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
