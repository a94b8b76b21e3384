package dev.casebook.investigate;

import dev.casebook.diagnosis.Examiner;
import dev.casebook.evidence.Progress;
import dev.casebook.evidence.Snapshot;
import dev.casebook.investigate.TableComparison.Found;
import dev.casebook.signals.SignalScan;
import dev.casebook.tables.Table;
import dev.casebook.tables.software.AlteredFile;
import dev.casebook.verdicts.Comparison.Apart;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What differs between good snapshots and a bad one as table after table is compared, before it is
/// ranked.
final class Differences {

  private final List<Snapshot> good;
  private final Snapshot bad;
  private final boolean same;
  private final IdentityHashMap<Snapshot, OwnWords> words = new IdentityHashMap<>();
  private final Map<String, Difference> all = new LinkedHashMap<>();
  private final Map<String, Integer> folded = new TreeMap<>();
  private final Set<Apart> apart = new LinkedHashSet<>();
  private @Nullable VendorsWord vendor;
  private int tables;

  /// One difference to each good one that shows it.
  ///
  /// @param good the first of those
  /// @param agreeing how many they are
  record Difference(Found found, Snapshot good, int agreeing) {

    String identity() {
      return identity(found);
    }

    private static String identity(Found found) {
      return String.join(
          "\u0001",
          found.table().name(),
          found.key(),
          found.column(),
          found.goodValue(),
          found.badValue());
    }
  }

  /// @param same whether all are of one host
  Differences(List<Snapshot> good, Snapshot bad, boolean same) {
    this.good = good;
    this.bad = bad;
    this.same = same;
    Stream.concat(good.stream(), Stream.of(bad))
        .forEach(each -> words.put(each, same ? OwnWords.none() : OwnWords.of(each)));
  }

  /// Compares one table of all of them.
  void add(Table<?> table) {
    var bads = HeldRows.of(bad, table, wordsOf(bad));
    if (table == AlteredFile.TABLE) {
      vendor = new VendorsWord(bads);
    }
    boolean isCompared = false;
    for (var each : good) {
      var goods = HeldRows.of(each, table, wordsOf(each));
      boolean isInGood = goods.coverage().isThere();
      boolean isInBad = bads.coverage().isThere();
      if (isInGood && isInBad) {
        isCompared = true;
        compare(table, each, goods, bads);
      } else if (isInGood || isInBad) {
        var lacking = isInGood ? "the bad one" : Examiner.label(each).source();
        apart.add(new Apart(table.name(), lacking + " has no evidence of it"));
      }
    }
    tables += isCompared ? 1 : 0;
  }

  /// Compares what the logs of all of them hold of what notes look for.
  void add(SoughtSignals sought, SignalScan scan, Progress progress) {
    var bads = scan.of(bad, progress);
    for (var each : good) {
      var comparison = new SignalComparison(sought).compare(scan.of(each, progress), bads);
      comparison.folded().forEach((why, count) -> folded.merge(why, count, Integer::sum));
      merge(comparison.found(), each);
    }
  }

  private void compare(Table<?> table, Snapshot one, HeldRows goods, HeldRows bads) {
    var comparison =
        new TableComparison(table, goods, bads, wordsOf(one), wordsOf(bad), same).compare();
    comparison.folded().forEach((why, count) -> folded.merge(why, count, Integer::sum));
    if (!goods.coverage().shown().equals(bads.coverage().shown())) {
      tellPart(table, one, goods);
      tellPart(table, bad, bads);
    }
    for (var column : comparison.untold()) {
      apart.add(new Apart(table.name() + "." + column, "only one of the two tells it"));
    }
    merge(comparison.found(), one);
  }

  private void merge(List<Found> differing, Snapshot one) {
    for (var found : differing) {
      all.merge(
          Difference.identity(found),
          new Difference(found, one, 1),
          (known, _) -> new Difference(known.found(), known.good(), known.agreeing() + 1));
    }
  }

  /// That one has a part only is told where the other has another.
  private void tellPart(Table<?> table, Snapshot of, HeldRows rows) {
    var shown = rows.coverage().shown();
    if (!shown.isEmpty()) {
      apart.add(
          new Apart(table.name(), Examiner.label(of).source() + " shows only those of " + shown));
    }
  }

  private OwnWords wordsOf(Snapshot snapshot) {
    return words.getOrDefault(snapshot, OwnWords.none());
  }

  /// What the vendor says of the bad one's files.
  VendorsWord vendor() {
    return vendor == null ? VendorsWord.of(bad) : vendor;
  }

  List<Difference> all() {
    return List.copyOf(all.values());
  }

  /// How many differences tell nothing, by the reason.
  Map<String, Integer> folded() {
    return folded;
  }

  /// What could not be compared.
  List<Apart> apart() {
    return List.copyOf(apart);
  }

  /// How many tables could.
  int tables() {
    return tables;
  }
}
