package dev.casebook.wings.accounts.targets.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.accounts.targets.PlannedFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// PostgreSQL's server is planned for, changed and adopted, and lets pass just what it should.
@Tag("integration")
@SuppressWarnings("NullAway.Init") // made before each test
class PostgresPlanTest {

  private static final String READ = "SELECT count(*) FROM sales.items";
  private static final String WRITE = "INSERT INTO sales.items (name) VALUES ('two')";

  private static final String COMPANY =
      """
      people:
        ann: {mail: ann@example.com}
        bob: {mail: bob@example.com}
      groups:
        dba: {members: [ann, bob]}
      hosts:
        db1: {}
      databases:
        main: {kind: postgresql, host: db1}
      grants:
        dba reads sales: {database: main, groups: [dba], on: orders.sales.*, privileges: [SELECT]}
        ann writes: {database: main, people: [ann], on: orders.sales.*, privileges: [INSERT, USAGE]}
      """;

  @TempDir private Path folder = Path.of("");
  private PlannedFolder main;
  private PostgresServer server;

  @BeforeEach
  void begin() throws Exception {
    server = PostgresServer.start(folder.resolve("server"));
    main = new PlannedFolder(folder, "main", PostgresServer.PASSWORD);
    main.company(COMPANY);
    main.password("ann", "ann's first");
    main.password("bob", "bob's own");
    serve();
  }

  @AfterEach
  void end() {
    server.close();
  }

  private void serve(String... settings) throws Exception {
    var row = new ArrayList<>(List.of("kind: postgresql", "address: " + server.url()));
    row.addAll(List.of("user: " + PostgresServer.MANAGER, "database: main"));
    row.addAll(List.of(settings));
    main.target(row);
  }

  @Test
  void whatIsGrantedIsGivenAndNothingElse() throws Exception {
    assertThat(main.done(1, "plan"))
        .contains("create  account ann", "grant ann on orders.sales.*")
        .contains("privilege: INSERT, SELECT, USAGE", "grant ann on orders.sales\n")
        .doesNotContain("grant ann on orders\n", "first");
    assertThat(server.sql("postgres", "SELECT count(*) FROM pg_roles WHERE rolname = 'ann'"))
        .isEqualTo("0\n");
    assertThat(main.done(0, "apply", "--yes")).contains("read again: nothing differs");

    assertThat(server.may("ann", "ann's first", READ)).isTrue();
    assertThat(server.may("ann", "ann's first", WRITE)).isTrue();
    assertThat(server.may("ann", "ann's first", "DELETE FROM sales.items")).isFalse();
    assertThat(server.may("bob", "bob's own", READ)).isTrue();
    assertThat(server.may("bob", "bob's own", WRITE)).isFalse();
    assertThat(server.may("bob", "", READ)).isFalse();
    server.sql("orders", "SET ROLE shop; CREATE TABLE sales.later (id int)");
    assertThat(server.may("bob", "bob's own", "SELECT * FROM sales.later")).isTrue();
    assertThat(Files.readString(folder.resolve("server/log")))
        .contains("SCRAM-SHA-256$")
        .doesNotContain("ann's first", "ann''s first");

    var position = server.position();
    assertThat(main.done(0, "plan")).contains("is as the folder wants it");
    assertThat(main.done(0, "apply", "--yes")).contains("0 changes made");
    assertThat(server.position()).isEqualTo(position);
  }

  @Test
  void rightsPasswordsAndMembershipsComeAndGo() throws Exception {
    main.applied();
    main.company(COMPANY.replace("[INSERT, USAGE]", "[USAGE, DELETE]"));
    assertThat(main.applied("--confirm"))
        .contains("privilege: + DELETE", "privilege: - INSERT", "read again: nothing differs");
    assertThat(server.may("ann", "ann's first", "DELETE FROM sales.items")).isTrue();
    assertThat(server.may("ann", "ann's first", WRITE)).isFalse();

    main.password("ann", "ann's second");
    assertThat(main.applied()).contains("password: another -> as kept").doesNotContain("second");
    assertThat(server.may("ann", "ann's first", READ)).isFalse();
    assertThat(server.may("ann", "ann's second", READ)).isTrue();
    assertThat(main.done(0, "plan")).contains("is as the folder wants it");

    main.company(COMPANY.replace("members: [ann, bob]", "members: [bob]"));
    assertThat(main.applied("--confirm")).contains("privilege: - DELETE, SELECT");
    assertThat(server.may("ann", "ann's second", READ)).isFalse();
    assertThat(server.may("ann", "ann's second", WRITE)).isTrue();
    server.sql("orders", "SET ROLE shop; CREATE TABLE sales.later (id int)");
    assertThat(server.may("ann", "ann's second", "SELECT * FROM sales.later")).isFalse();
  }

