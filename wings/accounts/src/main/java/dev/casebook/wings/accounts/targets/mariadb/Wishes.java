package dev.casebook.wings.accounts.targets.mariadb;

import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Grant;
import dev.casebook.wings.accounts.model.Kind;
import dev.casebook.wings.accounts.model.TargetSettings;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.plan.Key;
import dev.casebook.wings.accounts.plan.Observed;
import dev.casebook.wings.accounts.plan.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What a folder wants of a server: an account for each client network of everybody who has a grant
/// there, and the grants with ALL as what it gives on that server.
final class Wishes {

  private final Snapshot snapshot;
  private final TargetSettings settings;
  private final Observed observed;
  private final Catalogue.Privileges privileges;
  private final boolean locks;
  private final Predicate<String> hasPassword;
  private final Instant at;
  private final Map<String, Catalogue.Grantee> grantees;
  private final Set<String> users = new TreeSet<>();
  private final Map<String, Set<String>> grants = new TreeMap<>();
  private final Set<Key> untouched = new HashSet<>();
  private final List<String> remarks = new ArrayList<>();
  private List<String> hosts = List.of();

  /// @param grantees given each grant that is wanted, by its name
  Wishes(
      Snapshot snapshot,
      TargetSettings settings,
      Observed observed,
      Catalogue.Privileges privileges,
      boolean locks,
      Predicate<String> hasPassword,
      Instant at,
      Map<String, Catalogue.Grantee> grantees) {
    this.snapshot = snapshot;
    this.settings = settings;
    this.observed = observed;
    this.privileges = privileges;
    this.locks = locks;
    this.hasPassword = hasPassword;
    this.at = at;
    this.grantees = grantees;
  }

  Wanted all() {
    hosts = hosts();
    for (var grant : snapshot.company().grants().values()) {
      if (grant.database().equals(settings.database())) {
        grant(grant);
      }
    }
    var items = new ArrayList<Item>();
    for (var user : users) {
      var account = snapshot.company().accounts().get(user);
      if (account != null) {
        hosts.forEach(host -> items.add(account(account, new UserName(user, host))));
      }
    }
    var needs = new HashMap<Key, Key>();
    grants.forEach((name, some) -> {
      var grant = new Key(MariaDbTarget.GRANT, name);
      var user = UserName.of(name.split(" on ", 2)[0]);
      needs.put(grant, new Key(MariaDbTarget.ACCOUNT, user.toString()));
      items.add(new Item(grant, Map.of(MariaDbTarget.PRIVILEGE, some)));
    });
    return new Wanted(items, needs, untouched, remarks);
  }

  private List<String> hosts() {
    var database = snapshot.company().databases().get(settings.database());
    if (database == null || database.clients().isEmpty()) {
      return List.of("%");
    }
    var all = new ArrayList<String>();
    for (var network : database.clients()) {
      UserName.host(network)
          .ifPresentOrElse(
              all::add,
              () ->
                  remarks.add(
                      "%s: the server can't name this network: nobody is let in from there"
                          .formatted(network.text())));
    }
    return all;
  }

  private void grant(Grant grant) {
    var object = GrantObject.of(grant.on());
    var wanted = new TreeSet<String>();
    boolean isFaulty = snapshot.company().isFaulty(Kind.GRANT, grant.name());
    if (object.isPresent() && !isFaulty) {
      for (var privilege : grant.privileges()) {
        if (privilege.equals("ALL") || privilege.equals("ALL PRIVILEGES")) {
          wanted.addAll(privileges.of(object.get()));
        } else if (privileges.of(object.get()).contains(privilege)) {
          wanted.add(privilege);
        } else {
          isFaulty = true;
          remarks.add(
              "%s: %s can't be granted on %s here: the grant is left alone"
                  .formatted(grant.place(), privilege, grant.on()));
        }
      }
    } else if (object.isEmpty()) {
      remarks.add(
          "%s: on is *.*, DATABASE.* or DATABASE.TABLE, not %s: the grant is left alone"
              .formatted(grant.place(), grant.on()));
    }
    boolean leave = isFaulty || object.isEmpty();
    for (var account : snapshot.company().accounts().keySet()) {
      if (snapshot.isFor(grant.who(), account) && snapshot.isFor(settings.who(), account)) {
        users.add(account);
        if (leave) {
          leave(account);
        } else {
          hosts.forEach(host -> want(new UserName(account, host), object.get(), wanted));
        }
      }
    }
  }

  /// What is not understood takes nothing away.
  private void leave(String account) {
    for (var key : observed.items().keySet()) {
      if (key.kind().equals(MariaDbTarget.GRANT) && key.name().startsWith(account + "@")) {
        untouched.add(key);
      }
    }
  }

  private void want(UserName user, GrantObject object, Set<String> wanted) {
    var grantee = new Catalogue.Grantee(user, object);
    grantees.put(grantee.toString(), grantee);
    grants.computeIfAbsent(grantee.toString(), _ -> new TreeSet<>()).addAll(wanted);
  }

  private Item account(Account account, UserName user) {
    var key = new Key(MariaDbTarget.ACCOUNT, user.toString());
    if (snapshot.company().isFaulty(Kind.PERSON, account.name())
        || snapshot.company().isFaulty(Kind.SERVICE_ACCOUNT, account.name())) {
      untouched.add(key);
      leave(account.name());
    }
    var values = new TreeMap<String, Collection<String>>();
    boolean disabled = account.disabled() || account.isExpiredAt(at);
    values.put(Item.STATE, locks ? List.of(disabled ? Item.DISABLED : Item.ENABLED) : List.of());
    var there = observed.find(key);
    if (hasPassword.test(account.name())) {
      values.put(MariaDbTarget.PASSWORD, List.of(MariaDbTarget.AS_KEPT));
    } else {
      there.ifPresentOrElse(
          item -> values.put(MariaDbTarget.PASSWORD, item.values(MariaDbTarget.PASSWORD)),
          () -> {
            values.put(MariaDbTarget.PASSWORD, List.of(MariaDbTarget.OTHER));
            remarks.add("%s: no password is kept for it: it is made with none".formatted(user));
          });
    }
    return new Item(key, values);
  }
}
