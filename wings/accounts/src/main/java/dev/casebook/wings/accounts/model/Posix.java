package dev.casebook.wings.accounts.model;

import java.util.List;
import java.util.OptionalLong;

/// A user of hosts, as passwd(5) has it.
///
/// @param uid empty until the ledger gives one
/// @param keys public keys of ssh, a line of authorized_keys each
public record Posix(OptionalLong uid, String home, String shell, List<String> keys) {

  public Posix {
    keys = List.copyOf(keys);
  }
}
