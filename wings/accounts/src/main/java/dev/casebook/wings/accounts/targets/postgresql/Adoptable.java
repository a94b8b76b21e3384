package dev.casebook.wings.accounts.targets.postgresql;

import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.plan.Observed;
import dev.casebook.wings.accounts.targets.databases.Items;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What of a server rows of the folder could mean, and why not all.
///
/// @param observed with a remark for each grant that is left out
/// @param left roles that are never taken over
record Adoptable(Observed observed, Set<String> left) {

  Adoptable {
    left = Set.copyOf(left);
  }

  static Adoptable of(
      Observed observed, Map<String, Role> roles, Privileges privileges, String self) {
    var left = new HashSet<String>();
    left.add(self);
    var remarks = new ArrayList<String>();
    for (var role : roles.values()) {
      if (!role.powers().isEmpty()) {
        left.add(role.name());
        if (!role.isFirst() && !role.name().equals(self)) {
          remarks.add(
              "account %s may do more than any grant says (%s): it is left alone"
                  .formatted(role.name(), role.mightiest()));
        }
      } else if (role.isGroup()) {
        left.add(role.name());
        remarks.add(
            "role %s is a group of others, whose members have its rights: it is left alone"
                .formatted(role.name()));
      }
    }
    var items = new ArrayList<Item>();
    for (var item : observed.items().values()) {
      var reason =
          left.contains(Items.accountName(item.key()))
              ? Optional.<String>empty()
              : reason(item, privileges);
      reason.ifPresentOrElse(
          why -> remarks.add("%s %s: it is left alone".formatted(item.key(), why)),
          () -> items.add(item));
    }
    return new Adoptable(Observed.of(items, remarks), left);
  }

  private static Optional<String> reason(Item item, Privileges privileges) {
    if (!item.key().kind().equals(Items.GRANT)) {
      return Optional.empty();
    }
    for (var privilege : item.values(Items.PRIVILEGE)) {
      if (privilege.endsWith(DatabaseRights.GRANT_OPTION)) {
        return Optional.of("may be passed on (GRANT OPTION), which the folder has no word for");
      }
      if (privilege.endsWith(Items.PARTLY)) {
        return Optional.of("gives %s of its tables alone".formatted(privilege));
      }
    }
    return privileges
        .lacking(Items.accountName(item.key()), Items.object(item.key()))
        .map("is of no use without "::concat);
  }
}
