package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.report.Amount;
import dev.casebook.report.JsonRows;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `casebook accounts lint`: what is wrong with a folder.
@Command(
    name = "lint",
    description = "Say what is wrong with the folder, each fault with its file and line.",
    footer = {
      "",
      "Examples:",
      "  casebook accounts lint",
      "  casebook accounts lint --accounts /srv/accounts --json",
      "",
      "Exit status: 0 nothing is wrong, 1 something is, 2 the folder can't be read."
    })
final class LintCommand extends FolderCommand {

  @Option(names = "--json", description = "A JSON array with an object a fault.")
  private boolean json;

  LintCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws UserError {
    var loaded = loaded();
    if (json) {
      var rows = new JsonRows(console().out());
      rows.columns(List.of("file", "line", "message"));
      for (var problem : loaded.problems()) {
        rows.row(
            new Object[] {
              problem.place().file(), (long) problem.place().line(), problem.message()
            });
      }
      rows.end();
      return loaded.problemCount() == 0 ? 0 : 1;
    }
    loaded.problems().forEach(problem -> print(problem.toString()));
    var company = loaded.company();
    int rules = company.access().size() + company.sudo().size();
    print(
        "%s, %s, %s, %s: %s"
            .formatted(
                Amount.of(company.accounts().size(), "account"),
                Amount.of(company.groups().size(), "group"),
                Amount.of(company.hosts().size(), "host"),
                Amount.of(rules, "rule"),
                loaded.problemCount() == 0
                    ? "nothing is wrong"
                    : Amount.of(loaded.problemCount(), "fault")));
    return loaded.problemCount() == 0 ? 0 : 1;
  }
}
