package dev.casebook.wings.containers.cgroup;

import java.util.List;

/// Memory, its limit, and what the kernel killed for it.
///
/// | | version 1 | version 2 |
/// | --- | --- | --- |
/// | usage | `memory.usage_in_bytes` | `memory.current` |
/// | inactive file | `memory.stat` `total_inactive_file` | `memory.stat` `inactive_file` |
/// | limit | `memory.limit_in_bytes`, and of those above `memory.stat` `hierarchical_memory_limit` | `memory.max`, and of those above |
/// | limit hit | `memory.failcnt` | `memory.events` `max` |
/// | killed | `memory.oom_control` `oom_kill` | `memory.events` `oom_kill` |
///
/// The working set is usage without inactive file pages, at least 0: what the kubelet evicts by
/// (cAdvisor, `container/libcontainer/handler.go`, `setMemoryStats`) and what `docker stats` shows
/// (docker/cli, `cli/command/container/stats_helpers.go`, `calculateMemUsageUnixNoCache`).
///
/// Source: the kernel's `Documentation/admin-guide/cgroup-v1/memory.rst`, `cgroup-v2.rst`.
final class MemoryFigures {

  /// Version 1 writes "no limit" as the largest number of whole pages.
  private static final long UNLIMITED_MIN = 1L << 62;

  private static final List<Metric> ALL =
      List.of(
          Metric.WORKING_SET,
          Metric.MEMORY,
          Metric.INACTIVE_FILE,
          Metric.MEMORY_PEAK,
          Metric.MEMORY_LIMIT,
          Metric.MEMORY_LIMIT_HITS,
          Metric.SWAP,
          Metric.OOM_KILLS);

  private MemoryFigures() {}

  static void read(Controller.Place controller, Reader reader) {
    switch (controller) {
      case Controller.Place.V1(var files, _) -> v1(reader.in(files));
      case Controller.Place.V2(var files, var above) -> v2(reader.in(files), above);
      case Controller.Place.Missing(var reason) ->
          ALL.forEach(metric -> reader.put(metric, Figure.missing(reason)));
    }
    reader.put(
        Metric.WORKING_SET,
        reader
            .figure(Metric.MEMORY)
            .with(reader.figure(Metric.INACTIVE_FILE), (usage, file) -> Math.max(0, usage - file)));
  }

  private static void v1(Reader reader) {
    reader.put(Metric.MEMORY, reader.number("memory.usage_in_bytes"));
    reader.put(
        Metric.INACTIVE_FILE,
        reader
            .field("memory.stat", "total_inactive_file")
            .orElse(reader.field("memory.stat", "inactive_file")));
    reader.put(Metric.MEMORY_PEAK, reader.number("memory.max_usage_in_bytes"));
    reader.put(
        Metric.MEMORY_LIMIT,
        lowest(
            limit(reader.number("memory.limit_in_bytes")),
            limit(reader.field("memory.stat", "hierarchical_memory_limit"))));
    reader.put(Metric.MEMORY_LIMIT_HITS, reader.number("memory.failcnt"));
    reader.put(Metric.SWAP, reader.field("memory.stat", "total_swap"));
    reader.put(Metric.OOM_KILLS, kills(reader.field("memory.oom_control", "oom_kill")));
  }

  private static Figure kills(Figure figure) {
    return figure instanceof Figure.Missing(var reason) && reason.contains("no field")
        ? Figure.missing(reason + ", which Linux has from 4.13 on")
        : figure;
  }

  private static Figure limit(Figure figure) {
    return figure.or(0) >= UNLIMITED_MIN ? Figure.noLimit() : figure;
  }

  /// Of a group's own limit and another that holds for it, which may be missing.
  private static Figure lowest(Figure own, Figure other) {
    if (!other.isKnown()) {
      return own;
    }
    return own.isKnown() ? own.with(other, Math::min) : own.isMissing() ? own : other;
  }

  private static void v2(Reader reader, List<Content.Files> above) {
    reader.put(Metric.MEMORY, reader.number("memory.current"));
    reader.put(Metric.INACTIVE_FILE, reader.field("memory.stat", "inactive_file"));
    reader.put(Metric.MEMORY_PEAK, reader.number("memory.peak"));
    var limit = reader.number("memory.max");
    for (var group : above) {
      limit = lowest(limit, reader.in(group).number("memory.max"));
    }
    reader.put(Metric.MEMORY_LIMIT, limit);
    reader.put(Metric.MEMORY_LIMIT_HITS, reader.field("memory.events", "max"));
    reader.put(Metric.SWAP, reader.number("memory.swap.current"));
    reader.put(Metric.OOM_KILLS, reader.field("memory.events", "oom_kill"));
  }
}
