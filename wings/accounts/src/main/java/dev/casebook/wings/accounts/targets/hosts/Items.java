package dev.casebook.wings.accounts.targets.hosts;

import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.plan.Key;
import dev.casebook.wings.accounts.plan.Sort;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What hosts keep, as items: `keys web01/ann` is what lets ann in on web01, `sudo web01/ann` what
/// she may do there.
final class Items {

  static final String KEYS = "keys";
  static final String SUDO = "sudo";

  private static final String KEY = "key";
  private static final String RULE = "rule";

  static final List<Sort> SORTS = List.of(new Sort(KEYS, KEY), new Sort(SUDO, RULE));

  private Items() {}

  static Key key(String kind, String host, String account) {
    return new Key(kind, host + "/" + account);
  }

  static Item item(String kind, String host, String account, Collection<String> values) {
    return new Item(key(kind, host, account), Map.of(kind.equals(KEYS) ? KEY : RULE, values));
  }

  static Collection<String> values(Item item) {
    return item.values(item.key().kind().equals(KEYS) ? KEY : RULE);
  }

  static boolean isSudo(Key key) {
    return key.kind().equals(SUDO);
  }

  static boolean isKeys(Key key) {
    return key.kind().equals(KEYS);
  }

  static String host(Key key) {
    return key.name().substring(0, key.name().indexOf('/'));
  }

  static String account(Key key) {
    return key.name().substring(key.name().indexOf('/') + 1);
  }
}
