package dev.casebook.signals;

import dev.casebook.tables.Coverage;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the logs of a snapshot are worth as evidence, whichever host their lines name.
final class LogAccounts {

  private final List<LogAccount> all;
  private final List<Failed> failed;
  private final List<LogAccount> crowded;
  private final SignalWriters writers;
  private final boolean hasJournal;
  private final long read;
  private final @Nullable Carriers[] carriers;
  private @Nullable Carriers allRead;

  /// A log of which something could not be read.
  ///
  /// @param possible the signals that it could carry
  private record Failed(LogAccount log, BitSet possible) {}

  /// The logs in which a signal would stand.
  ///
  /// @param span from when to when they tell; empty if unknown
  record Carriers(List<String> places, Optional<Coverage.Span> span) {}

  LogAccounts(List<LogAccount> all, List<SignalPattern> signals, SignalWriters writers) {
    this.all = all;
    this.writers = writers;
    this.failed =
        all.stream()
            .filter(log -> !log.failure().isEmpty())
            .map(log -> new Failed(log, writers.possibleIn(log.name())))
            .toList();
    this.crowded = all.stream().filter(LogAccount::hasMoreHosts).toList();
    this.hasJournal =
        all.stream().anyMatch(log -> log.name().isJournalctl() && !log.recognised().isEmpty());
    this.read = all.stream().filter(LogAccount::hasLines).count();
    this.carriers = new @Nullable Carriers[signals.size()];
  }

  List<LogAccount> all() {
    return all;
  }

  SignalWriters writers() {
    return writers;
  }

  /// How many were read.
  long read() {
    return read;
  }

  /// Those that name more hosts than are told apart.
  List<LogAccount> crowded() {
    return crowded;
  }

  /// Those of which something could not be read that could be the signal.
  Stream<LogAccount> missed(int signal) {
    return failed.stream()
        .filter(one -> one.possible.get(signal) && !(one.log.name().isJournal() && hasJournal))
        .map(Failed::log);
  }

  Carriers carriers(int signal) {
    if (writers.anyones().get(signal)) {
      var known = allRead;
      if (known == null) {
        known = carriers(LogAccount::hasLines);
        allRead = known;
      }
      return known;
    }
    var known = carriers[signal];
    if (known == null) {
      known = carriers(log -> log.hasLines() && isCarrier(log, signal));
      carriers[signal] = known;
    }
    return known;
  }

  private Carriers carriers(Predicate<LogAccount> isOne) {
    var logs = all.stream().filter(isOne).toList();
    return new Carriers(logs.stream().map(LogAccount::place).toList(), span(logs));
  }

  private boolean isCarrier(LogAccount log, int signal) {
    return log.own().get(signal)
        || log.writers().values().stream()
            .anyMatch(names -> names.stream().anyMatch(name -> writers.from(name).get(signal)));
  }

  private static Optional<Coverage.Span> span(List<LogAccount> logs) {
    var first = logs.stream().map(LogAccount::first).flatMap(Stream::ofNullable);
    var last = logs.stream().map(LogAccount::last).flatMap(Stream::ofNullable);
    return first
        .min(Comparator.naturalOrder())
        .flatMap(
            from -> last.max(Comparator.naturalOrder()).map(to -> new Coverage.Span(from, to)));
  }
}
