package dev.casebook.wings.accounts.targets.hosts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Rows that say the same of many accounts on many hosts: one for each set of hosts, with all
/// accounts that have it just there.
final class GroupedRows {

  private final String prefix;
  private final Set<String> taken;
  private final SequencedMap<Map<String, Object>, SortedMap<String, SortedSet<String>>> hostsOf =
      new LinkedHashMap<>();

  /// @param prefix of names
  /// @param taken names of rows that there are already
  GroupedRows(String prefix, Set<String> taken) {
    this.prefix = prefix;
    this.taken = taken;
  }

  /// @param row without whom and where it is for
  void add(Map<String, Object> row, String host, String account) {
    hostsOf
        .computeIfAbsent(row, _ -> new TreeMap<>())
        .computeIfAbsent(account, _ -> new TreeSet<>())
        .add(host);
  }

  /// By names that are not taken.
  SequencedMap<String, Map<String, Object>> rows() {
    var rows = new LinkedHashMap<String, Map<String, Object>>();
    hostsOf.forEach((row, hostsByAccount) -> {
      var accountsByHosts = new LinkedHashMap<SortedSet<String>, SortedSet<String>>();
      hostsByAccount.forEach((account, hosts) ->
          accountsByHosts.computeIfAbsent(hosts, _ -> new TreeSet<>()).add(account));
      accountsByHosts.forEach((hosts, accounts) -> {
        var whole = new LinkedHashMap<String, Object>();
        whole.put("people", List.copyOf(accounts));
        whole.put("hosts", List.copyOf(hosts));
        whole.putAll(row);
        rows.put(name(rows.keySet()), whole);
      });
    });
    return rows;
  }

  private String name(Set<String> used) {
    int number = used.size() + 1;
    while (taken.contains(prefix + " " + number) || used.contains(prefix + " " + number)) {
      number++;
    }
    return prefix + " " + number;
  }
}
