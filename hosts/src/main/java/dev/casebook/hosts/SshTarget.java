package dev.casebook.hosts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A machine that is reached by ssh, as `ssh://[user@]host[:port]` names it. The host may be a name
/// of the user's own `ssh_config(5)`.
///
/// @param name as it was written
/// @param user empty for what ssh's configuration says
/// @param port 0 for what ssh's configuration says
public record SshTarget(String name, String user, String host, int port) {

  private static final String SCHEME = "ssh://";

  /// Nothing in it can be an option or a command: no part begins with a dash.
  private static final Pattern FORM =
      Pattern.compile(
          "ssh://(?:(?<user>[A-Za-z0-9_][A-Za-z0-9_.+\\\\-]*)@)?"
              + "(?<host>[A-Za-z0-9_][A-Za-z0-9_.\\-]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.\\-]+)?\\])"
              + "(?::(?<port>[0-9]{1,5}))?/?");

  /// `web[01-40]`, `rack[a-c]`.
  private static final Pattern RANGE =
      Pattern.compile("\\[(?<from>[0-9]{1,9}|[a-z])-(?<to>[0-9]{1,9}|[a-z])\\]");

  /// More is a slip of the finger.
  private static final int HOSTS_MAX = 10_000;

  private static final int PORT_MAX = 65_535;

  /// Whether a source's name means a machine.
  public static boolean isTarget(String name) {
    return name.startsWith(SCHEME);
  }

  /// Empty if it is not a target's name.
  public static Optional<SshTarget> of(String name) {
    var matcher = FORM.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = matcher.group("port") == null ? 0 : Integer.parseInt(matcher.group("port"));
    if (port > PORT_MAX) {
      return Optional.empty();
    }
    var host = matcher.group("host");
    var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    var user = matcher.group("user");
    return Optional.of(new SshTarget(name, user == null ? "" : user, bare, port));
  }

  /// A name with each range in it written out: `ssh://web[01-03]` is three. A name without one is
  /// itself.
  ///
  /// @throws IllegalArgumentException if a range is empty, or stands for more than 10,000
  public static List<String> expanded(String name) {
    var all = List.of(name);
    while (true) {
      var next = new ArrayList<String>();
      for (var one : all) {
        next.addAll(firstRange(one));
        if (next.size() > HOSTS_MAX) {
          throw new IllegalArgumentException(name + ": stands for more than 10,000 hosts");
        }
      }
      if (next.equals(all)) {
        return all;
      }
      all = List.copyOf(next);
    }
  }

  private static List<String> firstRange(String name) {
    var matcher = RANGE.matcher(name);
    if (!isTarget(name) || !matcher.find()) {
      return List.of(name);
    }
    var from = matcher.group("from");
    var to = matcher.group("to");
    var before = name.substring(0, matcher.start());
    var after = name.substring(matcher.end());
    boolean letters = !Character.isDigit(from.charAt(0));
    if (letters == Character.isDigit(to.charAt(0))) {
      throw new IllegalArgumentException(
          name + ": " + matcher.group() + " mixes letters and digits");
    }
    long first = letters ? from.charAt(0) : Long.parseLong(from);
    long last = letters ? to.charAt(0) : Long.parseLong(to);
    if (last < first) {
      throw new IllegalArgumentException(name + ": the range " + matcher.group() + " is empty");
    }
    if (last - first >= HOSTS_MAX) {
      throw new IllegalArgumentException(name + ": stands for more than 10,000 hosts");
    }
    var names = new ArrayList<String>();
    for (long i = first; i <= last; i++) {
      var one = letters ? String.valueOf((char) i) : padded(i, from.length());
      names.add(before + one + after);
    }
    return names;
  }

  /// `01`, not `1`, where the range is written so.
  private static String padded(long number, int digits) {
    var text = Long.toString(number);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }
}
