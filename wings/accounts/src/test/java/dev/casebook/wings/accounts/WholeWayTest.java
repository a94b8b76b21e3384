package dev.casebook.wings.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.accounts.portal.Chromium;
import dev.casebook.wings.accounts.targets.ldap.Slapd;
import dev.casebook.wings.accounts.targets.mariadb.MariaDb;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens in an office, each from its beginning to its end, by our commands and the programs
/// that others use.
@Tag("integration")
@SuppressWarnings("NullAway.Init") // made before each test
class WholeWayTest {

  private static final String PASSWORD = Office.PASSWORD;
  private static final Pattern CODE = Pattern.compile("[a-z2-7]{4}(-[a-z2-7]{4}){3}");
  private static final String ACCEPTED = "Received Access-Accept";
  private static final String REJECTED = "Received Access-Reject";

  private static final String PEOPLE =
      """
      people:
        ann:
          name: Ann Li
          mail: ann@example.com
          production: {uid: 2000}
          vpn: {addresses: [10.99.0.7/32]}
        bob:
          name: Bob Stone
          mail: bob@example.com
          production: {uid: 2001}
          vpn: {addresses: [10.99.0.8/32]}
      service_accounts:
        gitlab: {owner: ops}
      groups:
        ops: {gid: 3000, members: [bob]}
      """;

  private static final String RULES =
      """
      hosts:
        web01: {address: 10.20.0.11}
        db1: {address: 10.20.1.5}
      access:
        ops on web: {groups: [ops], hosts: [web01], services: [sshd]}
      radius_clients:
        gateway: {networks: [127.0.0.1], service: vpn}
      passwords: {failures_max: 3, locked_minutes: 15}
      directory:
        base: dc=example,dc=com
      """;

  @TempDir private Path folder = Path.of("");
  private Office office;

  @BeforeEach
  void begin() throws Exception {
    office = new Office(folder);
    office.write("people.yaml", PEOPLE);
    office.write("rules.yaml", RULES);
    office.keep("radius/gateway", Office.SECRET);
    office.passwords("ann", "bob", "gitlab");
  }

  @AfterEach
  void end() {
    office.close();
  }

  @Test
  void aLostPhone() throws Exception {
    office.edit("rules.yaml", "failures_max: 3", "failures_max: 9");
    office.write("tokens.yaml", "tokens:\n  codes: {services: [vpn, ldap]}\n");
    var old = office.token("ann", "totp");
    office.serve();
    assertThat(office.radius("ann", PASSWORD + office.phone(old))).contains(ACCEPTED);
    var browser = new Chromium(folder.resolve("profile"));
    try {
      // before the trip she has printed codes
      office.pass(Duration.ofMinutes(1));
      signIn(browser, PASSWORD);
      browser.type("code", office.phone(old));
      browser.press("form[action=\"/sign-in/code\"] button");
      browser.open(office.page() + "/tokens/recovery");
      browser.type("password", PASSWORD);
      browser.press("form[action=\"/tokens/recovery\"] button");
      var printed = CODE.matcher(browser.text()).results().map(code -> code.group()).toList();
      assertThat(printed).hasSize(10);

      // the phone is gone: one of them lets her in, once
      assertThat(office.radiusInTwoSteps("ann", PASSWORD, printed.get(0))).contains(ACCEPTED);
      assertThat(office.radiusInTwoSteps("ann", PASSWORD, printed.get(0))).contains(REJECTED);

      // the administrator takes the token away: whoever has the phone is nobody, and so are codes
      assertThat(office.done(0, "token", "ann", "--remove", "token1")).contains("token1 no more");
      office.pass(Duration.ofMinutes(1));
      assertThat(office.radius("ann", PASSWORD + office.phone(old))).contains(REJECTED);
      assertThat(office.signsInByLdap("ann", PASSWORD + office.phone(old))).isFalse();
      assertThat(office.radius("ann", PASSWORD)).contains(REJECTED, "there is none");
      assertThat(office.done(1, "explain", "ann", "--vpn")).contains("ann has no token");

      // on the page she enrols the new one; her old session has ended
      signIn(browser, PASSWORD);
      browser.open(office.page() + "/tokens/new");
      browser.type("password", PASSWORD);
      browser.press("form[action=\"/tokens/new\"] button");
      var seed = browser.say("document.querySelector('.seed').textContent").replace(" ", "");
      browser.type("code", office.phone(seed));
      browser.press("form[action=\"/tokens/scan\"] button");
      assertThat(browser.text()).contains("Your token is added");

      office.pass(Duration.ofMinutes(1));
      assertThat(office.radius("ann", PASSWORD + office.phone(seed))).contains(ACCEPTED);
      office.pass(Duration.ofMinutes(1));
      assertThat(office.signsInByLdap("ann", PASSWORD + office.phone(seed))).isTrue();
      assertThat(office.signsInByLdap("ann", PASSWORD + office.phone(seed))).isFalse();
      assertThat(office.done(0, "explain", "ann", "--vpn")).contains("ann has token1 (TOTP)");
    } finally {
      browser.end();
    }
    var audit = office.done(0, "audit", "--account", "ann");
    assertThat(audit).contains("whole: ").doesNotContain(PASSWORD, old);
    assertThat(audit)
        .containsSubsequence(
            "token ",
            "signed-in",
            "radius gateway",
            "recovery ",
            "recovery-code",
            "failed",
            "token-removed",
            "portal 127.0.0.1",
            "token ",
            "ldap 127.0.0.1");
  }

