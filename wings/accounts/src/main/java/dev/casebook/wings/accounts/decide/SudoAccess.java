package dev.casebook.wings.accounts.decide;

import dev.casebook.wings.accounts.decide.Step.Outcome;
import dev.casebook.wings.accounts.model.SudoRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Whether sudo runs a command. Of the rules for the account, the host and the user to run as, the
/// one with the highest order that speaks of the command is right; in one rule a denied command is
/// denied whatever is allowed.
///
/// Source: sudoers.ldap(5), "Differences between LDAP and non-LDAP sudoers".
public final class SudoAccess {

  private static final String ANYBODY = "ALL";

  private final Snapshot snapshot;

  public SudoAccess(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  Step explain(String account, String host, String command, String runAs) {
    var details = new ArrayList<String>();
    var speaking = new ArrayList<SudoRule>();
    for (var one : snapshot.sudo()) {
      var rule = one.rule();
      if (!snapshot.isFor(rule.who(), account) || !snapshot.isAt(rule.where(), host)) {
        continue;
      }
      boolean speaks = speaksOf(rule, command);
      if (rule.disabled()) {
        details.add("rule %s is disabled (%s)".formatted(rule.name(), rule.place()));
      } else if (!isRunAs(rule, runAs)) {
        details.add(
            "rule %s runs as %s only (%s)"
                .formatted(rule.name(), String.join(", ", rule.runAs()), rule.place()));
      } else if (!speaks) {
        details.add("rule %s has not this command (%s)".formatted(rule.name(), rule.place()));
      } else {
        speaking.add(rule);
      }
    }
    if (speaking.isEmpty()) {
      return new Step(
          "sudo",
          Outcome.DENIES,
          "no rule lets %s run %s as %s on %s".formatted(account, command, runAs, host),
          details,
          List.of(),
          "a sudo rule, or the command in a command group of one");
    }
    speaking.sort(Comparator.comparingInt(SudoRule::order).reversed());
    int order = speaking.getFirst().order();
    var first = speaking.stream().filter(rule -> rule.order() == order).toList();
    var denying = first.stream().filter(rule -> matches(rule.denied(), command)).findFirst();
    if (denying.isPresent()) {
      var rule = denying.get();
      return new Step(
          "sudo",
          Outcome.DENIES,
          "rule %s denies %s".formatted(rule.name(), command),
          details,
          List.of(rule.place()),
          "the command taken out of what the rule denies, or a rule of a higher order");
    }
    for (var rule : speaking) {
      details.addFirst(
          "rule %s matches: %s%s"
              .formatted(rule.name(), snapshot.why(rule.who(), account), asking(rule)));
    }
    return new Step(
        "sudo",
        Outcome.PASSES,
        "may run " + command + " as " + runAs,
        details,
        List.of(speaking.getFirst().place()),
        "");
  }

  private static String asking(SudoRule rule) {
    return rule.options().contains("!authenticate") ? ", without a password" : "";
  }

  static boolean isRunAs(SudoRule rule, String runAs) {
    return rule.runAs().contains(ANYBODY) || rule.runAs().contains(runAs);
  }

  private static boolean speaksOf(SudoRule rule, String command) {
    return rule.anyCommand()
        || matches(rule.commands(), command)
        || matches(rule.denied(), command);
  }

  static boolean matches(Collection<String> commands, String asked) {
    return commands.stream().anyMatch(command -> SudoCommand.matches(command, asked));
  }
}
