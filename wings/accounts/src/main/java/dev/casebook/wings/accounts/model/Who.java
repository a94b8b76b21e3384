package dev.casebook.wings.accounts.model;

import java.util.List;

/// Whom a rule is for.
///
/// @param everyone all accounts; the lists are empty then
public record Who(boolean everyone, List<String> accounts, List<String> groups) {

  public Who {
    accounts = List.copyOf(accounts);
    groups = List.copyOf(groups);
  }

  public boolean isNobody() {
    return !everyone && accounts.isEmpty() && groups.isEmpty();
  }
}
