package dev.casebook.wings.accounts.model;

import java.time.Duration;

/// What a password has to be, and how long it is good.
///
/// @param ageMax empty duration for passwords that never grow old
/// @param failuresMax wrong passwords in a row until the account is locked; 0 for never
/// @param lockedFor how long it is locked then; empty duration until somebody unlocks it
public record PasswordPolicy(
    Place place, int lengthMin, Duration ageMax, int failuresMax, Duration lockedFor) {

  /// The same for where a password may be too old.
  public PasswordPolicy ageless() {
    return new PasswordPolicy(place, lengthMin, Duration.ZERO, failuresMax, lockedFor);
  }
}
