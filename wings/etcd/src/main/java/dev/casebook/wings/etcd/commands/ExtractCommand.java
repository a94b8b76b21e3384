package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Progress;
import dev.casebook.wings.etcd.kubernetes.tree.YamlWriter;
import dev.casebook.wings.etcd.tool.EtcdFile;
import dev.casebook.wings.etcd.tool.ObjectFolder;
import dev.casebook.wings.etcd.tool.SelectedKeys;
import dev.casebook.wings.etcd.tool.UnreadableFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook etcd extract`: the objects at a revision.
@Command(
    name = "extract",
    description = "Show the objects under keys, as they are or were at a revision.",
    footer = {
      "",
      "What is not an object, such as compact_rev_key, is shown with its key and its "
          + "text or bytes. With -o json several objects are a List, as kubectl prints them.",
      "",
      "Exit status: 0 something matches, 1 nothing matches, 2 not everything was read.",
      "",
      "Examples:",
      "  casebook etcd extract db -k /registry/pods/default/web",
      "  casebook etcd extract backup.db -r deploy -n shop | kubectl apply -f -",
      "  casebook etcd extract db -r cm --filter '.data.mode=fast' --revision 4711",
      "  casebook etcd extract db --to /root/cluster"
    })
final class ExtractCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      arity = "0..3",
      paramLabel = KeyOptions.WORDS_LABEL,
      hideParamSyntax = true,
      description = KeyOptions.WORDS)
  private List<String> words = List.of();

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Mixin private final KeyOptions keys = new KeyOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "yaml, json or jsonl; yaml if not given.")
  private ObjectPrinter.@Nullable Form form;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Write a tree of YAML files into DIR, which is new or empty.")
  private @Nullable Path folder;

  ExtractCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    if (folder != null && form != null && form != ObjectPrinter.Form.yaml) {
      throw new UserError("--to writes YAML; leave out --output");
    }
    var file = keys.take(words);
    return database.read(
        console,
        file,
        (open, progress) -> folder == null ? print(open, progress) : write(open, folder, progress));
  }

  private int print(EtcdFile open, Progress progress) throws UserError, UnreadableFile {
    var unreadables = new Unreadables(console);
    var selected = select(open, unreadables);
    var single = keys.key().isPresent();
    var printer = new ObjectPrinter(console, form == null ? ObjectPrinter.Form.yaml : form, single);
    while (selected.next()) {
      progress.end();
      printer.print(selected.object().tree());
      unreadables.note(selected.key(), selected.object());
    }
    progress.end();
    var status = printer.printed() == 0 ? sayNothing(open, selected) : 0;
    printer.end();
    return Math.max(status, unreadables.end());
  }

  private int write(EtcdFile open, Path target, Progress progress)
      throws UserError, UnreadableFile {
    var unreadables = new Unreadables(console);
    var selected = select(open, unreadables);
    if (!selected.next()) {
      progress.end();
      return Math.max(sayNothing(open, selected), unreadables.end());
    }
    var files = ObjectFolder.in(target);
    var written = 0L;
    do {
      files.write(selected.keyBytes(), YamlWriter.write(selected.object().tree()));
      written++;
      progress.at("writing " + target + ": " + written + " files", 0, 0);
      unreadables.note(selected.key(), selected.object());
    } while (selected.next());
    progress.end();
    console.say(written + (written == 1 ? " file" : " files") + " in " + target);
    return unreadables.end();
  }

  private SelectedKeys select(EtcdFile open, Unreadables unreadables)
      throws UserError, UnreadableFile {
    return SelectedKeys.of(open, keys.query(), keys.reader(), false).telling(unreadables::note);
  }

  private int sayNothing(EtcdFile open, SelectedKeys selected) {
    if (keys.key().isEmpty()) {
      return keys.sayNothing(console, open);
    }
    console.say(
        "no key "
            + keys.key().get()
            + (keys.isNarrowed() ? " that all options select" : "")
            + " at revision "
            + selected.revision()
            + "; casebook etcd history shows what became of it");
    return KeyOptions.NOTHING_MATCHES;
  }
}
