package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Progress;
import dev.casebook.formats.text.LineDiff;
import dev.casebook.report.Printable;
import dev.casebook.wings.etcd.kubernetes.tree.Trees;
import dev.casebook.wings.etcd.kubernetes.tree.YamlWriter;
import dev.casebook.wings.etcd.tool.EtcdFile;
import dev.casebook.wings.etcd.tool.FieldChange;
import dev.casebook.wings.etcd.tool.ObjectValue;
import dev.casebook.wings.etcd.tool.UnreadableFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook etcd diff`: what two revisions of a key differ in.
@Command(
    name = "diff",
    description = "Show how a key's object differs between two revisions of etcd.",
    footer = {
      "",
      "KEY is the key in etcd, or RESOURCE/NAME as for kubectl. R1 and R2 are revisions "
          + "of etcd, R2 the current one if not given; casebook etcd history KEY shows them.",
      "",
      "Exit status: 0 no difference, 1 some, 2 could not tell.",
      "",
      "Examples:",
      "  casebook etcd diff db /registry/deployments/shop/web 11 12",
      "  casebook etcd diff backup.db deploy/web -n shop 4711 -u"
    })
final class DiffCommand implements Callable<Integer> {

  private static final int NUMBERS_MAX = 2;

  private final Console console;

  @Parameters(
      arity = "1..4", // of each run of them between options
      paramLabel = "[FILE] KEY R1 [R2]",
      hideParamSyntax = true,
      description = "A member's db or a snapshot, this host's member if not given; the key.")
  private List<String> arguments = List.of();

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Mixin private final KeyArguments key = new KeyArguments();

  @Option(
      names = {"-u", "--unified"},
      description = "The unified diff of the YAML alone.")
  private boolean unified;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = AnswerForm.FORMS)
  private AnswerForm form = AnswerForm.table;

  DiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    if (unified && form != AnswerForm.table) {
      throw new UserError("--unified is text; leave out --output");
    }
    var words = new ArrayList<>(arguments);
    var numbers = new ArrayList<Long>();
    while (words.size() > 1
        && numbers.size() < NUMBERS_MAX
        && words.getLast().matches("\\d{1,18}")) {
      numbers.addFirst(Long.parseLong(words.removeLast()));
    }
    if (numbers.isEmpty()) {
      throw new UserError("name the revisions after the KEY: R1, or R1 and R2");
    }
    return database.read(
        console,
        KeyArguments.file(words),
        (open, progress) -> show(open, words, numbers, progress));
  }

  private int show(EtcdFile open, List<String> words, List<Long> numbers, Progress progress)
      throws UnreadableFile {
    var history = key.history(open, words);
    var from = numbers.getFirst();
    var to = numbers.size() == 2 ? numbers.getLast() : open.history().currentRevision();
    var before = history.find(from);
    var after = history.find(to);
    progress.end();
    if (before.isEmpty() && after.isEmpty()) {
      throw UnreadableFile.without(
          history.key() + ": was not there at revision " + from + ", nor at " + to);
    }
    var changes = history.difference(before, after);
    switch (form) {
      case jsonl -> Changes.trees(changes).forEach(change -> form.print(console, change));
      case json, yaml -> form.print(console, Changes.trees(changes));
      case csv -> write(changes);
      case table -> {
        var lines = LineDiff.unified(yaml(before).lines().toList(), yaml(after).lines().toList());
        print(before, after, changes, lines);
        if (!lines.isEmpty()) {
          line("--- " + Printable.line(history.key()) + " at revision " + from);
          line("+++ " + Printable.line(history.key()) + " at revision " + to);
          lines.forEach(this::line);
        }
        return lines.isEmpty() ? 0 : 1;
      }
    }
    return changes.isEmpty() ? 0 : 1;
  }

  private void write(List<FieldChange> changes) {
    var columns = List.of("path", "change", "before", "after");
    var rows = form.rows(console);
    rows.columns(columns);
    for (var tree : Changes.trees(changes)) {
      var cells = new ArrayList<@Nullable Object>();
      for (var column : columns) {
        cells.add(AnswerForm.cell(tree.get(column)));
      }
      rows.row(cells.toArray());
    }
    rows.end();
  }

  private void print(
      Optional<ObjectValue> before,
      Optional<ObjectValue> after,
      List<FieldChange> changes,
      List<String> lines) {
    if (unified) {
      return;
    }
    if (before.isPresent() && after.isPresent()) {
      changes.forEach(this::print);
    } else {
      console.out().print(after.isEmpty() ? "deleted meanwhile\n" : "created meanwhile\n");
    }
    console.out().print(lines.isEmpty() ? "" : "\n");
  }

  /// Without the list of who owns fields, as kubectl shows objects; empty for none.
  private static String yaml(Optional<ObjectValue> value) {
    return value
        .map(found -> YamlWriter.write(Trees.without(found.tree(), "managedFields")))
        .orElse("");
  }

  private void print(FieldChange change) {
    console.out().print(Printable.line(change.text()) + "\n");
  }

  private void line(String text) {
    var style = console.style();
    var shown = style.terminal() ? Printable.line(text) : text;
    console
        .out()
        .print(
            switch (text.charAt(0)) {
                  case '+' -> style.green(shown);
                  case '-' -> style.red(shown);
                  case '@' -> style.dim(shown);
                  default -> shown;
                }
                + "\n");
  }
}
