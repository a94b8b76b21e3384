package dev.casebook.wings.accounts.targets.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.accounts.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// OpenLDAP's server is planned for, changed and adopted.
@Tag("integration")
@SuppressWarnings("NullAway.Init") // made before each test
class SlapdPlanTest {

  /// As it grew: units of its own, a second name, an account that is no person's, groups of three
  /// kinds, one in another.
  private static final String GROWN =
      """
      dn: dc=example,dc=com
      objectClass: domain
      dc: example

      dn: ou=Users,dc=example,dc=com
      objectClass: organizationalUnit
      ou: Users

      dn: ou=Teams,dc=example,dc=com
      objectClass: organizationalUnit
      ou: Teams

      dn: uid=ann,ou=Users,dc=example,dc=com
      objectClass: inetOrgPerson
      objectClass: posixAccount
      objectClass: ldapPublicKey
      uid: ann
      cn: Ann 李
      cn: Ann Li
      sn: Li
      telephoneNumber: 4711
      mail: ann@example.com
      mail: a.li@example.com
      uidNumber: 2000
      gidNumber: 100
      homeDirectory: /home/ann
      loginShell: /bin/zsh
      sshPublicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEGnjOaCvS3V ann

      dn: uid=bob,ou=Users,dc=example,dc=com
      objectClass: inetOrgPerson
      uid: bob
      cn: Bob Stone
      sn: Stone
      mail: bob@example.com

      dn: uid=eve,ou=Users,dc=example,dc=com
      objectClass: inetOrgPerson
      uid: eve
      cn: Eve
      sn: Eve

      dn: cn=ops,ou=Teams,dc=example,dc=com
      objectClass: posixGroup
      cn: ops
      gidNumber: 3000
      memberUid: ann
      memberUid: root

      dn: cn=all,ou=Teams,dc=example,dc=com
      objectClass: groupOfNames
      cn: all
      member: uid=bob,ou=Users,dc=example,dc=com
      member: cn=inner,ou=Teams,dc=example,dc=com
      member: cn=printer,dc=example,dc=com

      dn: cn=inner,ou=Teams,dc=example,dc=com
      objectClass: groupOfUniqueNames
      cn: inner
      uniqueMember: uid=ann,ou=Users,dc=example,dc=com
      """;

  private static final String EMPTY =
      """
      dn: dc=example,dc=com
      objectClass: domain
      dc: example
      """;

  private static final String COMPANY =
      """
      people:
        ann:
          name: Ann 李
          mail: ann@example.com
          production: {uid: 2000, keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEGnjOaC ann"]}
        bob: {mail: bob@example.com, name: Bob Stone}
      service_accounts:
        gitlab: {owner: ops}
      groups:
        ops: {gid: 3000, members: [ann]}
        all: {groups: [ops], members: [bob]}
        none: {}
      """;

  @TempDir private Path folder = Path.of("");
  private Path accounts;
  private Path state;
  private Slapd slapd;

  @BeforeEach
  void begin() throws Exception {
    accounts = Files.createDirectories(folder.resolve("accounts"));
    state = Files.createDirectories(folder.resolve("state"));
    var targets = Files.createDirectories(state.resolve("targets"));
    Files.writeString(targets.resolve("office"), Slapd.PASSWORD + "\n");
  }

  @AfterEach
  void end() throws Exception {
    slapd.close();
  }

  private void serve(String ldif, String... settings) throws Exception {
    slapd = Slapd.start(folder.resolve("slapd"), ldif);
    var row = new ArrayList<>(List.of("kind: openldap", "address: " + slapd.url()));
    row.add("user: " + Slapd.ADMIN);
    row.addAll(List.of(settings));
    Files.writeString(
        accounts.resolve("target.yaml"),
        "directory: {base: \"%s\"}\ntargets:\n  office:\n    %s\n"
            .formatted(Slapd.BASE, String.join("\n    ", row)));
  }

  private void company(String yaml) throws Exception {
    Files.writeString(accounts.resolve("company.yaml"), yaml);
  }

  private Launch casebook(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--state", state.toString()));
    return Launch.of(accounts, all.toArray(String[]::new));
  }

  private String done(int status, String... words) {
    var launch = casebook(words);
    assertThat(launch.status()).as(launch.output() + launch.errors()).isEqualTo(status);
    return launch.output();
  }

  private String refused(String... words) {
    var launch = casebook(words);
    assertThat(launch.status()).as(launch.output()).isEqualTo(2);
    return launch.errors();
  }

