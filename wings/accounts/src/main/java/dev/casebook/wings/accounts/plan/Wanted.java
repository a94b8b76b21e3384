package dev.casebook.wings.accounts.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the folder wants of a target.
///
/// @param needs items that are part of another, which is left alone together with them: the grants
///   of an account
/// @param untouched keys of rows with faults: they are left as they are, whatever that is
/// @param remarks what is wanted and can't be had there, a sentence each
public record Wanted(
    List<Item> items, Map<Key, Key> needs, Set<Key> untouched, List<String> remarks) {

  public Wanted {
    items = List.copyOf(items);
    needs = Map.copyOf(needs);
    untouched = Set.copyOf(untouched);
    remarks = List.copyOf(remarks);
  }

  public Wanted(List<Item> items, Set<Key> untouched, List<String> remarks) {
    this(items, Map.of(), untouched, remarks);
  }
}
