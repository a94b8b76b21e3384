package dev.casebook.evidence.archive;

import java.io.IOException;

/// How a decoder says that it cannot go on. It never leaves this package: [BoundedStream] turns it
/// into a [Problem].
final class Damage extends IOException {
  private static final long serialVersionUID = 1;

  final transient Problem.Kind kind;

  Damage(Problem.Kind kind, String reason) {
    super(reason);
    this.kind = kind;
  }

  static Damage truncated(String reason) {
    return new Damage(Problem.Kind.TRUNCATED, reason);
  }

  static Damage corrupt(String reason) {
    return new Damage(Problem.Kind.CORRUPT, reason);
  }

  static Damage unsupported(String reason) {
    return new Damage(Problem.Kind.UNSUPPORTED, reason);
  }

  static Damage limit(String reason) {
    return new Damage(Problem.Kind.LIMIT, reason);
  }

  static Damage notice(String reason) {
    return new Damage(Problem.Kind.NOTICE, reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  /// Control flow, not a bug report: nobody reads its stack.
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
