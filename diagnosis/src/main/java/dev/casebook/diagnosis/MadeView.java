package dev.casebook.diagnosis;

import dev.casebook.query.QueryFailure;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.logs.SignalHits;
import dev.casebook.tables.logs.SignalHits.Kept;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A view on one snapshot. Its SELECT is run once, when its rows are first asked for, and its
/// answer kept as a table.
final class MadeView implements ViewRelation {

  private final String name;
  private final Block block;
  private final String sql;
  private final Scope scope;
  private final SnapshotRelations tables;
  private final Judgement judgement;
  private @Nullable Coverage coverage;
  private boolean isMade;
  private boolean isKeptEmpty = true;

  /// @param sql of its block, with the values of parameters
  MadeView(View view, String sql, Scope scope, SnapshotRelations tables) {
    this.name = view.name();
    this.block = view.block();
    this.sql = sql;
    this.scope = scope;
    this.tables = tables;
    this.judgement = new Judgement(scope);
  }

  @Override
  public Coverage coverage() throws QueryFailure {
    if (coverage == null) {
      coverage = judged();
    }
    return coverage;
  }

  private Coverage judged() throws QueryFailure {
    var lacking = judgement.lacking(block.demand());
    if (!lacking.isEmpty()) {
      return Coverage.absent(joined(lacking));
    }
    if (!block.marks().findsOnly().isEmpty()) {
      return Coverage.partial(block.marks().findsOnly());
    }
    var partial = judgement.partial(block);
    return partial.isEmpty() ? Coverage.complete() : Coverage.partial(joined(partial));
  }

  private static String joined(List<String> reasons) {
    return String.join("; ", reasons.stream().distinct().toList());
  }

  @Override
  public boolean isSurelyAbsent() throws QueryFailure {
    return judgement.isSurelyLacking(block.demand());
  }

  @Override
  public boolean isEmpty() throws QueryFailure {
    if (!coverage().isThere() || !judgement.canHaveRows(block.demand())) {
      return true;
    }
    provide();
    return isKeptEmpty;
  }

  @Override
  public Kept kept() throws QueryFailure {
    return judgement.kept(block.demand());
  }

  @Override
  public void provide() throws QueryFailure {
    if (isMade) {
      return;
    }
    boolean hasRows = coverage().isThere() && judgement.canHaveRows(block.demand());
    scope.prepare(block.relations());
    try {
      var kept = tables.keep(name, sql, hasRows);
      isKeptEmpty = kept.isEmpty();
      // Only now it is known whether a table was cut by DuckDB's caps.
      coverage = judged();
      if (!kept.coverage().isComplete() && coverage().isComplete()) {
        coverage = kept.coverage();
      }
    } catch (QueryFailure e) {
      throw new QueryFailure("the view " + name + ": " + e.getMessage());
    }
    isMade = true;
  }

  @Override
  public void drop() {
    if (isMade) {
      tables.drop(name);
      isMade = false;
    }
  }

  @Override
  public List<String> searched() throws QueryFailure {
    return scope.searched(block.demand());
  }

  @Override
  public void name(Set<String> seen, List<Explanation.Named> told) throws QueryFailure {
    for (var each : block.relations()) {
      scope.name(name + ": ", each, seen, told);
    }
  }

  @Override
  public void neededSignals(Set<Long> lines) {
    scope.neededSignals(block.demand(), lines);
  }

  @Override
  public boolean anyHit(Predicate<SignalHits.Hit> wanted) {
    return scope.anyHit(block.relations(), wanted);
  }

  @Override
  public void tellShortcomings(Consumer<String> tell) {
    block
        .relations()
        .forEach(each -> {
          scope.shortcoming(each).ifPresent(tell);
          if (scope.relation(each) instanceof ViewRelation inner) {
            inner.tellShortcomings(tell);
          }
        });
  }
}
