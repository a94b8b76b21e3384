package dev.casebook.wings.captures.capture;

import dev.casebook.hosts.SshTarget;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where packets are captured: an interface of a host.
///
/// @param onInterface as its host calls it
public record Place(Origin origin, String onInterface) {

  /// Interfaces at once: each has a buffer of a mebibyte.
  static final int PLACES_MAX = 64;

  private static final int RPCAP_PORT = 2002;
  private static final int PORT_MAX = 65_535;

  /// Linux has names of 15 bytes; rpcapd's may be long ones of Windows.
  private static final Pattern INTERFACE =
      Pattern.compile("[^\\s\\p{Cntrl}/,-][^\\p{Cntrl}/,]{0,254}");

  private static final Pattern HERE = Pattern.compile("here(?:/(.*))?");

  private static final Pattern SSH = Pattern.compile("(ssh://[^/]*)(?:/(.*))?");

  private static final Pattern RPCAP =
      Pattern.compile(
          "rpcap://(?:([A-Za-z0-9_.@\\\\-]+)@)?([A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])"
              + "(?::([0-9]{1,5}))?(?:/(.*))?");

  /// A host, and how it is reached.
  public sealed interface Origin {

    /// As people call it.
    String name();

    /// This host.
    record Here() implements Origin {
      @Override
      public String name() {
        return "here";
      }
    }

    /// A host over ssh.
    record OverSsh(SshTarget target) implements Origin {
      @Override
      public String name() {
        return target.host();
      }
    }

    /// A host whose rpcapd is asked.
    ///
    /// @param user empty for none
    record OverRpcap(String host, int port, String user) implements Origin {
      @Override
      public String name() {
        return host;
      }
    }
  }

  /// `web1 eth0`.
  public String label() {
    return origin.name() + " " + onInterface;
  }

  /// The places that hosts and interfaces name, each once, in order.
  ///
  /// @param hosts `here[/interface,…]`, `ssh://[user@]host[:port][/interface,…]` with ranges, or
  ///   `rpcap://[user@]host[:port][/interface,…]`
  /// @param interfaces of the hosts that name none
  /// @throws IllegalArgumentException if one is of no such form; the message says so
  public static List<Place> of(List<String> hosts, List<String> interfaces) {
    var places = new LinkedHashSet<Place>();
    for (var host : hosts) {
      for (var one : SshTarget.expanded(host)) {
        places.addAll(ofHost(one, interfaces));
      }
    }
    if (places.size() > PLACES_MAX) {
      throw new IllegalArgumentException(
          "%d interfaces are more than the %d that are captured at once"
              .formatted(places.size(), PLACES_MAX));
    }
    return List.copyOf(places);
  }

  private static List<Place> ofHost(String name, List<String> interfaces) {
    var here = HERE.matcher(name);
    var ssh = SSH.matcher(name);
    var rpcap = RPCAP.matcher(name);
    if (here.matches()) {
      return at(new Origin.Here(), text(here.group(1)), interfaces);
    }
    if (ssh.matches()) {
      var target = SshTarget.of(ssh.group(1));
      if (target.isPresent()) {
        return at(new Origin.OverSsh(target.get()), text(ssh.group(2)), interfaces);
      }
    }
    if (rpcap.matches()) {
      int port = rpcap.group(3) == null ? RPCAP_PORT : Integer.parseInt(rpcap.group(3));
      if (port > 0 && port <= PORT_MAX) {
        var host = rpcap.group(2).replaceAll("[\\[\\]]", "");
        return at(
            new Origin.OverRpcap(host, port, text(rpcap.group(1))),
            text(rpcap.group(4)),
            interfaces);
      }
    }
    throw new IllegalArgumentException(
        name
            + " is no host to capture on: here[/interface], ssh://[user@]host[:port][/interface] or"
            + " rpcap://[user@]host[:port][/interface]");
  }

  private static String text(@Nullable String group) {
    return group == null ? "" : group;
  }

  private static List<Place> at(Origin origin, String own, List<String> interfaces) {
    var places = new ArrayList<Place>();
    for (var name : own.isEmpty() ? interfaces : List.of(own.split(",", -1))) {
      if (!INTERFACE.matcher(name).matches()) {
        throw new IllegalArgumentException("\"" + name + "\" is no name of an interface");
      }
      places.add(new Place(origin, name));
    }
    return places;
  }
}
