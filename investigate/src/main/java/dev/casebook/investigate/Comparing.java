package dev.casebook.investigate;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Citations;
import dev.casebook.diagnosis.Examiner;
import dev.casebook.evidence.Progress;
import dev.casebook.evidence.Snapshot;
import dev.casebook.evidence.Wanted;
import dev.casebook.investigate.Differences.Difference;
import dev.casebook.investigate.TableComparison.Found;
import dev.casebook.signals.SignalScan;
import dev.casebook.tables.Catalogue;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Field;
import dev.casebook.tables.Table;
import dev.casebook.tables.logs.LogEntry;
import dev.casebook.tables.software.AlteredFile;
import dev.casebook.verdicts.Comparison;
import dev.casebook.verdicts.Evidence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Holds snapshots of good hosts against one of a bad one, and ranks what differs by how much it
/// tells: what a note looks for, then versions and settings, then state; the more of one kind
/// differ, the less each of them tells.
public final class Comparing {

  /// Shown of one table.
  static final int TABLE_MAX = 20;

  private final List<Table<?>> tables;
  private final Concern concern;
  private final SoughtSignals sought;
  private final Optional<Path> cache;

  /// @param tables those to compare; where logs are among them, by what notes look for in them
  /// @param cache folder for compiled patterns; empty to compile each time
  public Comparing(List<Table<?>> tables, Casebook casebook, Optional<Path> cache) {
    this.tables = List.copyOf(tables);
    this.concern = Concern.of(casebook);
    this.sought = SoughtSignals.of(casebook);
    this.cache = cache;
  }

  /// What is asked of each source.
  public static Wanted wanted(Catalogue catalogue, List<Table<?>> tables) {
    var names = new LinkedHashSet<>(tables.stream().map(Table::name).toList());
    names.add("addresses");
    names.add("interfaces");
    names.add("hosts");
    names.add(AlteredFile.TABLE.name());
    var wishes = catalogue.wanted(names).wishes();
    var id = new Wanted.Wish(List.of(List.of(OwnWords.MACHINE_ID)), List.of());
    return new Wanted(Stream.concat(wishes.stream(), Stream.of(id)).toList());
  }

  private record Ranked(Difference difference, double score, String why) {}

  /// @param good at least one
  /// @param sameHost whether all are of one host; told by their machine-ids if empty
  public Comparison of(List<Snapshot> good, Snapshot bad, Optional<Boolean> sameHost) {
    boolean same = sameHost.orElseGet(() -> good.stream().allMatch(each -> isSame(each, bad)));
    var differences = new Differences(good, bad, same);
    tables.stream().filter(table -> table.compared().never().isEmpty()).forEach(differences::add);
    if (tables.contains(LogEntry.TABLE)) {
      try (var scan = SignalScan.of(sought.patterns(), cache)) {
        differences.add(sought, scan, Progress.NONE);
      }
    }
    var leftOut = new TreeMap<String, Integer>();
    var shown = capped(ranked(differences.all(), good.size(), differences.vendor()), leftOut);
    return new Comparison(
        good.stream().map(Examiner::label).toList(),
        Examiner.label(bad),
        same,
        cited(shown, bad),
        leftOut,
        differences.folded(),
        differences.apart(),
        differences.tables(),
        Stream.concat(good.stream(), Stream.of(bad))
            .flatMap(each -> each.problems().stream().map(p -> each.source() + ": " + p))
            .distinct()
            .toList());
  }

  /// By the machine-id where both tell it, else by the name.
  private static boolean isSame(Snapshot one, Snapshot other) {
    var id = OwnWords.machineId(one);
    var otherId = OwnWords.machineId(other);
    if (id.isPresent() && otherId.isPresent()) {
      return id.equals(otherId);
    }
    return one.facts().hostIsTold()
        && other.facts().hostIsTold()
        && one.facts().host().equals(other.facts().host());
  }

  /// How much one of these tells where nothing else differs.
  private static final double NAMED = 60;

  private static final double COLUMN_NAMED = 20;

  /// That the bad one departs from what its vendor delivers is a third witness.
  private static final double ALTERED = 30;

  private static final double SETTING = 100;
  private static final double STATE = 40;

  /// The host's kernel and system are the first thing that is asked of two hosts.
  private static final double HOST = 170;

  /// What a note finds something by, and a good host has not at the same time.
  private static final double SIGNAL = 200;

  /// What each doubling of a crowd takes away.
  private static final double CROWD = 12;

