package dev.casebook.wings.accounts.targets.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.ObjectClassType;
import com.unboundid.ldap.sdk.schema.Schema;
import dev.casebook.wings.accounts.plan.Item;
import java.util.List;
import java.util.Optional;

/// In which forms a directory can keep accounts and groups, by its schema.
///
/// Sources: RFC 2307 makes posixGroup structural, draft-howard-rfc2307bis-02 auxiliary; RFC 4519
/// wants a member in every groupOfNames, later drafts do not; pwdAccountLockedTime is that of
/// draft-behera-ldap-password-policy, nsAccountLock that of 389 Directory Server.
///
/// @param keys whether there is a class for public keys of ssh
/// @param besideGroup whether a group may be posixGroup and groupOfNames at once
/// @param memberNeeded whether a groupOfNames needs a member
/// @param lock the attribute that disables an account; empty where there is none
record Forms(boolean keys, boolean besideGroup, boolean memberNeeded, Optional<Lock> lock) {

  /// @param value what disables for good
  record Lock(String attribute, String value) {}

  private static final List<Lock> LOCKS =
      List.of(new Lock("nsAccountLock", "TRUE"), new Lock("pwdAccountLockedTime", "000001010000Z"));

  static Forms of(LDAPConnection connection) throws LDAPException {
    var schema = connection.getSchema();
    if (schema == null) {
      return new Forms(false, false, true, Optional.empty());
    }
    var lock =
        LOCKS.stream().filter(one -> schema.getAttributeType(one.attribute()) != null).findFirst();
    return new Forms(
        schema.getObjectClass("ldapPublicKey") != null, isBeside(schema), needs(schema), lock);
  }

  private static boolean isBeside(Schema schema) {
    var group = schema.getObjectClass("posixGroup");
    return group != null && group.getObjectClassType(schema) == ObjectClassType.AUXILIARY;
  }

  private static boolean needs(Schema schema) {
    var group = schema.getObjectClass("groupOfNames");
    return group != null
        && group.getRequiredAttributes(schema, true).stream()
            .anyMatch(type -> type.hasNameOrOID("member"));
  }

  /// Values of [Item#STATE]; none where nobody can be disabled.
  List<String> state(boolean disabled) {
    return lock.isEmpty() ? List.of() : List.of(disabled ? Item.DISABLED : Item.ENABLED);
  }
}
