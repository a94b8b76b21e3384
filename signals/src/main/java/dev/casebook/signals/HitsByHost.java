package dev.casebook.signals;

import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.Thousands;
import dev.casebook.tables.logs.SignalHits;
import dev.casebook.tables.logs.SignalHits.Kept;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The hits of a snapshot's logs, told apart by the host that wrote the lines.
final class HitsByHost {
  /// Of more other hosts than this the hits are counted only.
  private static final int HOSTS_MAX = LogAccount.HOSTS_MAX;

  /// What `message repeated` may make of one hit, and of all of a signal.
  private static final int REPEATS_MAX = 1000;

  private static final int ROWS_MAX = 100_000;

  private final Snapshot snapshot;
  private final List<SignalPattern> signals;
  private final List<LinePattern> patterns;
  private final List<Map<String, HitKeeper>> keepers;
  private final LogAccounts logs;

  /// Plain names of hosts that lines name.
  private final TreeSet<String> named = new TreeSet<>();

  /// The snapshot's own name, plain.
  private final String own;

  /// As it is shown.
  private final String ownShown;

  HitsByHost(
      Snapshot snapshot,
      List<SignalPattern> signals,
      List<LinePattern> patterns,
      List<Map<String, HitKeeper>> keepers,
      LogAccounts logs) {
    this.snapshot = snapshot;
    this.signals = signals;
    this.patterns = patterns;
    this.keepers = keepers;
    this.logs = logs;
    logs.all().forEach(log -> named.addAll(log.writers().keySet()));
    named.remove("");
    boolean isTold = snapshot.facts().hostIsTold();
    boolean isOne =
        !isTold && named.stream().allMatch(name -> HostName.isSame(name, named.first()));
    this.ownShown = isOne && !named.isEmpty() ? named.first() : snapshot.facts().host();
    this.own = HostName.plain(ownShown);
  }

  /// @param untold hits that were counted only
  SnapshotSignals signals(long untold) {
    var hosts = othersWithHits();
    var byHost = new ArrayList<Map<String, List<HitKeeper>>>();
    keepers.forEach(bySpelling -> byHost.add(byHost(bySpelling, hosts)));
    var others = new LinkedHashMap<String, Map<String, List<SignalHits>>>();
    hosts.stream()
        .limit(HOSTS_MAX)
        .forEach(host -> others.put(host, hits(host, byHost, name -> HostName.isSame(name, host))));
    long dropped =
        hosts.stream()
            .skip(HOSTS_MAX)
            .flatMap(host -> byHost.stream().map(of -> of.getOrDefault(host, List.of())))
            .flatMap(List::stream)
            .mapToLong(HitKeeper::count)
            .sum();
    return new SnapshotSignals(ownShown, hits(own, byHost, this::isOwn), others, untold + dropped);
  }

  /// One signal's hits by the host that they belong to, whichever of its names a line has.
  private Map<String, List<HitKeeper>> byHost(
      Map<String, HitKeeper> bySpelling, NavigableSet<String> hosts) {
    var byHost = new LinkedHashMap<String, List<HitKeeper>>();
    bySpelling.forEach((spelling, keeper) -> {
      var name = HostName.plain(spelling);
      var host = isOwn(name) ? own : longest(name, hosts);
      byHost.computeIfAbsent(host, _ -> new ArrayList<>()).add(keeper);
    });
    return byHost;
  }

  /// The name itself, or the first one that it is the short form of.
  private static String longest(String name, NavigableSet<String> names) {
    var longer = names.ceiling(name + ".");
    return longer != null && HostName.isSame(name, longer) ? longer : name;
  }

  private boolean isOwn(String plain) {
    return plain.isEmpty() || plain.equals("localhost") || HostName.isSame(plain, own);
  }

  /// The other hosts that have hits, each under its longest name.
  private NavigableSet<String> othersWithHits() {
    var names = new TreeSet<String>();
    keepers.forEach(byHost -> byHost.keySet().forEach(name -> names.add(HostName.plain(name))));
    names.removeIf(this::isOwn);
    return names.stream()
        .filter(name -> longest(name, names).equals(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Map<String, List<SignalHits>> hits(
      String host, List<Map<String, List<HitKeeper>>> byHost, Predicate<String> isOfHost) {
    var logsOfHost = new SnapshotLogs(logs, isOfHost, snapshot.cut());
    var hits = new LinkedHashMap<String, List<SignalHits>>();
    for (int i = 0; i < signals.size(); i++) {
      hits.computeIfAbsent(signals.get(i).note(), _ -> new ArrayList<>())
          .add(hits(i, byHost.get(i).getOrDefault(host, List.of()), logsOfHost));
    }
    return hits;
  }

  private SignalHits hits(int index, List<HitKeeper> keepersOfHost, SnapshotLogs logsOfHost) {
    var signal = signals.get(index);
    var kept = new ArrayList<KeptHit>();
    long count = 0;
    boolean lost = false;
    for (var keeper : keepersOfHost) {
      kept.addAll(keeper.hits());
      count += keeper.count();
      lost |= keeper.hasLostValues();
    }
    long keptCount = kept.stream().mapToLong(KeptHit::repeats).sum();
    var rows = rows(Events.of(kept));
    boolean cut = keptCount < count || rows.cut;
    var how = lost ? Kept.SOME : cut ? Kept.ENDS : Kept.ALL;
    var told =
        cut
            ? "at least "
                + Thousands.of(count)
                + " hits, of which "
                + Thousands.of(rows.hits.size())
                + " were kept"
            : "";
    return new SignalHits(
        signal.name(),
        patterns.get(index).groups(),
        rows.hits,
        how,
        count,
        logsOfHost.coverage(signal, index, count, told));
  }

  private record Rows(List<SignalHits.Hit> hits, boolean cut) {}

  /// One row for each time that a line says it was written.
  private Rows rows(List<KeptHit> events) {
    var hits = new ArrayList<SignalHits.Hit>();
    boolean cut = false;
    for (var event : events) {
      var hit = event.hit(snapshot.ledger().origin(event.times().log(), event.position()));
      int repeats = Math.min(event.repeats(), REPEATS_MAX);
      cut |= repeats < event.repeats() || hits.size() + repeats > ROWS_MAX;
      for (int i = 0; i < repeats && hits.size() < ROWS_MAX; i++) {
        hits.add(hit);
      }
    }
    return new Rows(hits, cut);
  }
}
