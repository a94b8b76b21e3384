package dev.casebook.wings.accounts.targets.mariadb;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Database;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.targets.databases.Items;
import dev.casebook.wings.accounts.targets.databases.PasswordState;
import dev.casebook.wings.accounts.targets.databases.Rights;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// What a server can grant, by its own list, on each level of objects.
///
/// @param server of `*.*`
/// @param locks whether an account can be locked there
record Privileges(
    Set<String> server, Set<String> database, Set<String> table, boolean locks, Passwords passwords)
    implements Rights {

  @Override
  public List<String> clients(Database row) throws Refusal {
    if (row.clients().isEmpty()) {
      return List.of("@%");
    }
    var all = new ArrayList<String>();
    for (var network : row.clients()) {
      all.add(
          "@"
              + UserName.host(network)
                  .orElseThrow(() ->
                      new Refusal("clients: the server can't name the network " + network.text())));
    }
    return all;
  }

  @Override
  public String object(String on) throws Refusal {
    return GrantObject.of(on)
        .map(GrantObject::toString)
        .orElseThrow(() -> new Refusal("on is *.*, DATABASE.* or DATABASE.TABLE, not " + on));
  }

  @Override
  public SortedSet<String> privileges(String object, List<String> names) throws Refusal {
    var can = of(object);
    var all = new TreeSet<String>();
    for (var name : names) {
      if (name.equals("ALL") || name.equals("ALL PRIVILEGES")) {
        all.addAll(can);
      } else if (can.contains(name)) {
        all.add(name);
      } else {
        throw new Refusal("%s can't be granted on %s here".formatted(name, object));
      }
    }
    return all;
  }

  private Set<String> of(String object) {
    var of = GrantObject.of(object).orElse(GrantObject.EVERYTHING);
    return of.database().isEmpty() ? server : of.table().isEmpty() ? database : table;
  }

  @Override
  public Item account(
      Account account,
      String name,
      boolean enabled,
      Optional<Item> there,
      Consumer<String> remarks) {
    var values = new TreeMap<String, Collection<String>>();
    if (locks) {
      values.put(Item.STATE, List.of(enabled ? Item.ENABLED : Item.DISABLED));
    }
    values.put(
        PasswordState.PASSWORD,
        PasswordState.wanted(name, passwords.hash(account.name()).isPresent(), there, remarks));
    return new Item(Items.account(name), values);
  }
}
