package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Progress;
import dev.casebook.wings.etcd.tool.EtcdFile;
import dev.casebook.wings.etcd.tool.ObjectValue;
import dev.casebook.wings.etcd.tool.Recreation;
import dev.casebook.wings.etcd.tool.UnreadableFile;
import java.util.List;
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
      "KEY is the key in etcd, or RESOURCE/NAME as for kubectl. What the API server",
      "sets on each new object is taken out, as are its status and the references to",
      "its owners; standard error says what was taken out. Nothing is written to etcd.",
      "",
      "Examples:",
      "  casebook etcd undelete backup.db configmaps/settings -n shop",
      "  casebook etcd undelete backup.db deploy/web -n shop | kubectl apply -f -",
      "  casebook etcd undelete db /registry/deployments/shop/web --revision 4711",
    })
final class UndeleteCommand implements Callable<Integer> {

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
      names = "--revision",
      paramLabel = "R",
      description = "The object as it was at this revision, whether it was deleted since or not.")
  private @Nullable Long revision;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "yaml or json; yaml if not given.")
  private AnswerForm form = AnswerForm.yaml;

  UndeleteCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    if (form != AnswerForm.yaml && form != AnswerForm.json) {
      throw new UserError("undelete prints yaml or json");
    }
    return database.read(console, KeyArguments.file(words), this::print);
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
