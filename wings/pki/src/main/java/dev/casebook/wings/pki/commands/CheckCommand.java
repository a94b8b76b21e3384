package dev.casebook.wings.pki.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.report.Amount;
import dev.casebook.report.JsonRows;
import dev.casebook.wings.pki.journal.Border;
import dev.casebook.wings.pki.tool.Inspection;
import dev.casebook.wings.pki.tool.Publication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `casebook pki check`: the folder, and the list as each server's user sees it.
@Command(
    name = "check",
    description = "Check the folder, and the list with the eyes of the servers that read it.",
    footer = {
      "",
      "The index against its files and its list; unique_subject; what expires soon; who "
          + "may read private keys. For each server: whether its user, once root is given up, "
          + "may enter each folder on the way to the list and read it, in its chroot too, and "
          + "whether that list is this authority's, in time, and knows all that is revoked. "
          + "Access control lists and security modules are not looked at.",
      "",
      "Exit status: 0 nothing is wrong, 1 something is, 2 it could not be looked at.",
      "",
      "Examples:",
      "  casebook pki check",
      "  casebook pki check --server /etc/openvpn/server.conf --within 14 --json"
    })
final class CheckCommand extends FolderCommand {

  @Option(
      names = "--within",
      paramLabel = "DAYS",
      description = "Tell of what expires within so many days; 30 if not given.")
  private int within = 30;

  @Option(names = "--json", description = "A JSON array of what is wrong.")
  private boolean json;

  @Mixin private final ServerOptions servers = new ServerOptions();

  CheckCommand(Console console, Border border) {
    super(console, border);
  }

  @Override
  public Integer call() throws UserError {
    return reading((authority, _) -> {
      var ahead = Duration.ofDays(within);
      var looked = servers.servers(console(), authority);
      var findings = new ArrayList<>(Inspection.of(authority, ahead));
      findings.addAll(Publication.seen(authority, ServerOptions.targets(looked), ahead));
      findings.addAll(Publication.unverified(looked));
      if (json) {
        var rows = new JsonRows(console().out());
        rows.columns(List.of("severity", "subject", "what", "remedy"));
        findings.forEach(each ->
            rows.row(new Object[] {each.severity(), each.subject(), each.what(), each.remedy()}));
        rows.end();
      } else {
        Findings.print(console(), findings);
        print(
            "%s (%s), %s, %s: %s"
                .formatted(
                    authority.folder().root(),
                    authority.folder().kind().title(),
                    Amount.of(authority.index().entries().size(), "certificate"),
                    Amount.of(looked.size(), "server"),
                    findings.isEmpty() ? "nothing is wrong" : findings.size() + " found"));
      }
      return findings.isEmpty() ? 0 : 1;
    });
  }
}
