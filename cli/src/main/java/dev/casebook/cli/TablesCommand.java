package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.diagnosis.View;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.query.Functions;
import dev.casebook.report.Listing;
import dev.casebook.report.TablePage;
import dev.casebook.tables.Catalogue;
import dev.casebook.tables.NearestName;
import dev.casebook.tables.Table;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `casebook tables`: what can be asked, and where it comes from.
@Command(
    name = "tables",
    description =
        "List the tables and views, or show one: its row, columns, evidence and a query that runs.",
    footer = {
      "",
      "Examples:",
      "  casebook tables",
      "  casebook tables routes",
      "  casebook tables login_failures",
      "",
      "Exit status: 0 shown, 2 there is no such table or view."
    })
final class TablesCommand implements Callable<Integer> {

  /// About the length of the longest table name.
  private static final int LISTED_COLUMNS = 26;

  private final Console console;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "A table or view.")
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

  private void list() throws UserError {
    var tables = new Listing(LISTED_COLUMNS, console.style());
    catalogue().tables().forEach(table -> tables.entry(table.name(), table.rowMeaning()));
    var views = new Listing(LISTED_COLUMNS, console.style());
    for (var view : new Workspace(console).casebook().views()) {
      views.entry(view.name(), firstSentence(view.meaning()));
    }
    var functions = new Listing(LISTED_COLUMNS, console.style());
    for (var function : Functions.values()) {
      functions.entry(function.signature(), function.tells());
    }
    console
        .out()
        .print(
            tables
                + "\nViews, made of tables, logs and other views:\n"
                + views
                + "\nFunctions beside DuckDB's own:\n"
                + functions);
  }

  /// `One row is one login.` as `one login`.
  private static String firstSentence(String meaning) {
    var rest = meaning.replaceFirst("^One row is ", "");
    int end = rest.indexOf(". ");
    return (end < 0 ? rest : rest.substring(0, end)).replaceFirst("\\.$", "");
  }

  private void show(String wanted) throws UserError {
    var workspace = new Workspace(console);
    var table = workspace.catalogue().table(wanted);
    if (table.isPresent()) {
      console.out().print(page(table.get()));
      return;
    }
    var casebook = workspace.casebook();
    var view = casebook.view(wanted);
    if (view.isEmpty()) {
      var names = new ArrayList<>(casebook.views().stream().map(View::name).toList());
      workspace.catalogue().tables().forEach(each -> names.add(each.name()));
      var nearest =
          NearestName.of(wanted, names)
              .map(near -> "; did you mean " + near + "?")
              .orElse("; casebook tables lists them");
      throw new UserError("there is no table or view " + wanted + nearest);
    }
    console.out().print(page(view.get(), workspace.views().columns(view.get())));
  }

  private String page(View view, Map<String, String> types) {
    var meaning = view.meaning().replaceFirst("^One row is ", "").replaceFirst("\\.$", "");
    var page = new TablePage(view.name(), meaning, console.style());
    view.columns()
        .forEach(column ->
            page.column(column.name(), types.getOrDefault(column.name(), ""), column.meaning()));
    page.madeOf(view.block().relations());
    page.example("All of them:", "select * from " + view.name());
    return page.text();
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
    table.alongside().forEach(name -> page.alongside(name.text()));
    comparing(table, page);
    table.examples().forEach(example -> page.example(example.tells(), example.sql()));
    return page.text();
  }

  private static void comparing(Table<?> table, TablePage page) {
    var how = table.compared();
    if (!how.never().isEmpty()) {
      page.comparing("not compared: " + how.never());
      return;
    }
    page.comparing(
        how.key().length == 0
            ? "key: none, there is one row"
            : "key: " + String.join(", ", how.key()));
    page.comparing("tells: " + how.tells().words());
    listed(page, "changes by itself: ", how.restless());
    listed(page, "rows that change by themselves: ", how.restlessRows());
    listed(page, "other on each host: ", how.ofHost());
    listed(page, "rows that repeat another table: ", how.repeats());
  }

  private static void listed(TablePage page, String what, String[] names) {
    if (names.length > 0) {
      page.comparing(what + String.join(", ", names));
    }
  }
}
