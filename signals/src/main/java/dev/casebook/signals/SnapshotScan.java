package dev.casebook.signals;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.Progress;
import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.logs.Logs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All logs of one snapshot read once, one after the other, with one buffer and one scanner.
final class SnapshotScan implements AutoCloseable {
  /// Of all logs together so many lines are looked at closely, which takes some 50 ms: a thousand
  /// of each of two hundred logs. A host with thousands of small ones would be read twice
  /// otherwise.
  private static final int CLOSE_LINES_MAX = 200_000;

  private final Snapshot snapshot;
  private final List<SignalPattern> signals;
  private final PatternSet patterns;
  private final Progress progress;
  private final LogBlocks blocks = new LogBlocks();
  private final LineScanner scanner;
  private final SignalWriters writers;
  private final Words words = new Words();
  private final Sighting sighting = new Sighting();
  private final KnownBeginnings beginnings = new KnownBeginnings();
  private final HitBudget budget;
  private final List<HitBudget.Allowance> allowances = new ArrayList<>();

  /// By signal, the hits by the host that their lines name, as it is written there.
  private final List<Map<String, HitKeeper>> keepers = new ArrayList<>();

  private int closeLines;

  /// Hits of hosts beyond those that are told apart.
  private long untold;

  private String lastHost = "";
  private final @Nullable HitKeeper[] ofLastHost;

  SnapshotScan(
      Snapshot snapshot,
      List<SignalPattern> signals,
      PatternSet patterns,
      long hitBytesMax,
      Progress progress) {
    this.snapshot = snapshot;
    this.signals = signals;
    this.patterns = patterns;
    this.progress = progress;
    this.scanner = patterns.scanner();
    this.writers = new SignalWriters(signals);
    this.ofLastHost = new @Nullable HitKeeper[signals.size()];
    this.budget = new HitBudget(hitBytesMax, signals.size());
    signals.forEach(_ -> {
      allowances.add(budget.allowance());
      keepers.add(new HashMap<>());
    });
  }

  SnapshotSignals run() {
    var accounts = new ArrayList<LogAccount>();
    var all = Logs.of(snapshot);
    if (all.size() > 1) { // of several, hardly one has a hit on every line
      scanner.expect(all.stream().mapToLong(Artifact::size).sum());
    }
    for (int i = 0; i < all.size(); i++) {
      accounts.add(LogScan.run(this, all.get(i), i));
    }
    var logs = new LogAccounts(accounts, writers);
    return new HitsByHost(snapshot, signals, patterns.patterns(), keepers, logs).signals(untold);
  }

  Snapshot snapshot() {
    return snapshot;
  }

  List<SignalPattern> signals() {
    return signals;
  }

  LinePattern pattern(int signal) {
    return patterns.patterns().get(signal);
  }

  Progress progress() {
    return progress;
  }

  LogBlocks blocks() {
    return blocks;
  }

  LineScanner scanner() {
    return scanner;
  }

  SignalWriters writers() {
    return writers;
  }

  Words words() {
    return words;
  }

  Sighting sighting() {
    return sighting;
  }

  /// Whether the next log's beginning may still be looked at line by line.
  boolean mayLookClosely() {
    return closeLines < CLOSE_LINES_MAX;
  }

  void lookedClosely(int lines) {
    closeLines += lines;
  }

  /// Keeps a hit for its host. Whoever writes a log may name any number of hosts: of more than are
  /// told apart, the hits are counted only.
  void keep(int signal, Sighting seen) {
    var keeper = keeper(signal, seen.host());
    if (keeper == null) {
      untold++;
    } else {
      keeper.add(seen);
    }
  }

  /// Keeps what is a hit of the host named last by what is known of how it begins; false if that
  /// does not tell.
  boolean keepKnown(int signal, Sighting seen) {
    var keeper = keeperOfLast(signal, seen.host());
    return keeper != null && keeper.addKnown(seen);
  }

  /// How often there was no room for a hit.
  int refusals() {
    return budget.refusals();
  }

  /// Who keeps the hits of the host named last; null if it is another, or has no hits yet.
  @Nullable HitKeeper keeperOfLast(int signal, @Nullable String host) {
    return lastHost.equals(host == null ? "" : host) ? ofLastHost[signal] : null;
  }

  private @Nullable HitKeeper keeper(int signal, @Nullable String host) {
    var name = host == null ? "" : host;
    if (!name.equals(lastHost)) {
      lastHost = name;
      Arrays.fill(ofLastHost, null);
    }
    var keeper = ofLastHost[signal];
    if (keeper == null) {
      var byHost = keepers.get(signal);
      keeper = byHost.get(name);
      if (keeper == null && byHost.size() < LogAccount.HOSTS_MAX) {
        keeper = new HitKeeper(signal, allowances.get(signal), beginnings);
        byHost.put(name, keeper);
      }
      ofLastHost[signal] = keeper;
    }
    return keeper;
  }

  @Override
  public void close() {
    scanner.close();
  }
}
