package dev.casebook.wings.accounts.plan;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a target has, normalised.
///
/// @param remarks what was met and can't be looked after, a sentence each
/// @param unread parts of it that could not be read, and why
public record Observed(
    SortedMap<Key, Item> items, List<String> remarks, SortedMap<String, String> unread) {

  public Observed {
    items = Collections.unmodifiableSortedMap(new TreeMap<>(items));
    remarks = List.copyOf(remarks);
    unread = Collections.unmodifiableSortedMap(new TreeMap<>(unread));
  }

  public static Observed of(Collection<Item> items, List<String> remarks) {
    return of(items, remarks, Map.of());
  }

  public static Observed of(
      Collection<Item> items, List<String> remarks, Map<String, String> unread) {
    var byKey = new TreeMap<Key, Item>();
    items.forEach(item -> byKey.put(item.key(), item));
    return new Observed(byKey, remarks, new TreeMap<>(unread));
  }

  public Optional<Item> find(Key key) {
    return Optional.ofNullable(items.get(key));
  }
}
