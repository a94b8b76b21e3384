package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.console.SshOptions;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Progress;
import dev.casebook.report.Json;
import dev.casebook.report.Printable;
import dev.casebook.report.RowWriter;
import dev.casebook.wings.etcd.kubernetes.tree.JsonWriter;
import dev.casebook.wings.etcd.store.Comparison;
import dev.casebook.wings.etcd.store.KeyVersion;
import dev.casebook.wings.etcd.tool.EtcdFile;
import dev.casebook.wings.etcd.tool.MemberComparison;
import dev.casebook.wings.etcd.tool.MemberComparison.KeyDifference;
import dev.casebook.wings.etcd.tool.UnreadableFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook etcd compare`: whether members agree.
@Command(
    name = "compare",
    description = "Tell whether members hold the same keys, and on which they differ.",
    footer = {
      "",
      "The live keys are compared at the newest revision that all files have, or at "
          + "--revision: value, revisions, version and lease.",
      "",
      "Exit status: 0 they agree, 1 they differ, 2 a file could not be read whole.",
      "",
      "Examples:",
      "  casebook etcd compare node1.db node2.db node3.db",
      "  casebook etcd compare node1.db node2.db --revision 4711 -o jsonl",
      "  casebook etcd compare ssh://cp1 ssh://cp2 ssh://cp3 --sudo"
    })
final class CompareCommand implements Callable<Integer> {

  private static final int FILES_MAX = 16;

  private static final int FIELDS_SHOWN_MAX = 5;

  private final Console console;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE FILE...",
      hideParamSyntax = true,
      description = "Members as ssh://HOST, their files or snapshots.")
  private List<Path> files = List.of();

  @Mixin private final SshOptions reaching = new SshOptions();

  @Option(
      names = "--revision",
      paramLabel = "R",
      description = "Compare as of this revision; the newest common one if not given.")
  private long revision;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Differing keys that the table shows; 20 if not given.")
  private int top = 20;

  @Mixin private final EncryptionOption encryption = new EncryptionOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = AnswerForm.FORMS)
  private AnswerForm form = AnswerForm.table;

  CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    if (files.size() < 2 || files.size() > FILES_MAX) {
      throw new UserError("name the files to compare, 2 to " + FILES_MAX);
    }
    if (revision < 0 || top < 0) {
      throw new UserError("--revision and --top must not be negative");
    }
    return withOpen(new ArrayList<>());
  }

  private int withOpen(List<EtcdFile> open) throws UserError {
    return DatabaseOptions.readOneOfSeveral(
        console,
        files.get(open.size()),
        reaching,
        (file, progress) -> {
          file.digestMatches();
          open.add(file);
          return open.size() == files.size() ? compare(open, progress) : withOpen(open);
        });
  }

  private int compare(List<EtcdFile> open, Progress progress) throws UnreadableFile {
    progress.at("comparing " + open.size() + " files", 0, 0);
    var at = MemberComparison.revision(open, revision);
    var agrees = form == AnswerForm.table ? table(open, at, progress) : rows(open, at, progress);
    return agrees ? 0 : 1;
  }

  private boolean table(List<EtcdFile> open, long at, Progress progress) throws UnreadableFile {
    var shown = new ArrayList<KeyDifference>();
    var odd = new long[open.size()];
    var result =
        compared(
            open,
            at,
            difference -> {
              difference.odd().ifPresent(file -> odd[file]++);
              if (shown.size() < top) {
                shown.add(difference);
              }
            });
    progress.end();
    var complete = open.stream().map(CompareCommand::isComplete).toList();
    console.out().print(console.style().bold(lead(result, !complete.contains(false))) + "\n");
    behind(open).forEach(line -> console.out().print(line + "\n"));
    odd(odd, result).ifPresent(line -> console.out().print(line + "\n"));
    shown.forEach(difference -> print(difference, complete));
    if (result.differing() > shown.size()) {
      console
          .out()
          .print(
              "\nand %s more; --top shows more, -o jsonl all\n"
                  .formatted(Sizes.count(result.differing() - shown.size(), "key")));
    }
    return result.agrees();
  }

  /// A line for each file whose history ends before that of another.
  private static List<String> behind(List<EtcdFile> open) {
    var newest = open.stream().mapToLong(file -> file.history().currentRevision()).max().orElse(0);
    return open.stream()
        .filter(file -> file.history().currentRevision() < newest)
        .map(file -> {
          var current = file.history().currentRevision();
          return "%s is behind: it ends at revision %d, %s before %d."
              .formatted(
                  Printable.line(file.name()),
                  current,
                  Sizes.count(newest - current, "revision"),
                  newest);
        })
        .toList();
  }

  /// Which file alone differs from all others, if it is one and the same.
  private Optional<String> odd(long[] odd, Comparison result) {
    for (var i = 0; i < odd.length; i++) {
      if (odd[i] > 0 && odd[i] == result.differing()) {
        return Optional.of(
            "%s is the odd one: on each of these keys all the others agree."
                .formatted(Printable.line(files.get(i).toString())));
      }
    }
    return Optional.empty();
  }

  private Comparison compared(List<EtcdFile> open, long at, Consumer<KeyDifference> differences)
      throws UnreadableFile {
    return MemberComparison.of(open, at, encryption.reader(), differences);
  }

  /// Whether nothing is known to be wrong with the file; its history was walked.
  private static boolean isComplete(EtcdFile file) {
    return file.damages().isEmpty();
  }

  private String lead(Comparison result, boolean complete) {
    var keys = Sizes.count(result.keys(), "key");
    var told =
        result.agrees()
            ? "%d files agree: %s at revision %d".formatted(files.size(), keys, result.revision())
            : "files differ: on %s of %s at revision %d"
                .formatted(Sizes.count(result.differing()), keys, result.revision());
    return complete ? "The " + told + "." : "In what could be read, the " + told + ".";
  }

  private void print(KeyDifference difference, List<Boolean> complete) {
    var out = console.out();
    out.print("\n" + console.style().bold(Printable.line(difference.key())) + "\n");
    out.print("  differs in: " + String.join(", ", difference.aspects()) + "\n");
    for (var i = 0; i < files.size(); i++) {
      var absent = complete.get(i) ? "not there" : "not there, in what could be read";
      out.print("  %s: %s\n".formatted(files.get(i), side(difference.sides().get(i), absent)));
    }
    difference.fields().stream()
        .limit(FIELDS_SHOWN_MAX)
        .forEach(field -> out.print("    " + Printable.line(field.text()) + "\n"));
    var more = difference.fields().size() - FIELDS_SHOWN_MAX;
    if (more > 0) {
      out.print("    and " + Sizes.count(more, "more field") + "\n");
    }
  }

  private static String side(Optional<KeyVersion> side, String absent) {
    return side.map(version ->
            "mod revision %s, create revision %d, version %d, %s%s"
                .formatted(
                    version.revision().main(),
                    version.createRevision(),
                    version.version(),
                    Sizes.bytes(version.valueBytes()),
                    version.lease() == 0 ? "" : ", lease " + Long.toHexString(version.lease())))
        .orElse(absent);
  }

  private boolean rows(List<EtcdFile> open, long at, Progress progress) throws UnreadableFile {
    var writer = form.rows(console);
    writer.columns(List.of("key", "differs_in", "odd_file", "files", "fields"));
    progress.end();
    var result = compared(open, at, difference -> row(writer, open, difference));
    writer.end();
    return result.agrees();
  }

  private static void row(RowWriter writer, List<EtcdFile> open, KeyDifference difference) {
    var sides = new ArrayList<@Nullable Object>();
    for (var i = 0; i < open.size(); i++) {
      sides.add(tree(open.get(i), difference.sides().get(i)));
    }
    writer.row(
        new @Nullable Object[] {
          difference.key(),
          String.join(" ", difference.aspects()),
          difference.odd().isPresent() ? open.get(difference.odd().getAsInt()).name() : null,
          new Json(JsonWriter.compact(sides)),
          new Json(JsonWriter.compact(Changes.trees(difference.fields())))
        });
  }

  private static Map<String, @Nullable Object> tree(EtcdFile file, Optional<KeyVersion> side) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("file", file.name());
    tree.put("complete", isComplete(file));
    tree.put("present", side.isPresent());
    side.ifPresent(version -> {
      tree.put("mod_revision", version.revision().main());
      tree.put("create_revision", version.createRevision());
      tree.put("version", version.version());
      tree.put("lease", Long.toHexString(version.lease()));
      tree.put("value_size", (long) version.valueBytes());
    });
    return tree;
  }
}
