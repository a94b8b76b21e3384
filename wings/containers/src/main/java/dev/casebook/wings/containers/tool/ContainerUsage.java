package dev.casebook.wings.containers.tool;

import dev.casebook.tables.containers.ContainerName;
import dev.casebook.wings.containers.cgroup.Figure;
import dev.casebook.wings.containers.cgroup.Metric;
import dev.casebook.wings.containers.cgroup.Usage;
import java.util.EnumMap;
import java.util.Map;

/// A container and what it used until one moment.
///
/// @param group its control group, from the hierarchy's root
/// @param version of the control groups that count its memory, or its time where none does: 1 or 2
/// @param atNanos when it was read, by a clock that only tells times of one host apart
public record ContainerUsage(
    ContainerName name, String group, int version, Usage usage, Network network, long atNanos) {

  /// Millionths in one.
  private static final long MILLION = 1_000_000;

  private static final String ONE_SAMPLE = "a rate takes two samples, and there is one";

  public Figure figure(Metric metric) {
    return switch (metric) {
      case RECEIVED -> network.sum(device -> device.receivedBytes());
      case SENT -> network.sum(device -> device.sentBytes());
      case CPU -> usage.figures().getOrDefault(metric, Figure.missing(ONE_SAMPLE));
      case THROTTLED -> usage.figures().getOrDefault(metric, throttledSinceStart());
      default -> usage.figures().getOrDefault(metric, Figure.missing("it was not read"));
    };
  }

  private Figure throttledSinceStart() {
    return share(
        usage.figures().getOrDefault(Metric.THROTTLED_PERIODS, Figure.missing("not read")),
        usage.figures().getOrDefault(Metric.PERIODS, Figure.missing("not read")));
  }

  private static Figure share(Figure part, Figure whole) {
    return part.with(whole, (some, all) -> all <= 0 ? 0 : (long) ((double) some / all * MILLION));
  }

  /// The same with its rates since an earlier moment.
  ContainerUsage since(ContainerUsage before) {
    long nanos = atNanos - before.atNanos;
    var time = increase(Metric.CPU_TIME, before);
    var cpu =
        nanos <= 0
            ? Figure.missing(ONE_SAMPLE)
            : time.map(used -> (long) ((double) used / nanos * MILLION));
    return with(
        Map.of(
            Metric.CPU,
            cpu,
            Metric.THROTTLED,
            share(increase(Metric.THROTTLED_PERIODS, before), increase(Metric.PERIODS, before))));
  }

  private Figure increase(Metric metric, ContainerUsage before) {
    var increase = figure(metric).with(before.figure(metric), (now, then) -> now - then);
    return increase.or(0) < 0
        ? Figure.missing("it was started again between the two samples")
        : increase;
  }

  /// The same as one that was not there at the earlier moment.
  ContainerUsage asNew() {
    return with(Map.of(Metric.CPU, Figure.missing("it was started between the two samples")));
  }

  private ContainerUsage with(Map<Metric, Figure> more) {
    var figures = new EnumMap<Metric, Figure>(Metric.class);
    figures.putAll(usage.figures());
    figures.putAll(more);
    return new ContainerUsage(
        name,
        group,
        version,
        new Usage(figures, usage.devices(), usage.fields()),
        network,
        atNanos);
  }
}
