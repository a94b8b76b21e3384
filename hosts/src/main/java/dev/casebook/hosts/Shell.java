package dev.casebook.hosts;

/// What a shell is given to read.
final class Shell {

  /// The same environment that a program gets on this machine.
  static final String ENVIRONMENT =
      "PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C SYSTEMD_PAGER=; export PATH LC_ALL SYSTEMD_PAGER";

  private Shell() {}

  /// A script as one compound command, which the shell reads to its end before it begins.
  static String input(String script) {
    return "{\n" + script + "\n} </dev/null\n";
  }
}
