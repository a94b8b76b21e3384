package dev.casebook.wings.accounts.targets.redis;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Database;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.targets.databases.AccountPasswords;
import dev.casebook.wings.accounts.targets.databases.Items;
import dev.casebook.wings.accounts.targets.databases.Rights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// The commands and categories of commands that a server has, which are the rights there: `@READ`,
/// `GET`, `CONFIG|GET`. What they are for is a pattern of keys.
final class Commands implements Rights {

  static final String ALL = "@ALL";

  /// Without blanks, brackets of selectors, and what Redis puts before patterns.
  private static final Pattern KEYS = Pattern.compile("[A-Za-z0-9_:.*?\\[\\]^{}/-]{1,200}");

  private final Map<String, Set<String>> commandsByCategory = new HashMap<>();
  private final Set<String> commands = new HashSet<>();
  private final AccountPasswords passwords;

  Commands(AccountPasswords passwords) {
    this.passwords = passwords;
  }

  static Commands of(Server server, AccountPasswords passwords) throws IOException, Refusal {
    var all = new Commands(passwords);
    for (var category : server.texts("ACL", "CAT")) {
      all.add(category, server.texts("ACL", "CAT", category));
    }
    return all;
  }

  void add(String category, List<String> names) {
    var upper = new HashSet<String>();
    names.forEach(name -> upper.add(name.toUpperCase(Locale.ROOT)));
    commandsByCategory.put("@" + category.toUpperCase(Locale.ROOT), upper);
    commands.addAll(upper);
  }

  /// Accounts have names alone there: from where they come is the firewall's business.
  @Override
  public List<String> clients(Database database) {
    return List.of("");
  }

  @Override
  public String object(String on) throws Refusal {
    if (!isObject(on)) {
      throw new Refusal("on: %s is no pattern of keys such as orders:*".formatted(on));
    }
    return on;
  }

  static boolean isObject(String on) {
    return KEYS.matcher(on).matches();
  }

  @Override
  public SortedSet<String> privileges(String object, List<String> names) throws Refusal {
    for (var name : names) {
      if (!name.equals("ALL") && !name.equals(ALL) && !isKnown(name)) {
        throw new Refusal(
            "privileges: this server has no %s; categories are %s"
                .formatted(name, String.join(", ", new TreeSet<>(commandsByCategory.keySet()))));
      }
    }
    return shortest(names);
  }

  /// A user that is switched on without a password would let in nobody, so that it stays off until
  /// there is one.
  @Override
  public Item account(
      Account account,
      String name,
      boolean enabled,
      Optional<Item> there,
      Consumer<String> remarks) {
    boolean needs = there.isEmpty() || there.get().isDisabled();
    if (enabled && needs && password(account.name()).isEmpty()) {
      remarks.accept(
          "%s has no password: it is %s locked until %s holds one"
              .formatted(name, there.isEmpty() ? "made" : "left", passwords.file(account.name())));
      return Items.account(name, false);
    }
    return Items.account(name, enabled);
  }

  private Optional<char[]> password(String account) {
    try {
      return passwords.of(account);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isKnown(String name) {
    return commandsByCategory.containsKey(name) || commands.contains(name);
  }

  /// Without what a category or a whole command among them gives already, as Redis keeps it too.
  SortedSet<String> shortest(List<String> names) {
    if (names.contains("ALL") || names.contains(ALL)) {
      return new TreeSet<>(Set.of(ALL));
    }
    var left = new TreeSet<String>();
    for (var name : names) {
      boolean given =
          names.stream()
              .anyMatch(other ->
                  commandsByCategory.getOrDefault(other, Set.of()).contains(name)
                      || name.startsWith(other + "|"));
      if (!given) {
        left.add(name);
      }
    }
    return left;
  }
}
