package dev.casebook.wings.accounts.targets.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.plan.Key;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Entries of a tree as items.
///
/// Members are named as the folder names them, whatever the DNs are; a member that is neither an
/// account nor a group of the tree is not ours to know.
final class Items {

  private final Tree tree;

  Items(Tree tree) {
    this.tree = tree;
  }

  static Key account(String name) {
    return new Key(Names.ACCOUNT_KIND, name);
  }

  static Key group(String name) {
    return new Key(Names.GROUP_KIND, name);
  }

  static Item unit(String name) {
    return new Item(new Key(Names.UNIT, name), Map.of());
  }

  Item account(String name, Entry entry) {
    var values = new TreeMap<String, Collection<String>>();
    for (var attribute : Names.ACCOUNT) {
      put(values, attribute, entry);
    }
    classes(values, entry, Names.ACCOUNT_CLASSES);
    values.put(Item.STATE, tree.forms().state(isLocked(entry)));
    return new Item(account(name), values);
  }

  private boolean isLocked(Entry entry) {
    return tree.forms()
        .lock()
        .filter(lock -> lock.value().equalsIgnoreCase(entry.getAttributeValue(lock.attribute())))
        .isPresent();
  }

  Item group(String name, Entry entry) {
    var values = new TreeMap<String, Collection<String>>();
    put(values, Names.GID_NUMBER, entry);
    values.put(
        Names.MEMBER_UID,
        Arrays.stream(texts(entry, Names.MEMBER_UID))
            .filter(tree.accounts()::containsKey)
            .toList());
    for (var attribute : List.of(Names.MEMBER, Names.UNIQUE_MEMBER)) {
      var members = new TreeSet<String>();
      for (var text : texts(entry, attribute)) {
        tree.member(text).ifPresent(members::add);
      }
      values.put(attribute, members);
    }
    classes(values, entry, Names.GROUP_CLASSES);
    return new Item(group(name), values);
  }

  private static void put(Map<String, Collection<String>> values, String attribute, Entry entry) {
    values.put(attribute, Arrays.asList(texts(entry, attribute)));
  }

  private static String[] texts(Entry entry, String attribute) {
    var texts = entry.getAttributeValues(attribute);
    return texts == null ? new String[0] : texts;
  }

  /// Those of an entry that we look after, written as here.
  private static void classes(
      Map<String, Collection<String>> values, Entry entry, List<String> ours) {
    values.put(Names.CLASS, ours.stream().filter(entry::hasObjectClass).toList());
  }

  /// An item of what is on the server now.
  Item item(Key key, Entry entry) throws LDAPException {
    return switch (key.kind()) {
      case Names.ACCOUNT_KIND -> account(key.name(), entry);
      case Names.GROUP_KIND -> group(key.name(), entry);
      default -> unit(key.name());
    };
  }
}
