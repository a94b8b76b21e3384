package dev.casebook.diagnosis;

import java.nio.file.Path;
import java.util.Objects;

/// A file of the user, such as a note, that can't be used; the message says where and why.
public final class UnusableFile extends Exception {

  private static final long serialVersionUID = 1;

  public UnusableFile(Path file, int line, String message) {
    super(file + ":" + line + ": " + message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
