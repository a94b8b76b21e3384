package dev.casebook.wings.accounts.plan;

import java.util.Comparator;

/// What an item is called on its target.
///
/// @param kind one of the target's [Sort]s, such as `group`
/// @param name unique among those of its kind
public record Key(String kind, String name) implements Comparable<Key> {

  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::kind).thenComparing(Key::name);

  @Override
  public int compareTo(Key other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind + " " + name;
  }
}