  @Test
  void whoLeavesLosesGrantsIsLockedAndDroppedLater() throws Exception {
    serve("kept_days: 0");
    main.applied();
    assertThat(server.may("bob", "bob's own", READ)).isTrue();
    main.company(COMPANY.replace("members: [ann, bob]", "members: [ann]"));
    assertThat(main.done(1, "plan")).contains("disable account bob", "delete  grant bob on");
    main.done(1, "apply", "--yes", "--confirm");
    assertThat(server.as("bob", "bob's own", READ).said()).contains("not permitted to log in");
    assertThat(main.applied("--confirm")).contains("delete  account bob");
    assertThat(server.sql("postgres", "SELECT count(*) FROM pg_roles WHERE rolname = 'bob'"))
        .isEqualTo("0\n");
  }

  @Test
  void whoOwnsTablesIsNotDroppedUntilSomebodyElseDoes() throws Exception {
    serve("kept_days: 0");
    main.applied();
    server.sql(
        "orders",
        "CREATE SCHEMA bobs AUTHORIZATION bob; CREATE TABLE bobs.own (id int); "
            + "ALTER TABLE bobs.own OWNER TO bob");
    main.company(COMPANY.replace("members: [ann, bob]", "members: [ann]"));
    main.done(1, "plan");
    main.done(1, "apply", "--yes", "--confirm");
    main.done(1, "plan");
    assertThat(main.done(2, "apply", "--yes", "--confirm"))
        .contains("account bob can't be dropped: it owns 2 things in orders")
        .contains("REASSIGN OWNED BY \"bob\" TO another role");
    assertThat(server.sql("orders", "SELECT tableowner FROM pg_tables WHERE tablename = 'own'"))
        .isEqualTo("bob\n");
    server.sql("orders", "REASSIGN OWNED BY bob TO shop; DROP OWNED BY bob");
    assertThat(main.applied("--confirm")).contains("delete  account bob");
  }

  @Test
  void othersAndWhatMovedAreLeftAlone() throws Exception {
    server.sql(
        "orders",
        "CREATE ROLE ann LOGIN PASSWORD 'hers'; GRANT USAGE ON SCHEMA sales TO ann; "
            + "GRANT DELETE, SELECT ON sales.items TO ann; CREATE ROLE other LOGIN; "
            + "GRANT SELECT ON sales.lines TO other, PUBLIC");
    assertThat(main.done(1, "plan"))
        .contains("account ann is there already, is not ours and differs")
        .doesNotContain("create  grant ann", "other");
    main.done(0, "apply", "--yes");
    assertThat(server.may("ann", "hers", "DELETE FROM sales.items")).isTrue();
    assertThat(server.sql("orders", "SELECT relacl FROM pg_class WHERE relname = 'lines'"))
        .contains("other=r/shop", ",=r/shop");

    main.company(COMPANY.replace("privileges: [SELECT]", "privileges: [SELECT, UPDATE]"));
    main.done(1, "plan");
    server.sql("orders", "REVOKE SELECT ON sales.lines FROM bob");
    assertThat(main.done(2, "apply", "--yes", "--confirm")).contains("changed since the plan");
    assertThat(server.may("bob", "bob's own", "UPDATE sales.items SET name = ''")).isFalse();
    main.done(1, "plan");
    main.company(COMPANY);
    assertThat(main.done(2, "apply", "--yes")).contains("the folder was changed since");
  }

  /// A power that somebody gave by hand is taken from an account of ours, and keeps us away from
  /// one that is not.
  @Test
  void whoMayDoAllIsToldAndTouchedOnlyIfOurs() throws Exception {
    server.sql("orders", "CREATE ROLE ann SUPERUSER LOGIN PASSWORD 'hers'");
    assertThat(main.done(1, "plan"))
        .contains("roles that may do more than any grant says: ann (SUPERUSER)")
        .contains("account ann is there already, is not ours and differs");
    main.done(0, "apply", "--yes");
    server.sql("orders", "ALTER ROLE bob SUPERUSER; CREATE ROLE app; GRANT app TO bob");
    assertThat(main.applied())
        .contains("power: - SUPERUSER", "members of other roles", "bob (app)");
    assertThat(server.sql("orders", "SELECT rolname FROM pg_roles WHERE rolsuper ORDER BY 1"))
        .isEqualTo("ann\nkeeper\npostgres\n");
  }

