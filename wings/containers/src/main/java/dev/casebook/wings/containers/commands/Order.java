package dev.casebook.wings.containers.commands;

import dev.casebook.wings.containers.cgroup.Metric;
import dev.casebook.wings.containers.tool.ContainerUsage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What comes first: the most of it, and of the same by name.
enum Order {
  cpu,
  throttled,
  memory,
  oom,
  pids,
  network,
  io,
  name;

  private List<Metric> metrics() {
    return switch (this) {
      case cpu -> List.of(Metric.CPU, Metric.CPU_TIME);
      case throttled -> List.of(Metric.THROTTLED, Metric.THROTTLED_TIME);
      case memory -> List.of(Metric.WORKING_SET);
      case oom -> List.of(Metric.OOM_KILLS, Metric.MEMORY_LIMIT_HITS);
      case pids -> List.of(Metric.PIDS);
      case network -> List.of(Metric.RECEIVED, Metric.SENT);
      case io -> List.of(Metric.READ, Metric.WRITTEN);
      case name -> List.of();
    };
  }

  /// Bytes of a pair are added; of the others the second counts where the first is the same.
  List<ContainerUsage> of(List<ContainerUsage> containers) {
    var sorted = new ArrayList<>(containers);
    var order = Comparator.<ContainerUsage>comparingInt(_ -> 0);
    if (this == network || this == io) {
      order = order.thenComparing(this::sum, Comparator.reverseOrder());
    } else {
      for (var metric : metrics()) {
        order = order.thenComparing(one -> one.figure(metric).or(-1), Comparator.reverseOrder());
      }
    }
    sorted.sort(order.thenComparing(one -> one.name().text()));
    return sorted;
  }

  private long sum(ContainerUsage one) {
    return metrics().stream().mapToLong(metric -> one.figure(metric).or(-1)).sum();
  }
}
