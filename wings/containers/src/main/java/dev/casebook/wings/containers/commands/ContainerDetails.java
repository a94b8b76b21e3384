package dev.casebook.wings.containers.commands;

import dev.casebook.report.Amount;
import dev.casebook.report.Paragraph;
import dev.casebook.report.Printable;
import dev.casebook.report.Style;
import dev.casebook.wings.containers.cgroup.Figure;
import dev.casebook.wings.containers.cgroup.Metric;
import dev.casebook.wings.containers.tool.ContainerUsage;
import dev.casebook.wings.containers.tool.Sample;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// All that is told of one container, for people.
///
/// @param sample all containers of its host
record ContainerDetails(ContainerUsage one, Sample sample, Style style) {

  private static final int LABEL_COLUMNS = 11;

  /// Fields that have their own place here.
  private static final Set<String> SHOWN =
      Set.of(
          "user",
          "system",
          "usage_usec",
          "user_usec",
          "system_usec",
          "nr_periods",
          "nr_throttled",
          "throttled_time",
          "throttled_usec",
          "oom_kill",
          "max");

  /// Known fields that tell something only where they are not 0.
  private static final Set<String> QUIET =
      Set.of(
          "nr_bursts",
          "burst_time",
          "burst_usec",
          "nice_usec",
          "core_sched.force_idle_usec",
          "oom_kill_disable",
          "under_oom",
          "low",
          "high",
          "oom",
          "oom_group_kill");

  private static final Set<String> OTHERS =
      Set.of("cpuacct.stat", "cpu.stat", "memory.events", "memory.oom_control");

  String text() {
    var out = new StringBuilder();
    out.append(style.bold(Printable.line(one.name().text()))).append('\n');
    line("id", id(), out);
    line("group", one.group() + " (cgroup v" + one.version() + ")", out);
    line("CPU", cpu(), out);
    line("throttled", throttled(), out);
    line("memory", memory(), out);
    line("OOM kills", told(Metric.OOM_KILLS), out);
    line("tasks", tasks(), out);
    line("network", network(), out);
    line("I/O", io(), out);
    var more = more();
    if (!more.isEmpty()) {
      line("also", more, out);
    }
    return out.toString();
  }

  private void line(String label, String words, StringBuilder out) {
    var first = "  " + label + " ".repeat(Math.max(1, LABEL_COLUMNS - label.length()));
    var rest = " ".repeat(first.length());
    Paragraph.wrap(Printable.line(words), first, rest, style.width())
        .forEach(part -> out.append(part).append('\n'));
  }

  private String id() {
    var name = one.name();
    var engine = name.engine().isEmpty() ? "" : " (" + name.engine() + ")";
    return name.id() + engine + (name.name() == null ? "; " + ContainerTable.NO_NAME : "");
  }

  private String cpu() {
    var now =
        sample.hasRates()
            ? words(one.figure(Metric.CPU), value -> Figures.percent(value, 1) + " % of a core now")
                + "; "
            : "";
    return "%s%s; %s since it started: %s user, %s system"
        .formatted(
            now,
            switch (one.figure(Metric.CPU_LIMIT)) {
              case Figure.Unlimited _ -> "no limit";
              case Figure.Known(long value) -> "limit " + Figures.percent(value, 0) + " %";
              case Figure.Missing(var reason) -> "limit not told: " + reason;
            },
            told(Metric.CPU_TIME),
            told(Metric.CPU_USER),
            told(Metric.CPU_SYSTEM));
  }

  private String throttled() {
    var now =
        sample.hasRates()
            ? words(
                    one.figure(Metric.THROTTLED),
                    value -> "in " + Figures.percent(value, 0) + " % of the periods now")
                + "; "
            : "";
    var periods = one.figure(Metric.PERIODS);
    if (periods.isMissing()) {
      return told(Metric.PERIODS);
    }
    return "%s%s of %s since it started, held back %s in all"
        .formatted(
            now, told(Metric.THROTTLED_PERIODS), told(Metric.PERIODS), told(Metric.THROTTLED_TIME));
  }

