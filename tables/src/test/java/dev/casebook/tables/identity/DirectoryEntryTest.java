package dev.casebook.tables.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The samples are outputs of OpenLDAP 2.5.13, their passwords replaced.
class DirectoryEntryTest {

  private static final String HEAD =
      """
      # extended LDIF
      #
      # LDAPv3
      # base <dc=example,dc=com> with scope subtree
      # filter: (objectclass=*)
      # requesting: ALL
      #

      """;

  @Test
  void aLockThatOneServerKeepsIsShownWithItsFailures() {
    var entries =
        Sample.loose()
            .fileFrom("ldap3.ldif", "directory_entries/ldapsearch")
            .read(DirectoryEntry.TABLE);

    assertThat(entries.coverage().isComplete()).as(entries.coverage().reason()).isTrue();
    assertThat(entries.rows())
        .extracting(
            DirectoryEntry::name,
            DirectoryEntry::kind,
            DirectoryEntry::uidNumber,
            DirectoryEntry::locked,
            DirectoryEntry::lockedSince,
            DirectoryEntry::failures)
        .containsExactly(
            tuple(null, "organization", null, false, null, 0),
            tuple(null, "organizationalUnit", null, false, null, 0),
            tuple(null, "device", null, false, null, 0),
            tuple("lihua", "inetOrgPerson", 20001L, false, null, 0),
            tuple(
                "wangwei", "inetOrgPerson", 20002L, true, Instant.parse("2026-11-28T11:20:45Z"), 3),
            tuple(null, "posixGroup", null, false, null, 0));
    assertThat(entries.rows().getFirst().contextCsns())
        .isEqualTo("20261128112035.280746Z#000000#001#000000");
    assertThat(entries.rows().getFirst().asked())
        .isEqualTo(
            "base <dc=example,dc=com> with scope subtree, filter: (objectclass=*), requesting: * +");
  }

  @Test
  void contentIsTheSameWhateverTheOrderAndWhatEachServerKeepsByItself() {
    var entries =
        Sample.loose()
            .file(
                "a.ldif",
                HEAD
                    + """
                    dn: cn=sre,ou=groups
                    memberUid: lihua
                    memberUid: wangwei
                    entryCSN: 20261128112035.276613Z#000000#001#000000

                    dn: cn=sre,ou=groups
                    entryUUID: 8baef2bc-7f69-1041-8062-b13846500e85
                    memberuid: wangwei
                    memberUid: lihua

                    dn: cn=sre,ou=groups
                    memberUid: lihua
                    """)
            .read(DirectoryEntry.TABLE)
            .rows();

    assertThat(entries.get(0).content()).isEqualTo(entries.get(1).content());
    assertThat(entries.get(0).content()).isNotEqualTo(entries.get(2).content());
  }

  @Test
  void foldedLinesAndBase64AreRead() {
    var entry =
        Sample.root()
            .command(
                "slapcat",
                """
                dn:: dWlkPWxpaHVhLG91PXBlb3Bs
                 ZQ==
                uid: li
                 hua
                uidNumber: 20001
                jpegPhoto:< file:///tmp/photo
                """)
            .read(DirectoryEntry.TABLE)
            .only();

    assertThat(entry.dn()).isEqualTo("uid=lihua,ou=people");
    assertThat(entry.name()).isEqualTo("lihua");
    assertThat(entry.asked()).isEmpty();
  }

  @Test
  void aSearchThatWasCutShowsNotAll() {
    var entries =
        Sample.loose()
            .file(
                "a.ldif",
                HEAD
                    + """
                    dn: dc=example
                    dc: example

                    # search result
                    search: 2
                    result: 4 Size limit exceeded
                    """)
            .read(DirectoryEntry.TABLE);

    assertThat(entries.rows()).hasSize(1);
    assertThat(entries.coverage().isComplete()).isFalse();
    assertThat(entries.coverage().reason()).contains("4 Size limit exceeded");
  }

  @Test
  void aChangeIsNoEntryAndAPasswordIsNotShown() {
    var entries =
        Sample.loose()
            .file(
                "a.ldif",
                HEAD
                    + """
                    dn: uid=a
                    changetype: modify
                    replace: userPassword

                    dn: uid=b
                    userPassword: secret
                    nonsense
                    """)
            .read(DirectoryEntry.TABLE);

    assertThat(entries.rows()).extracting(DirectoryEntry::dn).containsExactly("uid=b");
    assertThat(entries.only().hasPassword()).isTrue();
    assertThat(entries.rows() + " " + entries.coverage()).doesNotContain("secret");
    assertThat(entries.coverage().isComplete()).isFalse();
  }

  @Test
  void changesOfTheAccesslogAreNoEntries() {
    var entries =
        Sample.loose()
            .fileFrom("log.ldif", "directory_changes/ldapsearch")
            .read(DirectoryEntry.TABLE);

    assertThat(entries.rows()).extracting(DirectoryEntry::dn).containsExactly("cn=accesslog");
  }

  @Test
  void theAccesslogSaysWhoChangedWhatAndNotToWhat() {
    var changes =
        Sample.root()
            .commandFrom("ldapsearch -b cn=accesslog", "directory_changes/ldapsearch")
            .read(DirectoryChange.TABLE);

    assertThat(changes.rows())
        .extracting(
            DirectoryChange::operation,
            DirectoryChange::dn,
            DirectoryChange::result,
            DirectoryChange::attributes)
        .startsWith(
            tuple(
                "modify",
                "uid=wangwei,ou=people,dc=example,dc=com",
                0L,
                "userPassword pwdChangedTime entryCSN modifiersName modifyTimestamp"))
        .hasSize(3);
    assertThat(changes.rows().getFirst().csn())
        .isEqualTo("20261128112101.018551Z#000000#001#000000");
    assertThat(changes.rows().toString()).doesNotContain("SSHA");
  }

  @Test
  void aDirectoryWithoutAnAccesslogSaysNothingOfChanges() {
    var changes =
        Sample.root()
            .commandFrom("ldapsearch -b dc=example,dc=com", "directory_entries/ldapsearch")
            .read(DirectoryChange.TABLE);

    assertThat(changes.rows()).isEmpty();
    assertThat(changes.coverage().isComplete()).isFalse();
  }
}
