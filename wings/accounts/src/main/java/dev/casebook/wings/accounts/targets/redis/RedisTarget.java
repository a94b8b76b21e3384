package dev.casebook.wings.accounts.targets.redis;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.plan.Adopted;
import dev.casebook.wings.accounts.plan.Change;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.plan.Key;
import dev.casebook.wings.accounts.plan.Observed;
import dev.casebook.wings.accounts.plan.Sort;
import dev.casebook.wings.accounts.plan.Target;
import dev.casebook.wings.accounts.plan.Wanted;
import dev.casebook.wings.accounts.targets.Destination;
import dev.casebook.wings.accounts.targets.databases.AccountPasswords;
import dev.casebook.wings.accounts.targets.databases.Adoption;
import dev.casebook.wings.accounts.targets.databases.Items;
import dev.casebook.wings.accounts.targets.databases.Wishes;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A Redis that we keep users and their rights on.
public final class RedisTarget implements Target {

  /// Whoever does not sign in.
  private static final String DEFAULT = "default";

  private final Destination destination;
  private final Server server;
  private final Commands commands;
  private final AccountPasswords passwords;
  private final String self;

  private RedisTarget(Destination destination, Server server) throws IOException, Refusal {
    this.destination = destination;
    this.server = server;
    self = server.text("ACL", "WHOAMI");
    passwords = AccountPasswords.of(destination);
    commands = Commands.of(server, passwords);
  }

  public static RedisTarget open(Destination destination) throws IOException, Refusal {
    var server = new Server(Connecting.to(destination));
    try {
      return new RedisTarget(destination, server);
    } catch (IOException | Refusal e) {
      server.close();
      throw e;
    }
  }

  @Override
  public List<Sort> sorts() {
    return Items.SORTS;
  }

  @Override
  public Observed read() throws IOException, Refusal {
    var items = new ArrayList<Item>();
    var remarks = new ArrayList<String>();
    for (var name : server.texts("ACL", "USERS")) {
      if (Items.isName(name) && !name.equals(DEFAULT)) {
        var user = server.user(name);
        user.ifPresent(shown -> items.addAll(items(name, shown)));
        if (user.filter(ShownUser::isOpen).isPresent()) {
          remarks.add("account %s has no password: anybody is let in as it".formatted(name));
        }
        if (!name.equals(self) && user.filter(ShownUser::isUnlike).isPresent()) {
          remarks.add(
              "account %s has rights on channels, on several patterns at once, or all but some, which are not looked after"
                  .formatted(name));
        }
      }
    }
    return Observed.of(items, remarks);
  }

  private List<Item> items(String name, ShownUser user) {
    var items = new ArrayList<Item>();
    items.add(Items.account(name, user.isEnabled()));
    user.rights()
        .forEach((keys, rights) -> items.add(Items.grant(name, keys, commands.shortest(rights))));
    return items;
  }

  @Override
  public Wanted wanted(Snapshot snapshot, Observed observed, LocalDate today) {
    return wanted(snapshot, observed, today.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private Wanted wanted(Snapshot snapshot, Observed observed, Instant at) {
    return new Wishes(snapshot, destination.settings(), commands, observed, at).all();
  }

  /// A user's rights are written as a whole, from what is there just before.
  @Override
  public void make(Change change) throws IOException, Refusal {
    var name = Items.accountName(change.key());
    var shown = server.user(name);
    List<Item> there = shown.map(user -> items(name, user)).orElse(List.of());
    var before = there.stream().filter(item -> item.key().equals(change.key())).findFirst();
    switch (change.in(before)) {
      case DONE -> {
        return;
      }
      case MOVED -> throw new Refusal(change.key() + " was changed just now: plan anew");
      case UNDONE -> {
        // it is as the plan saw it
      }
    }
    var users = new Users(passwords);
    if (change.key().kind().equals(Items.ACCOUNT)) {
      server.run(users.account(change));
    } else if (shown.isEmpty() || shown.get().isUnlike()) {
      throw new Refusal(
          name + " has rights that no grants give, which would be lost: take them away first");
    } else {
      server.run(users.grants(name, after(change, before, there)));
    }
    save();
  }

  private static List<Item> after(Change change, Optional<Item> before, List<Item> there) {
    var grants = new ArrayList<Item>();
    for (var item : there) {
      if (item.key().kind().equals(Items.GRANT) && !item.key().equals(change.key())) {
        grants.add(item);
      }
    }
    change.after(before).ifPresent(grants::add);
    return grants;
  }

  /// Without it, a restart would bring back what was.
  private void save() throws IOException, Refusal {
    var file = server.texts("CONFIG", "GET", "aclfile");
    boolean hasFile = file.size() == 2 && !file.getLast().isEmpty();
    server.run(hasFile ? List.of("ACL", "SAVE") : List.of("CONFIG", "REWRITE"));
  }

  @Override
  public Optional<Key> self() {
    return Optional.of(Items.account(self));
  }

  @Override
  public Optional<String> accountOf(Key key) {
    return Items.accountOf(key);
  }

  @Override
  public Adopted adopt(Snapshot snapshot, Observed observed) {
    var database = snapshot.company().databases().get(destination.settings().database());
    if (database == null) {
      return Adoption.none(destination.settings());
    }
    return new Adoption(
            snapshot,
            database.name(),
            observed,
            wanted(snapshot, observed, Instant.EPOCH),
            commands,
            commands.clients(database),
            Set.of(DEFAULT, self))
        .all();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