  @Test
  void theOneWeSignInByStays() throws Exception {
    main.company(COMPANY.replace("bob", "keeper"));
    assertThat(main.done(1, "plan")).contains("account keeper is there already");
    main.done(0, "apply", "--yes");
    assertThat(server.may("keeper", PostgresServer.PASSWORD, READ)).isTrue();
  }

  /// Nobody can tell by the catalogue whether a table's right came by its own grant or by that on
  /// all: what is wanted of it stays when that goes.
  @Test
  void whatIsNarrowedFromAllTablesToOneIsNeverAwayBetween() throws Exception {
    main.applied();
    main.company(
        COMPANY.replace(
            "orders.sales.*, privileges: [SELECT]", "orders.sales.items, privileges: [SELECT]"));
    assertThat(main.done(1, "plan")).contains("create  grant bob on orders.sales.items");
    assertThat(main.done(0, "apply", "--yes", "--confirm")).contains("nothing differs");
    assertThat(server.may("bob", "bob's own", READ)).isTrue();
    assertThat(server.may("bob", "bob's own", "SELECT * FROM sales.lines")).isFalse();
    assertThat(Files.readString(folder.resolve("server/log")))
        .contains("REVOKE SELECT ON TABLE \"sales\".\"lines\" FROM \"bob\"");
    main.company(COMPANY);
    assertThat(main.applied("--confirm")).contains("nothing differs");
    assertThat(server.may("bob", "bob's own", "SELECT * FROM sales.lines")).isTrue();
  }

  @Test
  void aTableOfAnotherOwnerIsMissedAndMended() throws Exception {
    main.applied();
    server.sql(
        "orders",
        "CREATE ROLE other; CREATE TABLE sales.\"Odd ; name\" (id int); "
            + "ALTER TABLE sales.\"Odd ; name\" OWNER TO other");
    assertThat(main.done(1, "plan")).contains("privilege: SELECT on some -> SELECT");
    assertThat(main.done(0, "apply", "--yes")).contains("nothing differs");
    assertThat(server.may("bob", "bob's own", "SELECT * FROM sales.\"Odd ; name\"")).isTrue();
    server.sql(
        "orders",
        "SET ROLE other; RESET ROLE; GRANT CREATE ON SCHEMA sales TO other; "
            + "SET ROLE other; CREATE TABLE sales.third (id int)");
    assertThat(server.may("bob", "bob's own", "SELECT * FROM sales.third")).isTrue();
  }

  /// CONNECT and USAGE come along where not everybody has them.
  @Test
  void whatRightsAreOfNoUseWithoutComesAlong() throws Exception {
    server.sql(
        "orders",
        "REVOKE CONNECT ON DATABASE orders FROM PUBLIC; GRANT USAGE ON SCHEMA sales TO PUBLIC");
    assertThat(main.applied())
        .contains("grant bob on orders\n", "privilege: CONNECT")
        .doesNotContain("grant bob on orders.sales\n");
    assertThat(server.may("bob", "bob's own", READ)).isTrue();
    assertThat(server.may("shop", "", READ)).isFalse();
  }

  @Test
  void whatIsThereIsAdoptedAndThePlanIsEmpty() throws Exception {
    server.sql(
        "orders",
        """
        CREATE ROLE ann LOGIN PASSWORD 'hers'; CREATE ROLE readers; GRANT readers TO ann;
        CREATE ROLE report LOGIN; CREATE ROLE lost LOGIN; CREATE ROLE boss SUPERUSER;
        SET ROLE shop;
        GRANT USAGE ON SCHEMA sales TO ann, report, readers;
        GRANT SELECT ON ALL TABLES IN SCHEMA sales TO ann, readers;
        ALTER DEFAULT PRIVILEGES IN SCHEMA sales GRANT SELECT ON TABLES TO ann;
        GRANT ALL ON sales.items TO report; GRANT TEMPORARY ON DATABASE orders TO report;
        GRANT SELECT ON sales.items TO lost; GRANT UPDATE ON sales.lines TO ann WITH GRANT OPTION;
        """);
    main.company(COMPANY.substring(0, COMPANY.indexOf("grants:")));
    Files.delete(main.state().resolve("targets/main.accounts/ann"));
    var position = server.position();
    assertThat(main.done(0, "adopt"))
        .contains("1 service account, 4 grants written", "report has no owner")
        .contains("role readers is a group of others", "account boss may do more")
        .contains("grant lost on orders.sales.items is of no use without USAGE on orders.sales")
        .contains("grant ann on orders.sales.lines may be passed on (GRANT OPTION)")
        .contains("account shop has no rights that a grant could give");
    assertThat(Files.readString(main.file("main.yaml")))
        .contains("on: orders.sales.*", "- ALL", "on: orders.sales.items");
    assertThat(main.done(0, "plan")).contains("is as the folder wants it");
    assertThat(server.position()).isEqualTo(position);
    assertThat(server.may("ann", "hers", READ)).isTrue();
  }

