package dev.casebook.wings.pki.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.report.JsonRows;
import dev.casebook.report.TableRows;
import dev.casebook.wings.pki.journal.Border;
import dev.casebook.wings.pki.journal.Journal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `casebook pki log`: what was changed in a folder.
@Command(
    name = "log",
    description = "List the changes of the folder: when, who, what and why.",
    footer = {"", "Examples:", "  casebook pki log", "  casebook pki log --json"})
final class LogCommand extends FolderCommand {

  @Option(names = "--json", description = "A JSON array.")
  private boolean json;

  LogCommand(Console console, Border border) {
    super(console, border);
  }

  @Override
  public Integer call() throws UserError {
    return reading((_, journal) -> {
      var all = journal.list();
      var rows =
          json
              ? new JsonRows(console().out())
              : TableRows.whole(console().out(), console().style());
      rows.columns(List.of("id", "made", "who", "state", "what", "why"));
      for (var entry : all) {
        rows.row(
            new Object[] {
              entry.id(),
              entry.made(),
              entry.who(),
              Journal.isUndone(entry.id(), all) ? "undone" : "made",
              entry.what(),
              entry.why()
            });
      }
      rows.end();
      return 0;
    });
  }
}
