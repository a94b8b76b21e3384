package dev.casebook.wings.accounts.decide;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Members by number, and for each group the set of all that are in it, through whatever groups.
final class Memberships {

  private final List<String> names;
  private final BitSet there = new BitSet();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, BitSet> closed = new HashMap<>();
  private final Function<String, List<String>> innerGroups;

  /// @param names all that get a number, in this order
  /// @param there those of them that there are; the others are members of nothing
  /// @param members of a group itself
  /// @param innerGroups groups that are members of a group; empty for a name that is none
  Memberships(
      Collection<String> names,
      Set<String> there,
      Collection<String> groups,
      Function<String, List<String>> members,
      Function<String, List<String>> innerGroups) {
    this.names = List.copyOf(names);
    this.innerGroups = innerGroups;
    for (var name : this.names) {
      this.there.set(numbers.size(), there.contains(name));
      numbers.put(name, numbers.size());
    }
    for (var group : groups) {
      var all = new BitSet(this.names.size());
      for (var one : reached(group)) {
        members.apply(one).forEach(member -> number(member).ifPresent(all::set));
      }
      all.and(this.there);
      closed.put(group, all);
    }
  }

  /// A group and all groups in it; a circle is gone round once.
  Collection<String> reached(String group) {
    var seen = new HashSet<String>();
    var waiting = new ArrayDeque<String>();
    seen.add(group);
    waiting.add(group);
    while (!waiting.isEmpty()) {
      for (var inner : innerGroups.apply(waiting.pop())) {
        if (seen.add(inner)) {
          waiting.add(inner);
        }
      }
    }
    return seen;
  }

  Optional<Integer> number(String name) {
    return Optional.ofNullable(numbers.get(name));
  }

  String name(int number) {
    return names.get(number);
  }

  int size() {
    return names.size();
  }

  /// All that these names and groups stand for; unknown ones stand for none.
  BitSet set(boolean all, List<String> members, List<String> groups) {
    var set = new BitSet(names.size());
    if (all) {
      set.or(there);
    }
    members.forEach(name -> number(name).ifPresent(set::set));
    set.and(there);
    groups.forEach(group -> set.or(closed.getOrDefault(group, new BitSet())));
    return set;
  }

  boolean isIn(String name, String group) {
    var number = numbers.get(name);
    var set = closed.get(group);
    return number != null && set != null && set.get(number);
  }

  /// The members of a group, through whatever groups; not to be changed.
  BitSet membersOf(String group) {
    return closed.getOrDefault(group, new BitSet());
  }

  /// The numbers of all that there are; not to be changed.
  BitSet there() {
    return there;
  }

  /// The groups that a name is in, itself or through others, in the order of the groups given.
  List<String> groupsOf(String name, Collection<String> groups) {
    var all = new ArrayList<String>();
    for (var group : groups) {
      if (isIn(name, group)) {
        all.add(group);
      }
    }
    return all;
  }

  /// How a name comes to be in a group: `sre`, or `sre > oncall` through a group of its.
  List<String> way(String name, String group, Function<String, List<String>> members) {
    var from = new HashMap<String, String>();
    var waiting = new ArrayDeque<String>();
    from.put(group, "");
    waiting.add(group);
    while (!waiting.isEmpty()) {
      var one = waiting.pop();
      if (members.apply(one).contains(name)) {
        var way = new ArrayList<String>();
        for (var step = one; !step.isEmpty(); step = from.getOrDefault(step, "")) {
          way.addFirst(step);
        }
        return way;
      }
      for (var inner : innerGroups.apply(one)) {
        if (from.putIfAbsent(inner, one) == null) {
          waiting.add(inner);
        }
      }
    }
    return List.of();
  }
}
