package dev.casebook.wings.accounts.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.matchingrules.CaseIgnoreStringMatchingRule;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.casebook.wings.accounts.decide.Snapshot;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Entries found by what a filter asks for. Of the parts of an AND the one with the fewest entries
/// is taken, wherever it stands, so that a filter is as fast in any order; what it leaves is
/// compared with the whole filter.
final class EntryIndex {

  private static final Set<String> INDEXED =
      Set.of(
          "uid",
          "cn",
          "mail",
          "uidnumber",
          "gidnumber",
          "member",
          "memberuid",
          "memberof",
          "ou",
          "displayname",
          "sn");

  private final List<ReadOnlyEntry> entries;
  private final Map<DN, Integer> names = new HashMap<>();
  private final Map<String, Map<String, BitSet>> values = new HashMap<>();
  private final DN base;
  private final String mark = UUID.randomUUID().toString();

  EntryIndex(Snapshot snapshot, DN base) throws LDAPException {
    this.base = base;
    entries = List.copyOf(new Entries(snapshot, base).all());
    for (int i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      names.put(entry.getParsedDN(), i);
      for (var attribute : entry.getAttributes()) {
        var name = attribute.getName().toLowerCase(Locale.ROOT);
        if (INDEXED.contains(name)) {
          for (var value : attribute.getValues()) {
            values
                .computeIfAbsent(name, _ -> new HashMap<>())
                .computeIfAbsent(normal(value), _ -> new BitSet())
                .set(i);
          }
        }
      }
    }
  }

  private static String normal(String value) {
    return CaseIgnoreStringMatchingRule.getInstance()
        .normalize(new ASN1OctetString(value))
        .stringValue();
  }

  DN base() {
    return base;
  }

  /// Tells these entries and their order from those of another snapshot.
  String mark() {
    return mark;
  }

  Optional<ReadOnlyEntry> entry(DN name) {
    return Optional.ofNullable(names.get(name)).map(entries::get);
  }

  /// What is done with an entry that was found.
  interface Taker {
    /// @return whether more are wanted
    boolean take(ReadOnlyEntry entry) throws LDAPException;
  }

  /// Entries in an order that stays the same.
  ///
  /// @return whether all were taken
  boolean search(DN from, SearchScope scope, Filter filter, Taker taker) throws LDAPException {
    if (scope.equals(SearchScope.BASE)) {
      var one = entry(from);
      return one.isEmpty() || !filter.matchesEntry(one.get()) || taker.take(one.get());
    }
    var candidates = candidates(filter);
    for (int i = next(candidates, 0); i >= 0 && i < entries.size(); i = next(candidates, i + 1)) {
      var entry = entries.get(i);
      if (entry.matchesBaseAndScope(from, scope)
          && filter.matchesEntry(entry)
          && !taker.take(entry)) {
        return false;
      }
    }
    return true;
  }

  private int next(@Nullable BitSet candidates, int from) {
    return candidates == null ? from : candidates.nextSetBit(from);
  }

  /// Entries that may match; null for any.
  private @Nullable BitSet candidates(Filter filter) {
    return switch (filter.getFilterType()) {
      case Filter.FILTER_TYPE_EQUALITY -> equal(filter);
      case Filter.FILTER_TYPE_AND -> {
        BitSet fewest = null;
        for (var part : filter.getComponents()) {
          var some = candidates(part);
          if (some != null && (fewest == null || some.cardinality() < fewest.cardinality())) {
            fewest = some;
          }
        }
        yield fewest;
      }
      case Filter.FILTER_TYPE_OR -> {
        var all = new BitSet();
        for (var part : filter.getComponents()) {
          var some = candidates(part);
          if (some == null) {
            yield null;
          }
          all.or(some);
        }
        yield all;
      }
      default -> null;
    };
  }

  private @Nullable BitSet equal(Filter filter) {
    var name = Objects.requireNonNull(filter.getAttributeName()).toLowerCase(Locale.ROOT);
    var value = Objects.requireNonNull(filter.getAssertionValue());
    if (!INDEXED.contains(name)) {
      return null;
    }
    return values.getOrDefault(name, Map.of()).getOrDefault(normal(value), new BitSet());
  }
}
