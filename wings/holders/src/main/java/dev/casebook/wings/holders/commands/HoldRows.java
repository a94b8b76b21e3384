package dev.casebook.wings.holders.commands;

import dev.casebook.console.Console;
import dev.casebook.report.JsonRows;
import dev.casebook.tables.containers.ContainerName;
import dev.casebook.wings.holders.tool.Answer;
import dev.casebook.wings.holders.tool.Ending;
import dev.casebook.wings.holders.tool.Hold;
import dev.casebook.wings.holders.tool.Holder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Holds for programs, as an array of objects.
final class HoldRows {

  private static final List<String> COLUMNS =
      List.of(
          "pid",
          "start_ticks",
          "command",
          "arguments",
          "user",
          "uid",
          "unit",
          "container",
          "how",
          "descriptor",
          "access",
          "lock",
          "path",
          "deleted",
          "block_bytes",
          "file",
          "file_system",
          "words",
          "fate");

  private final Answer answer;
  private final Map<Holder, Ending.Fate> fates;

  HoldRows(Answer answer) {
    this(answer, Map.of());
  }

  /// @param fates of those who were to end
  HoldRows(Answer answer, Map<Holder, Ending.Fate> fates) {
    this.answer = answer;
    this.fates = fates;
  }

  void print(Console console) {
    var rows = new JsonRows(console.out());
    rows.columns(COLUMNS);
    answer.holds().forEach(hold -> rows.row(cells(hold, answer.processes().get(hold.pid()))));
    rows.end();
  }

  private @Nullable Object[] cells(Hold hold, @Nullable Holder holder) {
    var fate = holder == null ? null : fates.get(holder);
    var place = hold.device() == null ? null : answer.mounts().placeOf(hold.device());
    return new @Nullable Object[] {
      hold.pid() == 0 ? null : (Long) (long) hold.pid(),
      holder == null ? null : holder.startTicks(),
      holder == null ? null : holder.command(),
      holder == null ? null : holder.arguments(),
      holder == null ? null : holder.user(),
      holder == null ? null : holder.uid(),
      holder == null ? null : told(holder.unit()),
      holder == null ? null : holder.container().map(HoldRows::tree).orElse(null),
      hold.way().word(),
      hold.descriptor() < 0 ? null : (Long) (long) hold.descriptor(),
      told(hold.access()),
      told(hold.lock()),
      told(hold.path()),
      hold.deleted(),
      hold.blockBytes(),
      told(hold.file()),
      place,
      told(hold.words()),
      fate == null ? null : fate.words()
    };
  }

  private static @Nullable String told(String text) {
    return text.isEmpty() ? null : text;
  }

  private static Map<String, @Nullable Object> tree(ContainerName name) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("id", name.id());
    tree.put("engine", told(name.engine()));
    tree.put("name", name.name());
    tree.put("namespace", name.namespace());
    tree.put("pod", name.pod());
    return tree;
  }
}
