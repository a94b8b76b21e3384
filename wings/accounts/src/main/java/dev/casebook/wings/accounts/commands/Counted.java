package dev.casebook.wings.accounts.commands;

/// A number with what is counted: `1 group`, `2 groups`.
final class Counted {

  private Counted() {}

  static String of(long count, String one) {
    return count + " " + one + (count == 1 ? "" : "s");
  }
}
