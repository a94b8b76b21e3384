package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.diagnosis.Explanation;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.query.QueryFailure;
import dev.casebook.report.Listing;
import dev.casebook.tables.Thousands;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook notes explain`: how a note comes to what it says.
@Command(
    name = "explain",
    description = {
      "Show how a note comes to what it says: its signals with their hits, its tables and views"
          + " with their rows, and each block with what it demands, and why it ran or did not.",
      "In what a block demands, a plain name is needed, -NAME is negated, ?NAME is optional, and of"
          + " ( a | b ) one is enough to find something."
    },
    footer = {
      "",
      "Examples:",
      "  casebook notes explain conntrack-table-full sosreport-web1.tar.xz",
      "  casebook notes explain disk-full web1.tar.xz --notes /srv/notes",
      "",
      "Exit status: 0 shown, 2 there is no such note or source."
    })
final class NotesExplainCommand implements Callable<Integer> {

  private static final int NAME_COLUMNS = 28;

  private final Console console;

  @Option(
      names = "--notes",
      paramLabel = "FOLDER",
      description = "Notes of your own. They run in this process: don't explain a stranger's.")
  private @Nullable Path folder;

  @Parameters(index = "0", paramLabel = "ID", description = "A note.")
  private String id = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "SOURCE",
      description = "As for diagnose; this host if none is given.")
  private List<String> sources = List.of();

  NotesExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    Workspace.check(sources);
    var workspace = new Workspace(console);
    var casebook = workspace.ownNotes(folder);
    var note = ChosenNotes.note(casebook, id);
    try {
      var investigation =
          workspace.investigation(casebook.only(List.of(note.id())), Optional.empty());
      var explanations = investigation.explain(note, sources);
      console.progress().end();
      explanations.forEach(this::print);
      return 0;
    } catch (UnreadableSource e) {
      throw new UserError(e.getMessage());
    } catch (QueryFailure e) {
      throw new UserError(note.id() + ": " + e.getMessage());
    }
  }

  private void print(Explanation explanation) {
    var style = console.style();
    console.print(style.bold(explanation.snapshot().host()) + "\n\n");
    var relations = new Listing(NAME_COLUMNS, style);
    for (var named : explanation.relations()) {
      relations.entry(named.name(), told(named));
      named.first().forEach(line -> relations.entry("", "  " + line));
    }
    console.print(relations.toString());
    for (var block : explanation.blocks()) {
      console.print("\n" + style.bold(block.heading()) + "\n");
      var lines = new Listing(NAME_COLUMNS, style);
      lines.entry("  demands", block.demand().isEmpty() ? "nothing" : block.demand());
      lines.entry("  " + (block.ran() ? "rows" : "not run"), block.ran() ? count(block) : "");
      block.first().forEach(row -> lines.entry("", row));
      block
          .reasons()
          .forEach(reason -> lines.entry(block.ran() ? "  no proof of health" : "  lacks", reason));
      console.print(lines.toString());
    }
    console.out().println();
  }

  private static String count(Explanation.Examined block) {
    return Thousands.of(block.rows());
  }

  private static String told(Explanation.Named named) {
    return String.format(
        Locale.ROOT,
        "%s, %,d %s%s",
        named.coverage(),
        named.rows(),
        named.name().contains("signal.") ? "hits" : "rows",
        named.reason().isEmpty() ? "" : ": " + named.reason());
  }
}
