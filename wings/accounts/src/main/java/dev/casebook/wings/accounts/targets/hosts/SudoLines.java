package dev.casebook.wings.accounts.targets.hosts;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.model.SudoRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Rules of sudo as lines of sudoers(5). What can't be written so that it surely means the same is
/// refused.
final class SudoLines {

  /// Options that have a tag; the others hold for a whole file.
  private static final Map<String, String> TAGS =
      Map.of(
          "!authenticate", "NOPASSWD",
          "authenticate", "PASSWD",
          "noexec", "NOEXEC",
          "!noexec", "EXEC",
          "setenv", "SETENV",
          "!setenv", "NOSETENV",
          "log_input", "LOG_INPUT",
          "!log_input", "NOLOG_INPUT",
          "log_output", "LOG_OUTPUT",
          "!log_output", "NOLOG_OUTPUT");

  private static final Pattern RUN_AS = Pattern.compile("ALL|[A-Za-z_][A-Za-z0-9_.-]*");

  /// Single blanks between words of printable ASCII without quotes.
  private static final Pattern COMMAND =
      Pattern.compile("(?:sudoedit )?/[!#-~]*(?: \"\"|(?: [!#-~]+)*)");

  /// What a backslash may stand before already.
  private static final String ESCAPED = "\\*?[]!^,:=#";

  /// What a backslash has to stand before.
  static final String SPECIAL = ",:=#";

  private SudoLines() {}

  /// The option that a tag stands for.
  static Optional<String> option(String tag) {
    return TAGS.entrySet().stream()
        .filter(entry -> entry.getValue().equals(tag))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// What a rule gives each account that it is for, as [SudoersFile#rule] writes it.
  static List<String> values(SudoRule rule) throws Refusal {
    for (var user : rule.runAs()) {
      if (!RUN_AS.matcher(user).matches()) {
        throw new Refusal("run_as " + user + " is no user's name");
      }
    }
    var tags = new StringBuilder();
    for (var option : rule.options()) {
      var tag = TAGS.get(option);
      if (tag == null) {
        throw new Refusal("option " + option + " can't be had for one rule of a file");
      }
      tags.append(tag).append(": ");
    }
    var values = new ArrayList<String>();
    if (rule.runAs().isEmpty()) {
      return values;
    }
    var head = "(%s) ".formatted(String.join(", ", new TreeSet<>(rule.runAs())));
    var allowed = rule.anyCommand() ? "ALL" : commands(rule.commands(), "");
    if (!allowed.isEmpty()) {
      values.add(SudoersFile.rule(rule.order(), head + tags + allowed));
    }
    if (!rule.denied().isEmpty()) {
      values.add(SudoersFile.rule(rule.order(), head + commands(rule.denied(), "!")));
    }
    return values;
  }

  private static String commands(Collection<String> commands, String before) throws Refusal {
    var written = new ArrayList<String>();
    for (var command : new TreeSet<>(commands)) {
      written.add(before + escaped(command));
    }
    return String.join(", ", written);
  }

  private static String escaped(String command) throws Refusal {
    if (!COMMAND.matcher(command).matches() || command.contains(" ^")) {
      throw new Refusal("command " + command + " can't be written in sudoers");
    }
    var escaped = new StringBuilder();
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (c == '\\') {
        if (i + 1 == command.length() || ESCAPED.indexOf(command.charAt(i + 1)) < 0) {
          throw new Refusal("command " + command + " has a backslash that sudoers does not know");
        }
        escaped.append(c).append(command.charAt(++i));
      } else {
        if (SPECIAL.indexOf(c) >= 0) {
          escaped.append('\\');
        }
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