  private void signIn(Chromium browser, String password) throws Exception {
    browser.language("en");
    browser.open(office.page() + "/sign-in");
    browser.type("account", "ann");
    browser.type("password", password);
    browser.press("form[action=\"/sign-in\"] button");
  }

  @Test
  void aLockedAccount() throws Exception {
    office.serve();
    assertThat(office.radius("ann", "wrong")).contains(REJECTED);
    assertThat(office.signsInByLdap("ann", "wrong")).isFalse();
    assertThat(office.done(0, "explain", "ann", "--vpn")).contains("no wrong passwords lock it");
    assertThat(office.radius("ann", "wrong")).contains(REJECTED);

    // three of three: whatever way she comes, and with the right one, she is refused
    assertThat(office.done(1, "explain", "ann", "--vpn"))
        .contains("wrong passwords lock it until 2026-01-02 03:19 UTC")
        .contains("casebook accounts unlock ann, or the time");
    assertThat(office.radius("ann", PASSWORD)).contains(REJECTED).doesNotContain("Reply-Message");
    assertThat(office.signsInByLdap("ann", PASSWORD)).isFalse();
    var browser = new Chromium(folder.resolve("profile"));
    try {
      signIn(browser, PASSWORD);
      assertThat(browser.path()).isEqualTo("/sign-in");

      // each wrong one was counted once, and none of those while she was locked
      assertThat(office.done(0, "audit", "--account", "ann").lines())
          .filteredOn(line -> line.contains("failed"))
          .hasSize(3);
      assertThat(office.signsInByLdap("bob", PASSWORD)).isTrue();

      assertThat(office.done(0, "unlock", "ann")).contains("ann may sign in again");
      assertThat(office.done(0, "explain", "ann", "--vpn")).contains("no wrong passwords lock it");
      assertThat(office.radius("ann", PASSWORD)).contains(ACCEPTED, "10.99.0.7");
      assertThat(office.signsInByLdap("ann", PASSWORD)).isTrue();
      signIn(browser, PASSWORD);
      assertThat(browser.text()).contains("you are signed in as ann");
    } finally {
      browser.end();
    }

    // locked once more, nobody unlocks: the time does
    for (int i = 0; i < 3; i++) {
      assertThat(office.signsInByLdap("ann", "wrong")).isFalse();
    }
    office.pass(Duration.ofMinutes(14));
    assertThat(office.signsInByLdap("ann", PASSWORD)).isFalse();
    office.pass(Duration.ofMinutes(1));
    assertThat(office.signsInByLdap("ann", PASSWORD)).isTrue();
    assertThat(office.done(0, "audit", "--account", "ann"))
        .containsSubsequence("failed", "failed", "failed", "unlocked", "signed-in", "whole: ");
  }

  @Test
  void aChangedGroup() throws Exception {
    try (var slapd = Slapd.start(folder.resolve("slapd"), EMPTY)) {
      office.keeps("office", slapd);
      office.done(1, "plan", "office");
      office.done(0, "apply", "office", "--yes");
      office.serve();
      assertThat(office.done(1, "explain", "ann", "--host", "web01")).contains("denied: ");
      assertThat(office.found("(cn=ops)", "memberUid")).doesNotContain("ann");

      office.edit("people.yaml", "members: [bob]", "members: [bob, ann]");
      assertThat(office.done(0, "explain", "ann", "--host", "web01")).contains("nothing denies it");
      assertThat(office.done(1, "plan", "office"))
          .contains("change  group ops", "memberUid: + ann", "office: 1 to change");
      assertThat(slapd.search("(cn=ops)", "memberUid")).doesNotContain("ann");
      assertThat(office.done(0, "apply", "office", "--yes"))
          .contains("1 change made", "read again: nothing differs");
      assertThat(slapd.search("(cn=ops)", "memberUid")).contains("memberUid: ann");

      // what serves needs no new start
      office.logged("the folder has changed and is served as it is now");
      assertThat(office.found("(cn=ops)", "memberUid")).contains("memberUid: ann");
      assertThat(office.found("(uid=ann)", "memberOf")).contains("cn=ops,ou=groups");
      assertThat(office.radius("ann", PASSWORD)).contains(ACCEPTED, "Class = 0x6f7073");

      // a slip of the pen changes nothing, and is told
      office.edit("people.yaml", "members: [bob, ann]", "members: [bobb]");
      office.logged(
          "is served as it was: people.yaml:15: group ops: no account bobb; is bob meant?");
      assertThat(office.stateless(1, "lint"))
          .contains("people.yaml:15: group ops: no account bobb; is bob meant?");
      assertThat(office.found("(cn=ops)", "memberUid"))
          .contains("memberUid: ann", "memberUid: bob");
    }
  }

