package dev.casebook.diagnosis;

import dev.casebook.evidence.Snapshot;
import dev.casebook.query.Answer;
import dev.casebook.query.Incident;
import dev.casebook.query.QueryFailure;
import dev.casebook.query.SnapshotDatabase;
import dev.casebook.query.SnapshotDatabase.Portion;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.logs.SignalHits;
import dev.casebook.tables.logs.SignalHits.Kept;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A view in all snapshots of an incident: its rows in each, as notes of one snapshot have them.
final class IncidentView implements ViewRelation {

  private final View view;
  private final List<View> reached;
  private final Incident incident;
  private final List<Examiner.Part> parts;
  private final SnapshotDatabase database;
  private @Nullable Coverage coverage;
  private boolean isMade;
  private boolean isEmpty = true;

  /// @param reached the view and all that it is made of
  IncidentView(
      View view,
      List<View> reached,
      Incident incident,
      List<Examiner.Part> parts,
      SnapshotDatabase database) {
    this.view = view;
    this.reached = List.copyOf(reached);
    this.incident = incident;
    this.parts = parts;
    this.database = database;
  }

  @Override
  public Coverage coverage() throws QueryFailure {
    provide();
    return Objects.requireNonNull(coverage);
  }

  @Override
  public boolean isEmpty() throws QueryFailure {
    provide();
    return isEmpty;
  }

  @Override
  public Kept kept() throws QueryFailure {
    var worst = Kept.ALL;
    for (var one : all()) {
      var kept = one.kept();
      worst = kept.compareTo(worst) > 0 ? kept : worst;
    }
    return worst;
  }

  private List<ViewRelation> all() {
    return parts.stream()
        .flatMap(part -> part.all().stream())
        .map(examiner -> examiner.view(view, reached))
        .toList();
  }

  @Override
  public void provide() throws QueryFailure {
    if (isMade) {
      return;
    }
    var portions = new ArrayList<Portion>();
    var columns = new LinkedHashMap<String, String>();
    var coverages = new ArrayList<Coverage>();
    for (var part : parts) {
      var own = part.own().rows(view, reached);
      coverages.add(own.coverage());
      columns.putAll(part.own().types(view));
      portions.add(portion(part, part.own(), own.answer()));
      part.own().close();
      for (var other : part.others()) {
        portions.add(portion(part, other, other.rows(view, reached).answer()));
      }
      part.others().forEach(Examiner::close);
    }
    database.keep(view.name(), columns, portions);
    coverage = incident.coverage(false, coverages);
    isEmpty = portions.stream().allMatch(portion -> portion.rows().isEmpty());
    isMade = true;
  }

  @SuppressWarnings(
      "NullAway") // a record's constructor loses the annotation inside List<@Nullable …>
  private Portion portion(Examiner.Part part, Examiner examiner, Answer answer) {
    var own = part.own().snapshot();
    var rows = answer.rows().stream().map(row -> ofIncident(answer, row, own)).toList();
    return new Portion(examiner.snapshot().facts().host(), incident.name(own), rows);
  }

  private @Nullable Object[] ofIncident(Answer answer, @Nullable Object[] row, Snapshot own) {
    var cells = row.clone();
    for (int i = 0; i < cells.length; i++) {
      if (Origins.isNamed(answer.columns().get(i))) {
        cells[i] = ofIncident(cells[i], own);
      }
    }
    return cells;
  }

  private @Nullable Object ofIncident(@Nullable Object origin, Snapshot own) {
    return switch (origin) {
      case Long one -> incident.origin(own, one);
      case List<?> list -> list.stream().map(each -> ofIncident(each, own)).toList();
      case null, default -> origin;
    };
  }

  @Override
  public void drop() {
    if (isMade) {
      database.drop(view.name());
      isMade = false;
    }
  }

  @Override
  public List<String> searched() throws QueryFailure {
    var told = new LinkedHashSet<String>();
    for (var one : all()) {
      told.addAll(one.searched());
    }
    return List.copyOf(told);
  }

  @Override
  public void name(Set<String> seen, List<Explanation.Named> told) throws QueryFailure {
    for (var one : all()) {
      one.name(seen, told);
    }
  }

  @Override
  public void neededSignals(Set<Long> lines) {
    for (var part : parts) {
      for (var examiner : part.all()) {
        var own = new LinkedHashSet<Long>();
        examiner.view(view, reached).neededSignals(own);
        own.forEach(origin -> lines.add(incident.origin(part.own().snapshot(), origin)));
      }
    }
  }

  @Override
  public boolean anyHit(Predicate<SignalHits.Hit> wanted) {
    return all().stream().anyMatch(one -> one.anyHit(wanted));
  }

  @Override
  public void tellShortcomings(Consumer<String> tell) {
    all().forEach(one -> one.tellShortcomings(tell));
  }
}
