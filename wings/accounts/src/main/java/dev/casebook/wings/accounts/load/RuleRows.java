package dev.casebook.wings.accounts.load;

import dev.casebook.formats.network.IpNetwork;
import dev.casebook.wings.accounts.model.AccessRule;
import dev.casebook.wings.accounts.model.Database;
import dev.casebook.wings.accounts.model.GateRule;
import dev.casebook.wings.accounts.model.Grant;
import dev.casebook.wings.accounts.model.PasswordPolicy;
import dev.casebook.wings.accounts.model.SudoRule;
import dev.casebook.wings.accounts.model.TokenPolicy;
import dev.casebook.wings.accounts.model.Where;
import dev.casebook.wings.accounts.model.Who;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Rows of what is allowed: to whom, where, what.
final class RuleRows {

  /// The word for all people, hosts, services or commands.
  private static final String ALL = "all";

  static final Pattern PORT = Pattern.compile("(?:tcp|udp)/[1-9][0-9]{0,4}(?:-[1-9][0-9]{0,4})?");

  /// A command as sudoers(5) has it: an absolute path, perhaps with arguments; no line breaks.
  private static final Pattern COMMAND =
      Pattern.compile("/[^\\p{Cntrl}]*|sudoedit /[^\\p{Cntrl}]*");

  private RuleRows() {}

  static AccessRule access(Row row) {
    var services = row.list("services");
    var rule =
        new AccessRule(
            row.name(),
            row.place(),
            row.flag("disabled"),
            who(row),
            where(row),
            services.contains(ALL),
            services.contains(ALL) ? List.of() : services);
    if (services.isEmpty()) {
      row.fault("has no services: name some, or all");
    }
    row.end();
    return rule;
  }

  /// @param groups commands by the name of their group
  static SudoRule sudo(Row row, Map<String, Set<String>> groups) {
    var commands = new LinkedHashSet<>(commands(row, "commands"));
    var denied = new LinkedHashSet<>(commands(row, "denied"));
    named(row, "command_groups", groups, commands);
    named(row, "denied_groups", groups, denied);
    boolean any = row.list("commands").contains(ALL);
    if (commands.isEmpty() && !any) {
      row.fault("has no commands: name some, a command group, or all");
    }
    var rule =
        new SudoRule(
            row.name(),
            row.place(),
            row.flag("disabled"),
            (int) row.number("order", 0, 1_000_000).orElse(0),
            who(row),
            where(row),
            any,
            any ? Set.of() : commands,
            denied,
            row.has("run_as") ? row.list("run_as") : List.of("root"),
            row.list("options"));
    row.end();
    return rule;
  }

  private static void named(
      Row row, String key, Map<String, Set<String>> groups, Set<String> into) {
    for (var name : row.list(key)) {
      var commands = groups.get(name);
      if (commands == null) {
        row.unknown("command group " + name, groups.keySet());
      } else {
        into.addAll(commands);
      }
    }
  }

  static List<String> commands(Row row, String key) {
    return row
        .list(
            key,
            text ->
                Optional.of(text).filter(one -> COMMAND.matcher(one).matches() || one.equals(ALL)),
            "a command begins with /")
        .stream()
        .filter(one -> !one.equals(ALL))
        .toList();
  }

  static GateRule gate(Row row) {
    var rule =
        new GateRule(
            row.name(),
            row.place(),
            row.list("from"),
            row.has("people") || row.has("groups") ? who(row) : new Who(true, List.of(), List.of()),
            row.list("to_networks"),
            row.has("hosts") || row.has("host_groups")
                ? where(row)
                : new Where(false, List.of(), List.of()),
            row.list("ports", RuleRows::port, "a port is tcp/22 or udp/500-510"));
    if (rule.from().isEmpty()) {
      row.fault("has no from: the networks that it is for");
    }
    if (rule.toNetworks().isEmpty() && rule.to().isNowhere()) {
      row.fault("leads nowhere: it needs to_networks, hosts or host_groups");
    }
    row.end();
    return rule;
  }

  static Optional<String> port(String text) {
    return Optional.of(text).filter(port -> PORT.matcher(port).matches());
  }

  static Database database(Row row) {
    var database =
        new Database(
            row.name(),
            row.place(),
            row.read("kind", RuleRows::kind, "mariadb, mysql, postgresql, redis or elasticsearch")
                .orElse(Database.Kind.MARIADB),
            row.required("host"),
            row.list("clients", IpNetwork::of, "a network such as 10.20.0.0/16"));
    if (!row.has("kind")) {
      row.fault("has no kind");
    }
    row.end();
    return database;
  }

  private static Optional<Database.Kind> kind(String text) {
    return Arrays.stream(Database.Kind.values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst();
  }

  static Grant grant(Row row) {
    var grant =
        new Grant(
            row.name(),
            row.place(),
            row.required("database"),
            who(row),
            row.required("on"),
            row.list("privileges").stream().map(one -> one.toUpperCase(Locale.ROOT)).toList());
    if (grant.privileges().isEmpty()) {
      row.fault("has no privileges");
    }
    row.end();
    return grant;
  }

  static TokenPolicy token(Row row) {
    var policy =
        new TokenPolicy(
            row.name(),
            row.place(),
            row.has("people") || row.has("groups") ? who(row) : new Who(true, List.of(), List.of()),
            row.list("services"),
            row.has("hosts") || row.has("host_groups")
                ? where(row)
                : new Where(true, List.of(), List.of()));
    if (policy.services().isEmpty()) {
      row.fault("has no services: name some");
    }
    row.end();
    return policy;
  }

  static PasswordPolicy passwords(Row row) {
    var policy =
        new PasswordPolicy(
            row.place(),
            (int) row.number("length_min", 8, 128).orElse(12),
            Duration.ofDays(row.number("age_max_days", 1, 3650).orElse(0)),
            (int) row.number("failures_max", 1, 1000).orElse(0),
            Duration.ofMinutes(row.number("locked_minutes", 1, 525_600).orElse(0)));
    row.end();
    return policy;
  }

  static Who who(Row row) {
    var people = row.list("people");
    var groups = row.list("groups");
    boolean everyone = people.contains(ALL);
    var who = everyone ? new Who(true, List.of(), List.of()) : new Who(false, people, groups);
    if (who.isNobody()) {
      row.fault("is for nobody: it needs people or groups");
    }
    return who;
  }

  static Where where(Row row) {
    var hosts = row.list("hosts");
    boolean everywhere = hosts.contains(ALL);
    var where =
        everywhere
            ? new Where(true, List.of(), List.of())
            : new Where(false, hosts, row.list("host_groups"));
    row.has("host_groups");
    if (where.isNowhere()) {
      row.fault("is for no host: it needs hosts or host_groups");
    }
    return where;
  }
}
