package dev.casebook.wings.captures.capture;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A TCP connection by its four words: of the tool's own, which it never captures.
///
/// @param address text of an IPv4 or IPv6 address, without a zone
public record Connection(String address, int port, String otherAddress, int otherPort) {

  /// As sshd has them in `SSH_CONNECTION` (ssh(1)). Nothing in it can be more than an address.
  private static final Pattern SSH_CONNECTION =
      Pattern.compile(
          "([0-9A-Fa-f:.]{2,45})(?:%\\S+)? ([0-9]{1,5}) ([0-9A-Fa-f:.]{2,45})(?:%\\S+)? ([0-9]{1,5})");

  private static final int PORT_MAX = 65_535;

  /// Two zeros or more in a row, of the eight numbers of an IPv6 address.
  private static final Pattern ZEROS = Pattern.compile("(?:(?:^|:)0){2,}(?::|$)");

  /// With each address in one form, whoever tells it: IPv4 in IPv6 is IPv4.
  ///
  /// @throws IllegalArgumentException if one is no address
  public Connection {
    address = canonical(address);
    otherAddress = canonical(otherAddress);
  }

  private static String canonical(String address) {
    var text = InetAddress.ofLiteral(address).getHostAddress();
    return text.contains(":") ? ZEROS.matcher(text).replaceFirst("::") : text;
  }

  /// Empty where a host tells none, or no such thing.
  static Optional<Connection> told(String sshConnection) {
    var words = SSH_CONNECTION.matcher(sshConnection.strip());
    if (!words.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(words.group(2));
    int otherPort = Integer.parseInt(words.group(4));
    if (port > PORT_MAX || otherPort > PORT_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Connection(words.group(1), port, words.group(3), otherPort));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// What tcpdump calls its packets, both ways.
  String expression() {
    return "(tcp port %d and tcp port %d and host %s and host %s)"
        .formatted(port, otherPort, address, otherAddress);
  }

  /// `10.0.0.5:51234 to 10.0.0.7:22`.
  @Override
  public String toString() {
    return end(address, port) + " to " + end(otherAddress, otherPort);
  }

  private static String end(String address, int port) {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }

  /// A filter that lets pass what another does, without these connections.
  public static String without(Collection<Connection> own, String filter) {
    if (own.isEmpty()) {
      return filter;
    }
    var others =
        own.stream()
            .map(Connection::expression)
            .sorted()
            .distinct()
            .collect(Collectors.joining(" or ", "not (", ")"));
    return filter.isEmpty() ? others : "(" + filter + ") and " + others;
  }
}
