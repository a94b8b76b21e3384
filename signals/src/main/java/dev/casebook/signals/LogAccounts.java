package dev.casebook.signals;

import dev.casebook.tables.Coverage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the logs of a snapshot are worth as evidence, whichever host their lines name.
final class LogAccounts {

  private static final int NOTHING = -1;

  private final List<LogAccount> all;
  private final List<Failed> failed;
  private final List<LogAccount> crowded;
  private final SignalWriters writers;
  private final boolean hasJournal;
  private final long read;
  private @Nullable Carriers allRead;

  /// What logs carry, as sets of signals, each with its number: many logs carry the same.
  private final Map<BitSet, Integer> loads = new HashMap<>();

  /// By log, the number of what it carries; [#NOTHING] where it has no lines.
  private final int[] loadOf;

  /// By the numbers of what they carry.
  private final Map<BitSet, Carriers> carriers = new HashMap<>();

  /// A log of which something could not be read.
  ///
  /// @param possible the signals that it could carry
  private record Failed(LogAccount log, BitSet possible) {}

  /// The logs in which a signal would stand.
  ///
  /// @param span from when to when they tell; empty if unknown
  record Carriers(List<String> places, Optional<Coverage.Span> span) {}

  LogAccounts(List<LogAccount> all, SignalWriters writers) {
    this.all = all;
    this.writers = writers;
    this.failed =
        all.stream()
            .filter(log -> !log.failure().isEmpty())
            .map(log -> new Failed(log, possible(log)))
            .toList();
    this.crowded = all.stream().filter(LogAccount::hasMoreHosts).toList();
    this.hasJournal =
        all.stream().anyMatch(log -> log.name().isJournalctl() && !log.recognised().isEmpty());
    this.read = all.stream().filter(LogAccount::hasLines).count();
    this.loadOf = all.stream().mapToInt(this::load).toArray();
  }

  /// What a log of its name could carry, and what it carries whatever its name.
  private BitSet possible(LogAccount log) {
    var possible = carried(log);
    possible.or(writers.possibleIn(log.name()));
    return possible;
  }

  private BitSet carried(LogAccount log) {
    var carried = (BitSet) log.own().clone();
    log.writers().values().forEach(names -> names.forEach(name -> carried.or(writers.from(name))));
    return carried;
  }

  private int load(LogAccount log) {
    if (!log.hasLines()) {
      return NOTHING;
    }
    var carried = carried(log);
    int next = loads.size();
    var known = loads.putIfAbsent(carried, next);
    return known == null ? next : known;
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
        known = carriers(load -> load != NOTHING);
        allRead = known;
      }
      return known;
    }
    var with = new BitSet();
    loads.forEach((carried, load) -> with.set(load, carried.get(signal)));
    return carriers.computeIfAbsent(with, _ -> carriers(load -> load != NOTHING && with.get(load)));
  }

  private Carriers carriers(IntPredicate isOne) {
    var logs = new ArrayList<LogAccount>();
    for (int i = 0; i < loadOf.length; i++) {
      if (isOne.test(loadOf[i])) {
        logs.add(all.get(i));
      }
    }
    return new Carriers(logs.stream().map(LogAccount::place).toList(), span(logs));
  }

  private static Optional<Coverage.Span> span(List<LogAccount> logs) {
    Instant from = null;
    Instant to = null;
    for (var log : logs) {
      var first = log.first();
      var last = log.last();
      from = first != null && (from == null || first.isBefore(from)) ? first : from;
      to = last != null && (to == null || last.isAfter(to)) ? last : to;
    }
    return from == null || to == null ? Optional.empty() : Optional.of(new Coverage.Span(from, to));
  }
}
