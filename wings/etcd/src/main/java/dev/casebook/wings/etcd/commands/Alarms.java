package dev.casebook.wings.etcd.commands;

import dev.casebook.report.Style;
import dev.casebook.wings.etcd.store.Alarm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Alarms that are raised, in words and for programs.
final class Alarms {

  private Alarms() {}

  /// A line for each; none for none.
  static List<String> lines(List<Alarm> alarms, Style style) {
    return alarms.stream()
        .map(alarm -> style.red("Alarm " + alarm.name() + " is raised" + by(alarm)) + effect(alarm))
        .toList();
  }

  private static String by(Alarm alarm) {
    return alarm.member() == 0 ? "" : " by member " + Long.toHexString(alarm.member());
  }

  private static String effect(Alarm alarm) {
    return switch (alarm.name()) {
      case "NOSPACE" -> ": etcd refuses every write until room is made and it is disarmed.";
      case "CORRUPT" -> ": etcd refuses every request until it is disarmed; compare the members.";
      default -> ".";
    };
  }

  /// A map for each: `alarm`, and `member` in hexadecimal as etcdctl has it.
  static List<Map<String, @Nullable Object>> trees(List<Alarm> alarms) {
    return alarms.stream().map(Alarms::tree).toList();
  }

  private static Map<String, @Nullable Object> tree(Alarm alarm) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("alarm", alarm.name());
    tree.put("member", alarm.member() == 0 ? null : Long.toHexString(alarm.member()));
    return tree;
  }
}
