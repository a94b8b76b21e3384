package dev.casebook.wings.accounts.targets.ldap;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.plan.Change;
import dev.casebook.wings.accounts.plan.Edit;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.plan.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Changes of items as LDAP's add, modify and delete, one request each.
///
/// A value is taken by its own, so that the server refuses where it is not there any more (RFC
/// 4511, section 4.6).
final class Writes {

  /// Stands in a group that needs a member and has none: the name of nobody.
  private static final String NOBODY = "";

  private final LDAPConnection connection;
  private final Tree tree;
  private final Items items;

  Writes(LDAPConnection connection, Tree tree) {
    this.connection = connection;
    this.tree = tree;
    items = new Items(tree);
  }

  void make(Change change) throws LDAPException, Refusal {
    var name = name(change.key());
    switch (change.phase()) {
      case CREATE -> connection.add(new AddRequest(entry(change.after(), name)));
      case DELETE -> delete(change, name);
      default -> modify(change, name);
    }
  }

  private DN name(Key key) throws LDAPException {
    return switch (key.kind()) {
      case Names.ACCOUNT_KIND -> tree.accountName(key.name());
      case Names.GROUP_KIND -> tree.groupName(key.name());
      default -> new DN(key.name());
    };
  }

  private Entry entry(Item item, DN name) throws LDAPException {
    var entry = new Entry(name);
    switch (item.key().kind()) {
      case Names.ACCOUNT_KIND -> {
        entry.addAttribute(Names.CLASS, "top", "person", "organizationalPerson");
        entry.addAttribute(Names.UID, item.key().name());
        var full = item.values(Names.CN).first();
        entry.addAttribute(Names.SN, full.substring(full.lastIndexOf(' ') + 1));
      }
      case Names.GROUP_KIND -> {
        entry.addAttribute(Names.CLASS, "top");
        entry.addAttribute(Names.CN, item.key().name());
        if (lacksMember(item)) {
          entry.addAttribute(Names.MEMBER, NOBODY);
        }
      }
      default -> {
        entry.addAttribute(Names.CLASS, "top", "organizationalUnit");
        entry.addAttribute(
            "ou",
            Objects.requireNonNull(name.getRDN(), "a unit has a name").getAttributeValues()[0]);
        return entry;
      }
    }
    for (var attribute : item.values().keySet()) {
      written(attribute, item.values(attribute)).ifPresent(entry::addAttribute);
    }
    return entry;
  }

  private boolean lacksMember(Item item) {
    return tree.forms().memberNeeded()
        && item.values(Names.CLASS).contains(Names.GROUP_OF_NAMES)
        && item.values(Names.MEMBER).isEmpty();
  }

  /// Values as LDAP has them; empty for what it has none of.
  private Optional<Attribute> written(String attribute, Collection<String> values)
      throws LDAPException {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (attribute.equals(Item.STATE)) {
      return values.contains(Item.DISABLED)
          ? tree.forms().lock().map(lock -> new Attribute(lock.attribute(), lock.value()))
          : Optional.empty();
    }
    if (attribute.equals(Names.MEMBER) || attribute.equals(Names.UNIQUE_MEMBER)) {
      var names = new ArrayList<String>();
      for (var value : values) {
        names.add(tree.memberName(value).toString());
      }
      return Optional.of(new Attribute(attribute, names));
    }
    return Optional.of(new Attribute(attribute, values));
  }

  private void modify(Change change, DN name) throws LDAPException, Refusal {
    var modifications = new ArrayList<Modification>();
    for (var edit : change.edits().entrySet()) {
      add(modifications, ModificationType.DELETE, edit.getKey(), edit.getValue().taken());
      add(modifications, ModificationType.ADD, edit.getKey(), edit.getValue().given());
    }
    var members = change.edits().get(Names.MEMBER);
    if (members != null && tree.forms().memberNeeded()) {
      nobody(members, now(name, change.key()), modifications);
    }
    connection.modify(new ModifyRequest(name, modifications));
  }

  private void add(
      List<Modification> modifications,
      ModificationType type,
      String attribute,
      Collection<String> values)
      throws LDAPException {
    written(attribute, values)
        .ifPresent(
            one -> modifications.add(new Modification(type, one.getName(), one.getRawValues())));
  }

  /// The last member leaves nobody in its place, and the first takes that place.
  private void nobody(Edit members, Entry now, List<Modification> modifications) {
    var texts = now.getAttributeValues(Names.MEMBER);
    int count = texts == null ? 0 : texts.length;
    boolean placed = now.hasAttributeValue(Names.MEMBER, NOBODY);
    int after = count - (placed ? 1 : 0) - members.taken().size() + members.given().size();
    if (after <= 0 && !placed) {
      modifications.add(new Modification(ModificationType.ADD, Names.MEMBER, NOBODY));
    } else if (after > 0 && placed) {
      modifications.add(new Modification(ModificationType.DELETE, Names.MEMBER, NOBODY));
    }
  }

  private void delete(Change change, DN name) throws LDAPException, Refusal {
    if (!items.item(change.key(), now(name, change.key())).equals(change.before())) {
      throw new Refusal(change.key() + " was changed since the plan was made: make it anew");
    }
    connection.delete(new DeleteRequest(name));
  }

  private Entry now(DN name, Key key) throws LDAPException, Refusal {
    return Tree.entry(connection, name, tree.forms())
        .orElseThrow(() -> new Refusal(key + " is gone: make the plan anew"));
  }
}
