package dev.casebook.wings.accounts.targets.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.accounts.targets.PlannedFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Redis is planned for, changed and adopted, and lets pass just what it should.
@Tag("integration")
@SuppressWarnings("NullAway.Init") // made before each test
class RedisPlanTest {

  private static final String SECRET = "a secret";

  private static final String COMPANY =
      """
      hosts:
        db1: {address: 127.0.0.1}
      databases:
        cache: {kind: redis, host: db1}
      people:
        ann: {mail: ann@example.com}
        bob: {mail: bob@example.com}
      groups:
        dba: {members: [ann]}
      grants:
        dba writes: {database: cache, groups: [dba], on: "orders:*", privileges: ["@read", get, set]}
        bob reads: {database: cache, people: [bob], on: "items:*", privileges: [get]}
      """;

  @TempDir private Path folder = Path.of("");
  private PlannedFolder planned;
  private RedisServer server;

  @BeforeEach
  void begin() throws Exception {
    server = RedisServer.start(Files.createDirectory(folder.resolve("server")));
    planned = new PlannedFolder(folder, "cache", RedisServer.PASSWORD);
    planned.target(
        List.of(
            "kind: redis",
            "address: " + server.url(),
            "user: " + RedisServer.MANAGER,
            "database: cache",
            "kept_days: 0"));
    planned.password("ann", SECRET);
    planned.password("bob", SECRET);
    planned.company(COMPANY);
  }

  @AfterEach
  void end() throws Exception {
    server.close();
  }

  @Test
  void whatIsWantedIsMadeAndASecondApplyWritesNothing() throws Exception {
    assertThat(planned.done(1, "plan"))
        .contains("create  account ann", "privilege: @READ, SET", "4 to create");
    assertThat(planned.done(0, "apply", "--yes"))
        .contains("4 changes made", "read again: nothing differs");
    assertThat(server.saved()).contains("user ann on sanitize-payload #").doesNotContain(SECRET);
    var saved = server.saved();
    var calls = server.asked("INFO", "commandstats").lines().filter(l -> l.contains("setuser"));
    assertThat(planned.done(0, "plan")).contains("is as the folder wants it");
    assertThat(planned.done(0, "apply", "--yes")).contains("0 changes made");
    assertThat(server.saved()).isEqualTo(saved);
    assertThat(server.asked("INFO", "commandstats").lines().filter(l -> l.contains("setuser")))
        .containsExactlyElementsOf(calls.toList());

    assertThat(server.as("ann", SECRET, "SET", "orders:1", "x")).isEqualTo("OK\n");
    assertThat(server.as("ann", SECRET, "GET", "orders:1")).isEqualTo("x\n");
    assertThat(server.as("ann", SECRET, "GET", "items:1")).contains("NOPERM");
    assertThat(server.as("ann", SECRET, "DEL", "orders:1")).contains("NOPERM");
    assertThat(server.as("bob", SECRET, "GET", "items:1")).isEqualTo("\n");
    assertThat(server.as("bob", SECRET, "SET", "items:1", "x")).contains("NOPERM");
    assertThat(server.as("bob", "another", "GET", "items:1")).contains("WRONGPASS");
  }

  @Test
  void aRightIsGivenAndAnotherTaken() throws Exception {
    planned.applied();
    planned.company(COMPANY.replace("get, set]", "del]"));
    assertThat(planned.done(1, "plan")).contains("privilege: + DEL", "privilege: - SET");
    planned.done(0, "apply", "--yes", "--confirm");
    assertThat(server.as("ann", SECRET, "DEL", "orders:1")).isEqualTo("0\n");
    assertThat(server.as("ann", SECRET, "SET", "orders:1", "x")).contains("NOPERM");
    planned.company(COMPANY.replace("[\"@read\", get, set]", "[ALL]"));
    planned.applied("--confirm");
    assertThat(server.asked("ACL", "GETUSER", "ann")).contains("+@all");
  }

