package dev.casebook.signals;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Names of hosts as log lines have them, of which several may mean one host.
final class HostName {
  private HostName() {}

  /// The name without what tells two writings of it apart; empty for a line that names none.
  static String plain(@Nullable String name) {
    if (name == null) {
      return "";
    }
    var plain = name.toLowerCase(Locale.ROOT);
    return plain.startsWith("[") && plain.endsWith("]")
        ? plain.substring(1, plain.length() - 1)
        : plain;
  }

  /// Whether two plain names mean one host: they are equal, or one is the other's first label.
  static boolean isSame(String one, String other) {
    return one.equals(other) || isFirstLabel(one, other) || isFirstLabel(other, one);
  }

  private static boolean isFirstLabel(String label, String name) {
    return !label.isEmpty()
        && name.startsWith(label)
        && name.length() > label.length()
        && name.charAt(label.length()) == '.'
        && !isAddress(name);
  }

  private static boolean isAddress(String name) {
    return name.chars().allMatch(c -> c == '.' || Character.isDigit(c));
  }
}
