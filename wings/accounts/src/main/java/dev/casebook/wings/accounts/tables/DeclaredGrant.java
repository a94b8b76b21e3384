package dev.casebook.wings.accounts.tables;

import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Row;
import dev.casebook.tables.Table;
import dev.casebook.wings.accounts.model.Place;
import java.util.function.BiConsumer;

/// A right in a database, as a folder of accounts declares it.
@Row("one right in a database that a folder of accounts declares")
@Compared(
    key = {"rule"},
    tells = Compared.Tells.SETTING)
public record DeclaredGrant(
    @Column("name of the grant") String rule,
    @Column("name of the database in the folder") String database,
    @Column("accounts, and groups with a % before, with commas between; or all") String people,
    @Column("what it is for, in the server's words: orders.*") String target,
    @Column("what is allowed, in upper case, with commas between") String privileges) {

  public static final Table<DeclaredGrant> TABLE =
      Declared.table("declared_grants", DeclaredGrant.class, DeclaredGrant::rows)
          .example(
              "who may change what in which database",
              "select database, people, target, privileges from declared_grants where regexp_matches(privileges, 'ALL|INSERT|UPDATE|DELETE')");

  private static void rows(Declared declared, BiConsumer<Place, DeclaredGrant> into) {
    for (var grant : declared.company().grants().values()) {
      into.accept(
          grant.place(),
          new DeclaredGrant(
              grant.name(),
              grant.database(),
              Declared.words(grant.who()),
              grant.on(),
              String.join(", ", grant.privileges())));
    }
  }
}
