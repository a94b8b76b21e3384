package dev.casebook.wings.accounts.tables;

import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Row;
import dev.casebook.tables.Table;
import dev.casebook.wings.accounts.model.Place;
import java.util.function.BiConsumer;

/// A rule of host-based access, as a folder of accounts declares it.
@Row("one access rule that a folder of accounts declares")
@Compared(
    key = {"rule"},
    tells = Compared.Tells.SETTING)
public record DeclaredAccess(
    @Column("name of the rule") String rule,
    @Column("whether it was switched off") boolean disabled,
    @Column("accounts, and groups with a % before, with commas between; or all") String people,
    @Column("hosts, and groups of hosts with a % before; or all") String hosts,
    @Column("services of PAM, with commas between; or all") String services) {

  public static final Table<DeclaredAccess> TABLE =
      Declared.table("declared_access_rules", DeclaredAccess.class, DeclaredAccess::rows)
          .example(
              "rules for sshd that leave systemd-user out",
              "select rule, people, hosts from declared_access_rules where contains(services, 'sshd') and not contains(services, 'systemd-user')");

  private static void rows(Declared declared, BiConsumer<Place, DeclaredAccess> into) {
    for (var rule : declared.company().access().values()) {
      into.accept(
          rule.place(),
          new DeclaredAccess(
              rule.name(),
              rule.disabled(),
              Declared.words(rule.who()),
              Declared.words(rule.where()),
              rule.anyService() ? "all" : String.join(", ", rule.services())));
    }
  }
}
