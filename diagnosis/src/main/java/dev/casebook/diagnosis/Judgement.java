package dev.casebook.diagnosis;

import dev.casebook.query.Demand;
import dev.casebook.query.Demand.All;
import dev.casebook.query.Demand.Any;
import dev.casebook.query.Demand.Needs;
import dev.casebook.query.Demand.Negates;
import dev.casebook.query.Demand.Spares;
import dev.casebook.query.Demand.Wants;
import dev.casebook.query.QueryFailure;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.logs.SignalHits.Kept;
import java.util.ArrayList;
import java.util.List;

/// Says of what a block demands whether it can be run on a snapshot, whether it can have rows, and
/// whether their absence proves anything; see `decisions/when-a-block-runs.md`.
final class Judgement {

  private final Scope scope;

  Judgement(Scope scope) {
    this.scope = scope;
  }

  /// Why the block can't be run: what is absent, and what is not whole although the block concludes
  /// from its lack of rows. Empty if it can.
  ///
  /// Where something is lacking for sure, nothing else is read only to tell that it is lacking too:
  /// on most hosts most notes end here.
  List<String> lacking(Demand demand) throws QueryFailure {
    var surely = surelyLacking(demand);
    return surely.isEmpty() ? lackingWhereRead(demand) : surely;
  }

  boolean isSurelyLacking(Demand demand) throws QueryFailure {
    return !surelyLacking(demand).isEmpty();
  }

  private List<String> surelyLacking(Demand demand) throws QueryFailure {
    return switch (demand) {
      case Needs(var name, _) -> complaint(name, !scope.relation(name).isSurelyAbsent());
      case Negates(var name) -> complaint(name, !scope.relation(name).isSurelyAbsent());
      case Wants _, Spares _ -> List.of();
      case All(var parts) -> ofEach(parts, this::surelyLacking);
      case Any(var branches) -> {
        for (var branch : branches) {
          if (!isSurelyLacking(branch)) {
            yield List.of();
          }
        }
        yield ofEach(branches, this::surelyLacking);
      }
    };
  }

  /// What is told of a part of a demand.
  private interface Telling {
    List<String> of(Demand part) throws QueryFailure;
  }

  private static List<String> ofEach(List<Demand> parts, Telling telling) throws QueryFailure {
    var told = new ArrayList<String>();
    for (var part : parts) {
      told.addAll(telling.of(part));
    }
    return told;
  }

  private List<String> lackingWhereRead(Demand demand) throws QueryFailure {
    return switch (demand) {
      case Needs(var name, _) -> complaint(name, coverage(name).isThere());
      case Negates(var name) -> complaint(name, coverage(name).isComplete());
      case Wants(var name) -> complaint(name, scope.relation(name).kept() != Kept.SOME);
      case Spares(var name) -> complaint(name, scope.relation(name).kept() != Kept.SOME);
      case All(var parts) -> ofEach(parts, this::lackingWhereRead);
      case Any(var parts) -> lackingOfAny(parts);
    };
  }

  /// One branch of a UNION is enough to find something, but another that lacks what it negates must
  /// not return rows for that reason.
  private List<String> lackingOfAny(List<Demand> branches) throws QueryFailure {
    var lacking = new ArrayList<String>();
    boolean oneRuns = branches.isEmpty();
    boolean oneIsUnfit = false;
    for (var branch : branches) {
      var ofBranch = lacking(branch);
      lacking.addAll(ofBranch);
      oneRuns |= ofBranch.isEmpty();
      oneIsUnfit |= !ofBranch.isEmpty() && canHaveRows(branch);
    }
    return oneRuns && !oneIsUnfit ? List.of() : lacking;
  }

  /// Why it proves nothing that the block returns no rows; empty if it does prove it.
  List<String> partial(Block block) throws QueryFailure {
    var partial = new ArrayList<String>();
    for (var name : block.marks().clearOnlyWith()) {
      if (scope.relation(name).isEmpty()) {
        partial.add(
            "%s: has no rows, without which \"%s\" tells nothing".formatted(name, block.heading()));
      }
    }
    partial.addAll(partial(block.demand()));
    for (var column : block.marks().known()) {
      if (scope.hasUnknown(column)) {
        partial.add(column + " is not known");
      }
    }
    return partial;
  }

  private List<String> partial(Demand demand) throws QueryFailure {
    return switch (demand) {
      case Needs(var name, _) -> complaint(name, coverage(name).isComplete());
      case Negates(var name) -> complaint(name, coverage(name).isComplete());
      case Wants(var name) -> complaint(name, isWhole(name));
      case Spares(var name) -> complaint(name, isWhole(name));
      case All(var parts) -> ofEach(parts, this::partial);
      case Any(var parts) -> ofEach(parts, this::partial);
    };
  }

  /// Whether nothing was left out of what there is of it.
  private boolean isWhole(String name) throws QueryFailure {
    return scope.relation(name).kept() == Kept.ALL || coverage(name).isComplete();
  }

  /// Whether the block may have rows, as far as can be told without running it.
  boolean canHaveRows(Demand demand) throws QueryFailure {
    return canHaveRows(demand, name -> !scope.relation(name).isEmpty());
  }

  /// The same where what is not whole is taken to have any rows.
  boolean couldHaveRows(Demand demand) throws QueryFailure {
    return canHaveRows(
        demand, name -> !coverage(name).isComplete() || !scope.relation(name).isEmpty());
  }

  /// Whether a relation has rows, or may have.
  private interface Rows {
    boolean of(String relation) throws QueryFailure;
  }

  private static boolean canHaveRows(Demand demand, Rows rows) throws QueryFailure {
    return switch (demand) {
      case Needs(var name, _) -> rows.of(name);
      case Wants(var name) -> rows.of(name);
      case Negates _, Spares _ -> true;
      case All(var parts) -> {
        boolean all = true;
        for (var part : parts) {
          all = all && canHaveRows(part, rows);
        }
        yield all;
      }
      case Any(var parts) -> {
        boolean any = false;
        for (var part : parts) {
          any = any || canHaveRows(part, rows);
        }
        yield any;
      }
    };
  }

  /// The worst of all that it names.
  Kept kept(Demand demand) throws QueryFailure {
    var worst = Kept.ALL;
    for (var name : demand.relations()) {
      var kept = scope.relation(name).kept();
      worst = kept.compareTo(worst) > 0 ? kept : worst;
    }
    return worst;
  }

  private Coverage coverage(String name) throws QueryFailure {
    return scope.relation(name).coverage();
  }

  private List<String> complaint(String name, boolean isFine) throws QueryFailure {
    if (isFine) {
      return List.of();
    }
    var reason = coverage(name).reason();
    boolean isNamed = reason.startsWith(name + ": ") || reason.startsWith(name + " is ");
    return List.of(isNamed ? reason : name + ": " + reason);
  }
}
