package dev.casebook.hosts;

import java.util.Map;
import java.util.stream.Collectors;

/// What a shell is given to read.
final class Shell {

  /// What every program and script gets, here and on other machines: fixed folders and the `C`
  /// locale, so that its output does not depend on who asks.
  static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C", "SYSTEMD_PAGER", "");

  private Shell() {}

  /// A script as one compound command, which the shell reads to its end before it begins.
  static String input(String script) {
    return "{\n" + script + "\n} </dev/null\n";
  }

  /// A script that goes on reading what comes after it.
  static String liveInput(String script) {
    return "{\n" + exports() + "\n" + script + "\n}\n";
  }

  /// A whole script for a shell of another machine, which has to be told its environment.
  static String remoteInput(String script) {
    return input(exports() + "\n" + script);
  }

  private static String exports() {
    return ENVIRONMENT.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> "export " + entry.getKey() + "=" + Host.quoted(entry.getValue()))
        .collect(Collectors.joining("\n"));
  }
}