  @Test
  void whatIsWantedIsMadeAndASecondPlanIsEmpty() throws Exception {
    serve(EMPTY);
    company(COMPANY);
    assertThat(done(1, "plan", "office"))
        .contains("create  account ann", "sshPublicKey: ssh-ed25519", "8 to create");
    assertThat(slapd.search("(uid=*)", "dn")).isBlank();
    assertThat(done(0, "apply", "office", "--yes"))
        .contains("8 changes made", "read again: nothing differs");
    assertThat(slapd.search("(uid=ann)", "cn", "uidNumber", "memberOf"))
        .contains("dn: uid=ann,ou=people,dc=example,dc=com", "uidNumber: 2000");
    assertThat(slapd.search("(cn=ops)", "memberUid")).contains("memberUid: ann");
    assertThat(slapd.search("(cn=all)", "member"))
        .contains("member: uid=ann,ou=people", "member: uid=bob,ou=people");
    var csn = slapd.contextCsn();
    assertThat(done(0, "plan", "office")).contains("is as the folder wants it");
    assertThat(done(0, "apply", "office", "--yes")).contains("0 changes made");
    assertThat(slapd.contextCsn()).isEqualTo(csn);
  }

  @Test
  void onePersonsChangeIsOneWrite() throws Exception {
    serve(EMPTY);
    company(COMPANY);
    done(1, "plan", "office");
    done(0, "apply", "office", "--yes");
    company(COMPANY.replace("bob@example.com", "bob.stone@example.com"));
    assertThat(done(1, "plan", "office"))
        .contains("mail: bob@example.com -> bob.stone@example.com", "office: 1 to change");
    done(0, "apply", "office", "--yes");
    assertThat(slapd.search("(uid=bob)", "mail"))
        .contains("mail: bob.stone@example.com")
        .doesNotContain("bob@example.com");
  }

  @Test
  void theLastMemberLeavesAGroupThatNeedsOne() throws Exception {
    serve(EMPTY);
    company(COMPANY);
    done(1, "plan", "office");
    done(0, "apply", "office", "--yes");
    company(COMPANY.replace("all: {groups: [ops], members: [bob]}", "all: {}"));
    done(1, "plan", "office");
    done(0, "apply", "office", "--yes", "--confirm");
    assertThat(slapd.search("(cn=all)", "member")).contains("member:\n").doesNotContain("uid=");
    company(COMPANY);
    done(1, "plan", "office");
    done(0, "apply", "office", "--yes");
    assertThat(slapd.search("(cn=all)", "member")).contains("uid=bob").doesNotContain("member:\n");
  }

  @Test
  void whoLeavesIsDisabledFirstAndDeletedLater() throws Exception {
    serve(EMPTY, "kept_days: 0");
    company(COMPANY);
    done(1, "plan", "office");
    done(0, "apply", "office", "--yes");
    company(COMPANY.replaceAll("(?m)^  bob: .*$", "").replace(", members: [bob]", ""));
    assertThat(done(1, "plan", "office"))
        .contains("disable account bob", "member: - bob")
        .doesNotContain("delete");
    // disabled; its time of none is over at once
    done(1, "apply", "office", "--yes", "--confirm");
    assertThat(slapd.search("(uid=bob)", "pwdAccountLockedTime")).contains("000001010000Z");
    assertThat(done(1, "plan", "office")).contains("delete  account bob");
    done(0, "apply", "office", "--yes");
    assertThat(slapd.search("(uid=bob)", "dn")).isBlank();
  }

  @Test
  void whoseRowSaysDisabledStays() throws Exception {
    serve(EMPTY, "kept_days: 0");
    company(COMPANY);
    done(1, "plan", "office");
    done(0, "apply", "office", "--yes");
    company(COMPANY.replace("bob: {", "bob: {disabled: true, "));
    assertThat(done(1, "plan", "office")).contains("disable account bob", "1 to disable");
    done(0, "apply", "office", "--yes");
    done(0, "plan", "office");
    company(COMPANY);
    assertThat(done(1, "plan", "office")).contains("state: disabled -> enabled");
    done(0, "apply", "office", "--yes");
    assertThat(slapd.search("(uid=bob)", "pwdAccountLockedTime")).doesNotContain("Locked");
  }

