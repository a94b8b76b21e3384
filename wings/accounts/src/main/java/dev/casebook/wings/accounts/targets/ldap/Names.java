package dev.casebook.wings.accounts.targets.ldap;

import java.util.List;

/// Names of attributes and classes that we look after. Others of an entry are never read, and never
/// written.
///
/// Sources: RFC 2798, RFC 4519, RFC 2307, openssh-lpk.
final class Names {

  static final String UID = "uid";
  static final String CN = "cn";
  static final String SN = "sn";
  static final String MAIL = "mail";
  static final String UID_NUMBER = "uidNumber";
  static final String GID_NUMBER = "gidNumber";
  static final String HOME = "homeDirectory";
  static final String SHELL = "loginShell";
  static final String KEY = "sshPublicKey";
  static final String MEMBER = "member";
  static final String UNIQUE_MEMBER = "uniqueMember";
  static final String MEMBER_UID = "memberUid";
  static final String CLASS = "objectClass";

  static final String PERSON_CLASS = "inetOrgPerson";
  static final String POSIX_ACCOUNT = "posixAccount";
  static final String PUBLIC_KEY = "ldapPublicKey";
  static final String GROUP_OF_NAMES = "groupOfNames";
  static final String GROUP_OF_UNIQUE_NAMES = "groupOfUniqueNames";
  static final String POSIX_GROUP = "posixGroup";

  static final List<String> ACCOUNT_CLASSES = List.of(PERSON_CLASS, POSIX_ACCOUNT, PUBLIC_KEY);
  static final List<String> GROUP_CLASSES =
      List.of(GROUP_OF_NAMES, GROUP_OF_UNIQUE_NAMES, POSIX_GROUP);

  /// Attributes of an account that are read as they stand.
  static final List<String> ACCOUNT = List.of(CN, MAIL, UID_NUMBER, GID_NUMBER, HOME, SHELL, KEY);

  /// Kinds of items.
  static final String UNIT = "unit";

  static final String ACCOUNT_KIND = "account";
  static final String GROUP_KIND = "group";

  /// Before the name of a group that is a member of another.
  static final String GROUP_PREFIX = "group:";

  private Names() {}
}
