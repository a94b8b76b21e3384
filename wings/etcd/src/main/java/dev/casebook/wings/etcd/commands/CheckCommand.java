package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Progress;
import dev.casebook.report.Printable;
import dev.casebook.wings.etcd.bbolt.Damage;
import dev.casebook.wings.etcd.bbolt.PageMap;
import dev.casebook.wings.etcd.bbolt.Structure;
import dev.casebook.wings.etcd.tool.EtcdFile;
import dev.casebook.wings.etcd.tool.FileCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `casebook etcd check`: the structure of a file, page by page.
@Command(
    name = "check",
    description = "Check a file page by page, and account for each page and all damage.",
    footer = {
      "",
      "It checks both meta pages, every page of every bucket (kind, number, bounds, "
          + "order of keys), the free pages, every record, and the SHA-256 of a snapshot.",
      "Pages that nothing leads to are searched for records that must not be missing. "
          + "Values have no checksum in etcd's file: for them, compare members.",
      "",
      "Exit status: 0 the file is sound, 2 it is not, or could not be read.",
      "",
      "Examples:",
      "  casebook etcd check /var/lib/etcd/member/snap/db",
      "  casebook etcd check backup.db -o json",
      "  casebook etcd check backup.db --pages -o csv"
    })
final class CheckCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final DatabaseFile database = new DatabaseFile();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = AnswerForm.FORMS)
  private AnswerForm form = AnswerForm.table;

  @Option(
      names = "--pages",
      description = "List every page: its use, its bucket, and how much of it holds something.")
  private boolean pages;

  CheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    return database.examine(console, this::check);
  }

  private int check(EtcdFile open, Progress progress) {
    progress.at("checking " + open.name(), 0, 0);
    var check = FileCheck.of(open);
    progress.end();
    if (pages) {
      list(check);
    } else if (form == AnswerForm.table) {
      print(open, check);
    } else {
      form.print(console, tree(open, check));
    }
    return check.damages().isEmpty() ? 0 : 2;
  }

  private void list(FileCheck check) {
    var rows = form.rows(console);
    rows.columns(List.of("page", "pages", "use", "bucket", "elements", "used_bytes"));
    check
        .map()
        .ifPresent(map -> map.forEach(check.damages().isEmpty(), run -> rows.row(cells(run))));
    rows.end();
    DatabaseOptions.show(console, check.damages(), "");
  }

  private static @Nullable Object[] cells(PageMap.Run run) {
    return new @Nullable Object[] {
      run.page(), run.pages(), run.use().title(), run.bucket(), run.elements(), run.usedBytes()
    };
  }

  private void print(EtcdFile open, FileCheck check) {
    var out = console.out();
    var style = console.style();
    out.print(
        style.bold(Printable.line(open.name()))
            + ": "
            + (check.damages().isEmpty()
                ? style.green("sound")
                : style.red(Sizes.count(check.damages().total(), "damage")))
            + "\n\n");
    check
        .structure()
        .ifPresentOrElse(
            structure -> print(check, structure),
            () -> out.print("No meta page is valid: nothing leads to the pages.\n"));
    check
        .trailerMatches()
        .ifPresent(
            matches -> out.print("SHA-256 " + (matches ? "matches" : "does not match") + "\n"));
    Alarms.lines(open.alarms(), style).forEach(line -> out.print(line + "\n"));
    if (!check.damages().isEmpty()) {
      out.print("\n" + style.bold("Damage") + "\n");
      check.damages().kept().stream()
          .map(Damage::toString)
          .distinct()
          .forEach(damage -> out.print("  " + Printable.line(damage) + "\n"));
      var more = check.damages().total() - check.damages().kept().size();
      out.print(more > 0 ? "  and " + Sizes.count(more) + " more\n" : "");
      out.print("\ncasebook etcd salvage shows what can be saved.\n");
    }
  }

  private void print(FileCheck check, Structure structure) {
    console
        .out()
        .print(
            "%s, %s of %s, transaction %d, %s in %s\n"
                .formatted(
                    Sizes.bytes(check.fileBytes()),
                    Sizes.count(structure.pages() + structure.beyond(), "page"),
                    Sizes.bytes(structure.meta().pageSize()),
                    structure.meta().transaction(),
                    Sizes.count(check.records(), "revision"),
                    Sizes.count(structure.buckets(), "bucket")));
    pages(structure)
        .forEach((use, count) ->
            console.out().print("%,12d  %s\n".formatted(count, use.replace('_', ' '))));
    if (!structure.meta().hasFreelist()) {
      console
          .out()
          .print("The file stores no list of free pages: those not reached count as free.\n");
    }
  }

  /// Each page is in one of these, unless it is used twice.
  private static Map<String, Long> pages(Structure structure) {
    var uses = new LinkedHashMap<String, Long>();
    uses.put("meta", 2L);
    uses.put("freelist", structure.freelist());
    uses.put("branch", structure.branches());
    uses.put("leaf", structure.leaves());
    uses.put("overflow", structure.overflow());
    uses.put("free", structure.free());
    uses.put("never_used", structure.beyond());
    uses.put("lost", structure.leaked());
    uses.put("used_twice", structure.repeated());
    uses.put("in_use_but_listed_as_free", structure.reachedAndFree());
    return uses;
  }

  private static Map<String, @Nullable Object> tree(EtcdFile open, FileCheck check) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("sound", check.damages().isEmpty());
    tree.put("file_bytes", check.fileBytes());
    check
        .structure()
        .ifPresent(structure -> {
          tree.put("page_size", (long) structure.meta().pageSize());
          tree.put("transaction", structure.meta().transaction());
          tree.put("pages", new LinkedHashMap<String, @Nullable Object>(pages(structure)));
          tree.put("buckets", structure.buckets());
          tree.put("keys", structure.keys());
          tree.put("fragmented_bytes", structure.fragmentedBytes());
        });
    tree.put("revisions", check.records());
    tree.put("sha256_matches", check.trailerMatches().orElse(null));
    tree.put("alarms", Alarms.trees(open.alarms()));
    tree.put("damage_count", check.damages().total());
    tree.put("damages", check.damages().kept().stream().map(CheckCommand::tree).toList());
    return tree;
  }

  private static Map<String, @Nullable Object> tree(Damage damage) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("page", damage.page() == Damage.WHOLE_FILE ? null : damage.page());
    tree.put("fault", damage.fault().title());
    tree.put("what", damage.what());
    tree.put("lost", damage.lost());
    return tree;
  }
}
