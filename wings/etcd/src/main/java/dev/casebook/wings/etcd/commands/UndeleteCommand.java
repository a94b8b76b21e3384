package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Progress;
import dev.casebook.wings.etcd.tool.DeletedKeys;
import dev.casebook.wings.etcd.tool.EtcdFile;
import dev.casebook.wings.etcd.tool.KeySelection;
import dev.casebook.wings.etcd.tool.ObjectValue;
import dev.casebook.wings.etcd.tool.Recreation;
import dev.casebook.wings.etcd.tool.UnreadableFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook etcd undelete`: the last object before a deletion, ready to be created again.
@Command(
    name = "undelete",
    description = "Print the deleted object in the form that kubectl apply -f - takes.",
    footer = {
      "",
      "KEY is the key in etcd, or RESOURCE/NAME as for kubectl. With --all all deleted "
          + "objects are printed that --prefix, --resource and --namespace select. What the "
          + "API server sets on each new object is taken out, as are its status and the "
          + "references to its owners; standard error says what was taken out. Nothing is "
          + "written to etcd.",
      "",
      "Examples:",
      "  casebook etcd undelete backup.db configmaps/settings -n shop",
      "  casebook etcd undelete backup.db deploy/web -n shop | kubectl apply -f -",
      "  casebook etcd undelete db /registry/deployments/shop/web --revision 4711",
      "  casebook etcd undelete backup.db --all -n shop | kubectl apply -f -"
    })
final class UndeleteCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      arity = "0..2",
      paramLabel = "[FILE] KEY",
      hideParamSyntax = true,
      description = "A member's db or a snapshot, this host's member if not given; and the key.")
  private List<String> words = List.of();

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Mixin private final KeyArguments key = new KeyArguments();

  @Option(names = "--all", description = "All deleted objects, or those that are selected.")
  private boolean all;

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      description = "With --all: keys that start like this.")
  private @Nullable String prefix;

  @Option(
      names = {"-r", "--resource"},
      paramLabel = "RESOURCE",
      description = "With --all: as for kubectl, or several: cm,secrets.")
  private @Nullable String resource;

  @Option(
      names = "--revision",
      paramLabel = "R",
      description = "The object as it was at this revision, whether it was deleted since or not.")
  private @Nullable Long revision;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "yaml, json or jsonl; yaml if not given.")
  private AnswerForm form = AnswerForm.yaml;

  UndeleteCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    if (form == AnswerForm.table || form == AnswerForm.csv) {
      throw new UserError("undelete prints yaml, json or jsonl");
    }
    if (all) {
      if (words.size() > 1 || revision != null) {
        throw new UserError("--all takes no KEY and no --revision");
      }
      var file = words.isEmpty() ? null : Path.of(words.getFirst());
      return database.read(console, file, this::printAll);
    }
    if (prefix != null || resource != null) {
      throw new UserError("--prefix and --resource are for --all");
    }
    return database.read(console, KeyArguments.file(words), this::print);
  }

  private int printAll(EtcdFile open, Progress progress) throws UnreadableFile {
    var selection =
        new KeySelection(
            Optional.empty(),
            Optional.ofNullable(prefix),
            Optional.ofNullable(resource),
            key.namespace(),
            Optional.empty());
    var printer = new ObjectPrinter(console, ObjectPrinter.Form.valueOf(form.name()), false);
    var unreadables = new Unreadables(console);
    progress.end();
    var deleted =
        DeletedKeys.of(
            open,
            selection,
            key.reader(),
            (name, value) -> {
              switch (value) {
                case ObjectValue.Whole(var tree) -> printer.print(Recreation.of(tree).tree());
                case ObjectValue.NoObject _ ->
                    console.say(name + ": is not a Kubernetes object, and left out");
                case ObjectValue.Unreadable unreadable -> unreadables.note(name, unreadable);
              }
            });
    if (deleted.gone() > 0) {
      console.say(
          Sizes.count(deleted.gone(), "deleted key")
              + ": what was held was given up to compaction");
    }
    if (printer.printed() == 0 && deleted.found() == 0) {
      console.say("nothing matches: no deleted key whose object is retained");
    }
    printer.end();
    return Math.max(deleted.found() == 0 ? KeyOptions.NOTHING_MATCHES : 0, unreadables.end());
  }

  private int print(EtcdFile open, Progress progress) throws UnreadableFile {
    var history = key.history(open, words);
    var value = revision == null ? history.lastBeforeDeletion() : history.at(revision);
    progress.end();
    switch (value) {
      case ObjectValue.Whole(var tree) -> {
        var recreation = Recreation.of(tree);
        form.print(console, recreation.tree());
        if (!recreation.removed().isEmpty()) {
          console.say("taken out: " + String.join(", ", recreation.removed()));
        }
      }
      case ObjectValue.NoObject(var tree) -> {
        form.print(console, tree);
        console.say("this is not a Kubernetes object; kubectl does not accept it");
      }
      case ObjectValue.Unreadable(_, var problem) ->
          throw new UnreadableFile(history.key() + ": " + problem);
    }
    return 0;
  }
}
