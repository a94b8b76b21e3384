package dev.casebook.wings.pki.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.report.JsonRows;
import dev.casebook.report.TableRows;
import dev.casebook.wings.pki.folder.CaIndex;
import dev.casebook.wings.pki.journal.Border;
import dev.casebook.wings.pki.tool.Authority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook pki list`: what an authority has issued.
@Command(
    name = "list",
    description = "List the certificates of the authority, with their state.",
    footer = {
      "",
      "Exit status: 0 there are some, 1 none matches, 2 the folder can't be read.",
      "",
      "Examples:",
      "  casebook pki list",
      "  casebook pki list --status revoked --json",
      "  casebook pki list --expiring 30",
    })
final class ListCommand extends FolderCommand {

  /// States of a certificate.
  enum Status {
    valid,
    revoked,
    expired
  }

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only those of this name.")
  private @Nullable String name;

  @Option(names = "--status", paramLabel = "STATUS", description = "valid, revoked or expired.")
  private @Nullable Status status;

  @Option(
      names = "--expiring",
      paramLabel = "DAYS",
      description = "Only valid ones that expire within so many days.")
  private @Nullable Integer expiring;

  @Option(names = "--json", description = "A JSON array.")
  private boolean json;

  ListCommand(Console console, Border border) {
    super(console, border);
  }

  @Override
  public Integer call() throws UserError {
    return reading((authority, _) -> {
      var chosen =
          authority.index().entries().stream().filter(entry -> isWanted(entry, authority)).toList();
      var rows =
          json
              ? new JsonRows(console().out())
              : TableRows.whole(console().out(), console().style());
      rows.columns(
          json
              ? List.of(
                  "serial",
                  "serial_decimal",
                  "name",
                  "status",
                  "expires_at",
                  "revoked_at",
                  "reason",
                  "subject")
              : List.of("name", "status", "expires_at", "revoked_at", "reason", "serial"));
      for (var entry : chosen) {
        rows.row(json ? whole(entry, authority.now()) : brief(entry, authority.now()));
      }
      rows.end();
      for (var line : authority.index().rejected()) {
        console().say(authority.folder().index() + ":" + line + ": not an entry");
      }
      return chosen.isEmpty() ? 1 : 0;
    });
  }

  private boolean isWanted(CaIndex.Entry entry, Authority authority) {
    return (name == null || entry.name().equals(name))
        && (status == null || entry.status(authority.now()).equals(status.name()))
        && (expiring == null
            || (entry.isValidAt(authority.now())
                && entry.expires().isBefore(authority.now().plus(Duration.ofDays(expiring)))));
  }

  private static @Nullable Object[] whole(CaIndex.Entry entry, Instant now) {
    return new @Nullable Object[] {
      entry.line().serial(),
      entry.number().toString(),
      entry.name(),
      entry.status(now),
      entry.expires().toString(),
      entry.revokedAt().map(Instant::toString).orElse(null),
      entry.reason().isEmpty() ? null : entry.reason(),
      entry.line().subject()
    };
  }

  private static @Nullable Object[] brief(CaIndex.Entry entry, Instant now) {
    return new @Nullable Object[] {
      entry.name(),
      entry.status(now),
      entry.expires().toString(),
      entry.revokedAt().map(Instant::toString).orElse(""),
      entry.reason(),
      entry.line().serial()
    };
  }
}
