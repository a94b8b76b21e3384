package dev.casebook.wings.containers.cgroup;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What the kernel counted for one group, and its limits.
///
/// @param figures of the metrics that a group's files tell
/// @param devices what was read and written, by device
/// @param fields whole files of named numbers, by the file's name
public record Usage(
    Map<Metric, Figure> figures, List<DeviceIo> devices, Map<String, Fields> fields) {

  public Usage {
    figures = Collections.unmodifiableMap(new EnumMap<>(figures));
    devices = List.copyOf(devices);
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /// All of it.
  ///
  /// @param places of each controller
  public static Usage of(Function<Controller, Controller.Place> places) {
    var reader = Reader.of(_ -> new Content.Missing("not read"));
    var cpu = places.apply(Controller.CPU);
    CpuFigures.times(places.apply(Controller.CPUACCT), reader);
    CpuFigures.throttling(cpu, reader);
    CpuFigures.limit(cpu, reader);
    MemoryFigures.read(places.apply(Controller.MEMORY), reader);
    pids(places.apply(Controller.PIDS), reader);
    var devices = IoFigures.read(places.apply(Controller.IO), reader);
    return new Usage(reader.figures(), devices, reader.fields());
  }

  /// What a later reading is held against: times and throttling.
  public static Usage ofTimes(Function<Controller, Controller.Place> places) {
    var reader = Reader.of(_ -> new Content.Missing("not read"));
    CpuFigures.times(places.apply(Controller.CPUACCT), reader);
    CpuFigures.throttling(places.apply(Controller.CPU), reader);
    return new Usage(reader.figures(), List.of(), reader.fields());
  }

  /// The same in both versions: `pids.current`, `pids.max`, `pids.events` with its `max`.
  private static void pids(Controller.Place controller, Reader reader) {
    switch (controller) {
      case Controller.Place.V1(var files, _) -> pids(reader.in(files));
      case Controller.Place.V2(var files, _) -> pids(reader.in(files));
      case Controller.Place.Missing(var reason) -> {
        reader.put(Metric.PIDS, Figure.missing(reason));
        reader.put(Metric.PIDS_LIMIT, Figure.missing(reason));
        reader.put(Metric.PIDS_LIMIT_HITS, Figure.missing(reason));
      }
    }
  }

  private static void pids(Reader reader) {
    reader.put(Metric.PIDS, reader.number("pids.current"));
    reader.put(Metric.PIDS_LIMIT, reader.number("pids.max"));
    reader.put(Metric.PIDS_LIMIT_HITS, reader.field("pids.events", "max"));
  }
}
