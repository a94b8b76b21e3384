package dev.casebook.wings.accounts.targets.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.accounts.targets.PlannedFolder;
import dev.casebook.wings.accounts.targets.ldap.Slapd;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A directory, and a host whose SSSD keeps what it says.
@Tag("integration")
@SuppressWarnings("NullAway.Init") // made before each test
class CachesTest {

  private static final String COMPANY =
      """
      people:
        ann: {mail: ann@example.com, production: {uid: 7001}}
        bob: {mail: bob@example.com, production: {uid: 7002}}
      groups:
        sre: {gid: 8001, members: [ann]}
      hosts:
        web01: {}
      """;

  private static final String LDIF =
      """
      dn: dc=example,dc=com
      objectClass: dcObject
      objectClass: organization
      o: Example
      dc: example

      dn: ou=people,dc=example,dc=com
      objectClass: organizationalUnit
      ou: people

      dn: ou=groups,dc=example,dc=com
      objectClass: organizationalUnit
      ou: groups
      """;

  @TempDir private Path folder = Path.of("");
  private Fleet fleet;
  private Slapd slapd;
  private SshdHost web01;
  private PlannedFolder planned;

  @BeforeEach
  void begin() throws Exception {
    slapd = Slapd.start(folder.resolve("slapd"), LDIF);
    fleet = new Fleet(folder.resolve("fleet"));
    web01 = fleet.start("web01", "");
    planned = new PlannedFolder(folder, "office", Slapd.PASSWORD);
    planned.reachBy(fleet.ssh());
    planned.target(
        List.of(
            "kind: openldap",
            "address: " + slapd.url(),
            "user: " + Slapd.ADMIN,
            "base: " + Slapd.BASE,
            "hosts: [web01]"));
    planned.company(COMPANY);
  }

  @AfterEach
  void end() {
    fleet.close();
    slapd.close();
  }

  private String inGroups(String account) throws Exception {
    return web01.run("id", "-Gn", account).said().strip();
  }

  @Test
  void hostsForgetWhatWasChangedAndSeeTheChange() throws Exception {
    web01.startSssd(slapd.url(), Slapd.BASE);
    assertThat(planned.applied()).contains("1 host sees it");
    assertThat(inGroups("bob")).doesNotContain("sre");
    assertThat(inGroups("ann")).contains("sre");

    slapd.modify(
        """
        dn: uid=bob,ou=people,dc=example,dc=com
        changetype: modify
        replace: loginShell
        loginShell: /bin/dash
        """);
    assertThat(web01.run("getent", "passwd", "bob").said()).endsWith("/bin/bash\n");
    planned.company(
        COMPANY
            .replace("members: [ann]", "members: [bob]")
            .replace("{uid: 7002}", "{uid: 7002, shell: /bin/zsh}"));
    assertThat(planned.applied()).contains("1 host sees it");
    assertThat(inGroups("bob")).contains("sre");
    assertThat(inGroups("ann")).doesNotContain("sre");
    assertThat(web01.run("getent", "passwd", "bob").said()).endsWith("/bin/zsh\n");
  }

  @Test
  void whatAHostDoesNotSeeIsTold() throws Exception {
    planned.done(1, "plan");
    assertThat(planned.done(1, "apply", "--yes"))
        .contains(
            "read again: nothing differs",
            "web01: getent passwd bob is nothing, not bob:7002:7002:/home/bob:/bin/bash",
            "web01: id -Gn ann");
    fleet.lose("web01");
    planned.company(COMPANY.replace("members: [ann]", "members: [ann, bob]"));
    planned.done(1, "plan");
    assertThat(planned.done(1, "apply", "--yes")).contains("web01: ", "Connection refused");
  }
}