  @Test
  void aPlanThatWasBrokenOffGoesOn() throws Exception {
    main.done(1, "plan");
    main.brokenOff(4);
    assertThat(main.done(0, "apply", "--yes")).contains("2 changes made, 4 made before");
    assertThat(server.may("ann", "ann's first", WRITE)).isTrue();
  }

  /// Who owns a database decides how its sessions begin, and would have us call functions of
  /// theirs.
  @Test
  void aHostileDatabaseDoesNotGetOurRights() throws Exception {
    server.sql(
        "orders",
        """
        CREATE SCHEMA trap AUTHORIZATION shop; SET ROLE shop;
        CREATE FUNCTION trap.aclexplode(aclitem[], OUT grantor oid, OUT grantee oid,
          OUT privilege_type text, OUT is_grantable boolean) RETURNS SETOF record
          LANGUAGE plpgsql AS $$ BEGIN ALTER ROLE shop SUPERUSER;
          RETURN QUERY SELECT * FROM pg_catalog.aclexplode($1); END $$;
        ALTER DATABASE orders SET search_path = trap, pg_catalog;
        """);
    main.applied();
    assertThat(server.sql("postgres", "SELECT rolsuper FROM pg_roles WHERE rolname = 'shop'"))
        .isEqualTo("f\n");
  }

  @Test
  void whatCannotBeGrantedIsToldAndTakesNothingAway() throws Exception {
    main.applied();
    var position = server.position();
    for (var on :
        List.of("orders.sales.* TO x; --", "orders.sales.\\\"items", "orders.*", "ordes.sales.*")) {
      main.company(
          COMPANY.replaceFirst("orders.sales.\\*", "\"" + on.replace("\\", "\\\\") + "\""));
      assertThat(main.done(0, "plan")).contains("what is there is left as it is");
    }
    main.company(COMPANY.replaceFirst("orders.sales.\\*", "orders.sales.item"));
    assertThat(main.done(0, "plan"))
        .contains("there is no table item in orders.sales; is items meant?");
    main.company(COMPANY.replace("[SELECT]", "[SELECT, FLY]"));
    assertThat(main.done(0, "plan")).contains("grant dba reads sales is at fault (lint)");
    main.company(
        COMPANY.replace(
            "on: orders.sales.*, privileges: [SELECT]",
            "on: orders.sales.items, privileges: [SELECT, USAGE]"));
    assertThat(main.done(0, "plan")).contains("USAGE can't be granted on orders.sales.items");
    assertThat(server.position()).isEqualTo(position);
  }

  /// `"public"` is everybody to the server, even between quotes.
  @Test
  void nobodyIsCalledAsEverybodyIs() throws Exception {
    main.company(COMPANY.replace("bob", "public"));
    assertThat(main.done(1, "plan"))
        .contains("account public: PostgreSQL keeps this name for itself")
        .doesNotContain("grant public");
    main.done(0, "apply", "--yes");
    assertThat(server.sql("orders", "SELECT relacl FROM pg_class WHERE relname = 'items'"))
        .doesNotContain(",=");
  }

  /// Without a superuser: one that makes roles and is a member of those who own what is granted.
  @Test
  void aManagerWhoIsNoSuperuserDoes() throws Exception {
    server.sql(
        "postgres",
        "ALTER ROLE keeper NOSUPERUSER CREATEROLE; GRANT shop TO keeper; CREATE DATABASE closed; "
            + "REVOKE CONNECT ON DATABASE closed FROM PUBLIC");
    assertThat(main.applied()).contains("nothing differs");
    assertThat(server.may("ann", "ann's first", WRITE)).isTrue();
    server.sql("postgres", "REVOKE shop FROM keeper");
    main.company(COMPANY.replace("[INSERT, USAGE]", "[INSERT, USAGE, DELETE]"));
    main.done(1, "plan");
    assertThat(main.done(2, "apply", "--yes")).contains("permission denied");
    assertThat(server.may("ann", "ann's first", "DELETE FROM sales.items")).isFalse();
  }
}
