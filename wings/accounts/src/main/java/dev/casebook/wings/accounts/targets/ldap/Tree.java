package dev.casebook.wings.accounts.targets.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The entries below a base that are accounts, groups or units, as they are there: two paged
/// searches.
final class Tree {

  private static final int PAGE = 1000;
  private static final int ENTRIES_MAX = 2_000_000;

  private final DN base;
  private final Forms forms;
  private final Map<String, Entry> accounts = new HashMap<>();
  private final Map<String, Entry> groups = new HashMap<>();
  private final Map<DN, String> accountNames = new HashMap<>();
  private final Map<DN, String> groupNames = new HashMap<>();
  private final List<String> remarks = new ArrayList<>();
  private DN accountsUnit;
  private DN groupsUnit;

  private Tree(DN base, Forms forms) {
    this.base = base;
    this.forms = forms;
    accountsUnit = new DN(new RDN("ou", "people"), base);
    groupsUnit = new DN(new RDN("ou", "groups"), base);
  }

  static Tree read(LDAPConnection connection, DN base, Forms forms) throws LDAPException {
    var tree = new Tree(base, forms);
    for (var entry : search(connection, base, forms, Names.UID, Names.ACCOUNT_CLASSES)) {
      tree.take("account", Names.UID, entry, tree.accounts, tree.accountNames);
    }
    for (var entry : search(connection, base, forms, Names.CN, Names.GROUP_CLASSES)) {
      tree.take("group", Names.CN, entry, tree.groups, tree.groupNames);
    }
    tree.accountsUnit = parent(tree.accounts).orElse(tree.accountsUnit);
    tree.groupsUnit = parent(tree.groups).orElse(tree.groupsUnit);
    return tree;
  }

  /// All entries of one of these classes that have a name.
  private static List<Entry> search(
      LDAPConnection connection, DN base, Forms forms, String name, List<String> classes)
      throws LDAPException {
    var filter =
        Filter.createANDFilter(
            Filter.createPresenceFilter(name),
            Filter.createORFilter(
                classes.stream()
                    .filter(one -> !one.equals(Names.PUBLIC_KEY))
                    .map(one -> Filter.createEqualityFilter(Names.CLASS, one))
                    .toList()));
    var attributes = attributes(forms);
    var request = new SearchRequest(base.toString(), SearchScope.SUB, filter, attributes);
    var all = new ArrayList<Entry>();
    ASN1OctetString cookie = null;
    do {
      request.setControls(new SimplePagedResultsControl(PAGE, cookie));
      var result = connection.search(request);
      all.addAll(result.getSearchEntries());
      if (all.size() > ENTRIES_MAX) {
        throw new LDAPException(ResultCode.SIZE_LIMIT_EXCEEDED, "more than two million entries");
      }
      cookie =
          Optional.ofNullable(SimplePagedResultsControl.get(result))
              .filter(SimplePagedResultsControl::moreResultsToReturn)
              .map(SimplePagedResultsControl::getCookie)
              .orElse(null);
    } while (cookie != null);
    return all;
  }

  private static String[] attributes(Forms forms) {
    return Stream.of(
            Names.ACCOUNT.stream(),
            Stream.of(Names.UID, Names.CLASS, Names.MEMBER, Names.UNIQUE_MEMBER, Names.MEMBER_UID),
            forms.lock().stream().map(Forms.Lock::attribute))
        .flatMap(names -> names)
        .toArray(String[]::new);
  }

  /// One entry as it is now; empty if it is gone.
  static Optional<Entry> entry(LDAPConnection connection, DN name, Forms forms)
      throws LDAPException {
    return Optional.ofNullable(connection.getEntry(name.toString(), attributes(forms)));
  }

  private void take(
      String what, String attribute, Entry entry, Map<String, Entry> byName, Map<DN, String> names)
      throws LDAPException {
    var name = name(attribute, entry);
    var other = byName.putIfAbsent(name, entry);
    if (other != null) {
      remarks.add(
          "%s %s is there twice, as %s and %s: the second is left alone"
              .formatted(what, name, other.getDN(), entry.getDN()));
      return;
    }
    names.put(entry.getParsedDN(), name);
  }

  /// The name in the entry's own DN, if it has several.
  private static String name(String attribute, Entry entry) throws LDAPException {
    var rdn = entry.getRDN();
    if (rdn != null && rdn.hasAttribute(attribute)) {
      var values = rdn.getAttributeValues();
      var names = rdn.getAttributeNames();
      for (int i = 0; i < names.length; i++) {
        if (names[i].equalsIgnoreCase(attribute)) {
          return values[i];
        }
      }
    }
    return Objects.requireNonNull(entry.getAttributeValue(attribute), "asked for by the filter");
  }

  DN base() {
    return base;
  }

  Forms forms() {
    return forms;
  }

  Map<String, Entry> accounts() {
    return accounts;
  }

  Map<String, Entry> groups() {
    return groups;
  }

  List<String> remarks() {
    return remarks;
  }

  /// The account or, with a prefix, the group that a DN is; empty for one that is neither.
  Optional<String> member(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      var name = new DN(text);
      return Optional.ofNullable(accountNames.get(name))
          .or(() -> Optional.ofNullable(groupNames.get(name)).map(Names.GROUP_PREFIX::concat));
    } catch (LDAPException e) {
      return Optional.empty();
    }
  }

  /// The parent of most.
  private static Optional<DN> parent(Map<String, Entry> entries) throws LDAPException {
    var counts = new HashMap<DN, Integer>();
    for (var entry : entries.values()) {
      var parent = entry.getParentDN();
      if (parent != null) {
        counts.merge(parent, 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .max(
            Map.Entry.<DN, Integer>comparingByValue()
                .thenComparing(Map.Entry.<DN, Integer>comparingByKey().reversed()))
        .map(Map.Entry::getKey);
  }

  /// Where accounts are, so that new ones go there too.
  DN accountsUnit() {
    return accountsUnit;
  }

  DN groupsUnit() {
    return groupsUnit;
  }

  DN accountName(String name) throws LDAPException {
    var entry = accounts.get(name);
    return entry == null ? new DN(new RDN(Names.UID, name), accountsUnit) : entry.getParsedDN();
  }

  DN groupName(String name) throws LDAPException {
    var entry = groups.get(name);
    return entry == null ? new DN(new RDN(Names.CN, name), groupsUnit) : entry.getParsedDN();
  }

  /// The DN of what [#member] names.
  DN memberName(String member) throws LDAPException {
    return member.startsWith(Names.GROUP_PREFIX)
        ? groupName(member.substring(Names.GROUP_PREFIX.length()))
        : accountName(member);
  }
}
