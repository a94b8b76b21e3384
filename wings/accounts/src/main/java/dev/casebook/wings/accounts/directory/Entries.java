package dev.casebook.wings.accounts.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Group;
import dev.casebook.wings.accounts.model.Person;
import dev.casebook.wings.accounts.model.Posix;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A snapshot's accounts and groups as entries: `uid=…,ou=people` and `cn=…,ou=groups`.
///
/// Source: RFC 2798 (inetOrgPerson), RFC 2307 (posixAccount, posixGroup), openssh-lpk
/// (ldapPublicKey); groups name their members by `member` and by `memberUid`, groups in groups
/// resolved, since applications understand the one or the other.
final class Entries {

  private final Snapshot snapshot;
  private final DN base;
  private final DN people;
  private final DN groups;

  Entries(Snapshot snapshot, DN base) {
    this.snapshot = snapshot;
    this.base = base;
    people = new DN(new RDN("ou", "people"), base);
    groups = new DN(new RDN("ou", "groups"), base);
  }

  List<ReadOnlyEntry> all() throws LDAPException {
    var all = new ArrayList<ReadOnlyEntry>();
    all.add(base());
    all.add(unit(people, "people"));
    all.add(unit(groups, "groups"));
    var company = snapshot.company();
    for (var account : company.accounts().values()) {
      all.add(account(account));
    }
    for (var group : company.groups().values()) {
      all.add(group(group));
    }
    return all;
  }

  private ReadOnlyEntry base() {
    var rdn = Objects.requireNonNull(base.getRDN(), "a base has a name");
    var entry = new Entry(base);
    entry.addAttribute("objectClass", "top", "domain");
    entry.addAttribute(rdn.getAttributeNames()[0], rdn.getAttributeValues()[0]);
    return new ReadOnlyEntry(entry);
  }

  private static ReadOnlyEntry unit(DN name, String unit) {
    var entry = new Entry(name);
    entry.addAttribute("objectClass", "top", "organizationalUnit");
    entry.addAttribute("ou", unit);
    return new ReadOnlyEntry(entry);
  }

  DN account(String name) {
    return new DN(new RDN("uid", name), people);
  }

  private DN group(String name) {
    return new DN(new RDN("cn", name), groups);
  }

  private ReadOnlyEntry account(Account account) {
    var entry = new Entry(account(account.name()));
    var classes =
        new LinkedHashSet<>(List.of("top", "person", "organizationalPerson", "inetOrgPerson"));
    entry.addAttribute("uid", account.name());
    if (account instanceof Person person) {
      entry.addAttribute("cn", person.fullName());
      entry.addAttribute("displayName", person.fullName());
      entry.addAttribute("sn", lastWord(person.fullName()));
      if (!person.mail().isEmpty()) {
        entry.addAttribute("mail", person.mail());
      }
    } else {
      entry.addAttribute("cn", account.name());
      entry.addAttribute("sn", account.name());
    }
    account.posix().ifPresent(posix -> posix(posix, entry, classes));
    entry.addAttribute("objectClass", classes);
    var memberOf =
        snapshot.groupsOf(account.name()).stream().map(name -> group(name).toString()).toList();
    if (!memberOf.isEmpty()) {
      entry.addAttribute(new Attribute("memberOf", memberOf));
    }
    return new ReadOnlyEntry(entry);
  }

  private static String lastWord(String name) {
    return name.substring(name.lastIndexOf(' ') + 1);
  }

  /// Nobody is a user of hosts without a uid; where no group is given, the one of the same number
  /// is the user's own.
  private static void posix(Posix posix, Entry entry, Set<String> classes) {
    if (posix.uid().isPresent()) {
      classes.add("posixAccount");
      entry.addAttribute("uidNumber", Long.toString(posix.uid().getAsLong()));
      entry.addAttribute("gidNumber", Long.toString(posix.primaryGid().orElseThrow()));
      entry.addAttribute("homeDirectory", posix.home());
      entry.addAttribute("loginShell", posix.shell());
    }
    if (!posix.keys().isEmpty()) {
      classes.add("ldapPublicKey");
      entry.addAttribute("sshPublicKey", posix.keys());
    }
  }

  private ReadOnlyEntry group(Group group) {
    var entry = new Entry(group(group.name()));
    entry.addAttribute("cn", group.name());
    var classes = new ArrayList<>(List.of("top", "groupOfNames"));
    if (group.gid().isPresent()) {
      classes.add("posixGroup");
      entry.addAttribute("gidNumber", Long.toString(group.gid().getAsLong()));
    }
    entry.addAttribute("objectClass", classes);
    var members = snapshot.membersOf(group.name());
    if (!members.isEmpty()) {
      entry.addAttribute(
          new Attribute("member", members.stream().map(name -> account(name).toString()).toList()));
      entry.addAttribute(new Attribute("memberUid", members));
    }
    return new ReadOnlyEntry(entry);
  }
}
