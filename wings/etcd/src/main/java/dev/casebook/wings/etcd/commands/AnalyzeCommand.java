package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Progress;
import dev.casebook.wings.etcd.tool.EtcdFile;
import dev.casebook.wings.etcd.tool.Filling;
import dev.casebook.wings.etcd.tool.UnreadableFile;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `casebook etcd analyze`: what fills a database.
@Command(
    name = "analyze",
    description = "Tell what fills a database, and whether compaction or defragmentation helps.",
    footer = {
      "",
      "Live is what the newest revisions of existing keys take; dead are older revisions "
          + "and deletions, which compaction removes. What that frees inside the file, only "
          + "defragmentation gives back to the disk. A managed object counts for every manager "
          + "that owns fields of it.",
      "",
      "Examples:",
      "  casebook etcd analyze /var/lib/etcd/member/snap/db",
      "  casebook etcd analyze backup.db --by prefix --depth 3 --top 20",
      "  casebook etcd analyze backup.db --by manager -o csv",
      "  casebook etcd analyze backup.db -o json"
    })
final class AnalyzeCommand implements Callable<Integer> {

  private static final int TOP_MAX = 10_000;

  private final Console console;

  @Mixin private final DatabaseFile database = new DatabaseFile();

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      description = "One table alone: ${COMPLETION-CANDIDATES}.")
  private @Nullable FillingRankings by;

  @Option(names = "--top", paramLabel = "N", description = "Rows of a table; 10 if not given.")
  private int top = 10;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "Parts of a key that make a prefix; 3 if not given: /registry/pods/default/.")
  private int depth = 3;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "table, json or yaml; with --by also jsonl or csv. table if not given.")
  private AnswerForm form = AnswerForm.table;

  AnalyzeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    if (top < 1 || top > TOP_MAX || depth < 1) {
      throw new UserError("--top is 1 to " + TOP_MAX + ", --depth at least 1");
    }
    if (by == null && (form == AnswerForm.csv || form == AnswerForm.jsonl)) {
      throw new UserError("-o " + form + " writes one table; say which with --by");
    }
    return database.read(console, this::analyze);
  }

  private int analyze(EtcdFile open, Progress progress) throws UnreadableFile {
    progress.at("analyzing " + open.name(), 0, 0);
    var filling = Filling.of(open, depth, top);
    progress.end();
    if (by != null) {
      print(by.of(filling));
    } else if (form == AnswerForm.table) {
      Alarms.lines(open.alarms(), console.style())
          .forEach(line -> console.out().print(line + "\n"));
      new FillingReport(filling).print(console);
    } else {
      var tree = new FillingReport(filling).tree();
      tree.put("alarms", Alarms.trees(open.alarms()));
      form.print(console, tree);
    }
    return 0;
  }

  private void print(Ranking ranking) {
    switch (form) {
      case table -> ranking.print(console.out(), console.style());
      case yaml -> form.print(console, ranking.tree());
      case json, jsonl, csv -> ranking.write(form.rows(console));
    }
  }
}
