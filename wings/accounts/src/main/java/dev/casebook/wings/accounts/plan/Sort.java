package dev.casebook.wings.accounts.plan;

import java.util.Set;

/// A kind of items that a target keeps. Those of a sort that comes earlier are made earlier and
/// deleted later.
///
/// @param kind such as `group`
/// @param many attributes whose values stand beside each other, such as members: they are given
///   before others are taken. Any other attribute has one value, which is replaced
/// @param partly what marks such a value as a part of the one without this at its end, which takes
///   its place when it is given; empty where there is none
public record Sort(String kind, Set<String> many, String partly) {

  public Sort {
    many = Set.copyOf(many);
  }

  public Sort(String kind, String... many) {
    this(kind, Set.of(many), "");
  }

  /// Whether a value is a part of another that is given.
  boolean isPartOf(String value, Set<String> given) {
    return !partly.isEmpty()
        && value.endsWith(partly)
        && given.contains(value.substring(0, value.length() - partly.length()));
  }
}
