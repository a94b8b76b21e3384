package dev.casebook.wings.accounts.targets.mariadb;

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

/// MariaDB's server is planned for, changed and adopted.
@Tag("integration")
@SuppressWarnings("NullAway.Init") // made before each test
class MariaDbPlanTest {

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
        orders: {kind: mariadb, host: db1, clients: [127.0.0.0/8, 10.20.0.0/20]}
      grants:
        dba reads orders: {database: orders, groups: [dba], on: orders.*, privileges: [SELECT]}
        ann writes: {database: orders, people: [ann], on: orders.*, privileges: [INSERT, UPDATE]}
        ann has the shop: {database: orders, people: [ann], on: my_shop.*, privileges: [ALL]}
      """;

  @TempDir private Path folder = Path.of("");
  private PlannedFolder orders;
  private MariaDb server;

  @BeforeEach
  void begin() throws Exception {
    server = MariaDb.start(folder.resolve("server"));
    orders = new PlannedFolder(folder, "orders", MariaDb.PASSWORD);
    orders.company(COMPANY);
    orders.password("ann", "ann's first");
    serve();
  }

  @AfterEach
  void end() {
    server.close();
  }

  private void serve(String... settings) throws Exception {
    var row = new ArrayList<>(List.of("kind: mariadb", "address: " + server.url()));
    row.addAll(List.of("user: " + MariaDb.MANAGER, "database: orders"));
    row.addAll(List.of(settings));
    orders.target(row);
  }

  @Test
  void whatIsGrantedIsGivenAndNothingElse() throws Exception {
    assertThat(orders.done(1, "plan"))
        .contains("create  account ann@127.%", "create  account bob@10.20.0.0/255.255.240.0")
        .contains("grant ann@127.% on orders.*", "privilege: INSERT, SELECT, UPDATE")
        .contains("bob@127.%: no password is kept for it")
        .doesNotContain("first");
    assertThat(server.sql("SELECT COUNT(*) FROM mysql.global_priv WHERE User = 'ann'"))
        .isEqualTo("0\n");
    assertThat(orders.done(0, "apply", "--yes")).contains("read again: nothing differs");

    assertThat(server.may("ann", "ann's first", "INSERT INTO orders.items VALUES (2)")).isTrue();
    assertThat(server.may("ann", "ann's first", "SELECT * FROM orders.items")).isTrue();
    assertThat(server.may("ann", "ann's first", "DELETE FROM orders.items")).isFalse();
    assertThat(server.may("ann", "ann's first", "CREATE TABLE my_shop.t (id INT)")).isTrue();
    assertThat(server.may("ann", "ann's first", "CREATE TABLE myXshop.t (id INT)")).isFalse();
    assertThat(server.may("ann", "another", "SELECT 1")).isFalse();
    assertThat(server.may("bob", "", "SELECT 1")).isFalse();
    assertThat(Files.readString(folder.resolve("server/log"))).doesNotContain("ann's first");

    var position = server.position();
    assertThat(orders.done(0, "plan")).contains("is as the folder wants it");
    assertThat(orders.done(0, "apply", "--yes")).contains("0 changes made");
    assertThat(server.position()).isEqualTo(position);
  }

  /// What ALL gives is the server's to say, and is what the plan took it for.
  @Test
  void allIsWhatTheServerSaysItIs() throws Exception {
    orders.applied();
    server.sql("CREATE USER 'all'@'%'; GRANT ALL ON orders.* TO 'all'@'%'");
    assertThat(privileges("ann", "my%")).isEqualTo(privileges("all", "orders"));
  }

  private String privileges(String user, String database) throws Exception {
    return server.sql(
        "SELECT DISTINCT PRIVILEGE_TYPE FROM information_schema.SCHEMA_PRIVILEGES"
            + " WHERE GRANTEE LIKE '%%%s%%' AND TABLE_SCHEMA LIKE '%s' ORDER BY 1"
                .formatted(user, database));
  }

  @Test
  void aGrantComesAndGoes() throws Exception {
    orders.applied();
    orders.company(COMPANY.replace("[INSERT, UPDATE]", "[UPDATE, DELETE]"));
    assertThat(orders.applied("--confirm")).contains("privilege: + DELETE", "privilege: - INSERT");
    assertThat(server.may("ann", "ann's first", "DELETE FROM orders.items")).isTrue();
    assertThat(server.may("ann", "ann's first", "INSERT INTO orders.items VALUES (2)")).isFalse();
    orders.password("ann", "ann's second");
    assertThat(orders.applied()).contains("password: another -> as kept");
    assertThat(server.may("ann", "ann's first", "SELECT 1")).isFalse();
    assertThat(server.may("ann", "ann's second", "SELECT 1")).isTrue();
  }

  @Test
  void whoLeavesLosesGrantsIsLockedAndDroppedLater() throws Exception {
    serve("kept_days: 0");
    orders.password("bob", "bob's own");
    orders.applied();
    assertThat(server.may("bob", "bob's own", "SELECT * FROM orders.items")).isTrue();
    orders.company(COMPANY.replace("members: [ann, bob]", "members: [ann]"));
    assertThat(orders.done(1, "plan")).contains("disable account bob@127.%", "delete  grant bob@");
    orders.done(1, "apply", "--yes", "--confirm");
    assertThat(server.may("bob", "bob's own", "SELECT 1")).isFalse();
    assertThat(orders.applied("--confirm")).contains("delete  account bob@127.%");
    assertThat(server.sql("SELECT COUNT(*) FROM mysql.global_priv WHERE User = 'bob'"))
        .isEqualTo("0\n");
  }

  @Test
  void othersAndWhatMovedAreLeftAlone() throws Exception {
    server.sql(
        "CREATE USER 'ann'@'127.%' IDENTIFIED BY 'hers'; GRANT DROP ON orders.* TO 'ann'@'127.%'");
    assertThat(orders.done(1, "plan"))
        .contains("account ann@127.% is there already, is not ours and differs")
        .doesNotContain("grant ann@127.%");
    orders.done(0, "apply", "--yes");
    assertThat(server.may("ann", "hers", "DROP TABLE orders.items")).isTrue();

    orders.company(COMPANY.replace("privileges: [SELECT]", "privileges: [SELECT, DELETE]"));
    orders.done(1, "plan");
    server.sql("GRANT DELETE ON orders.* TO 'bob'@'127.%'");
    orders.done(0, "apply", "--yes");
    orders.company(COMPANY);
    orders.done(1, "plan");
    server.sql("REVOKE SELECT ON orders.* FROM 'bob'@'127.%'");
    assertThat(orders.done(2, "apply", "--yes", "--confirm")).contains("changed since the plan");
  }

  @Test
  void theOneWeSignInByStays() throws Exception {
    orders.company(
        """
        people:
          keeper: {mail: keeper@example.com}
        hosts:
          db1: {}
        databases:
          orders: {kind: mariadb, host: db1, clients: [127.0.0.1]}
        grants:
          all: {database: orders, people: [keeper], on: "*.*", privileges: [SELECT]}
        """);
    orders.done(0, "adopt");
    orders.company(
        "hosts:\n  db1: {}\ndatabases:\n  orders: {kind: mariadb, host: db1, clients: [127.0.0.1]}\n");
    orders.done(1, "plan");
    assertThat(orders.done(2, "apply", "--yes", "--confirm"))
        .contains("account keeper@127.0.0.1 is the account that this is done by");
  }

  @Test
  void whatIsThereIsAdoptedAndThePlanIsEmpty() throws Exception {
    server.sql(
        """
        CREATE USER 'ann'@'127.%' IDENTIFIED BY 'hers'; CREATE USER 'ann'@'10.20.0.0/255.255.240.0';
        GRANT SELECT, DROP ON orders.* TO 'ann'@'127.%';
        GRANT SELECT, DROP ON orders.* TO 'ann'@'10.20.0.0/255.255.240.0';
        GRANT SELECT ON orders.items TO 'ann'@'127.%';
        GRANT SELECT ON orders.items TO 'ann'@'10.20.0.0/255.255.240.0';
        CREATE USER 'legacy'@'%'; GRANT ALL ON `my_shop`.* TO 'legacy'@'%';
        """);
    Files.delete(orders.state().resolve("targets/orders.accounts/ann"));
    orders.company(COMPANY.substring(0, COMPANY.indexOf("grants:")));
    var position = server.position();
    assertThat(orders.done(0, "adopt"))
        .contains("2 grants written to", "legacy@% is nobody of the folder");
    assertThat(orders.done(0, "plan"))
        .contains("is as the folder wants it", "'legacy'@'%' on my_shop.* is a pattern");
    assertThat(server.position()).isEqualTo(position);
    assertThat(server.may("ann", "hers", "SELECT * FROM orders.items")).isTrue();
  }

  @Test
  void aGroupWithAFaultTakesNothingAway() throws Exception {
    orders.applied();
    orders.company(COMPANY.replace("members: [ann, bob]", "members: [ann, {bob: x}]"));
    assertThat(orders.done(0, "plan")).contains("group dba is at fault", "has 1 fault");
  }

  @Test
  void whatCannotBeGrantedIsToldAndTakesNothingAway() throws Exception {
    orders.applied();
    orders.company(COMPANY.replace("privileges: [ALL]", "privileges: [ALL, FLY]"));
    assertThat(orders.done(0, "plan")).contains("FLY can't be granted on my_shop.* here");
    orders.company(COMPANY.replace("on: my_shop.*", "on: \"my_shop`.* TO x; --\""));
    assertThat(orders.done(0, "plan")).contains("on is *.*, DATABASE.* or DATABASE.TABLE");
  }
}
