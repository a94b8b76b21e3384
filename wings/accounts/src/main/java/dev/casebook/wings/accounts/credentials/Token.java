package dev.casebook.wings.accounts.credentials;

/// A device that shows values of one use.
///
/// @param id of its own, for people
/// @param seed what both sides share
/// @param position the last counter or time step that was taken; -1 before the first
public record Token(String id, Kind kind, byte[] seed, long position) {

  /// How values follow each other.
  public enum Kind {
    /// By a counter (RFC 4226).
    HOTP,
    /// By the time, in steps of 30 seconds (RFC 6238).
    TOTP
  }

  public Token {
    seed = seed.clone();
  }

  @Override
  public byte[] seed() {
    return seed.clone();
  }

  Token takenAt(long taken) {
    return new Token(id, kind, seed, Math.max(position, taken));
  }
}
