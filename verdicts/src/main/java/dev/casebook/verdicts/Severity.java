package dev.casebook.verdicts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How bad a finding is, worst first; a note says it once for all its findings.
public enum Severity {
  CRITICAL,
  HIGH,
  MEDIUM,
  LOW,
  INFO;

  /// The severity a note's header names, in lower case.
  public static Optional<Severity> named(String word) {
    return Arrays.stream(values()).filter(severity -> severity.word().equals(word)).findFirst();
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
