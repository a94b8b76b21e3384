package dev.casebook.wings.holders.commands;

import dev.casebook.console.Console;
import dev.casebook.report.Amount;
import dev.casebook.report.Printable;
import dev.casebook.report.TableRows;
import dev.casebook.tables.containers.ContainerName;
import dev.casebook.wings.holders.tool.Answer;
import dev.casebook.wings.holders.tool.DeletedFiles;
import dev.casebook.wings.holders.tool.Hold;
import dev.casebook.wings.holders.tool.Holder;
import dev.casebook.wings.holders.tool.Way;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Holds for people: a line for each process and way, or for each hold.
///
/// @param deleted whether it was asked what deleted files take
/// @param each a line for each hold
record HoldReport(Answer answer, boolean deleted, boolean each) {

  /// Numbers of descriptors in one cell.
  private static final int NUMBERS_MAX = 3;

  void print(Console console) {
    if (answer.holds().isEmpty()) {
      console.out().print("Nothing is seen to hold it.\n");
      return;
    }
    if (deleted) {
      sums(console);
    }
    var rows = TableRows.bare(console.out(), console.style());
    var columns = columns();
    rows.columns(columns);
    rows.row(columns.toArray());
    groups().forEach(group -> rows.row(cells(columns, group)));
    rows.end();
    console.out().print("\n" + summary() + "\n");
  }

  private void sums(Console console) {
    for (var sum : DeletedFiles.byFileSystem(answer)) {
      var line =
          "%s of %s in %d deleted %s%s"
              .formatted(
                  Amount.ofBytes(sum.blockBytes()),
                  sum.place(),
                  sum.files(),
                  sum.files() == 1 ? "file" : "files",
                  sum.unknown() == 0
                      ? ""
                      : ", and what %d of them take is not told".formatted(sum.unknown()));
      console.out().print(console.style().bold(Printable.line(line)) + "\n");
    }
    console.out().print("\n");
  }

  private List<String> columns() {
    var columns = new ArrayList<>(List.of("PID", "USER", "COMMAND", "HOW"));
    if (deleted) {
      columns.add("SIZE");
    }
    if (answer.processes().values().stream().anyMatch(one -> !one.unit().isEmpty())) {
      columns.add("UNIT");
    }
    if (answer.processes().values().stream().anyMatch(one -> one.container().isPresent())) {
      columns.add("CONTAINER");
    }
    columns.add("WHAT");
    return columns;
  }

  private Iterable<List<Hold>> groups() {
    var groups = new LinkedHashMap<Object, List<Hold>>();
    for (var hold : answer.holds()) {
      Object key =
          each || hold.pid() == 0 || !hold.way().isOfProcess()
              ? hold
              : hold.pid() + " " + hold.way() + " " + hold.access() + hold.lock();
      groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(hold);
    }
    return groups.values();
  }

  private @Nullable Object[] cells(List<String> columns, List<Hold> group) {
    var first = group.getFirst();
    var holder = answer.processes().get(first.pid());
    var cells = new ArrayList<@Nullable Object>();
    for (var column : columns) {
      cells.add(
          switch (column) {
            case "PID" -> first.pid() == 0 ? "-" : String.valueOf(first.pid());
            case "USER" -> holder == null ? "kernel" : holder.user();
            case "COMMAND" -> holder == null ? "" : holder.command();
            case "HOW" -> how(group);
            case "SIZE" -> size(group);
            case "UNIT" -> holder == null ? "" : holder.unit();
            case "CONTAINER" ->
                holder == null ? "" : holder.container().map(ContainerName::text).orElse("");
            default -> what(group);
          });
    }
    return cells.toArray();
  }

  /// `open 3,5 rw, FLOCK WRITE`
  private static String how(List<Hold> group) {
    var first = group.getFirst();
    var numbers =
        group.stream()
            .filter(hold -> hold.descriptor() >= 0)
            .limit(NUMBERS_MAX)
            .map(hold -> String.valueOf(hold.descriptor()))
            .collect(Collectors.joining(","));
    var more = group.size() > NUMBERS_MAX && !numbers.isEmpty() ? ",…" : "";
    var words = new StringBuilder(first.way().word());
    if (!numbers.isEmpty()) {
      words.append(' ').append(numbers).append(more);
    }
    if (!first.access().isEmpty() && first.way() != Way.SOCKET) {
      words.append(' ').append(first.access());
    }
    if (!first.lock().isEmpty()) {
      words.append(first.way() == Way.LOCK ? " " : ", ").append(first.lock());
    }
    return words.toString();
  }

  private static String size(List<Hold> group) {
    long sum =
        group.stream().map(Hold::blockBytes).filter(Objects::nonNull).mapToLong(b -> b).sum();
    return group.stream().anyMatch(hold -> hold.blockBytes() == null)
        ? "not told"
        : Amount.ofBytes(sum);
  }

  private static String what(List<Hold> group) {
    var first = group.getFirst();
    var path = first.path() + (first.deleted() ? " (deleted)" : "");
    var words = first.words().isEmpty() ? path : path + " (" + first.words() + ")";
    return group.size() == 1 ? words.strip() : words + ", and " + (group.size() - 1) + " more";
  }

  private String summary() {
    long processes =
        answer.holds().stream().mapToInt(Hold::pid).filter(pid -> pid > 0).distinct().count();
    long kernel = answer.holds().stream().filter(hold -> hold.pid() == 0).count();
    var text = processes == 1 ? "1 process holds it" : processes + " processes hold it";
    if (processes == 0) {
      return kernel == 1
          ? "The kernel holds it."
          : "The kernel holds it in %d ways.".formatted(kernel);
    }
    return text
        + (kernel == 0
            ? "."
            : ", and the kernel in " + kernel + (kernel == 1 ? " way." : " ways."));
  }

  /// `4711 nginx of www-data (nginx.service)`
  static String told(Holder holder) {
    var where = holder.container().map(ContainerName::text).orElse(holder.unit());
    return "%d %s of %s%s"
        .formatted(
            holder.pid(),
            holder.command(),
            holder.user(),
            where.isEmpty() ? "" : " (" + where + ")");
  }
}
