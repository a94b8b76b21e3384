package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Progress;
import dev.casebook.report.Json;
import dev.casebook.report.Printable;
import dev.casebook.report.RowWriter;
import dev.casebook.wings.etcd.kubernetes.tree.JsonWriter;
import dev.casebook.wings.etcd.tool.EtcdFile;
import dev.casebook.wings.etcd.tool.ObjectHistory;
import dev.casebook.wings.etcd.tool.ObjectHistory.Step;
import dev.casebook.wings.etcd.tool.UnreadableFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook etcd history`: every retained revision of a key.
@Command(
    name = "history",
    description = "Show what became of a key: what each retained revision changed, and who did.",
    footer = {
      "",
      "KEY is the key in etcd, or RESOURCE/NAME as for kubectl. When, and by whom, is "
          + "taken from the object (managedFields). What is in a Secret is not shown.",
      "",
      "Examples:",
      "  casebook etcd history db /registry/deployments/shop/web",
      "  casebook etcd history backup.db deploy/web -n shop -o jsonl"
    })
final class HistoryCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of(
          "revision", "version", "deleted", "when", "managers", "value_size", "problem", "changes");

  private final Console console;

  @Parameters(
      arity = "1..2",
      paramLabel = "[FILE] KEY",
      hideParamSyntax = true,
      description = "A member's db or a snapshot, this host's member if not given; and the key.")
  private List<String> words = List.of();

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Mixin private final KeyArguments key = new KeyArguments();

  @Option(
      names = "--fields",
      paramLabel = "N",
      description = "Changed fields to show for a revision; 10 if not given.")
  private int fields = 10;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = AnswerForm.FORMS)
  private AnswerForm form = AnswerForm.table;

  HistoryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    if (fields < 0) {
      throw new UserError("--fields must not be negative");
    }
    return database.read(console, KeyArguments.file(words), this::show);
  }

  private int show(EtcdFile open, Progress progress) throws UnreadableFile {
    var history = key.history(open, words);
    progress.end();
    var problems = new LinkedHashMap<Long, String>();
    Consumer<Step> noting =
        step ->
            step.problem()
                .ifPresent(problem -> problems.put(step.version().revision().main(), problem));
    switch (form) {
      case table -> print(history, noting);
      case json, jsonl, csv -> write(history, form.rows(console), noting);
      case yaml -> {
        var trees = new ArrayList<Map<String, @Nullable Object>>();
        history.forEach(noting.andThen(step -> trees.add(tree(step))));
        form.print(console, trees);
      }
    }
    var unreadables = new Unreadables(console);
    problems.forEach((revision, problem) ->
        unreadables.note(history.key() + " at revision " + revision, problem));
    return unreadables.end();
  }

  private void print(ObjectHistory history, Consumer<Step> noting) {
    var out = console.out();
    var versions = history.versions();
    var last = versions.versions().getLast();
    out.print(
        console.style().bold(Printable.line(history.key()))
            + ": %s retained, %s at revision %d\n"
                .formatted(
                    Sizes.count(versions.versions().size() + versions.older(), "revision"),
                    last.deleted() ? "deleted" : "live, last written",
                    last.revision().main()));
    if (history.compactRevision() >= 0) {
      out.print(compaction(history) + "\n");
    }
    if (versions.older() > 0) {
      out.print("Only the last are shown: " + Sizes.count(versions.older()) + " are left out.\n");
    }
    history.forEach(noting.andThen(this::print));
  }

  private static String compaction(ObjectHistory history) {
    var gone = history.versions().versions().getFirst().version() - 1;
    return "Revision %d was compacted: %s gone."
        .formatted(
            history.compactRevision(),
            gone > 0
                ? Sizes.count(gone, "older version") + " of it " + (gone == 1 ? "is" : "are")
                : "what it was before, if it was, is");
  }

  private void print(Step step) {
    var out = console.out();
    var version = step.version();
    var style = console.style();
    out.print("\n" + style.bold("revision " + version.revision().main()));
    out.print("  " + (version.deleted() ? style.red("deleted") : "version " + version.version()));
    step.edit().when().ifPresent(when -> out.print("  " + Printable.line(when)));
    if (!step.edit().managers().isEmpty()) {
      out.print("  " + Printable.line(String.join(", ", step.edit().managers())));
    }
    out.print("\n");
    changes(step).forEach(line -> out.print("    " + line + "\n"));
  }

  private List<String> changes(Step step) {
    if (step.version().deleted()) {
      return List.of();
    }
    if (step.problem().isPresent()) {
      return List.of(Printable.line("it can't be read: " + step.problem().get()));
    }
    if (step.isFirst()) {
      return List.of("the oldest that is retained; what it changed is not known");
    }
    if (step.version().version() == 1) {
      return List.of("created");
    }
    if (step.changes().isEmpty()) {
      return List.of("nothing but the list of who owns fields, or nothing");
    }
    var lines = new ArrayList<String>();
    step.changes().stream()
        .limit(fields)
        .forEach(change -> lines.add(Printable.line(change.text())));
    if (step.changes().size() > fields) {
      lines.add("and " + Sizes.count(step.changes().size() - fields, "more field"));
    }
    return lines;
  }

  private static void write(ObjectHistory history, RowWriter rows, Consumer<Step> noting) {
    rows.columns(COLUMNS);
    history.forEach(
        noting.andThen(step -> {
          var tree = tree(step);
          tree.put("changes", new Json(JsonWriter.compact(tree.get("changes"))));
          rows.row(COLUMNS.stream().map(tree::get).toArray());
        }));
    rows.end();
  }

  /// A value for each of [#COLUMNS].
  private static Map<String, @Nullable Object> tree(Step step) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("revision", step.version().revision().main());
    tree.put("version", step.version().version());
    tree.put("deleted", step.version().deleted());
    tree.put("when", step.edit().when().orElse(null));
    tree.put("managers", String.join(" ", step.edit().managers()));
    tree.put("value_size", (long) step.version().valueBytes());
    tree.put("problem", step.problem().orElse(null));
    tree.put("changes", Changes.trees(step.changes()));
    return tree;
  }
}
