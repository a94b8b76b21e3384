package dev.casebook.wings.accounts.model;

import java.util.List;
import java.util.Set;

/// Who may run what as whom on which hosts, by sudo.
///
/// @param order where two rules speak of one command, the higher number is right; as `sudoOrder` of
///   sudoers.ldap(5)
/// @param anyCommand all commands that are not denied; `commands` is empty then
/// @param commands what is allowed, as sudoers(5) writes commands: a path, perhaps with arguments
/// @param denied what is not, whatever else the rule says
/// @param runAs users that a command may run as; `ALL` for any
/// @param options as `sudoOption`, such as `!authenticate`
public record SudoRule(
    String name,
    Place place,
    boolean disabled,
    int order,
    Who who,
    Where where,
    boolean anyCommand,
    Set<String> commands,
    Set<String> denied,
    List<String> runAs,
    List<String> options) {

  public SudoRule {
    commands = Set.copyOf(commands);
    denied = Set.copyOf(denied);
    runAs = List.copyOf(runAs);
    options = List.copyOf(options);
  }
}
