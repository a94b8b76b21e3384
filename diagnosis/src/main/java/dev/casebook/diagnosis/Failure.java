package dev.casebook.diagnosis;

import dev.casebook.query.QueryFailure;

/// What failed, in one line for a person; with the place if the mistake is ours, so that it can be
/// reported.
public final class Failure {

  private Failure() {}

  public static String reason(Throwable failure) {
    return switch (failure) {
      case QueryFailure query -> query.getMessage();
      case OutOfMemoryError _ -> "its evidence needs more memory than there is" + at(failure);
      case StackOverflowError _ -> "its evidence is nested too deeply" + at(failure);
      default -> {
        var message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        yield failure.getClass().getSimpleName() + ": " + message + at(failure);
      }
    };
  }

  private static String at(Throwable failure) {
    for (var frame : failure.getStackTrace()) {
      if (frame.getClassName().startsWith("dev.casebook.")) {
        var type = frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1);
        return " (in %s.%s)".formatted(type, frame.getMethodName());
      }
    }
    return "";
  }
}
