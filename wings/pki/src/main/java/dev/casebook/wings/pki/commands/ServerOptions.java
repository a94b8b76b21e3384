package dev.casebook.wings.pki.commands;

import dev.casebook.console.UserError;
import dev.casebook.wings.pki.server.CrlTarget;
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
          "An OpenVPN server's configuration; all of /etc/openvpn and its folder server if not given.")
  private List<Path> servers = List.of();

  @Option(names = "--no-server", description = "Look at no server.")
  private boolean none;

  List<CrlTarget> targets() throws IOException, UserError {
    var targets = new ArrayList<CrlTarget>();
    if (none) {
      return targets;
    }
    for (var file : servers.isEmpty() ? CrlTarget.configurations(ETC) : servers) {
      if (!Files.isReadable(file)) {
        throw new UserError(file + " can't be read");
      }
      var found = CrlTarget.of(file.toAbsolutePath());
      if (found.isEmpty() && !servers.isEmpty()) {
        throw new UserError(file + " has no crl-verify with a file: it admits whom a list revokes");
      }
      targets.addAll(found);
    }
    return targets;
  }
}
