package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.query.Functions;
import dev.casebook.report.Listing;
import dev.casebook.report.TablePage;
import dev.casebook.tables.Catalogue;
import dev.casebook.tables.NearestName;
import dev.casebook.tables.Table;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `casebook tables`: what can be asked, and where it comes from.
@Command(
    name = "tables",
    description = "List the tables, or show one: its row, columns, evidence and a query that runs.",
    footer = {
      "",
      "Examples:",
      "  casebook tables",
      "  casebook tables routes",
      "",
      "Exit status: 0 shown, 2 there is no such table."
    })
final class TablesCommand implements Callable<Integer> {

  /// About the length of the longest table name.
  private static final int LISTED_COLUMNS = 26;

  private final Console console;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "A table.")
  private @Nullable String name;

  TablesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    if (name == null) {
      list();
    } else {
      show(name);
    }
    return 0;
  }

  private Catalogue catalogue() {
    return new Workspace(console).catalogue();
  }

  private void list() {
    var tables = new Listing(LISTED_COLUMNS, console.style());
    catalogue().tables().forEach(table -> tables.entry(table.name(), table.rowMeaning()));
    var functions = new Listing(LISTED_COLUMNS, console.style());
    for (var function : Functions.values()) {
      functions.entry(function.signature(), function.tells());
    }
    console.out().print(tables + "\nFunctions beside DuckDB's own:\n" + functions);
  }

  private void show(String wanted) throws UserError {
    var table = catalogue().table(wanted);
    if (table.isEmpty()) {
      var nearest =
          NearestName.of(wanted, catalogue().tables().stream().map(Table::name).toList())
              .map(near -> "; did you mean " + near + "?")
              .orElse("; casebook tables lists them");
      throw new UserError("there is no table " + wanted + nearest);
    }
    console.out().print(page(table.get()));
  }

  private String page(Table<?> table) {
    var page = new TablePage(table.name(), table.rowMeaning(), console.style());
    table.fields().forEach(field -> page.column(field.name(), field.type(), field.meaning()));
    page.column("origin", "BIGINT", "names the artifact and line that the row comes from");
    for (var reading : table.readings()) {
      page.reading(reading.names().stream().map(name -> name.text()).toList());
    }
    if (table.streaming().isPresent()) {
      page.reading(table.artifacts().stream().map(ArtifactName::text).toList());
    }
    table.examples().forEach(example -> page.example(example.tells(), example.sql()));
    return page.text();
  }
}
