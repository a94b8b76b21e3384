package dev.casebook.wings.accounts.decide;

import dev.casebook.wings.accounts.decide.Snapshot.Compiled;
import dev.casebook.wings.accounts.model.Kind;
import dev.casebook.wings.accounts.model.SudoRule;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Who may run which command where by sudo. Each command that a rule allows or denies, as it is
/// written, is asked for; rules are right by the same order as in [SudoAccess].
final class SudoRights {

  /// Any command that no rule names.
  private static final String ANY_COMMAND = "any other command";

  private final List<Compiled<SudoRule>> rules;
  private final Extent reached;

  /// @param reached where accounts sign in by sshd and are let in by access rules to sudo
  SudoRights(Snapshot snapshot, Extent reached) {
    rules = snapshot.sudo().stream().filter(one -> !one.rule().disabled()).toList();
    this.reached = reached;
  }

  SortedSet<Right> all() {
    var all = new TreeSet<Right>();
    var commands = new LinkedHashSet<String>();
    for (var one : rules) {
      commands.addAll(one.rule().commands());
      commands.addAll(one.rule().denied());
    }
    commands.add(ANY_COMMAND);
    for (var one : rules) {
      var rule = one.rule();
      for (var command : rule.anyCommand() ? commands : rule.commands()) {
        add(all, command, rule);
      }
      if (rule.anyCommand()) {
        add(all, ANY_COMMAND, rule);
      }
    }
    return all;
  }

  private static void add(Collection<Right> to, String command, SudoRule rule) {
    for (var user : rule.runAs()) {
      to.add(Right.of(Right.Kind.SUDO, command, user, options(rule)));
    }
  }

  private static String options(SudoRule rule) {
    return String.join(", ", rule.options());
  }

  /// From the highest order down: a rule that speaks of the command settles it for its accounts and
  /// hosts, and what one of that order denies is denied.
  Extent of(Right right) {
    var byOrder = new TreeMap<Integer, List<Compiled<SudoRule>>>();
    for (var one : rules) {
      if (SudoAccess.isRunAs(one.rule(), right.word(1)) && speaks(one.rule(), right.word(0))) {
        byOrder.merge(one.rule().order(), List.of(one), SudoRights::both);
      }
    }
    var allowed = Extent.NONE;
    var settled = Extent.NONE;
    for (var level : byOrder.descendingMap().values()) {
      var denied =
          union(level.stream().filter(one -> isIn(one.rule().denied(), right.word(0))).toList());
      var here =
          union(
              level.stream()
                  .filter(one -> options(one.rule()).equals(right.word(2)))
                  .filter(one -> allows(one.rule(), right.word(0)))
                  .toList());
      allowed = allowed.or(here.minus(denied).minus(settled));
      settled = settled.or(union(level));
    }
    return allowed.and(reached);
  }

  /// The rules that have a part in it.
  List<Giver> givers(Right right) {
    return rules.stream()
        .filter(one -> SudoAccess.isRunAs(one.rule(), right.word(1)))
        .filter(one -> options(one.rule()).equals(right.word(2)))
        .filter(one -> allows(one.rule(), right.word(0)))
        .map(one ->
            new Giver(Kind.SUDO.title() + " " + one.rule().name(), one.rule().place(), one.area()))
        .toList();
  }

  private static List<Compiled<SudoRule>> both(
      List<Compiled<SudoRule>> one, List<Compiled<SudoRule>> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private static Extent union(List<Compiled<SudoRule>> some) {
    return Extent.union(some.stream().map(Compiled::area).toList());
  }

  private static boolean speaks(SudoRule rule, String command) {
    return allows(rule, command) || isIn(rule.denied(), command);
  }

  private static boolean allows(SudoRule rule, String command) {
    return rule.anyCommand() || isIn(rule.commands(), command);
  }

  /// A pattern is also itself, which it need not match.
  private static boolean isIn(Set<String> commands, String command) {
    return commands.contains(command) || SudoAccess.matches(commands, command);
  }
}
