package dev.casebook.hosts;

/// What a shell is given to read.
final class Shell {

  private Shell() {}

  /// A script as one compound command, which the shell reads to its end before it begins.
  static String input(String script) {
    return "{\n" + script + "\n} </dev/null\n";
  }
}
