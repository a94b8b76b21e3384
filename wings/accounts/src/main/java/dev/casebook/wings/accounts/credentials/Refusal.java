package dev.casebook.wings.accounts.credentials;

/// Why a password can't be taken.
public enum Refusal {
  TOO_SHORT,
  TOO_LONG,
  /// It holds the account's name, or what stands before the @ of its mail.
  HOLDS_NAME,
  COMMON,
  /// It is the one that it would take the place of.
  SAME
}
