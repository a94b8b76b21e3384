package dev.casebook.wings.accounts.targets.hosts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A value of an item of sudo, taken apart again.
///
/// @param denied commands that it denies where it is a value that denies; it allows none then
record WrittenRule(
    int order,
    List<String> runAs,
    List<String> options,
    List<String> commands,
    List<String> denied) {

  private static final Pattern FORM =
      Pattern.compile(
          "order (?<order>\\d{1,9}): \\((?<runas>[^()]+)\\) (?<tags>(?:[A-Z_]+: )*)(?<commands>.+)");

  private static final String ALL = "ALL";

  WrittenRule {
    runAs = List.copyOf(runAs);
    options = List.copyOf(options);
    commands = List.copyOf(commands);
    denied = List.copyOf(denied);
  }

  /// Empty where a tag is none of ours.
  static Optional<WrittenRule> of(String value) {
    var matcher = FORM.matcher(value);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var options = new ArrayList<String>();
    for (var tag : matcher.group("tags").split(": ")) {
      if (!tag.isEmpty()) {
        var option = SudoLines.option(tag);
        if (option.isEmpty()) {
          return Optional.empty();
        }
        options.add(option.get());
      }
    }
    var commands = new ArrayList<String>();
    var denied = new ArrayList<String>();
    for (var command : separated(matcher.group("commands"))) {
      if (command.startsWith("!")) {
        denied.add(command.substring(1));
      } else {
        commands.add(command);
      }
    }
    return Optional.of(
        new WrittenRule(
            Integer.parseInt(matcher.group("order")),
            List.of(matcher.group("runas").split(", ")),
            options,
            commands,
            denied));
  }

  /// Commands at commas that stand for themselves, each as a row of the folder has it.
  private static List<String> separated(String commands) {
    var all = new ArrayList<String>();
    var command = new StringBuilder();
    for (int i = 0; i < commands.length(); i++) {
      char c = commands.charAt(i);
      if (c == '\\' && i + 1 < commands.length()) {
        char next = commands.charAt(++i);
        if (SudoLines.SPECIAL.indexOf(next) < 0) {
          command.append(c);
        }
        command.append(next);
      } else if (commands.startsWith(", ", i)) {
        all.add(command.toString());
        command.setLength(0);
        i++;
      } else {
        command.append(c);
      }
    }
    all.add(command.toString());
    return all;
  }

  /// Whether it denies a part of what another allows.
  boolean limits(WrittenRule other) {
    return commands.isEmpty() && order == other.order && runAs.equals(other.runAs);
  }

  WrittenRule with(WrittenRule limit) {
    return new WrittenRule(order, runAs, options, commands, limit.denied);
  }

  /// As a row of the folder, without whom and where it is for.
  Map<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("commands", commands.equals(List.of(ALL)) ? List.of("all") : commands);
    if (!denied.isEmpty()) {
      row.put("denied", denied);
    }
    if (!runAs.equals(List.of("root"))) {
      row.put("run_as", runAs);
    }
    if (!options.isEmpty()) {
      row.put("options", options);
    }
    if (order != 0) {
      row.put("order", (long) order);
    }
    return row;
  }
}
