package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Progress;
import dev.casebook.wings.etcd.tool.EtcdFile;
import dev.casebook.wings.etcd.tool.ObjectFolder;
import dev.casebook.wings.etcd.tool.Rescue;
import dev.casebook.wings.etcd.tool.UnreadableFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `casebook etcd salvage`: what can be saved of a damaged file.
@Command(
    name = "salvage",
    description = "Tell what can be saved of a damaged file, and write it as YAML files.",
    footer = {
      "",
      "Where a valid meta page leads to the history, that is used. For what it lost, or "
          + "what pages that nothing leads to prove to be missing, all pages are searched for "
          + "records whose place and content name the same revision. In such a range a key "
          + "that was deleted and compacted may come back.",
      "list, extract and history read damaged files in the same way.",
      "",
      "Exit status: 0 the file is sound, 2 it is damaged, even if all was saved.",
      "",
      "Examples:",
      "  casebook etcd salvage damaged.db",
      "  casebook etcd salvage damaged.db --to /root/saved"
    })
final class SalvageCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final DatabaseFile database = new DatabaseFile();

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Write the newest version of each key into DIR, which is new or empty.")
  private @Nullable Path folder;

  @Mixin private final EncryptionOption encryption = new EncryptionOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = AnswerForm.FORMS)
  private AnswerForm form = AnswerForm.table;

  SalvageCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    return database.read(console, this::salvage);
  }

  private int salvage(EtcdFile open, Progress progress) throws UnreadableFile {
    progress.at("searching " + open.name(), 0, 0);
    open.digestMatches();
    var rescue = Rescue.of(open);
    progress.end();
    if (form == AnswerForm.table) {
      print(rescue);
    } else {
      form.print(console, tree(rescue));
    }
    return folder == null ? 0 : write(open, folder, progress);
  }

  private void print(Rescue rescue) {
    var found = rescue.records() - rescue.ofTree();
    console
        .out()
        .print(
            """
            %s could be proven: %s by the tree, %s by a search of all pages.
            The tree lost %s of the history.
            revisions    %s to %d, compacted %s
            keys         %s live, %s deleted
            """
                .formatted(
                    Sizes.count(rescue.records(), "record"),
                    Sizes.count(rescue.ofTree()),
                    Sizes.count(found),
                    rescue.lostRanges() == 0
                        ? "nothing"
                        : Sizes.count(rescue.lostRanges(), "range"),
                    rescue.firstRevision().isPresent()
                        ? String.valueOf(rescue.firstRevision().getAsLong())
                        : "none",
                    rescue.lastRevision(),
                    Sizes.compaction(rescue.compactRevision(), rescue.isCompactionKnown()),
                    Sizes.count(rescue.liveKeys()),
                    Sizes.count(rescue.deletedKeys())));
  }

  private static Map<String, @Nullable Object> tree(Rescue rescue) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("records", rescue.records());
    tree.put("of_tree", rescue.ofTree());
    tree.put("lost_ranges", (long) rescue.lostRanges());
    tree.put(
        "first_revision",
        rescue.firstRevision().isPresent() ? rescue.firstRevision().getAsLong() : null);
    tree.put("last_revision", rescue.lastRevision());
    tree.put("compact_revision", rescue.isCompactionKnown() ? rescue.compactRevision() : null);
    tree.put("live_keys", rescue.liveKeys());
    tree.put("deleted_keys", rescue.deletedKeys());
    return tree;
  }

  private int write(EtcdFile open, Path target, Progress progress) throws UnreadableFile {
    var reader = encryption.reader();
    var unreadables = new Unreadables(console);
    var written = Rescue.write(open, reader, ObjectFolder.in(target), progress, unreadables::note);
    progress.end();
    console.say(Sizes.count(written, "file") + " in " + target);
    return unreadables.end();
  }
}
