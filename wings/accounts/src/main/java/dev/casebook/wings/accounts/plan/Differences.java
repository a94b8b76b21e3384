package dev.casebook.wings.accounts.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What has to be done for a target to be as it is wanted.
///
/// An item that is no longer wanted is disabled, and deleted once it has been so for long enough;
/// one that can't be disabled is deleted. One that is wanted and there already, but not ours, is
/// taken over if it is as wanted and is else left alone and told.
final class Differences {

  private final List<Sort> sorts;
  private final Map<String, Sort> sortByKind = new HashMap<>();
  private final Observed observed;
  private final Ownership ownership;
  private final Instant now;
  private final Duration kept;
  private final List<Change> changes = new ArrayList<>();
  private final List<Key> claimed = new ArrayList<>();
  private final List<Key> leaving = new ArrayList<>();
  private final Set<Key> foreign = new HashSet<>();
  private final List<String> remarks = new ArrayList<>();

  /// @param kept how long what is disabled is kept before it is deleted
  Differences(
      List<Sort> sorts, Observed observed, Ownership ownership, Instant now, Duration kept) {
    this.sorts = sorts;
    this.observed = observed;
    this.ownership = ownership;
    this.now = now;
    this.kept = kept;
    sorts.forEach(sort -> sortByKind.put(sort.kind(), sort));
  }

  /// @param claimed items that become ours without a write
  /// @param leaving items whose time until they are deleted begins
  record Found(List<Change> changes, List<Key> claimed, List<Key> leaving, List<String> remarks) {}

  Found from(Wanted wanted) {
    remarks.addAll(observed.remarks());
    observed.unread().forEach((part, why) -> remarks.add(part + " is left alone: " + why));
    remarks.addAll(wanted.remarks());
    var keys = new HashSet<>(wanted.untouched());
    var parts = new ArrayList<Item>();
    for (var item : wanted.items()) {
      keys.add(item.key());
      if (wanted.untouched().contains(item.key())) {
        continue;
      }
      if (wanted.needs().containsKey(item.key())) {
        parts.add(item);
      } else {
        wanted(item);
      }
    }
    for (var part : parts) {
      if (!foreign.contains(wanted.needs().get(part.key()))) {
        wanted(part);
      }
    }
    unwanted(keys);
    changes.sort(order());
    return new Found(changes, claimed, leaving, remarks);
  }

  private void wanted(Item item) {
    var there = observed.find(item.key());
    if (there.isEmpty()) {
      create(item);
    } else if (there.get().equals(item)) {
      if (!ownership.owns(item.key()) || ownership.disabledAt(item.key()).isPresent()) {
        claimed.add(item.key());
      }
    } else if (ownership.owns(item.key())) {
      change(there.get(), item);
    } else {
      foreign.add(item.key());
      remarks.add(
          "%s is there already, is not ours and differs: it is left alone; adopt takes it over"
              .formatted(item.key()));
    }
  }

  private void create(Item item) {
    var edits = new TreeMap<String, Edit>();
    item.values().forEach((attribute, values) -> edits.put(attribute, Edit.of(Set.of(), values)));
    changes.add(new Change(Change.Phase.CREATE, item.key(), edits));
  }

  private void change(Item from, Item to) {
    var sort = sortByKind.getOrDefault(to.key().kind(), new Sort(to.key().kind()));
    var giving = new TreeMap<String, Edit>();
    var taking = new TreeMap<String, Edit>();
    var attributes = new TreeSet<>(from.values().keySet());
    attributes.addAll(to.values().keySet());
    for (var attribute : attributes) {
      var taken = minus(from.values(attribute), to.values(attribute));
      var given = minus(to.values(attribute), from.values(attribute));
      if (attribute.equals(Item.STATE) && given.contains(Item.DISABLED)) {
        continue;
      }
      if (sort.many().contains(attribute)) {
        var parts = taken.stream().filter(value -> sort.isPartOf(value, given)).toList();
        put(giving, attribute, Edit.of(parts, given));
        put(taking, attribute, Edit.of(minus(taken, parts), Set.of()));
      } else {
        put(given.isEmpty() ? taking : giving, attribute, Edit.of(taken, given));
      }
    }
    add(Change.Phase.GIVE, to.key(), giving);
    add(Change.Phase.TAKE, to.key(), taking);
    if (to.isDisabled() && !from.isDisabled()) {
      disable(from);
    }
  }

  private static SortedSet<String> minus(SortedSet<String> values, Collection<String> others) {
    var left = new TreeSet<>(values);
    left.removeAll(others);
    return left;
  }

  private static void put(Map<String, Edit> edits, String attribute, Edit edit) {
    if (!edit.taken().isEmpty() || !edit.given().isEmpty()) {
      edits.put(attribute, edit);
    }
  }

  private void add(Change.Phase phase, Key key, SortedMap<String, Edit> edits) {
    if (!edits.isEmpty()) {
      changes.add(new Change(phase, key, edits));
    }
  }

  private void disable(Item from) {
    var edit = Edit.of(from.values(Item.STATE), Set.of(Item.DISABLED));
    var edits = new TreeMap<>(Map.of(Item.STATE, edit));
    changes.add(new Change(Change.Phase.DISABLE, from.key(), edits));
  }

  private void unwanted(Set<Key> wanted) {
    var ours = new TreeSet<>(ownership.keys());
    ours.removeAll(wanted);
    for (var key : ours) {
      observed.find(key).ifPresent(this::unwanted);
    }
  }

  private void unwanted(Item item) {
    var since = ownership.disabledAt(item.key());
    if (!item.canBeDisabled()) {
      delete(item);
    } else if (item.isDisabled() && since.isPresent()) {
      if (!now.isBefore(since.get().plus(kept))) {
        delete(item);
      }
    } else {
      leaving.add(item.key());
      if (!item.isDisabled()) {
        disable(item);
      }
    }
  }

  private void delete(Item item) {
    var edits = new TreeMap<String, Edit>();
    item.values().forEach((attribute, values) -> edits.put(attribute, Edit.of(values, Set.of())));
    changes.add(new Change(Change.Phase.DELETE, item.key(), edits));
  }

  private Comparator<Change> order() {
    var places = new HashMap<String, Integer>();
    sorts.forEach(sort -> places.put(sort.kind(), places.size()));
    Comparator<Change> byKind =
        Comparator.comparingInt(change -> places.getOrDefault(change.key().kind(), places.size()));
    return Comparator.comparing(Change::phase)
        .thenComparing((one, other) ->
            one.phase().isRemoval() ? byKind.compare(other, one) : byKind.compare(one, other))
        .thenComparing(Change::key);
  }
}
