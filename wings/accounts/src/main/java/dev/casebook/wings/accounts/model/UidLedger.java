package dev.casebook.wings.accounts.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Every uid that was ever given, and to whom. Files on hosts outlive the accounts that own them,
/// so a number that comes again would inherit them.
///
/// @param isKept whether the folder has one
/// @param entries by uid, in the order in which they are written
public record UidLedger(boolean isKept, SequencedMap<Long, Entry> entries) {

  /// To whom a uid was given, whether the account is still there or not.
  public record Entry(String account, Place place) {}

  public UidLedger {
    entries = Collections.unmodifiableSequencedMap(entries);
  }

  public Optional<Entry> of(long uid) {
    return Optional.ofNullable(entries.get(uid));
  }

  /// All that an account was given.
  public List<Long> of(String account) {
    return entries.entrySet().stream()
        .filter(entry -> entry.getValue().account().equals(account))
        .map(entry -> entry.getKey())
        .toList();
  }
}