  @Test
  void whoLeavesIsSwitchedOffFirstAndDeletedLater() throws Exception {
    planned.applied();
    planned.company(COMPANY.replaceAll("(?m)^  bob.*$", ""));
    assertThat(planned.done(1, "plan"))
        .contains("disable account bob", "delete  grant bob on items:*");
    planned.done(1, "apply", "--yes", "--confirm");
    assertThat(server.as("bob", SECRET, "GET", "items:1")).contains("WRONGPASS");
    planned.applied("--confirm");
    assertThat(server.asked("ACL", "USERS")).contains("ann").doesNotContain("bob");
  }

  @Test
  void whoHasNoPasswordIsSwitchedOffUntilThereIsOne() throws Exception {
    Files.delete(planned.state().resolve("targets/cache.accounts/bob"));
    assertThat(planned.done(1, "plan")).contains("bob has no password: it is made locked");
    planned.done(0, "apply", "--yes");
    assertThat(server.as("bob", "", "GET", "items:1")).contains("NOAUTH");
    planned.password("bob", SECRET);
    assertThat(planned.applied()).contains("1 change made");
    assertThat(server.as("bob", SECRET, "GET", "items:1")).isEqualTo("\n");
  }

  @Test
  void whatIsSomebodyElsesIsLeftAlone() throws Exception {
    server.asked("ACL", "SETUSER", "eve", "on", ">x", "+@all", "-@dangerous", "~*");
    server.asked("ACL", "SETUSER", "bob", "on", ">x", "(+del ~items:*)", "(+del ~far:*)");
    var eve = server.asked("ACL", "GETUSER", "eve");
    assertThat(planned.done(1, "plan"))
        .contains("account eve has rights on channels", "grant bob on far:*: DEL is given there")
        .contains("grant bob on items:* is there already, is not ours and differs");
    planned.done(0, "apply", "--yes");
    assertThat(server.asked("ACL", "GETUSER", "eve")).isEqualTo(eve);
    assertThat(server.as("bob", "x", "DEL", "far:1")).isEqualTo("0\n");
  }

  @Test
  void whatMovedSinceThePlanIsRefused() throws Exception {
    planned.applied();
    planned.company(COMPANY.replace("[get]", "[get, set]"));
    planned.done(1, "plan");
    server.asked("ACL", "SETUSER", "ann", "off");
    assertThat(planned.done(2, "apply", "--yes")).contains("the target was changed");
  }

  @Test
  void aPlanThatWasBrokenOffGoesOn() throws Exception {
    planned.done(1, "plan");
    planned.brokenOff(3);
    assertThat(planned.done(0, "apply", "--yes")).contains("1 change made, 3 made before");
  }

  @Test
  void whatGrewIsAdoptedAndThePlanIsEmpty() throws Exception {
    server.asked("ACL", "SETUSER", "ann", "on", ">x", "+@read", "+get", "~orders:*");
    server.asked("ACL", "SETUSER", "shop", "on", ">x", "(+@all ~*)");
    planned.company(COMPANY.replaceAll("(?s)grants:.*", ""));
    var said = planned.done(0, "adopt");
    assertThat(said).contains("1 service account, 2 grants written", "shop has no owner");
    assertThat(planned.done(0, "plan")).contains("is as the folder wants it");
    assertThat(Files.readString(planned.file("cache.yaml"))).contains("- ALL", "'@READ'");
  }

  @Test
  void whatIsNoPatternOrNoCommandIsRefusedWithItsPlace() throws Exception {
    planned.applied();
    for (var on : List.of("items:* +@all", "items:*)(+@all ~*", "~*")) {
      planned.company(COMPANY.replace("items:*", on));
      assertThat(planned.done(0, "plan")).contains("company.yaml:12: on: " + on + " is no pattern");
    }
    planned.company(COMPANY.replace("[get]", "[\"get +@all\"]"));
    assertThat(planned.done(0, "plan")).contains("company.yaml:12: privileges: this server has no");
  }
}
