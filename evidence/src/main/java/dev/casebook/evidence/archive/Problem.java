package dev.casebook.evidence.archive;

/// Something that is wrong with an archive, a compressed stream or one member: a value, because
/// damaged evidence is a normal outcome and what could be read still counts.
///
/// @param kind what sort of thing is wrong
/// @param member path or printable name of the member concerned; empty when it is the whole archive
/// @param reason one clear phrase, without the member's name
public record Problem(Kind kind, String member, String reason) {
  /// Sorts of problem.
  public enum Kind {
    /// The bytes end before what they announce; everything before is there.
    TRUNCATED,
    /// Bytes contradict their format or their checksum; everything before is there.
    CORRUPT,
    /// One of the [Limits] cut it off.
    LIMIT,
    /// Encrypted: needs a password that nobody is asked for.
    ENCRYPTED,
    /// Sound as far as one can tell, but in a form that is not read here.
    UNSUPPORTED,
    /// A name, link or device that has no business in a support bundle; skipped.
    UNSAFE,
    /// The medium failed while reading, not the evidence.
    UNREADABLE,
    /// Nothing that belongs to it is known to be lost (trailing bytes, absolute or repeated names).
    NOTICE
  }

  /// Whether bytes that belong to it are missing or wrong.
  public boolean isDamage() {
    return switch (kind) {
      case TRUNCATED, CORRUPT, UNREADABLE -> true;
      case LIMIT, ENCRYPTED, UNSUPPORTED, UNSAFE, NOTICE -> false;
    };
  }

  static Problem of(Kind kind, String reason) {
    return new Problem(kind, "", reason);
  }

  Problem in(String member) {
    return new Problem(kind, member, reason);
  }

  /// `member: reason`, or the reason alone.
  @Override
  public String toString() {
    return member.isEmpty() ? reason : member + ": " + reason;
  }
}
