package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.Execution;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Snapshot;
import dev.casebook.evidence.Source;
import dev.casebook.query.QueryFailure;
import dev.casebook.query.Question;
import dev.casebook.report.CsvRows;
import dev.casebook.report.JsonRows;
import dev.casebook.report.RowWriter;
import dev.casebook.report.TableRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook sql`: a SELECT over the evidence of sources.
@Command(
    name = "sql",
    description = "Ask the evidence of one or more sources in SQL (DuckDB's).",
    footer = {
      "",
      "Every table has the columns host and snapshot first; casebook tables lists them all.",
      "",
      "Examples:",
      "  casebook sql \"select name, rx_dropped from interfaces\" sosreport-*.tar.xz",
      "  casebook sql --format csv \"select program, count(*) from logs group by 1\" -",
      "",
      "Exit status: 0 answered; 2 not answered, or answered from a source that is cut or "
          + "damaged. Standard error says what is wrong with a source, if a table could not be "
          + "read whole, or if no source has any evidence of it."
    })
final class SqlCommand implements Callable<Integer> {

  /// The forms an answer can have.
  enum Format {
    table,
    json,
    csv,
    parquet
  }

  /// What is said of one source: standard error beside an answer is no report.
  private static final int PROBLEMS_MAX = 20;

  private final Console console;

  @Parameters(index = "0", paramLabel = "SELECT", description = "One SELECT.")
  private String sql = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "SOURCE",
      description = "As for diagnose; this host if none is given.")
  private List<String> named = List.of();

  @Mixin private HostOptions hosts = new HostOptions();

  @Option(
      names = "--format",
      paramLabel = "FORM",
      description =
          "table, json, csv or parquet (with --output); table if not given. Lists and structs are"
              + " printed as JSON, blobs as hexadecimal digits.")
  private Format format = Format.table;

  @Option(names = "--output", paramLabel = "FILE", description = "Where parquet is written.")
  private @Nullable Path output;

  SqlCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    if ((format == Format.parquet) != (output != null)) {
      throw new UserError("--format parquet and --output FILE go together");
    }
    if (output != null && Files.exists(output)) {
      throw new UserError(output + ": already exists; remove it or name another file");
    }
    var sources = hosts.names(named);
    Workspace.check(sources);
    var workspace = new Workspace(console, hosts.reach(console, sources));
    var spill = spillFolder();
    try (var question = new Question(workspace.catalogue(), workspace.views(), spill, output)) {
      var opened = workspace.openSome(sources, question.wanted(sql));
      var open = opened.sources();
      console.progress().end();
      if (open.isEmpty()) {
        throw new UserError(String.join("; ", opened.unreadable()));
      }
      try {
        answer(question.over(open.stream().flatMap(s -> s.snapshots().stream()).toList()));
        // An answer over a table that lacks rows is still one, but not the whole.
        question.shortcomings().forEach(console::say);
        open.forEach(this::tell);
        opened.unreadable().forEach(console::say);
        boolean isWhole =
            opened.unreadable().isEmpty() && open.stream().noneMatch(SqlCommand::isDamaged);
        return isWhole ? 0 : Execution.FAILED;
      } finally {
        open.forEach(Source::close);
      }
    } catch (QueryFailure e) {
      throw new UserError(e.getMessage());
    } finally {
      remove(spill);
    }
  }

  /// Says what is wrong with a source, as `diagnose` does, now that it was read.
  private void tell(Source source) {
    var problems =
        source.snapshots().stream().flatMap(s -> s.problems().stream()).distinct().toList();
    problems.stream().limit(PROBLEMS_MAX).forEach(p -> console.say(source.name() + ": " + p));
    if (problems.size() > PROBLEMS_MAX) {
      int more = problems.size() - PROBLEMS_MAX;
      console.say(source.name() + ": and " + more + " more, which diagnose lists");
    }
  }

  private static boolean isDamaged(Source source) {
    return source.snapshots().stream().anyMatch(Snapshot::isDamaged);
  }

  private void answer(Question question) throws QueryFailure {
    if (output != null) {
      long rows = question.export(sql, output);
      console.err().println(rows + (rows == 1 ? " row" : " rows") + " written to " + output);
      return;
    }
    RowWriter writer =
        switch (format) {
          case json -> new JsonRows(console.out());
          case csv -> new CsvRows(console.out(), console.style());
          case table, parquet -> new TableRows(console.out(), console.style());
        };
    question.ask(sql, writer::columns, writer::row);
    writer.end();
  }

  private static Path spillFolder() throws UserError {
    try {
      var folder = Files.createTempDirectory("casebook-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
      return folder;
    } catch (IOException e) {
      throw new UserError("no temporary folder can be made: " + e.getMessage());
    }
  }

  private static void remove(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      // It was removed already, by the other of the two that do so.
    }
  }
}
