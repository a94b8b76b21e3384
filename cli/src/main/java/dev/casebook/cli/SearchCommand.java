package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.diagnosis.Casebook;
import dev.casebook.report.JsonRows;
import dev.casebook.report.Page;
import dev.casebook.report.Printable;
import dev.casebook.report.Wording;
import dev.casebook.search.Found;
import dev.casebook.search.Library;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook search`: the casebook as an offline knowledge base.
@Command(
    name = "search",
    description = "Find notes by an error line, by name or by words, in English or Chinese.",
    footer = {
      "",
      "A note whose signal is in the error line comes first, then the one that is called "
          + "so, then those whose title, error lines, symptom, cause and remedy have the words.",
      "",
      "Examples:",
      "  casebook search conntrack table full",
      "  casebook search \"etcdserver: mvcc: database space exceeded\"",
      "  casebook search --json 登录 被锁",
      "",
      "Exit status: 0 something was found, 1 nothing was, 2 it could not look."
    })
final class SearchCommand implements Callable<Integer> {

  /// Where the build puts the index of the shipped notes.
  static final String INDEX = "search";

  private static final int TOP_MAX = 1000;

  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "WORDS", description = "What to look for.")
  private List<String> words = List.of();

  @Option(
      names = "--notes",
      paramLabel = "FOLDER",
      description = "Notes of your own too, before the others.")
  private @Nullable Path folder;

  @Option(names = "--top", paramLabel = "N", description = "How many notes; 5 if not given.")
  private int top = 5;

  @Option(names = "--json", description = "Write JSON: a row a note.")
  private boolean json;

  SearchCommand(Console console) {
    this.console = console;
  }

  /// The shipped notes, to be found by what the build made of them.
  static Library of(Casebook shipped) {
    return Library.of(shipped, Workspace.builtIndex().map(place -> place.resolve(INDEX)));
  }

  @Override
  public Integer call() throws UserError {
    if (top < 1 || top > TOP_MAX) {
      throw new UserError("--top is 1 to " + TOP_MAX);
    }
    var workspace = new Workspace(console);
    var found = new ArrayList<Found>();
    var asked = String.join(" ", words);
    if (folder != null) {
      found.addAll(Library.of(workspace.foreignNotes(folder), Optional.empty()).find(asked, top));
    }
    found.addAll(of(workspace.casebook()).find(asked, top));
    found.sort(Comparator.comparing(Found::isLine).reversed());
    found.subList(Math.min(top, found.size()), found.size()).clear();
    if (json) {
      write(found);
    } else {
      found.forEach(this::show);
      if (found.isEmpty()) {
        console.print("No note has any of these words.\n");
      }
    }
    return found.isEmpty() ? 1 : 0;
  }

  private void show(Found found) {
    var style = console.style();
    var note = found.note();
    console.out().print(style.bold(Printable.line(note.id())));
    console.print(
        "  " + note.severity().word().toUpperCase(Locale.ROOT) + ": " + note.title() + "\n");
    if (found.isLine()) {
      console.print("  One of its signals looks for this line.\n");
    }
    var passage = new Page(style, Wording.of("en"));
    passage.prose(found.passage(), "    ");
    console.out().println(found.marked(passage.toString(), style::bold));
  }

  private void write(List<Found> found) {
    var rows = new JsonRows(console.out());
    rows.columns(List.of("id", "title", "severity", "is_error_line", "passage"));
    for (var each : found) {
      var note = each.note();
      rows.row(
          new @Nullable Object[] {
            note.id(), note.title(), note.severity().word(), each.isLine(), each.passage()
          });
    }
    rows.end();
  }
}