  private String memory() {
    if (one.figure(Metric.MEMORY) instanceof Figure.Missing(var reason)) {
      return "not told: " + reason;
    }
    var limit = one.figure(Metric.MEMORY_LIMIT);
    var share =
        limit instanceof Figure.Known(long of) && of > 0
            ? " (%s %%)"
                .formatted(
                    Figures.percent((long) (one.figure(Metric.WORKING_SET).or(0) * 1e6 / of), 1))
            : "";
    return "%s working set, %s%s; usage %s of which %s inactive file; peak %s; swap %s; limit hit: %s"
        .formatted(
            told(Metric.WORKING_SET),
            limit instanceof Figure.Unlimited ? "no limit" : "limit " + told(Metric.MEMORY_LIMIT),
            share,
            told(Metric.MEMORY),
            told(Metric.INACTIVE_FILE),
            told(Metric.MEMORY_PEAK),
            told(Metric.SWAP),
            told(Metric.MEMORY_LIMIT_HITS));
  }

  private String tasks() {
    if (one.figure(Metric.PIDS) instanceof Figure.Missing(var reason)) {
      return "not told: " + reason;
    }
    return "%s, %s; limit hit: %s"
        .formatted(
            told(Metric.PIDS),
            one.figure(Metric.PIDS_LIMIT) instanceof Figure.Unlimited
                ? "no limit"
                : "limit " + told(Metric.PIDS_LIMIT),
            told(Metric.PIDS_LIMIT_HITS));
  }

  private String network() {
    var network = one.network();
    if (!network.missing().isEmpty()) {
      return "not told: " + network.missing();
    }
    var devices =
        network.devices().stream()
            .filter(device -> !device.isLoopback())
            .map(device ->
                "%s received %s in %d packets (%d dropped), sent %s in %d (%d dropped)"
                    .formatted(
                        device.name(),
                        Amount.ofBytes(device.receivedBytes()),
                        device.receivedPackets(),
                        device.receivedDropped(),
                        Amount.ofBytes(device.sentBytes()),
                        device.sentPackets(),
                        device.sentDropped()))
            .collect(Collectors.joining("; "));
    return (devices.isEmpty() ? "nothing but a loopback interface" : devices) + sharing();
  }

  /// The containers of a pod have one network.
  private String sharing() {
    var others =
        sample.containers().stream()
            .filter(other ->
                !other.name().id().equals(one.name().id())
                    && !one.network().namespace().isEmpty()
                    && other.network().namespace().equals(one.network().namespace()))
            .map(other -> other.name().text())
            .sorted()
            .toList();
    return others.isEmpty() ? "" : "; shared with " + String.join(", ", others);
  }

  private String io() {
    if (one.figure(Metric.READ) instanceof Figure.Missing(var reason)) {
      return "not told: " + reason;
    }
    var devices =
        one.usage().devices().stream()
            .map(device ->
                "%s read %s, written %s"
                    .formatted(
                        device.device(),
                        Amount.ofBytes(device.readBytes()),
                        Amount.ofBytes(device.writtenBytes())))
            .collect(Collectors.joining("; "));
    return devices.isEmpty() ? "nothing read or written" : devices;
  }

  /// Whatever other fields its files hold.
  private String more() {
    return one.usage().fields().entrySet().stream()
        .filter(file -> OTHERS.contains(file.getKey()))
        .flatMap(file ->
            file.getValue().values().entrySet().stream()
                .filter(field -> !SHOWN.contains(field.getKey()))
                .filter(field -> field.getValue() != 0 || !QUIET.contains(field.getKey()))
                .map(field -> file.getKey() + " " + field.getKey() + " " + field.getValue()))
        .collect(Collectors.joining("; "));
  }

  private String told(Metric metric) {
    var figure = one.figure(metric);
    return figure instanceof Figure.Known(long value) && metric.unit() == Metric.Unit.BYTES
        ? Amount.ofBytes(value)
        : words(figure, _ -> Figures.cell(metric, figure));
  }

  private interface Words {
    String of(long value);
  }

  private static String words(Figure figure, Words known) {
    return switch (figure) {
      case Figure.Known(long value) -> known.of(value);
      case Figure.Unlimited _ -> "no limit";
      case Figure.Missing(var reason) -> "not told (" + reason + ")";
    };
  }

  static List<ContainerUsage> named(List<ContainerUsage> all, List<String> names) {
    return all.stream()
        .filter(one -> names.stream().anyMatch(name -> isCalled(one, name)))
        .toList();
  }

  /// Digits of an id that one takes for a name are few.
  private static final int DIGITS_MIN = 4;

  /// By its name, that of its pod, both, or the first digits of its id.
  private static boolean isCalled(ContainerUsage one, String asked) {
    var name = one.name();
    return asked.equals(name.text())
        || asked.equals(name.name())
        || asked.equals(name.pod())
        || (name.pod() != null && asked.equals(name.namespace() + "/" + name.pod()))
        || (asked.length() >= DIGITS_MIN && name.id().startsWith(asked));
  }
}
