package dev.casebook.wings.accounts.decide;

import dev.casebook.report.Amount;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Sets of accounts and of hosts in few words.
final class Wording {

  /// So many names are read faster than a group's.
  private static final int NAMES_MAX = 3;

  private static final int GROUPS_MAX = 4;

  /// Names of hosts in ranges that fit into a line.
  private static final int RANGES_MAX = 6;

  private Wording() {}

  /// @param not groups that are not to be named
  static String accounts(Rights state, BitSet accounts, Set<String> not) {
    var all = state.snapshot().accounts();
    if (accounts.cardinality() > NAMES_MAX
        && (accounts.equals(all.there()) || accounts.equals(state.users()))) {
      return "all " + Amount.of(accounts.cardinality(), "account");
    }
    var groups =
        state.snapshot().company().groups().keySet().stream()
            .filter(group -> !not.contains(group))
            .toList();
    return named(all, accounts, state.users(), groups)
        .orElseGet(() -> list(accounts.stream().mapToObj(all::name).toList()));
  }

  static String hosts(Rights state, BitSet hosts) {
    var all = state.snapshot().hosts();
    int count = hosts.cardinality();
    if (count > NAMES_MAX && hosts.equals(all.there())) {
      return "all " + Amount.of(count, "host");
    }
    var ranges = NameRanges.of(hosts.stream().mapToObj(all::name).toList());
    if (ranges.size() <= NAMES_MAX) {
      return of(ranges, count);
    }
    return named(all, hosts, all.there(), state.snapshot().company().hostGroups().keySet())
        .orElseGet(() ->
            ranges.size() <= RANGES_MAX
                ? of(ranges, count)
                : "%s, … (%s)"
                    .formatted(
                        String.join(", ", ranges.subList(0, RANGES_MAX)),
                        Amount.of(count, "host")));
  }

  private static String of(List<String> ranges, int count) {
    var names = String.join(", ", ranges);
    return ranges.size() == count ? names : names + " (" + Amount.of(count, "host") + ")";
  }

  /// By groups that come to just this set: the largest first.
  ///
  /// @param counted of a group's members those that matter
  private static Optional<String> named(
      Memberships all, BitSet set, BitSet counted, Collection<String> groups) {
    if (set.cardinality() <= NAMES_MAX) {
      return Optional.empty();
    }
    record Part(String group, BitSet members) {}
    var parts = new ArrayList<Part>();
    for (var group : groups) {
      var members = all.membersOf(group);
      var some = isIn(members, set) ? members : Extent.and(members, counted);
      if (!some.isEmpty() && isIn(some, set)) {
        parts.add(new Part(group, some));
      }
    }
    parts.sort(Comparator.comparingInt((Part part) -> part.members().cardinality()).reversed());
    var rest = (BitSet) set.clone();
    var named = new ArrayList<String>();
    for (var part : parts) {
      if (named.size() < GROUPS_MAX && rest.intersects(part.members())) {
        named.add(part.group());
        rest.andNot(part.members());
      }
    }
    if (named.isEmpty() || rest.cardinality() > NAMES_MAX) {
      return Optional.empty();
    }
    var words = (named.size() == 1 ? "group " : "groups ") + String.join(", ", named);
    var others = rest.stream().mapToObj(all::name).collect(Collectors.joining(", "));
    return Optional.of(
        "%s%s (%d)".formatted(words, others.isEmpty() ? "" : " and " + others, set.cardinality()));
  }

  private static boolean isIn(BitSet some, BitSet all) {
    return Extent.minus(some, all).isEmpty();
  }

  private static String list(List<String> names) {
    return names.size() <= NAMES_MAX
        ? String.join(", ", names)
        : "%s and %d more"
            .formatted(String.join(", ", names.subList(0, NAMES_MAX)), names.size() - NAMES_MAX);
  }
}
