package dev.casebook.wings.accounts.tables;

import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Row;
import dev.casebook.tables.Table;
import dev.casebook.wings.accounts.model.Place;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// A rule of sudo, as a folder of accounts declares it, with the commands of its command groups.
@Row("one sudo rule that a folder of accounts declares")
@Compared(
    key = {"rule"},
    tells = Compared.Tells.SETTING)
public record DeclaredSudo(
    @Column("name of the rule") String rule,
    @Column("whether it was switched off") boolean disabled,
    @Column("of two rules that speak of a command the higher one is right") int priority,
    @Column("accounts, and groups with a % before, with commas between; or all") String people,
    @Column("hosts, and groups of hosts with a % before; or all") String hosts,
    @Column("what may be run, with commas between; or all") String commands,
    @Column("what may not be run, whatever else it says") String denied,
    @Column("users that it may be run as, with commas between") String runAs,
    @Column("options of sudo: !authenticate") String options) {

  public static final Table<DeclaredSudo> TABLE =
      Declared.table("declared_sudo_rules", DeclaredSudo.class, DeclaredSudo::rows)
          .example(
              "rules that ask for no password",
              "select rule, people, commands from declared_sudo_rules where contains(options, '!authenticate')");

  private static void rows(Declared declared, BiConsumer<Place, DeclaredSudo> into) {
    for (var rule : declared.company().sudo().values()) {
      into.accept(
          rule.place(),
          new DeclaredSudo(
              rule.name(),
              rule.disabled(),
              rule.order(),
              Declared.words(rule.who()),
              Declared.words(rule.where()),
              rule.anyCommand() ? "all" : sorted(rule.commands()),
              sorted(rule.denied()),
              String.join(", ", rule.runAs()),
              String.join(", ", rule.options())));
    }
  }

  private static String sorted(Set<String> commands) {
    return commands.stream().sorted().collect(Collectors.joining(", "));
  }
}
