package dev.casebook.wings.accounts.decide;

import java.util.List;

/// Ports as rules write them: `tcp/22`, `udp/500-510`.
final class Ports {

  private Ports() {}

  /// Whether rules for these ports speak of all of the asked ones; no ports are all.
  static boolean cover(List<String> ports, String asked) {
    return ports.isEmpty()
        || (!asked.isEmpty() && ports.stream().anyMatch(one -> covers(one, asked)));
  }

  private static boolean covers(String rule, String asked) {
    return protocol(rule).equals(protocol(asked))
        && first(rule) <= first(asked)
        && last(asked) <= last(rule);
  }

  private static String protocol(String port) {
    return port.substring(0, port.indexOf('/'));
  }

  private static int first(String port) {
    var range = port.substring(port.indexOf('/') + 1);
    int dash = range.indexOf('-');
    return Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
  }

  private static int last(String port) {
    return Integer.parseInt(port.substring(Math.max(port.indexOf('/'), port.indexOf('-')) + 1));
  }
}
