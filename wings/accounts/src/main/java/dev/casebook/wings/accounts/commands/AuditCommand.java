package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.report.JsonRows;
import dev.casebook.report.TableRows;
import dev.casebook.wings.accounts.journal.Audit;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `casebook accounts audit`: who did what.
@Command(
    name = "audit",
    description = "List what the journal says, and whether it is whole.",
    footer = {
      "",
      "Every line holds a hash over itself and the line before. A changed line, or one",
      "that was taken out, is told by its number; lines cut off the end are seen only",
      "by --after, with the number and hash that an earlier audit ended with.",
      "",
      "Examples:",
      "  casebook accounts audit",
      "  casebook accounts audit --account lihua --json",
      "",
      "Exit status: 0 it is whole, 1 it was changed, 2 it can't be read."
    })
final class AuditCommand extends StateCommand {

  @Option(names = "--account", paramLabel = "NAME", description = "Only this account's.")
  private @Nullable String account;

  @Option(
      names = "--after",
      paramLabel = "NUMBER:HASH",
      description = "That the line of this number still has this hash.")
  private @Nullable String after;

  @Option(names = "--json", description = "A JSON array.")
  private boolean json;

  AuditCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws UserError {
    var rows =
        json ? new JsonRows(console().out()) : TableRows.whole(console().out(), console().style());
    rows.columns(List.of("number", "time", "by", "event", "account", "detail"));
    Audit audit;
    try {
      audit =
          Audit.of(
              state().resolve("journal"),
              after == null ? "" : after,
              line -> {
                if (account == null || account.equals(line.account())) {
                  rows.row(
                      new Object[] {
                        line.number(),
                        line.time().toString(),
                        line.actor(),
                        line.event(),
                        line.account(),
                        line.detail()
                      });
                }
              });
    } catch (IOException e) {
      throw new UserError(state() + ": " + Reason.of(e));
    }
    rows.end();
    var fault = audit.fault();
    console().say(fault.isEmpty() ? "whole: %d:%s".formatted(audit.number(), audit.hash()) : fault);
    return fault.isEmpty() ? 0 : 1;
  }
}