  private static final String EMPTY =
      """
      dn: dc=example,dc=com
      objectClass: domain
      dc: example
      """;

  @Test
  void aNewDatabaseGrant() throws Exception {
    try (var server = MariaDb.start(folder.resolve("mariadb"))) {
      office.write(
          "databases.yaml",
          """
          databases:
            orders: {kind: mariadb, host: db1, clients: [127.0.0.0/8]}
          targets:
            orders: {kind: mariadb, address: "%s", user: %s, database: orders}
          """
              .formatted(server.url(), MariaDb.MANAGER));
      office.keep("targets/orders", MariaDb.PASSWORD);
      office.keep("targets/orders.accounts/ann", "ann's own");
      assertThat(office.done(1, "explain", "ann", "--database", "orders")).contains("denied: ");
      assertThat(office.done(0, "plan", "orders")).contains("is as the folder wants it");

      office.write(
          "grants.yaml",
          """
          grants:
            ann reads orders: {database: orders, people: [ann], on: orders.*, privileges: [SELECT]}
          """);
      assertThat(office.done(0, "explain", "ann", "--database", "orders")).contains("allowed");
      assertThat(office.done(1, "plan", "orders"))
          .contains("create  account ann@127.%", "on orders.*", "SELECT");
      assertThat(server.may("ann", "ann's own", "SELECT 1")).isFalse();
      office.done(0, "apply", "orders", "--yes");
      assertThat(server.may("ann", "ann's own", "SELECT * FROM orders.items")).isTrue();
      assertThat(server.may("ann", "ann's own", "DELETE FROM orders.items")).isFalse();
      assertThat(server.may("ann", "another", "SELECT 1")).isFalse();
      assertThat(server.may("bob", PASSWORD, "SELECT 1")).isFalse();

      office.write("grants.yaml", "");
      assertThat(office.done(1, "explain", "ann", "--database", "orders")).contains("denied: ");
      assertThat(office.done(1, "plan", "orders"))
          .contains("disable account ann@127.%", "delete  grant ann@127.%");
      office.done(0, "apply", "orders", "--yes", "--confirm");
      assertThat(server.may("ann", "ann's own", "SELECT 1")).isFalse();
      assertThat(office.done(0, "plan", "orders")).contains("is as the folder wants it");
      assertThat(office.done(0, "audit", "--account", "ann"))
          .containsSubsequence("orders", "create account ann@127.%", "disable account", "whole: ");
    }
  }

  @Test
  void anAdoptedSlapd() throws Exception {
    office.write("people.yaml", "");
    office.write("rules.yaml", "");
    try (var slapd = Slapd.start(folder.resolve("slapd"), GROWN)) {
      office.keeps("office", slapd);
      var before = slapd.contextCsn();
      assertThat(office.done(0, "adopt", "office")).contains("2 people, 1 group written to");
      assertThat(office.done(0, "plan", "office")).contains("is as the folder wants it");
      assertThat(slapd.contextCsn()).isEqualTo(before);

      office.edit("office.yaml", "ann@example.com", "ann.li@example.com");
      assertThat(office.done(1, "plan", "office"))
          .contains("mail: ann@example.com -> ann.li@example.com", "office: 1 to change");
      assertThat(slapd.contextCsn()).isEqualTo(before);
      office.done(0, "apply", "office", "--yes");
      var after = slapd.contextCsn();
      assertThat(after).isNotEqualTo(before);
      assertThat(slapd.search("(uid=ann)"))
          .contains("mail: ann.li@example.com", "telephoneNumber: 4711");

      assertThat(office.done(0, "plan", "office")).contains("is as the folder wants it");
      assertThat(office.done(0, "apply", "office", "--yes")).contains("0 changes made");
      assertThat(slapd.contextCsn()).isEqualTo(after);
    }
  }

  private static final String GROWN =
      EMPTY
          + """

          dn: ou=Users,dc=example,dc=com
          objectClass: organizationalUnit
          ou: Users

          dn: uid=ann,ou=Users,dc=example,dc=com
          objectClass: inetOrgPerson
          uid: ann
          cn: Ann Li
          sn: Li
          telephoneNumber: 4711
          mail: ann@example.com

          dn: uid=bob,ou=Users,dc=example,dc=com
          objectClass: inetOrgPerson
          uid: bob
          cn: Bob Stone
          sn: Stone
          mail: bob@example.com

          dn: cn=ops,dc=example,dc=com
          objectClass: posixGroup
          cn: ops
          gidNumber: 3000
          memberUid: bob
          """;
}
