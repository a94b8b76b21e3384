package dev.casebook.wings.accounts.targets.ldap;

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
  private PlannedFolder office;
  private Slapd slapd;

  @BeforeEach
  void begin() throws Exception {
    office = new PlannedFolder(folder, "office", Slapd.PASSWORD);
  }

  @AfterEach
  void end() throws Exception {
    slapd.close();
  }

  private void serve(String ldif, String... settings) throws Exception {
    slapd = Slapd.start(folder.resolve("slapd"), ldif);
    var row = new ArrayList<>(List.of("kind: openldap", "address: " + slapd.url()));
    row.add("user: " + Slapd.ADMIN);
    row.add("base: " + Slapd.BASE);
    row.addAll(List.of(settings));
    office.target(row);
  }

  @Test
  void whatIsWantedIsMadeAndASecondPlanIsEmpty() throws Exception {
    serve(EMPTY);
    office.company(COMPANY);
    assertThat(office.done(1, "plan"))
        .contains("create  account ann", "sshPublicKey: ssh-ed25519", "8 to create");
    assertThat(slapd.search("(uid=*)", "dn")).isBlank();
    assertThat(office.done(0, "apply", "--yes"))
        .contains("8 changes made", "read again: nothing differs");
    assertThat(slapd.search("(uid=ann)", "cn", "uidNumber", "memberOf"))
        .contains("dn: uid=ann,ou=people,dc=example,dc=com", "uidNumber: 2000");
    assertThat(slapd.search("(cn=ops)", "memberUid")).contains("memberUid: ann");
    assertThat(slapd.search("(cn=all)", "member"))
        .contains("member: uid=ann,ou=people", "member: uid=bob,ou=people");
    var csn = slapd.contextCsn();
    assertThat(office.done(0, "plan")).contains("is as the folder wants it");
    assertThat(office.done(0, "apply", "--yes")).contains("0 changes made");
    assertThat(slapd.contextCsn()).isEqualTo(csn);
  }

  @Test
  void onePersonsChangeIsOneWrite() throws Exception {
    serve(EMPTY);
    office.company(COMPANY);
    office.applied();
    office.company(COMPANY.replace("bob@example.com", "bob.stone@example.com"));
    assertThat(office.done(1, "plan"))
        .contains("mail: bob@example.com -> bob.stone@example.com", "office: 1 to change");
    office.done(0, "apply", "--yes");
    assertThat(Files.readString(office.state().resolve("journal")).lines())
        .hasSize(9)
        .last()
        .asString()
        .contains(
            "command line\tchanged\tbob\toffice\tgive account bob: mail - bob@example.com + bob.stone@example.com\t");
    assertThat(slapd.search("(uid=bob)", "mail"))
        .contains("mail: bob.stone@example.com")
        .doesNotContain("bob@example.com");
  }

  @Test
  void theLastMemberLeavesAGroupThatNeedsOne() throws Exception {
    serve(EMPTY);
    office.company(COMPANY);
    office.applied();
    office.company(COMPANY.replace("all: {groups: [ops], members: [bob]}", "all: {}"));
    office.applied("--confirm");
    assertThat(slapd.search("(cn=all)", "member")).contains("member:\n").doesNotContain("uid=");
    office.company(COMPANY);
    office.applied();
    assertThat(slapd.search("(cn=all)", "member")).contains("uid=bob").doesNotContain("member:\n");
  }

  @Test
  void whoLeavesIsDisabledFirstAndDeletedLater() throws Exception {
    serve(EMPTY, "kept_days: 0");
    office.company(COMPANY);
    office.applied();
    office.company(COMPANY.replaceAll("(?m)^  bob: .*$", "").replace(", members: [bob]", ""));
    assertThat(office.done(1, "plan"))
        .contains("disable account bob", "member: - bob")
        .doesNotContain("delete");
    // disabled; its time of none is over at once
    office.done(1, "apply", "--yes", "--confirm");
    assertThat(slapd.search("(uid=bob)", "pwdAccountLockedTime")).contains("000001010000Z");
    assertThat(office.done(1, "plan")).contains("delete  account bob");
    office.done(0, "apply", "--yes");
    assertThat(slapd.search("(uid=bob)", "dn")).isBlank();
  }

  @Test
  void whoseRowSaysDisabledStays() throws Exception {
    serve(EMPTY, "kept_days: 0");
    office.company(COMPANY);
    office.applied();
    office.company(COMPANY.replace("bob: {", "bob: {disabled: true, "));
    assertThat(office.done(1, "plan")).contains("disable account bob", "1 to disable");
    office.done(0, "apply", "--yes");
    office.done(0, "plan");
    office.company(COMPANY);
    assertThat(office.done(1, "plan")).contains("state: disabled -> enabled");
    office.done(0, "apply", "--yes");
    assertThat(slapd.search("(uid=bob)", "pwdAccountLockedTime")).doesNotContain("Locked");
  }

  @Test
  void whatGrewIsAdoptedAndThePlanIsEmpty() throws Exception {
    serve(GROWN);
    var csn = slapd.contextCsn();
    assertThat(office.done(0, "adopt", "--print"))
        .contains("ann:", "gid: 100", "shell: /bin/zsh", "keys:", "groups:\n      - inner");
    assertThat(office.file("office.yaml")).doesNotExist();
    assertThat(office.done(0, "adopt"))
        .contains("3 people, 3 groups written to", "eve has no mail");
    assertThat(office.done(0, "plan")).contains("is as the folder wants it");
    assertThat(slapd.contextCsn()).isEqualTo(csn);

    var file = office.file("office.yaml");
    Files.writeString(file, Files.readString(file).replace("bob@example.com", "b@example.com"));
    assertThat(office.done(1, "plan")).contains("mail: bob@example.com -> b@example.com");
    office.done(0, "apply", "--yes");
    assertThat(slapd.search("(uid=ann)"))
        .contains("telephoneNumber: 4711", "cn: Ann Li", "mail: a.li@example.com");
    assertThat(slapd.search("(cn=ops)")).contains("memberUid: root");
    assertThat(slapd.search("(cn=all)")).contains("cn=printer");
    assertThat(office.done(0, "adopt")).contains("the folder has all of it");
  }

  @Test
  void whatIsNotOursIsLeftAlone() throws Exception {
    serve(GROWN);
    office.company("people:\n  bob: {name: Robert, mail: bob@example.com}\n");
    assertThat(office.done(0, "plan"))
        .contains("account bob is there already, is not ours and differs")
        .contains("is as the folder wants it");
    office.company("people:\n  bob: {name: Bob Stone, mail: bob@example.com}\n");
    office.done(0, "plan");
    office.done(0, "apply", "--yes");
    office.company("people:\n  bob: {name: Robert, mail: bob@example.com}\n");
    assertThat(office.done(1, "plan"))
        .contains("cn: Bob Stone -> Robert")
        .doesNotContain("account ann");
  }

  @Test
  void whatMovedSinceThePlanIsRefused() throws Exception {
    serve(EMPTY);
    office.company(COMPANY);
    office.applied();
    office.company(COMPANY.replace("bob@example.com", "b@example.com"));
    assertThat(office.done(2, "apply", "--yes")).contains("the folder was changed");
    office.done(1, "plan");
    slapd.modify(
        """
        dn: uid=bob,ou=people,dc=example,dc=com
        changetype: modify
        replace: mail
        mail: robert@example.com
        """);
    assertThat(office.done(2, "apply", "--yes")).contains("account bob was changed");
    office.done(1, "plan");
    slapd.modify(
        """
        dn: cn=ops,ou=groups,dc=example,dc=com
        changetype: modify
        add: memberUid
        memberUid: bob
        """);
    assertThat(office.done(2, "apply", "--yes")).contains("the target was changed");
    office.applied();
    assertThat(slapd.search("(cn=ops)", "memberUid")).doesNotContain("bob");
  }

  @Test
  void muchIsTakenAwayOnlyWhenConfirmedAndSomeNever() throws Exception {
    serve(EMPTY, "required: [ann]");
    var many = new StringBuilder("people:\n  ann: {mail: ann@example.com}\n");
    for (int i = 0; i < 8; i++) {
      many.append("  p%d: {mail: p%d@example.com}\n".formatted(i, i));
    }
    office.company(many.toString());
    office.applied();
    office.company("people:\n  ann: {mail: ann@example.com}\n");
    assertThat(office.done(1, "plan")).contains("apply will want --confirm: it takes away 8");
    assertThat(office.done(2, "apply", "--yes")).contains("--confirm");
    assertThat(slapd.search("(pwdAccountLockedTime=*)", "dn")).isBlank();
    office.done(0, "apply", "--yes", "--confirm");
    office.company("people:\n  ann: {mail: ann@example.com, disabled: true}\n");
    office.done(1, "plan");
    assertThat(office.done(2, "apply", "--yes", "--confirm")).contains("ann is required there");
  }

  @Test
  void aRowWithAFaultIsLeftAsItIs() throws Exception {
    serve(EMPTY);
    office.company(COMPANY);
    office.applied();
    office.company(COMPANY.replace("bob: {mail: bob@example.com", "bob: {mail: nonsense"));
    assertThat(office.done(0, "plan")).doesNotContain("account bob");
  }

  @Test
  void aGroupWithAFaultTakesNothingAwayNorDoThoseThatItIsIn() throws Exception {
    serve(EMPTY);
    office.company(COMPANY);
    office.applied();
    office.company(COMPANY.replace("members: [ann]}", "members: [{ann: x}]}"));
    assertThat(office.done(0, "plan")).contains("is as the folder wants it", "has 1 fault");
  }

  @Test
  void whomATargetIsForIsNotGuessed() throws Exception {
    serve(EMPTY, "groups: [ops]");
    office.company(COMPANY);
    office.applied();
    assertThat(slapd.search("(uid=bob)", "dn")).isBlank();
    office.company(COMPANY.replace("members: [ann]}", "members: [{ann: x}]}"));
    assertThat(office.done(0, "plan")).contains("a group that says whom this is for is at fault");
  }

  @Test
  void whereRowsAreLostNothingIsPlanned() throws Exception {
    serve(EMPTY);
    office.company(COMPANY);
    office.applied();
    office.company(COMPANY.replace("  bob: {", "  Bob Stone!: {"));
    assertThat(office.done(2, "plan")).contains("a part of the folder could not be read");
    office.company(COMPANY + "  - broken");
    assertThat(office.done(2, "plan")).contains("a part of the folder could not be read");
  }

  @Test
  void strangeNamesAreValuesAndNothingElse() throws Exception {
    serve(EMPTY);
    office.company(
        """
        people:
          ann: {name: "*)(uid=*))(|(cn=\\\\00,dc=com", mail: ann@example.com}
        groups:
          a.b-c_d: {members: [ann]}
        """);
    office.applied();
    assertThat(slapd.search("(cn=a.b-c_d)", "member")).contains("uid=ann,ou=people");
    assertThat(slapd.search("(uid=ann)", "cn")).contains("*)(uid=*))(|(cn=");
  }
}
