package dev.casebook.wings.accounts.targets.databases;

import dev.casebook.wings.accounts.load.Names;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.plan.Key;
import dev.casebook.wings.accounts.plan.Sort;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Accounts and grants as items: `account ann@10.20.%` and `grant ann@10.20.% on orders.*`.
public final class Items {

  public static final String ACCOUNT = "account";
  public static final String GRANT = "grant";
  public static final String PRIVILEGE = "privilege";

  /// Marks a privilege that some of what an object stands for give, and not all.
  public static final String PARTLY = " on some";

  public static final List<Sort> SORTS =
      List.of(new Sort(ACCOUNT), new Sort(GRANT, Set.of(PRIVILEGE), PARTLY));

  private static final String ON = " on ";

  private Items() {}

  /// Whether the folder could have an account of this name; no other is ever looked after.
  public static boolean isName(String name) {
    return Names.ACCOUNT.matcher(name).matches();
  }

  /// @param account with its clients: `ann@10.20.%`
  public static Key account(String account) {
    return new Key(ACCOUNT, account);
  }

  public static Item account(String account, boolean enabled) {
    return new Item(
        account(account), Map.of(Item.STATE, List.of(enabled ? Item.ENABLED : Item.DISABLED)));
  }

  public static Key grant(String account, String object) {
    return new Key(GRANT, account + ON + object);
  }

  public static Item grant(String account, String object, Collection<String> privileges) {
    return new Item(grant(account, object), Map.of(PRIVILEGE, privileges));
  }

  /// The account with its clients that an item is, or belongs to.
  public static String accountWithClients(Key key) {
    return key.kind().equals(GRANT) ? key.name().substring(0, key.name().indexOf(ON)) : key.name();
  }

  /// What a grant is for.
  public static String object(Key grant) {
    return grant.name().substring(grant.name().indexOf(ON) + ON.length());
  }

  /// The account's name in the folder.
  public static String accountName(Key key) {
    var account = accountWithClients(key);
    int at = account.indexOf('@');
    return at < 0 ? account : account.substring(0, at);
  }

  public static Optional<String> accountOf(Key key) {
    return Optional.of(accountName(key));
  }
}
