package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.report.Paragraph;
import dev.casebook.report.Printable;
import dev.casebook.report.Style;
import dev.casebook.wings.etcd.bbolt.Structure;
import dev.casebook.wings.etcd.tool.Filling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What fills a file, in a few sentences and tables.
final class FillingReport {

  /// From here on it is worth doing: a defragmentation stops the member while it lasts.
  private static final int WORTHWHILE_PERCENT = 30;

  /// The tables of a report; the others can be asked for.
  private static final List<FillingRankings> SHOWN =
      List.of(
          FillingRankings.resource,
          FillingRankings.namespace,
          FillingRankings.manager,
          FillingRankings.key,
          FillingRankings.rewrites);

  private final Filling filling;

  FillingReport(Filling filling) {
    this.filling = filling;
  }

  void print(Console console) {
    var out = console.out();
    var style = console.style();
    wrapped(lead(), style).forEach(line -> out.print(style.bold(line) + "\n"));
    wrapped(compaction(), style).forEach(line -> out.print(line + "\n"));
    filling
        .pages()
        .map(this::defragmentation)
        .ifPresent(text -> wrapped(text, style).forEach(line -> out.print(line + "\n")));
    out.print("\n");
    filling.pages().ifPresent(pages -> out.print(fileLines(pages)));
    var total = filling.history().total();
    out.print(
        "history  %s at revision %d: %s live, %s dead\n"
            .formatted(
                Sizes.count(total.records(), "record"),
                filling.history().revision(),
                Sizes.bytes(total.liveBytes()),
                Sizes.bytes(total.deadBytes())));
    printMisnamed(console);
    SHOWN.forEach(ranking -> {
      out.print("\n");
      ranking.of(filling).print(out, style);
    });
  }

  private void printMisnamed(Console console) {
    if (filling.misnamed() == 0) {
      return;
    }
    var out = console.out();
    out.print(
        "\n"
            + console.style().red(Sizes.count(filling.misnamed(), "object"))
            + " not named as the key says\n");
    filling
        .firstMisnamed()
        .forEach(object ->
            out.print(
                "  "
                    + Printable.line(object.key())
                    + " holds "
                    + Printable.line(
                        (object.namespace().isEmpty() ? "" : object.namespace() + "/")
                            + object.name())
                    + "\n"));
  }

  private static List<String> wrapped(String sentence, Style style) {
    return Paragraph.wrap(sentence, "", "", style.width());
  }

  private String lead() {
    var total = filling.history().total();
    if (filling.resources().isEmpty()) {
      return "The history holds no key.";
    }
    var first = filling.resources().getFirst();
    var usage = first.usage();
    return "%s take %d %% of the history: %s in %s, and %s of old revisions."
        .formatted(
            first.name().isEmpty() ? "Keys of no resource" : Printable.line(first.name()),
            Sizes.percent(usage.bytes(), total.bytes()),
            Sizes.bytes(usage.liveBytes()),
            Sizes.count(usage.liveKeys(), "live key"),
            Sizes.bytes(usage.deadBytes()));
  }

  private String compaction() {
    var total = filling.history().total();
    var percent = Sizes.percent(total.deadBytes(), total.bytes());
    return percent >= WORTHWHILE_PERCENT
        ? "Compaction helps: old revisions and deletions are %d %% of the history (%s)."
            .formatted(percent, Sizes.bytes(total.deadBytes()))
        : "Compaction would free little: old revisions and deletions are %d %% of the history (%s)."
            .formatted(percent, Sizes.bytes(total.deadBytes()));
  }

  private String defragmentation(Structure pages) {
    var free = freeBytes(pages);
    var percent = Sizes.percent(free, filling.fileBytes());
    return percent >= WORTHWHILE_PERCENT
        ? "Defragmentation helps: it would give back about %s, %d %% of the file."
            .formatted(Sizes.bytes(free), percent)
        : "Defragmentation would give back little: %s are free, %d %% of the file."
            .formatted(Sizes.bytes(free), percent);
  }

  /// What is in no use; etcd reckons so too (`db size in use`).
  private static long freeBytes(Structure pages) {
    return (pages.free() + pages.leaked() + pages.beyond()) * pages.meta().pageSize();
  }

  private String fileLines(Structure pages) {
    var size = pages.meta().pageSize();
    return """
    file     %s: %s in use, %s free
    pages    %s of %s: %s free, %s never used, %s branch, %s leaf, %s overflow
    within   %s of the pages in use hold nothing
    """
        .formatted(
            Sizes.bytes(filling.fileBytes()),
            Sizes.bytes(filling.fileBytes() - freeBytes(pages)),
            Sizes.bytes(freeBytes(pages)),
            Sizes.count(pages.pages() + pages.beyond()),
            Sizes.bytes(size),
            Sizes.count(pages.free() + pages.leaked()),
            Sizes.count(pages.beyond()),
            Sizes.count(pages.branches()),
            Sizes.count(pages.leaves()),
            Sizes.count(pages.overflow()),
            Sizes.bytes(pages.fragmentedBytes()));
  }

  /// All that is known, for programs.
  Map<String, @Nullable Object> tree() {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    var total = filling.history().total();
    tree.put("revision", filling.history().revision());
    tree.put("file_bytes", filling.fileBytes());
    filling
        .pages()
        .ifPresent(pages -> {
          tree.put("free_bytes", freeBytes(pages));
          tree.put("fragmented_bytes", pages.fragmentedBytes());
          tree.put("page_size", (long) pages.meta().pageSize());
          tree.put("pages", pages.pages() + pages.beyond());
          tree.put("free_pages", pages.free() + pages.leaked());
          tree.put("never_used_pages", pages.beyond());
        });
    tree.put("live_keys", total.liveKeys());
    tree.put("deleted_keys", total.deletedKeys());
    tree.put("records", total.records());
    tree.put("live_bytes", total.liveBytes());
    tree.put("dead_bytes", total.deadBytes());
    tree.put("misnamed_objects", filling.misnamed());
    tree.put("first_misnamed", filling.firstMisnamed().stream().map(FillingReport::tree).toList());
    for (var ranking : FillingRankings.values()) {
      tree.put(ranking.plural(), ranking.of(filling).tree());
    }
    return tree;
  }

  private static Map<String, @Nullable Object> tree(Filling.Misnamed object) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("key", object.key());
    tree.put("namespace", object.namespace());
    tree.put("name", object.name());
    return tree;
  }
}
