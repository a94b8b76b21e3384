package dev.casebook.wings.accounts.plan;

import java.util.Set;

/// A kind of items that a target keeps. Those of a sort that comes earlier are made earlier and
/// deleted later.
///
/// @param kind such as `group`
/// @param many attributes whose values stand beside each other, such as members: they are given
///   before others are taken. Any other attribute has one value, which is replaced
public record Sort(String kind, Set<String> many) {

  public Sort {
    many = Set.copyOf(many);
  }

  public Sort(String kind, String... many) {
    this(kind, Set.of(many));
  }
}
