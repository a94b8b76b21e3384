package dev.casebook.wings.pki.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.wings.pki.journal.Border;
import dev.casebook.wings.pki.tool.Publication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `casebook pki publish`: the list to where servers read it.
@Command(
    name = "publish",
    description = "Put the list where every crl-verify of the servers points, for them to read.",
    footer = {
      "",
      "Each is replaced at once, so that no server reads half of it, and may be read by "
          + "all. A link keeps pointing to the file that is replaced. OpenVPN reads it at the "
          + "next client that comes. Modes of folders are not changed; if one keeps the server "
          + "out, that is told, and the status is 1.",
      "",
      "Examples:",
      "  casebook pki publish",
      "  casebook pki publish --server /etc/openvpn/office.conf",
      "  casebook pki publish --no-server --to /srv/www/crl.pem"
    })
final class PublishCommand extends FolderCommand {

  @Option(names = "--to", paramLabel = "FILE", description = "Also there.")
  private List<Path> others = List.of();

  @Mixin private final ServerOptions servers = new ServerOptions();

  @Mixin private final WhyOption why = new WhyOption();

  PublishCommand(Console console, Border border) {
    super(console, border);
  }

  @Override
  public Integer call() throws UserError {
    return changing((authority, journal) -> {
      var targets = ServerOptions.targets(servers.servers(console(), authority));
      if (targets.isEmpty() && others.isEmpty()) {
        throw new UserError(
            "no server that trusts this authority has a crl-verify; name its configuration by --server, or a place by --to");
      }
      var change = Publication.of(authority, targets, others);
      if (change.isEmpty()) {
        print("The list is published already.");
      } else {
        var places = change.paths().stream().map(Path::toString).toList();
        make(authority, journal, change, why.why(), "published to " + String.join(", ", places));
      }
      var seen = Publication.seen(authority, targets, Duration.ZERO);
      Findings.print(console(), seen);
      return seen.isEmpty() ? 0 : 1;
    });
  }
}
