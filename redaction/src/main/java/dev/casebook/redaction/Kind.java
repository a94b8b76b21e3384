package dev.casebook.redaction;

import java.util.Locale;

/// What sort of thing a word is that tells whose evidence it is.
enum Kind {
  HOST("host"),
  DOMAIN("dom"),
  USER("user"),
  MAIL("mail"),
  NAME("name"),
  /// Of a machine: a number by which it is told from all others.
  ID("id"),
  SECRET("secret"),
  WORD("word");

  private final String prefix;

  Kind(String prefix) {
    this.prefix = prefix;
  }

  /// What its tokens begin with.
  String prefix() {
    return prefix;
  }

  /// What people call it.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether `WEB1` and `web1` are one.
  boolean ignoresCase() {
    return this == HOST || this == DOMAIN || this == MAIL || this == WORD;
  }
}
