package dev.casebook.wings.accounts.plan;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// One thing on a target: an entry, an account of a database, a file. Its values are normalised by
/// the target: what means the same there is the same here.
///
/// @param values by attribute, none of them empty; attributes that a target does not look after are
///   not among them
public record Item(Key key, SortedMap<String, SortedSet<String>> values) {

  /// The attribute that says whether somebody can use it at all. A target without it can't disable.
  public static final String STATE = "state";

  public static final String ENABLED = "enabled";
  public static final String DISABLED = "disabled";

  private static final SortedSet<String> NONE = Collections.emptySortedSet();

  public Item {
    var kept = new TreeMap<String, SortedSet<String>>();
    values.forEach((attribute, some) -> {
      if (!some.isEmpty()) {
        kept.put(attribute, Collections.unmodifiableSortedSet(new TreeSet<>(some)));
      }
    });
    values = Collections.unmodifiableSortedMap(kept);
  }

  public Item(Key key, Map<String, ? extends Collection<String>> values) {
    this(key, sorted(values));
  }

  private static SortedMap<String, SortedSet<String>> sorted(
      Map<String, ? extends Collection<String>> values) {
    var sorted = new TreeMap<String, SortedSet<String>>();
    values.forEach((attribute, some) -> sorted.put(attribute, new TreeSet<>(some)));
    return sorted;
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
    var changed = new TreeMap<>(values);
    changed.put(attribute, new TreeSet<>(some));
    return new Item(key, (SortedMap<String, SortedSet<String>>) changed);
  }

  public Item disabled() {
    return with(STATE, List.of(DISABLED));
  }
}
