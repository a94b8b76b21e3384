package dev.casebook.wings.lines.probe;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is probed: `[NAME=]icmp:HOST`, `[NAME=]udp:HOST:PORT`, `[NAME=]tcp:HOST:PORT`, an IPv6
/// address before a port in brackets.
///
/// @param name as rows call it
/// @param port 0 for ICMP
public record ProbeTarget(String name, Kind kind, String host, int port) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:([\\p{L}\\p{N}][\\p{L}\\p{N}._ -]{0,63})=)?(icmp|udp|tcp):"
              + "(\\[[0-9A-Fa-f:.%\\w]+\\]|[^\\s\\[\\],\"]+?)(?::(\\d{1,5}))?");

  /// How it is probed.
  public enum Kind {
    ICMP,
    /// A datagram to a service that sends it back (RFC 862, port 7).
    UDP,
    /// A connection that is opened and closed.
    TCP;

    /// As in targets and rows.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// @return empty for what is no target
  public static Optional<ProbeTarget> of(String text) {
    var matcher = FORM.matcher(text);
    // an IPv6 address of an ICMP target needs no brackets and has colons of its own
    var plain = Pattern.compile("(?:([^=]{1,64})=)?icmp:([0-9A-Fa-f:.]+(?:%\\w+)?)").matcher(text);
    if (plain.matches() && plain.group(2).contains(":")) {
      return Optional.of(named(plain.group(1), Kind.ICMP, plain.group(2), 0, text));
    }
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var kind = Kind.valueOf(matcher.group(2).toUpperCase(Locale.ROOT));
    int port = matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(4));
    if ((kind == Kind.ICMP) != (port == 0) || port > 65_535) {
      return Optional.empty();
    }
    var host = matcher.group(3).replaceAll("[\\[\\]]", "");
    return Optional.of(named(matcher.group(1), kind, host, port, text));
  }

  private static ProbeTarget named(
      @Nullable String name, Kind kind, String host, int port, String text) {
    return new ProbeTarget(name == null ? text : name, kind, host, port);
  }
}