  @Test
  void whatGrewIsAdoptedAndThePlanIsEmpty() throws Exception {
    serve(GROWN);
    var csn = slapd.contextCsn();
    assertThat(done(0, "adopt", "office", "--print"))
        .contains("ann:", "gid: 100", "shell: /bin/zsh", "keys:", "groups:\n      - inner");
    assertThat(accounts.resolve("office.yaml")).doesNotExist();
    var launch = casebook("adopt", "office");
    assertThat(launch.output()).contains("3 people, 3 groups written to");
    assertThat(launch.errors()).contains("eve has no mail");
    assertThat(done(0, "plan", "office")).contains("is as the folder wants it");
    assertThat(slapd.contextCsn()).isEqualTo(csn);

    var file = accounts.resolve("office.yaml");
    Files.writeString(file, Files.readString(file).replace("bob@example.com", "b@example.com"));
    assertThat(done(1, "plan", "office")).contains("mail: bob@example.com -> b@example.com");
    done(0, "apply", "office", "--yes");
    assertThat(slapd.search("(uid=ann)"))
        .contains("telephoneNumber: 4711", "cn: Ann Li", "mail: a.li@example.com");
    assertThat(slapd.search("(cn=ops)")).contains("memberUid: root");
    assertThat(slapd.search("(cn=all)")).contains("cn=printer");
    assertThat(done(0, "adopt", "office")).contains("the folder has all of it");
  }

  @Test
  void whatIsNotOursIsLeftAlone() throws Exception {
    serve(GROWN);
    company("people:\n  bob: {name: Robert, mail: bob@example.com}\n");
    assertThat(done(0, "plan", "office"))
        .contains("account bob is there already, is not ours and differs")
        .contains("is as the folder wants it");
    company("people:\n  bob: {name: Bob Stone, mail: bob@example.com}\n");
    done(0, "plan", "office");
    done(0, "apply", "office", "--yes");
    company("people:\n  bob: {name: Robert, mail: bob@example.com}\n");
    assertThat(done(1, "plan", "office"))
        .contains("cn: Bob Stone -> Robert")
        .doesNotContain("account ann");
  }

  @Test
  void whatMovedSinceThePlanIsRefused() throws Exception {
    serve(EMPTY);
    company(COMPANY);
    done(1, "plan", "office");
    done(0, "apply", "office", "--yes");
    company(COMPANY.replace("bob@example.com", "b@example.com"));
    assertThat(refused("apply", "office", "--yes")).contains("the folder was changed");
    done(1, "plan", "office");
    slapd.modify(
        """
        dn: uid=bob,ou=people,dc=example,dc=com
        changetype: modify
        replace: mail
        mail: robert@example.com
        """);
    assertThat(refused("apply", "office", "--yes")).contains("account bob was changed");
    done(1, "plan", "office");
    slapd.modify(
        """
        dn: cn=ops,ou=groups,dc=example,dc=com
        changetype: modify
        add: memberUid
        memberUid: bob
        """);
    assertThat(refused("apply", "office", "--yes")).contains("the target was changed");
    done(1, "plan", "office");
    done(0, "apply", "office", "--yes");
    assertThat(slapd.search("(cn=ops)", "memberUid")).doesNotContain("bob");
  }

  @Test
  void muchIsTakenAwayOnlyWhenConfirmedAndSomeNever() throws Exception {
    serve(EMPTY, "required: [ann]");
    var many = new StringBuilder("people:\n  ann: {mail: ann@example.com}\n");
    for (int i = 0; i < 8; i++) {
      many.append("  p%d: {mail: p%d@example.com}\n".formatted(i, i));
    }
    company(many.toString());
    done(1, "plan", "office");
    done(0, "apply", "office", "--yes");
    company("people:\n  ann: {mail: ann@example.com}\n");
    assertThat(done(1, "plan", "office")).contains("apply will want --confirm: it takes away 8");
    assertThat(refused("apply", "office", "--yes")).contains("--confirm");
    assertThat(slapd.search("(pwdAccountLockedTime=*)", "dn")).isBlank();
    done(0, "apply", "office", "--yes", "--confirm");
    company("people:\n  ann: {mail: ann@example.com, disabled: true}\n");
    done(1, "plan", "office");
    assertThat(refused("apply", "office", "--yes", "--confirm")).contains("ann is required there");
  }

  @Test
  void aRowWithAFaultIsLeftAsItIs() throws Exception {
    serve(EMPTY);
    company(COMPANY);
    done(1, "plan", "office");
    done(0, "apply", "office", "--yes");
    company(COMPANY.replace("bob: {mail: bob@example.com", "bob: {mail: nonsense"));
    assertThat(done(0, "plan", "office")).doesNotContain("account bob");
  }

  @Test
  void strangeNamesAreValuesAndNothingElse() throws Exception {
    serve(EMPTY);
    company(
        """
        people:
          ann: {name: "*)(uid=*))(|(cn=\\\\00,dc=com", mail: ann@example.com}
        groups:
          a.b-c_d: {members: [ann]}
        """);
    done(1, "plan", "office");
    done(0, "apply", "office", "--yes");
    assertThat(slapd.search("(cn=a.b-c_d)", "member")).contains("uid=ann,ou=people");
    assertThat(slapd.search("(uid=ann)", "cn")).contains("*)(uid=*))(|(cn=");
  }
}
