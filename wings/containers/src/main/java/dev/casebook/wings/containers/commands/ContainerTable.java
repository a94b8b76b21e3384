package dev.casebook.wings.containers.commands;

import dev.casebook.report.Paragraph;
import dev.casebook.report.Printable;
import dev.casebook.report.Style;
import dev.casebook.wings.containers.cgroup.Figure;
import dev.casebook.wings.containers.cgroup.Metric;
import dev.casebook.wings.containers.tool.ContainerUsage;
import dev.casebook.wings.containers.tool.Sample;
import java.util.ArrayList;
import java.util.List;

/// Containers for people, a line each: figures to the right, and the name last, since it may be
/// long.
///
/// @param lines of the screen; those that do not fit are counted
record ContainerTable(Sample sample, Order order, Style style, int lines) {

  /// Half of the periods in which it wanted to run.
  private static final long THROTTLED_MUCH = 500_000;

  /// Percent of the limit, from where the kernel soon kills.
  private static final int MEMORY_MUCH = 90;

  /// A name is cut to no less than this.
  private static final int NAME_COLUMNS_MIN = 12;

  /// Lines beside the containers: the header, an empty line, the count.
  private static final int OTHER_LINES = 4;

  private record Column(String title, Metric metric) {}

  private record Line(List<String> cells, List<Boolean> marked, String name) {}

  private List<Column> columns() {
    return List.of(
        sample.hasRates()
            ? new Column("CPU%", Metric.CPU)
            : new Column("CPU-TIME", Metric.CPU_TIME),
        new Column("THR%", Metric.THROTTLED),
        new Column("MEM", Metric.WORKING_SET),
        new Column("LIMIT", Metric.MEMORY_LIMIT),
        new Column("OOM", Metric.OOM_KILLS),
        new Column("PIDS", Metric.PIDS),
        new Column("RX", Metric.RECEIVED),
        new Column("TX", Metric.SENT),
        new Column("READ", Metric.READ),
        new Column("WRITE", Metric.WRITTEN));
  }

  /// Nothing but its lines, each ended.
  String text() {
    var notes = new Footnotes();
    var columns = columns();
    var sorted = order.of(sample.containers());
    var shown = sorted.stream().map(one -> line(one, columns, notes)).toList();
    var footnotes = footnotes(notes);
    int room = Math.max(1, lines - OTHER_LINES - footnotes.size());
    var out = new StringBuilder();
    if (!shown.isEmpty()) {
      append(columns, shown.subList(0, Math.min(room, shown.size())), out);
      out.append('\n');
    }
    footnotes.forEach(note -> out.append(note).append('\n'));
    out.append(summary(Math.max(0, shown.size() - room))).append('\n');
    return out.toString();
  }

  private Line line(ContainerUsage one, List<Column> columns, Footnotes notes) {
    var cells = new ArrayList<String>();
    var marked = new ArrayList<Boolean>();
    for (var column : columns) {
      var figure = one.figure(column.metric);
      cells.add(
          figure instanceof Figure.Missing(var reason)
              ? notes.mark(reason)
              : Figures.cell(column.metric, figure));
      marked.add(isMuch(one, column.metric, figure));
    }
    var name = Printable.line(one.name().text());
    return new Line(
        cells, marked, one.name().name() == null ? name + " " + notes.mark(NO_NAME) : name);
  }

  static final String NO_NAME =
      "its name stands in no file of docker, containerd, CRI-O or podman that may be read";

  private static boolean isMuch(ContainerUsage one, Metric metric, Figure figure) {
    return switch (metric) {
      case OOM_KILLS -> figure.or(0) > 0;
      case THROTTLED -> figure.or(0) >= THROTTLED_MUCH;
      case WORKING_SET ->
          one.figure(Metric.MEMORY_LIMIT) instanceof Figure.Known(long limit)
              && figure.or(0) > limit / 100 * MEMORY_MUCH;
      default -> false;
    };
  }

  private void append(List<Column> columns, List<Line> shown, StringBuilder out) {
    var widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          Math.max(
              columns.get(i).title.length(),
              shown.stream().mapToInt(line -> line.cells.get(column).length()).max().orElse(0));
    }
    int names = style.width();
    var header = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      header.append(padded(columns.get(i).title, widths[i])).append("  ");
      names -= widths[i] + 2;
    }
    out.append(style.bold(header + "NAME")).append('\n');
    for (var line : shown) {
      for (int i = 0; i < widths.length; i++) {
        var cell = padded(line.cells.get(i), widths[i]);
        out.append(line.marked.get(i) ? style.red(cell) : cell).append("  ");
      }
      out.append(style.terminal() ? ended(line.name, Math.max(NAME_COLUMNS_MIN, names)) : line.name)
          .append('\n');
    }
  }

  private static String padded(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  /// The end of a long name tells most: the container after its namespace and pod.
  private static String ended(String name, int columns) {
    var shown = name;
    while (Paragraph.columns(shown) > columns) {
      int cut = shown.startsWith("…") ? 1 : 0;
      shown = "…" + shown.substring(shown.offsetByCodePoints(cut, cut + 1));
    }
    return shown;
  }

  private List<String> footnotes(Footnotes notes) {
    var lines = new ArrayList<String>();
    notes
        .lines()
        .forEach(
            note -> lines.addAll(Paragraph.wrap(Printable.line(note), "", "    ", style.width())));
    return lines;
  }

  private String summary(int left) {
    var count = sample.containers().size();
    var text = new StringBuilder();
    if (left > 0) {
      text.append(left).append(" more below. ");
    }
    text.append(
        count == 0 ? "No container is seen" : count == 1 ? "1 container" : count + " containers");
    if (sample.ended() > 0) {
      text.append(", ").append(sample.ended()).append(" ended meanwhile");
    }
    text.append('.');
    if (!sample.hasRates() && count > 0) {
      text.append(" One sample: CPU-TIME and THR% are since the container started.");
    }
    return String.join("\n", Paragraph.wrap(text.toString(), "", "", style.width()));
  }
}
