package dev.casebook.wings.containers.cgroup;

/// What is told of a container.
public enum Metric {
  /// Of one core, between two samples.
  CPU("cpu_percent", Unit.MILLIONTHS),
  CPU_LIMIT("cpu_limit_percent", Unit.MILLIONTHS),
  CPU_TIME("cpu_ns", Unit.NANOSECONDS),
  CPU_USER("cpu_user_ns", Unit.NANOSECONDS),
  CPU_SYSTEM("cpu_system_ns", Unit.NANOSECONDS),
  /// Of the periods in which it wanted to run, those in which it was held back; between two samples
  /// where there are two.
  THROTTLED("throttled_percent", Unit.MILLIONTHS),
  PERIODS("periods", Unit.COUNT),
  THROTTLED_PERIODS("throttled_periods", Unit.COUNT),
  THROTTLED_TIME("throttled_ns", Unit.NANOSECONDS),
  /// What can't be taken from it without swapping or killing; see [MemoryFigures].
  WORKING_SET("memory_working_set_bytes", Unit.BYTES),
  MEMORY("memory_usage_bytes", Unit.BYTES),
  INACTIVE_FILE("memory_inactive_file_bytes", Unit.BYTES),
  MEMORY_PEAK("memory_peak_bytes", Unit.BYTES),
  /// The lowest of its own and those of the groups that it lies in.
  MEMORY_LIMIT("memory_limit_bytes", Unit.BYTES),
  MEMORY_LIMIT_HITS("memory_limit_hits", Unit.COUNT),
  SWAP("swap_bytes", Unit.BYTES),
  OOM_KILLS("oom_kills", Unit.COUNT),
  PIDS("pids", Unit.COUNT),
  PIDS_LIMIT("pids_limit", Unit.COUNT),
  PIDS_LIMIT_HITS("pids_limit_hits", Unit.COUNT),
  RECEIVED("network_received_bytes", Unit.BYTES),
  SENT("network_sent_bytes", Unit.BYTES),
  READ("io_read_bytes", Unit.BYTES),
  WRITTEN("io_written_bytes", Unit.BYTES);

  /// What a figure counts in.
  public enum Unit {
    NANOSECONDS,
    BYTES,
    COUNT,
    /// 1,000,000 is one core, or all periods.
    MILLIONTHS
  }

  private final String key;
  private final Unit unit;

  Metric(String key, Unit unit) {
    this.key = key;
    this.unit = unit;
  }

  /// Its name for programs.
  public String key() {
    return key;
  }

  public Unit unit() {
    return unit;
  }
}
