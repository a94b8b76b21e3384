package dev.casebook.wings.accounts.load;

import dev.casebook.wings.accounts.model.TargetSettings;
import dev.casebook.wings.accounts.model.Where;
import dev.casebook.wings.accounts.model.Who;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Rows of servers that are kept as the folder wants them.
final class TargetRows {

  private static final String KINDS =
      Arrays.stream(TargetSettings.Kind.values())
          .map(TargetSettings.Kind::word)
          .collect(Collectors.joining(", "));

  private TargetRows() {}

  static TargetSettings target(Row row) {
    var kind = row.read("kind", TargetSettings.Kind::of, "one of " + KINDS);
    if (!row.has("kind")) {
      row.fault("has no kind: one of " + KINDS);
    }
    var target =
        new TargetSettings(
            row.name(),
            row.place(),
            kind.orElse(TargetSettings.Kind.OPENLDAP),
            row.text("address").orElse(""),
            row.text("user").orElse(""),
            row.text("base").orElse(""),
            row.text("database").orElse(""),
            row.has("people") || row.has("groups")
                ? RuleRows.who(row)
                : new Who(true, List.of(), List.of()),
            kind.filter(TargetSettings.Kind.HOSTS::equals).isPresent()
                    || row.has("hosts")
                    || row.has("host_groups")
                ? RuleRows.where(row)
                : new Where(false, List.of(), List.of()),
            row.list("required"),
            Duration.ofDays(row.number("kept_days", 0, 3650).orElse(30)),
            row.text("authority").orElse(""));
    row.end();
    return target;
  }
}
