package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.report.JsonRows;
import dev.casebook.report.TableRows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook accounts show`: the rows of a kind, or all that is said of a name.
@Command(
    name = "show",
    description = "Show the rows of a kind, or all that is said of one account, group or host.",
    footer = {
      "",
      "Examples:",
      "  casebook accounts show people",
      "  casebook accounts show access",
      "  casebook accounts show lihua",
      "",
      "Exit status: 0 something is shown, 1 there is nothing of that kind."
    })
final class ShowCommand extends FolderCommand {

  @Parameters(
      paramLabel = "KIND or NAME",
      hideParamSyntax = true,
      description = "people, groups, hosts, access, sudo …, or a name.")
  private String word = "";

  @Option(names = "--json", description = "A JSON array.")
  private boolean json;

  ShowCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws UserError {
    var snapshot = snapshot();
    var lists = new Lists(snapshot);
    var kinds = lists.kinds();
    var list = kinds.containsKey(word) ? kinds.get(word) : lists.ofName(word);
    if (list == null) {
      var known = new ArrayList<>(kinds.keySet());
      known.addAll(snapshot.company().accounts().keySet());
      known.addAll(snapshot.company().groups().keySet());
      known.addAll(snapshot.company().hosts().keySet());
      throw unknown("kind or name", word, known);
    }
    var rows =
        json ? new JsonRows(console().out()) : TableRows.whole(console().out(), console().style());
    rows.columns(list.columns());
    list.rows().forEach(rows::row);
    rows.end();
    return list.rows().isEmpty() ? 1 : 0;
  }

  /// Rows of one kind.
  record Columns(List<String> columns, List<@Nullable Object[]> rows) {}
}
