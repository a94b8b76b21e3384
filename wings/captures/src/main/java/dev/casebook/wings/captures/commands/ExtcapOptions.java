package dev.casebook.wings.captures.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.wings.captures.extcap.ExtcapPages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What Wireshark asks its plugins, and what its dialogue for this one fills in: extcap(4).
final class ExtcapOptions {

  private static final Pattern SSH =
      Pattern.compile("ssh://(?:([^@/]*)@)?(\\[[^\\]]*\\]|[^:/]*)(?::([0-9]+))?(/.*)?");

  @Option(names = "--extcap-interfaces", hidden = true)
  private boolean interfaces;

  @Option(names = "--extcap-dlts", hidden = true)
  private boolean linkTypes;

  @Option(names = "--extcap-config", hidden = true)
  private boolean arguments;

  @Option(names = "--capture", hidden = true)
  private boolean capture;

  @Option(names = "--extcap-version", arity = "0..1", hidden = true)
  private String version = "";

  @Option(names = "--extcap-interface", hidden = true)
  private String asked = "";

  @Option(names = "--fifo", hidden = true)
  private @Nullable Path fifo;

  /// What stands beside the interface in Wireshark's window, and `tshark -f`.
  @Option(names = "--extcap-capture-filter", hidden = true)
  private String filter = "";

  @Option(names = "--extcap-hosts", hidden = true)
  private String hosts = "";

  @Option(names = "--extcap-port", hidden = true)
  private int port;

  @Option(names = "--extcap-user", hidden = true)
  private String user = "";

  @Option(names = "--extcap-key", hidden = true)
  private String key = "";

  @Option(names = "--extcap-ssh-config", hidden = true)
  private String configuration = "";

  @Option(names = "--extcap-proxycommand", hidden = true)
  private String proxy = "";

  @Option(names = "--extcap-remote-interface", hidden = true)
  private String onInterfaces = "any";

  @Option(names = "--extcap-remote-filter", hidden = true)
  private String remoteFilter = "";

  @Option(names = "--extcap-log-file", hidden = true)
  private @Nullable Path log;

  /// Whether Wireshark is who asks.
  boolean isAsked() {
    return interfaces
        || linkTypes
        || arguments
        || capture
        || !version.isEmpty()
        || !asked.isEmpty();
  }

  /// Whether it wants packets, and not a page.
  boolean isCapture() {
    return capture;
  }

  /// What the plugin says of itself.
  List<String> page() throws UserError {
    if (interfaces || asked.isEmpty()) {
      return ExtcapPages.interfaces();
    }
    if (!asked.equals(ExtcapPages.INTERFACE)) {
      throw new UserError("the plugin has no interface " + asked);
    }
    if (linkTypes) {
      return ExtcapPages.linkTypes();
    }
    return arguments ? ExtcapPages.arguments() : List.of();
  }

  /// Where the packets go.
  Path fifo() throws UserError {
    if (fifo == null) {
      throw new UserError("--capture needs --fifo: Wireshark gives it");
    }
    return fifo;
  }

  @Nullable Path log() {
    return log;
  }

  /// Of the dialogue and of the window, both.
  String filter() {
    if (filter.isBlank() || remoteFilter.isBlank()) {
      return (filter + remoteFilter).strip();
    }
    return "(%s) and (%s)".formatted(filter.strip(), remoteFilter.strip());
  }

  List<String> onInterfaces() {
    return List.of(onInterfaces.strip().split("\\s*,\\s*"));
  }

  List<String> hosts() throws UserError {
    if (hosts.isBlank()) {
      throw new UserError("no host is given: set Hosts among the interface's options");
    }
    return List.of(hosts.strip().split("[\\s,;]+(?=here|ssh:|rpcap:|$)")).stream()
        .map(this::withUserAndPort)
        .toList();
  }

  private String withUserAndPort(String host) {
    Matcher parts = SSH.matcher(host);
    if (!parts.matches()) {
      return host;
    }
    var name = parts.group(1) == null ? user : parts.group(1);
    var number = parts.group(3) == null ? (port == 0 ? "" : ":" + port) : ":" + parts.group(3);
    var rest = parts.group(4) == null ? "" : parts.group(4);
    return "ssh://" + (name.isEmpty() ? "" : name + "@") + parts.group(2) + number + rest;
  }

  /// The console whose ssh has what the dialogue says.
  Console reaching(Console console) {
    var words = new ArrayList<>(console.ssh());
    if (!configuration.isEmpty()) {
      words.addAll(List.of("-F", configuration));
    }
    if (!key.isEmpty()) {
      words.addAll(List.of("-i", key));
    }
    if (!proxy.isEmpty()) {
      words.addAll(List.of("-o", "ProxyCommand=" + proxy));
    }
    return console.reachingBy(words);
  }
}
