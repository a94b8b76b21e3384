package dev.casebook.wings.pki.commands;

import dev.casebook.console.UserError;

/// How long something is valid.
final class Days {

  /// Beyond the year 9999 no ASN.1 time is written.
  private static final int MAX = 365 * 1000;

  private Days() {}

  static void demand(int days) throws UserError {
    if (days < 1 || days > MAX) {
      throw new UserError("days are 1 to " + MAX + ", not " + days);
    }
  }
}
