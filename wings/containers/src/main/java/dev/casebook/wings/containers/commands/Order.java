package dev.casebook.wings.containers.commands;

import dev.casebook.wings.containers.cgroup.Metric;
import dev.casebook.wings.containers.tool.ContainerUsage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What comes first: the most of it, and of the same by name.
enum Order {
  cpu(Metric.CPU, Metric.CPU_TIME),
  throttled(Metric.THROTTLED, Metric.THROTTLED_TIME),
  memory(Metric.WORKING_SET),
  oom(Metric.OOM_KILLS, Metric.MEMORY_LIMIT_HITS),
  pids(Metric.PIDS),
  network(Metric.RECEIVED, Metric.SENT),
  io(Metric.READ, Metric.WRITTEN),
  name;

  private final List<Metric> metrics;

  Order(Metric... metrics) {
    this.metrics = List.of(metrics);
  }

  /// Bytes of a pair are added; of the others the second counts where the first is the same.
  List<ContainerUsage> of(List<ContainerUsage> containers) {
    var sorted = new ArrayList<>(containers);
    var order = Comparator.<ContainerUsage>comparingInt(_ -> 0);
    if (this == network || this == io) {
      order = order.thenComparing(this::sum, Comparator.reverseOrder());
    } else {
      for (var metric : metrics) {
        order = order.thenComparing(one -> one.figure(metric).or(-1), Comparator.reverseOrder());
      }
    }
    sorted.sort(order.thenComparing(one -> one.name().text()));
    return sorted;
  }

  private long sum(ContainerUsage one) {
    return metrics.stream().mapToLong(metric -> one.figure(metric).or(-1)).sum();
  }
}
