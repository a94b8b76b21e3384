package dev.casebook.wings.accounts.plan;

/// What an item is called on its target.
///
/// @param kind one of the target's [Sort]s, such as `group`
/// @param name unique among those of its kind
public record Key(String kind, String name) implements Comparable<Key> {

  @Override
  public int compareTo(Key other) {
    int byKind = kind.compareTo(other.kind);
    return byKind == 0 ? name.compareTo(other.name) : byKind;
  }

  @Override
  public String toString() {
    return kind + " " + name;
  }
}
