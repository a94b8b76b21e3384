package dev.casebook.wings.accounts.decide;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// How far something goes: for each host the accounts that have it. Hosts of the same accounts are
/// one area, so that hundreds of rules over thousands of hosts come to a few sets.
///
/// @param areas no host is in two; a host in none is nobody's
record Extent(List<Area> areas) {

  static final Extent NONE = new Extent(List.of());

  /// Where something goes that is of no host: one place of its own.
  static final BitSet NOWHERE = BitSet.valueOf(new long[] {1});

  /// Hosts and accounts by number; neither set is empty or ever changed.
  record Area(BitSet hosts, BitSet accounts) {

    /// How many pairs of a host and an account it is.
    long size() {
      return (long) hosts.cardinality() * accounts.cardinality();
    }
  }

  Extent {
    areas = List.copyOf(areas);
  }

  static Extent of(BitSet hosts, BitSet accounts) {
    return hosts.isEmpty() || accounts.isEmpty()
        ? NONE
        : new Extent(List.of(new Area(hosts, accounts)));
  }

  /// Something of no host.
  static Extent of(BitSet accounts) {
    return of(NOWHERE, accounts);
  }

  /// What several areas, of whatever hosts, come to together.
  static Extent union(List<Area> several) {
    var parts = new ArrayList<Part>();
    for (int i = 0; i < several.size(); i++) {
      split(parts, several.get(i).hosts(), i);
    }
    var merged = new Merged();
    for (var part : parts) {
      var accounts = new BitSet();
      part.of().stream().forEach(i -> accounts.or(several.get(i).accounts()));
      merged.add(part.hosts(), accounts);
    }
    return merged.extent();
  }

  /// Hosts that the same ones of several areas hold.
  private record Part(BitSet hosts, BitSet of) {}

  private static void split(List<Part> parts, BitSet hosts, int index) {
    var rest = (BitSet) hosts.clone();
    for (int i = 0, known = parts.size(); i < known && !rest.isEmpty(); i++) {
      var part = parts.get(i);
      if (!part.hosts().intersects(rest)) {
        continue;
      }
      var shared = and(part.hosts(), rest);
      rest.andNot(shared);
      var of = (BitSet) part.of().clone();
      of.set(index);
      var others = minus(part.hosts(), shared);
      parts.set(i, new Part(shared, of));
      if (!others.isEmpty()) {
        parts.add(new Part(others, part.of()));
      }
    }
    if (!rest.isEmpty()) {
      parts.add(new Part(rest, new BitSet()));
      parts.getLast().of().set(index);
    }
  }

  Extent or(Extent other) {
    var both = new ArrayList<>(areas);
    both.addAll(other.areas);
    return union(both);
  }

  Extent and(Extent other) {
    var merged = new Merged();
    shared(
        other,
        (area, another) -> {
          merged.add(and(area.hosts(), another.hosts()), and(area.accounts(), another.accounts()));
        });
    return merged.extent();
  }

  /// Of these accounts alone.
  Extent and(BitSet accounts) {
    var merged = new Merged();
    areas.forEach(area -> merged.add(area.hosts(), and(area.accounts(), accounts)));
    return merged.extent();
  }

  Extent minus(Extent other) {
    var merged = new Merged();
    for (var area : areas) {
      var rest = (BitSet) area.hosts().clone();
      for (var another : other.areas) {
        if (another.hosts().intersects(rest)) {
          var shared = and(rest, another.hosts());
          merged.add(shared, minus(area.accounts(), another.accounts()));
          rest.andNot(shared);
        }
      }
      merged.add(rest, area.accounts());
    }
    return merged.extent();
  }

  private void shared(Extent other, BiConsumer<Area, Area> with) {
    for (var area : areas) {
      for (var another : other.areas) {
        if (area.hosts().intersects(another.hosts())) {
          with.accept(area, another);
        }
      }
    }
  }

  boolean has(int account, int host) {
    return areas.stream().anyMatch(area -> area.hosts().get(host) && area.accounts().get(account));
  }

  long size() {
    return areas.stream().mapToLong(Area::size).sum();
  }

  static BitSet and(BitSet one, BitSet other) {
    var both = (BitSet) one.clone();
    both.and(other);
    return both;
  }

  static BitSet minus(BitSet one, BitSet other) {
    var rest = (BitSet) one.clone();
    rest.andNot(other);
    return rest;
  }

  /// Areas with those of the same accounts made one.
  private static final class Merged {

    private final Map<BitSet, BitSet> hostsByAccounts = new LinkedHashMap<>();

    void add(BitSet hosts, BitSet accounts) {
      if (!hosts.isEmpty() && !accounts.isEmpty()) {
        hostsByAccounts.computeIfAbsent(accounts, _ -> new BitSet()).or(hosts);
      }
    }

    Extent extent() {
      var areas = new ArrayList<Area>();
      hostsByAccounts.forEach((accounts, hosts) -> areas.add(new Area(hosts, accounts)));
      return new Extent(areas);
    }
  }
}
