package dev.casebook.wings.accounts.plan;

import dev.casebook.wings.accounts.model.Kind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// What exists, as rows of the folder.
///
/// @param rows by kind and name: texts, numbers, flags, lists and maps of those
/// @param keys the items that are looked after from now on
/// @param remarks what was not taken over and why, a sentence each
public record Adopted(
    SequencedMap<Kind, SequencedMap<String, Map<String, Object>>> rows,
    Set<Key> keys,
    List<String> remarks) {

  public Adopted {
    rows = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(rows));
    keys = Set.copyOf(keys);
    remarks = List.copyOf(remarks);
  }

  /// How many rows of a kind.
  public int count(Kind kind) {
    var some = rows.get(kind);
    return some == null ? 0 : some.size();
  }
}
