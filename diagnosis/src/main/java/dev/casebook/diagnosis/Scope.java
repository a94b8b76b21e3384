package dev.casebook.diagnosis;

import dev.casebook.diagnosis.Marks.ColumnName;
import dev.casebook.query.Answer;
import dev.casebook.query.Demand;
import dev.casebook.query.QueryFailure;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.Thousands;
import dev.casebook.tables.logs.SignalHits;
import dev.casebook.tables.logs.SignalHits.Kept;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the blocks of one page, a note or view, may name on one snapshot: the snapshot's tables,
/// views, and the signals of the page itself.
final class Scope {

  private static final String SIGNAL = "signal.";

  private final String owner;
  private final Map<String, SignalDefinition> definitions;
  private final List<SignalHits> signals;
  private final SnapshotRelations tables;
  private final Function<String, @Nullable ViewRelation> views;
  private final Map<String, Relation> known = new TreeMap<>();

  /// @param owner of the signals
  /// @param signals their hits
  /// @param views gives the view of a name, or null
  Scope(
      String owner,
      List<SignalDefinition> definitions,
      List<SignalHits> signals,
      SnapshotRelations tables,
      Function<String, @Nullable ViewRelation> views) {
    this.owner = owner;
    this.definitions =
        definitions.stream().collect(Collectors.toMap(SignalDefinition::name, each -> each));
    this.signals = List.copyOf(signals);
    this.tables = tables;
    this.views = views;
  }

  Relation relation(String name) {
    var before = known.get(name);
    if (before != null) {
      return before;
    }
    var relation = name.startsWith(SIGNAL) ? signal(name.substring(SIGNAL.length())) : other(name);
    known.put(name, relation);
    return relation;
  }

  private Relation other(String name) {
    var view = views.apply(name);
    return view == null ? tables.table(name) : view;
  }

  private Relation signal(String name) {
    var hits =
        signals.stream()
            .filter(signal -> signal.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(owner + " has no signal " + name));
    var definition = definitions.get(name);
    return new SignalRelation(hits, new Silence(definition, tables));
  }

  /// Runs one SELECT over what these relations hold.
  Answer select(String sql, Set<String> names) throws QueryFailure {
    prepare(names);
    return tables.select(sql);
  }

  /// Sees to it that a SELECT can name these.
  void prepare(Set<String> names) throws QueryFailure {
    for (var name : names) {
      relation(name).provide();
    }
    tables.use(owner, signals);
  }

  /// Whether a row has no value there.
  boolean hasUnknown(ColumnName column) throws QueryFailure {
    var relation = column.relation();
    return !relation(relation).isEmpty()
        && !select(
                "SELECT 1 FROM " + relation + " WHERE " + column.column() + " IS NULL LIMIT 1",
                Set.of(relation))
            .isEmpty();
  }

  /// What was gone through for a block that returned nothing: of each relation that it needs, that
  /// it holds no such row, and of each that it negates, whether it has any; each with where that
  /// stands.
  List<String> searched(Demand demand) throws QueryFailure {
    var told = new LinkedHashSet<String>();
    for (var name : demand.needed()) {
      told.addAll(searched(name, "no such row of "));
    }
    for (var name : demand.negating()) {
      told.addAll(searched(name, "rows of "));
    }
    return List.copyOf(told);
  }

  /// @param ofRows what is said of a table that has rows
  private List<String> searched(String name, String ofRows) throws QueryFailure {
    var relation = relation(name);
    var places = relation.coverage().searched();
    return switch (relation) {
      case SignalRelation(var hits, _) -> {
        var count = hits.count() == 0 ? "no hit" : Thousands.of(hits.count()) + " hits";
        yield List.of(count + " of " + hits.name() + " in " + places);
      }
      case ViewRelation view -> view.searched();
      default ->
          places.isEmpty()
              ? List.of()
              : List.of((relation.isEmpty() ? "no rows of " : ofRows) + name + " in " + places);
    };
  }

  /// Whether there are hits, here or in a view, and the times of all were written with a zone.
  boolean areTimesZoned(Set<String> names) {
    return hasHits(names) && !anyHit(names, SignalHits.Hit::isLocal);
  }

  /// Whether one of these signals has hits, here or in a view.
  boolean hasHits(Set<String> names) {
    return anyHit(names, _ -> true);
  }

  boolean anyHit(Set<String> names, Predicate<SignalHits.Hit> wanted) {
    return signals.stream().flatMap(of -> of.hits().stream()).anyMatch(wanted)
        || names.stream()
            .anyMatch(name ->
                !name.startsWith(SIGNAL)
                    && relation(name) instanceof ViewRelation view
                    && view.anyHit(wanted));
  }

  /// Tells a relation to the author of a note, and what a view is made of.
  ///
  /// @param prefix of its name: the view that names it
  /// @param seen names that were told
  void name(String prefix, String name, Set<String> seen, List<Explanation.Named> told)
      throws QueryFailure {
    boolean isSignal = name.startsWith(SIGNAL);
    var full = isSignal ? prefix + name : name;
    if (!seen.add(full)) {
      return;
    }
    var relation = relation(name);
    var coverage = relation.coverage();
    long rows;
    var first = List.<String>of();
    if (relation instanceof SignalRelation(var hits, _)) {
      rows = hits.count();
      first = hits.hits().stream().limit(FIRST_MAX).map(SignalHits.Hit::message).toList();
    } else {
      rows = relation.isEmpty() ? 0 : count(name);
    }
    told.add(
        new Explanation.Named(
            full,
            coverage.state().name().toLowerCase(Locale.ROOT),
            coverage.reason().isEmpty() ? coverage.searched() : coverage.reason(),
            rows,
            first));
    if (relation instanceof ViewRelation view) {
      view.name(seen, told);
    }
  }

  /// Hits of a signal that its author is shown.
  private static final int FIRST_MAX = 3;

  private long count(String name) throws QueryFailure {
    var answer = select("select count(*) as n from " + name, Set.of(name));
    return (Long) answer.cell(answer.rows().getFirst(), "n").orElseThrow();
  }

  /// The first hit of each signal that has to have some, here or in a view.
  void neededSignals(Demand demand, Set<Long> lines) {
    for (var name : demand.needed()) {
      switch (relation(name)) {
        case SignalRelation signal ->
            signal.hits().hits().stream().limit(1).forEach(hit -> lines.add(hit.origin()));
        case ViewRelation view -> view.neededSignals(lines);
        default -> {
          // A table.
        }
      }
    }
  }

  /// What has to be known of a relation's numbers where not all hits were kept.
  Optional<String> shortcoming(String name) {
    return relation(name) instanceof SignalRelation(var hits, _) && hits.kept() != Kept.ALL
        ? Optional.of(
            "of the "
                + Thousands.of(hits.count())
                + " hits of "
                + name
                + ", "
                + Thousands.of(hits.hits().size())
                + " were kept")
        : Optional.empty();
  }

  private record SignalRelation(SignalHits hits, Silence silence) implements Relation {

    @Override
    public Coverage coverage() throws QueryFailure {
      return hits.coverage().isComplete() && silence.isPossible()
          ? Coverage.partial(silence.reason())
          : hits.coverage();
    }

    @Override
    public boolean isSurelyAbsent() throws QueryFailure {
      return !coverage().isThere();
    }

    @Override
    public boolean isEmpty() {
      return hits.hits().isEmpty();
    }

    @Override
    public Kept kept() {
      return hits.kept();
    }

    @Override
    public void provide() {
      // All signals of a page are put in use together.
    }
  }
}
