package dev.casebook.wings.accounts.model;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A server that is kept as the folder wants it.
///
/// @param address a URL, in the words of its kind: `ldap://10.2.0.1`; empty where the kind needs
///   none
/// @param user by which we sign in there; its password is in the state folder
/// @param base what the names of a directory end with; the folder's own if not given
/// @param database the row of `databases` that a server of databases is; empty for others
/// @param who the accounts that it keeps
/// @param where the hosts whose files are kept, or whose caches hold what a directory says
/// @param required accounts that it can't be without
/// @param kept how long what is wanted no longer stays there, disabled
/// @param authority the file of the certificates that are trusted, relative to the folder; empty
///   for those of the system
public record TargetSettings(
    String name,
    Place place,
    Kind kind,
    String address,
    String user,
    String base,
    String database,
    Who who,
    Where where,
    List<String> required,
    Duration kept,
    String authority) {

  public TargetSettings {
    required = List.copyOf(required);
  }

  public enum Kind {
    OPENLDAP("openldap"),
    DIRECTORY_389("389ds"),
    MARIADB("mariadb"),
    MYSQL("mysql"),
    POSTGRESQL("postgresql"),
    REDIS("redis"),
    HOSTS("hosts");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    public static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
  }
}
