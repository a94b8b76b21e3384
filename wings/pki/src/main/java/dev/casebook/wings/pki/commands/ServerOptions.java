package dev.casebook.wings.pki.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.wings.pki.server.CrlTarget;
import dev.casebook.wings.pki.server.OpenvpnServer;
import dev.casebook.wings.pki.tool.Authority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Which OpenVPN servers trust the authority.
final class ServerOptions {

  private static final Path ETC = Path.of("/etc/openvpn");

  @Option(
      names = "--server",
      paramLabel = "FILE",
      description =
          "An OpenVPN server's configuration; if not given, all in /etc/openvpn and its folder"
              + " server that trust this authority.")
  private List<Path> servers = List.of();

  @Option(names = "--no-server", description = "Look at no server.")
  private boolean none;

  /// Servers that trust this authority, or whose configuration somebody named.
  List<OpenvpnServer> servers(Console console, Authority authority) throws IOException, UserError {
    var chosen = new ArrayList<OpenvpnServer>();
    if (none) {
      return chosen;
    }
    for (var file : servers.isEmpty() ? OpenvpnServer.configurations(ETC) : servers) {
      if (!Files.isReadable(file)) {
        throw new UserError(file + " can't be read");
      }
      var server = OpenvpnServer.read(file.toAbsolutePath());
      boolean trusts = server.authorities().contains(authority.certificate());
      if (!servers.isEmpty() && !trusts && !server.authorities().isEmpty()) {
        throw new UserError(file + " does not trust this authority: its ca is another one");
      }
      if (trusts || !servers.isEmpty()) {
        chosen.add(server);
      } else if (server.authorities().isEmpty() && server.serves()) {
        console.say(
            file + ": whom it trusts can't be told; if it is this authority, name it by --server");
      }
    }
    return chosen;
  }

  static List<CrlTarget> targets(List<OpenvpnServer> servers) {
    return servers.stream().flatMap(server -> server.targets().stream()).toList();
  }
}
