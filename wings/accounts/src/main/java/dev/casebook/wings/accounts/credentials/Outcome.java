package dev.casebook.wings.accounts.credentials;

/// What a sign-in comes to. Whoever signs in is told no more than accepted, asked for a code, or
/// not; the rest is for the journal and for `explain`.
public enum Outcome {
  ACCEPTED,
  /// The password is right and a value of a token is needed.
  CODE_NEEDED,
  WRONG,
  /// It is they, and the folder does not let them in.
  NOT_ALLOWED,
  LOCKED,
  PASSWORD_TOO_OLD,
  /// A token is asked for and there is none.
  NO_TOKEN
}
