package dev.casebook.diagnosis;

import java.nio.file.Path;
import java.util.Objects;

/// A note that can't be used; the message says where and why.
public final class BadNote extends Exception {

  private static final long serialVersionUID = 1;

  public BadNote(Path file, int line, String message) {
    super(file + ":" + line + ": " + message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