  private List<Ranked> ranked(List<Difference> all, int goods, VendorsWord vendor) {
    var crowds = new HashMap<String, Integer>();
    all.forEach(each -> crowds.merge(crowd(each.found()), 1, Integer::sum));
    return all.stream()
        .map(each -> ranked(each, crowds.getOrDefault(crowd(each.found()), 1), goods, vendor))
        .sorted(
            Comparator.comparingDouble(Ranked::score)
                .reversed()
                .thenComparing(each -> each.difference().identity()))
        .toList();
  }

  private static String crowd(Found found) {
    return found.table().name() + " " + found.column() + (found.good() == null);
  }

  private Ranked ranked(Difference difference, int crowd, int goods, VendorsWord vendor) {
    var found = difference.found();
    var table = found.table().name();
    boolean setting = found.table().compared().tells() == Compared.Tells.SETTING;
    double score = setting ? SETTING : STATE;
    var why = found.table().compared().tells().words();
    if (found.table() == SignalComparison.Sighted.TABLE) {
      return new Ranked(difference, signalScore(difference, crowd, goods), SIGHTED);
    }
    if (table.equals("hosts")) {
      score = found.column().equals("kernel") ? HOST : SETTING;
    }
    score -= CROWD * Math.log(crowd) / Math.log(2);
    var word = concern.wordIn(table, values(found));
    var column = concern.column(table, found.column());
    if (word.isPresent()) {
      score += NAMED;
      why = "note " + word.get() + " asks for it";
    } else if (column.isPresent()) {
      score += COLUMN_NAMED;
      why = "note " + column.get() + " asks for it";
    }
    var altered = vendor.alteredFile(values(found));
    if (altered.isPresent()) {
      score += ALTERED;
      why += "; the bad one's " + altered.get() + " is not as its package brought it";
    }
    score *= (double) difference.agreeing() / goods;
    return new Ranked(difference, score, why);
  }

  private static final String SIGHTED =
      "its note finds something by it; both hold logs of that program and time";

  private static double signalScore(Difference difference, int crowd, int goods) {
    return (SIGNAL - CROWD * Math.log(crowd) / Math.log(2)) * difference.agreeing() / goods;
  }

  /// The values by which a note may look for it: those of its key, and those that differ.
  private static List<@Nullable String> values(Found found) {
    var names = found.table().fields().stream().map(Field::name).toList();
    var values = new ArrayList<@Nullable String>();
    for (var row : Stream.of(found.good(), found.bad()).filter(Objects::nonNull).toList()) {
      for (var key : found.table().compared().key()) {
        values.add(row.values().get(names.indexOf(key)));
      }
    }
    if (!found.column().isEmpty()) {
      values.add(found.goodValue());
      values.add(found.badValue());
    }
    return values;
  }

  private static List<Ranked> capped(List<Ranked> all, Map<String, Integer> leftOut) {
    var counts = new HashMap<String, Integer>();
    var shown = new ArrayList<Ranked>();
    for (var each : all) {
      var table = each.difference().found().table().name();
      if (counts.merge(table, 1, Integer::sum) <= TABLE_MAX) {
        shown.add(each);
      } else {
        leftOut.merge(table, 1, Integer::sum);
      }
    }
    return shown;
  }

  /// Each artifact is read once for all that is shown of it.
  private static List<Comparison.Difference> cited(List<Ranked> shown, Snapshot bad) {
    var origins = new IdentityHashMap<Snapshot, List<Long>>();
    for (var each : shown) {
      var found = each.difference().found();
      if (found.good() != null) {
        origins
            .computeIfAbsent(each.difference().good(), _ -> new ArrayList<>())
            .add(found.good().origin());
      }
      if (found.bad() != null) {
        origins.computeIfAbsent(bad, _ -> new ArrayList<>()).add(found.bad().origin());
      }
    }
    var evidence = new IdentityHashMap<Snapshot, Map<Long, Evidence>>();
    origins.forEach(
        (snapshot, its) -> evidence.put(snapshot, Citations.of(snapshot.ledger()).of(its)));
    return shown.stream()
        .map(each -> {
          var found = each.difference().found();
          return new Comparison.Difference(
              found.table().name(),
              found.key(),
              found.column(),
              side(found.good(), found.goodValue(), evidence.get(each.difference().good())),
              side(found.bad(), found.badValue(), evidence.get(bad)),
              each.difference().agreeing(),
              each.why());
        })
        .toList();
  }

  private static Optional<Comparison.Side> side(
      HeldRows.@Nullable Held row, String value, @Nullable Map<Long, Evidence> evidence) {
    if (row == null || evidence == null) {
      return Optional.empty();
    }
    var at = evidence.getOrDefault(row.origin(), new Evidence("", ""));
    return Optional.of(new Comparison.Side(value, at));
  }
}
