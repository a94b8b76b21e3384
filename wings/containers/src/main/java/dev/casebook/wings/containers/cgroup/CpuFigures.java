package dev.casebook.wings.containers.cgroup;

/// Processor time and throttling.
///
/// | | version 1 | version 2 |
/// | --- | --- | --- |
/// | time | `cpuacct.usage` (ns), else `cpuacct.stat` | `cpu.stat` `usage_usec` |
/// | user, system | `cpuacct.stat` (ticks) | `cpu.stat` `user_usec`, `system_usec` |
/// | throttled | `cpu.stat` `nr_periods`, `nr_throttled`, `throttled_time` (ns) | the same, `throttled_usec` |
/// | limit | `cpu.cfs_quota_us` / `cpu.cfs_period_us` | `cpu.max` |
///
/// Source: the kernel's `Documentation/admin-guide/cgroup-v1/cpuacct.rst`,
/// `Documentation/scheduler/sched-bwc.rst`, `cgroup-v2.rst`.
final class CpuFigures {

  /// A tick of `cpuacct.stat`: USER_HZ is 100 on every architecture that runs containers.
  private static final long TICK_NANOS = 10_000_000;

  private static final long MILLION = 1_000_000;

  private CpuFigures() {}

  static void times(Controller.Place accounting, Reader reader) {
    switch (accounting) {
      case Controller.Place.V1(var files, _) -> timesV1(reader.in(files));
      case Controller.Place.V2(var files, _) -> timesV2(reader.in(files));
      case Controller.Place.Missing(var reason) -> {
        reader.put(Metric.CPU_TIME, Figure.missing(reason));
        reader.put(Metric.CPU_USER, Figure.missing(reason));
        reader.put(Metric.CPU_SYSTEM, Figure.missing(reason));
      }
    }
  }

  private static void timesV1(Reader reader) {
    var user = reader.field("cpuacct.stat", "user").map(ticks -> ticks * TICK_NANOS);
    var system = reader.field("cpuacct.stat", "system").map(ticks -> ticks * TICK_NANOS);
    reader.put(Metric.CPU_USER, user);
    reader.put(Metric.CPU_SYSTEM, system);
    reader.put(
        Metric.CPU_TIME, reader.number("cpuacct.usage").orElse(user.with(system, Long::sum)));
  }

  private static void timesV2(Reader reader) {
    reader.put(Metric.CPU_TIME, microseconds(reader, "usage_usec"));
    reader.put(Metric.CPU_USER, microseconds(reader, "user_usec"));
    reader.put(Metric.CPU_SYSTEM, microseconds(reader, "system_usec"));
  }

  private static Figure microseconds(Reader reader, String name) {
    return reader.field("cpu.stat", name).map(micros -> micros * 1000);
  }

  static void throttling(Controller.Place controller, Reader reader) {
    switch (controller) {
      case Controller.Place.V1(var files, _) -> {
        periods(reader.in(files));
        reader.put(Metric.THROTTLED_TIME, reader.in(files).field("cpu.stat", "throttled_time"));
      }
      case Controller.Place.V2(var files, _) -> {
        periods(reader.in(files));
        reader.put(Metric.THROTTLED_TIME, microseconds(reader.in(files), "throttled_usec"));
      }
      case Controller.Place.Missing(var reason) -> {
        reader.put(Metric.PERIODS, Figure.missing(reason));
        reader.put(Metric.THROTTLED_PERIODS, Figure.missing(reason));
        reader.put(Metric.THROTTLED_TIME, Figure.missing(reason));
      }
    }
  }

  private static void periods(Reader reader) {
    reader.put(Metric.PERIODS, reader.field("cpu.stat", "nr_periods"));
    reader.put(Metric.THROTTLED_PERIODS, reader.field("cpu.stat", "nr_throttled"));
  }

  static void limit(Controller.Place controller, Reader reader) {
    reader.put(
        Metric.CPU_LIMIT,
        switch (controller) {
          case Controller.Place.V1(var files, _) -> {
            var own = reader.in(files);
            yield own.number("cpu.cfs_quota_us")
                .with(own.number("cpu.cfs_period_us"), CpuFigures::share);
          }
          case Controller.Place.V2(var files, _) -> limitV2(reader.in(files).content("cpu.max"));
          case Controller.Place.Missing(var reason) -> Figure.missing(reason);
        });
  }

  /// `max 100000`, `30000 100000`
  private static Figure limitV2(Content content) {
    return switch (content) {
      case Content.Missing(var reason) -> Figure.missing(reason);
      case Content.Text(var text) -> {
        var words = text.strip().split("\\s+");
        yield words.length != 2
            ? Figure.missing("cpu.max holds no quota and period")
            : Reader.number("cpu.max", words[0])
                .with(Reader.number("cpu.max", words[1]), CpuFigures::share);
      }
    };
  }

  private static long share(long quota, long period) {
    return period <= 0 ? 0 : (long) ((double) quota / period * MILLION);
  }
}
