package dev.casebook.wings.accounts.targets.postgresql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What roles may do beside what is granted to them, which grants say nothing about.
final class Remarks {

  private static final int NAMED_MAX = 10;

  private Remarks() {}

  /// @param self as whom we are signed in
  static List<String> of(Collection<Role> roles, String self) {
    var powers = new ArrayList<String>();
    var members = new ArrayList<String>();
    for (var role : roles) {
      if (!role.powers().isEmpty() && !role.isFirst() && !role.name().equals(self)) {
        powers.add("%s (%s)".formatted(role.name(), role.mightiest()));
      }
      if (role.login() && !role.memberOf().isEmpty() && !role.name().equals(self)) {
        members.add("%s (%s)".formatted(role.name(), String.join(", ", role.memberOf())));
      }
    }
    var remarks = new ArrayList<String>();
    if (!powers.isEmpty()) {
      remarks.add("roles that may do more than any grant says: " + named(powers));
    }
    if (!members.isEmpty()) {
      remarks.add(
          "members of other roles, whose rights they have too and which are left alone: "
              + named(members));
    }
    return remarks;
  }

  private static String named(List<String> all) {
    var some = String.join("; ", all.subList(0, Math.min(all.size(), NAMED_MAX)));
    return all.size() > NAMED_MAX ? some + "; and %d more".formatted(all.size() - NAMED_MAX) : some;
  }
}
