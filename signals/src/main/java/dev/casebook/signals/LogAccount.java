package dev.casebook.signals;

import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one log is worth as evidence: who writes in it, as far as was seen, and what of it could
/// not be read.
final class LogAccount {
  static final int HOSTS_MAX = 1000;

  private final String place;
  private final LogName name;

  /// By signal, whether it is a log of one program, which the signal names.
  private final BitSet own;

  /// By the host that lines name, empty for those that name none, the programs and units.
  private final Map<String, Set<String>> writers = new HashMap<>();

  /// Hosts of which there is a line that has the form of some log's, or that a signal knows.
  private final Set<String> recognised = new HashSet<>();

  private boolean hasLines;
  private boolean hasMoreHosts;
  private String failure = "";
  private @Nullable Instant first;
  private @Nullable Instant last;

  LogAccount(String place, LogName name, BitSet own) {
    this.place = place;
    this.name = name;
    this.own = own;
  }

  String place() {
    return place;
  }

  LogName name() {
    return name;
  }

  BitSet own() {
    return own;
  }

  void saw(String host) {
    hasLines = true;
    if (writers.size() < HOSTS_MAX) {
      writers.computeIfAbsent(host, _ -> new HashSet<>());
    } else {
      hasMoreHosts |= !writers.containsKey(host);
    }
  }

  void recognised(String host) {
    if (recognised.size() < HOSTS_MAX) {
      recognised.add(host);
    }
  }

  void wrote(String host, String writer) {
    var known = writers.get(host);
    if (known != null) {
      known.add(writer);
    }
  }

  /// Says what of it was not read, in words that go on after its place; what was said is not said
  /// again.
  void failed(String reason) {
    if (failure.contains(reason)) {
      return;
    }
    failure = failure.isEmpty() ? reason : failure + ", " + reason;
  }

  /// Says from when to when its lines were written, as far as they tell.
  void spans(@Nullable Instant from, @Nullable Instant to) {
    first = from;
    last = to;
  }

  /// When the earlier of its first and last lines was written; null if unknown.
  @Nullable Instant first() {
    return first == null || last == null || first.isBefore(last) ? first : last;
  }

  /// When the later of them was written; null if unknown.
  @Nullable Instant last() {
    return first == null || last == null || first.isBefore(last) ? last : first;
  }

  /// Whether lines name more hosts than are told apart.
  boolean hasMoreHosts() {
    return hasMoreHosts;
  }

  boolean hasLines() {
    return hasLines;
  }

  String failure() {
    return failure;
  }

  Map<String, Set<String>> writers() {
    return writers;
  }

  Set<String> recognised() {
    return recognised;
  }
}
