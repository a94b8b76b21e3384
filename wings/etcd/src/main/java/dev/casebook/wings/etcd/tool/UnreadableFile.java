package dev.casebook.wings.etcd.tool;

import java.util.Objects;

/// A file that can't be read as an etcd database, or not now; the message says what, why and what
/// to do.
public final class UnreadableFile extends Exception {

  private static final long serialVersionUID = 1;

  public UnreadableFile(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
