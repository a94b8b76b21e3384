package dev.casebook.wings.etcd.tool;

import java.util.Objects;

/// A file that can't be read as an etcd database, or not now, or does not hold what is asked for;
/// the message says what, why and what to do.
public final class UnreadableFile extends Exception {

  private static final long serialVersionUID = 1;

  private final boolean nothingMatches;

  public UnreadableFile(String message) {
    this(message, false);
  }

  private UnreadableFile(String message, boolean nothingMatches) {
    super(message);
    this.nothingMatches = nothingMatches;
  }

  /// The file can be read, and does not hold what was asked for.
  public static UnreadableFile without(String message) {
    return new UnreadableFile(message, true);
  }

  public boolean isNothingMatches() {
    return nothingMatches;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
