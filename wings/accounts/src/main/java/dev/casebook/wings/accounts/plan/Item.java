package dev.casebook.wings.accounts.plan;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One thing on a target: an entry, an account of a database, a file. Its values are normalised by
/// the target: what means the same there is the same here. Attributes that a target does not look
/// after are not among them.
public final class Item {

  /// The attribute that says whether somebody can use it at all. A target without it can't disable.
  public static final String STATE = "state";

  public static final String ENABLED = "enabled";
  public static final String DISABLED = "disabled";

  private static final SortedSet<String> NONE = Collections.emptySortedSet();

  private final Key key;
  private final TreeMap<String, SortedSet<String>> values = new TreeMap<>();

  /// @param values by attribute; one without any is as if it were not there
  public Item(Key key, Map<String, ? extends Collection<String>> values) {
    this.key = key;
    values.forEach(this::put);
  }

  private Item(Item item, String attribute, Collection<String> some) {
    key = item.key;
    values.putAll(item.values);
    values.remove(attribute);
    put(attribute, some);
  }

  private void put(String attribute, Collection<String> some) {
    if (!some.isEmpty()) {
      values.put(attribute, Collections.unmodifiableSortedSet(new TreeSet<>(some)));
    }
  }

  public Key key() {
    return key;
  }

  /// None of them empty.
  public SortedMap<String, SortedSet<String>> values() {
    return Collections.unmodifiableSortedMap(values);
  }

  /// None where it has no such attribute.
  public SortedSet<String> values(String attribute) {
    return values.getOrDefault(attribute, NONE);
  }

  public boolean isDisabled() {
    return values(STATE).contains(DISABLED);
  }

  /// Whether its target can disable it.
  public boolean canBeDisabled() {
    return values.containsKey(STATE);
  }

  /// The same with other values of an attribute; with none it is gone.
  public Item with(String attribute, Collection<String> some) {
    return new Item(this, attribute, some);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Item item && item.key.equals(key) && item.values.equals(values);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return key + " " + values;
  }
}
