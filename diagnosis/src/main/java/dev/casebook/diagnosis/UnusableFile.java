package dev.casebook.diagnosis;

import dev.casebook.evidence.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// A file of the user, such as a note, that can't be used; the message says where and why.
public final class UnusableFile extends Exception {

  private static final long serialVersionUID = 1;

  public UnusableFile(Path file, int line, String message) {
    super(file + ":" + line + ": " + message);
  }

  /// @param faults at least one, each with its file and line
  UnusableFile(List<String> faults) {
    super(String.join("\n", faults));
  }

  private UnusableFile(String message) {
    super(message);
  }

  /// Of a file or folder that can't be read, or not as text in UTF-8.
  static UnusableFile unreadable(Path file, IOException why) {
    return new UnusableFile(file + ": " + Reason.of(why));
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
