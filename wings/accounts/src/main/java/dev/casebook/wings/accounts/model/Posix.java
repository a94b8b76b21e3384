package dev.casebook.wings.accounts.model;

import java.util.List;
import java.util.OptionalLong;

/// A user of hosts, as passwd(5) has it.
///
/// @param uid empty until the ledger gives one
/// @param gid of the primary group, where it is another number than the uid
/// @param keys public keys of ssh, a line of authorized_keys each
public record Posix(
    OptionalLong uid, OptionalLong gid, String home, String shell, List<String> keys) {

  /// Whose shell is not given.
  public static final String SHELL = "/bin/bash";

  public Posix {
    keys = List.copyOf(keys);
  }

  /// The same with a uid.
  public Posix with(long given) {
    return new Posix(OptionalLong.of(given), gid, home, shell, keys);
  }

  /// Of the primary group; empty until there is a uid.
  public OptionalLong primaryGid() {
    return gid.isPresent() ? gid : uid;
  }
}
