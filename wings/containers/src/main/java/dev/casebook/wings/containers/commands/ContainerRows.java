package dev.casebook.wings.containers.commands;

import dev.casebook.report.JsonRows;
import dev.casebook.wings.containers.cgroup.Figure;
import dev.casebook.wings.containers.cgroup.Metric;
import dev.casebook.wings.containers.tool.ContainerUsage;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Containers for programs: an object each. A figure is null where there is no limit, and where it
/// is missing; then `missing` has it with the reason.
///
/// @param time when they were looked at
record ContainerRows(List<ContainerUsage> containers, String time) {

  private static final double PERCENT = 10_000;

  void array(PrintStream out) {
    print(new JsonRows(out));
  }

  /// A line for each, without an array around them.
  void lines(PrintStream out) {
    print(JsonRows.lines(out));
  }

  private void print(JsonRows rows) {
    var columns =
        new ArrayList<>(
            List.of("time", "name", "id", "engine", "namespace", "pod", "group", "cgroup_version"));
    for (var metric : Metric.values()) {
      columns.add(metric.key());
    }
    columns.addAll(List.of("network", "io", "fields", "missing"));
    rows.columns(columns);
    containers.forEach(one -> rows.row(cells(one)));
    rows.end();
  }

  private @Nullable Object[] cells(ContainerUsage one) {
    var name = one.name();
    var cells = new ArrayList<@Nullable Object>();
    cells.add(time);
    cells.add(name.name());
    cells.add(name.id());
    cells.add(name.engine());
    cells.add(name.namespace());
    cells.add(name.pod());
    cells.add(one.group());
    cells.add((long) one.version());
    var missing = new LinkedHashMap<String, Object>();
    if (name.name() == null) {
      missing.put("name", ContainerTable.NO_NAME);
    }
    for (var metric : Metric.values()) {
      var figure = one.figure(metric);
      cells.add(cell(metric, figure));
      if (figure instanceof Figure.Missing(var reason)) {
        missing.put(metric.key(), reason);
      }
    }
    cells.add(network(one));
    cells.add(io(one));
    cells.add(fields(one));
    cells.add(missing);
    return cells.toArray();
  }

  private static @Nullable Object cell(Metric metric, Figure figure) {
    if (!(figure instanceof Figure.Known(long value))) {
      return null;
    }
    if (metric.unit() == Metric.Unit.MILLIONTHS) {
      return value / PERCENT;
    }
    return value;
  }

  private static List<Map<String, Object>> network(ContainerUsage one) {
    return one.network().devices().stream()
        .map(device -> {
          var values = new LinkedHashMap<String, Object>();
          values.put("name", device.name());
          values.put("received_bytes", device.receivedBytes());
          values.put("received_packets", device.receivedPackets());
          values.put("received_dropped", device.receivedDropped());
          values.put("sent_bytes", device.sentBytes());
          values.put("sent_packets", device.sentPackets());
          values.put("sent_dropped", device.sentDropped());
          return (Map<String, Object>) values;
        })
        .toList();
  }

  private static List<Map<String, Object>> io(ContainerUsage one) {
    return one.usage().devices().stream()
        .map(device -> {
          var values = new LinkedHashMap<String, Object>();
          values.put("device", device.device());
          values.put("read_bytes", device.readBytes());
          values.put("written_bytes", device.writtenBytes());
          return (Map<String, Object>) values;
        })
        .toList();
  }

  private static Map<String, Map<String, Long>> fields(ContainerUsage one) {
    var all = new LinkedHashMap<String, Map<String, Long>>();
    one.usage().fields().forEach((file, fields) -> all.put(file, fields.values()));
    return all;
  }
}
