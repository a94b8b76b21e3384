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
}
