package dev.casebook.tables.identity;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An entry of an LDAP directory, from what `ldapsearch` or `slapcat` printed of one server.
///
/// ```
/// dn: uid=wangwei,ou=people,dc=example,dc=com
/// objectClass: inetOrgPerson
/// uidNumber: 20002
/// entryCSN: 20261128112035.275169Z#000000#001#000000
/// pwdFailureTime: 20261128112045.334497Z
/// pwdAccountLockedTime: 20261128112045Z
/// ```
///
/// Operational attributes are shown only if they were asked for: `ldapsearch … '*' '+'`. Passwords
/// are never shown. Source: RFC 2849, slapo-ppolicy(5), slapd's `entryCSN` and `contextCSN`.
@Row("one entry of an LDAP directory, on one server")
@Compared(
    key = {"dn", "asked"},
    restless = {"failures", "locked_since", "changed", "csn", "context_csns"},
    tells = Compared.Tells.SETTING)
public record DirectoryEntry(
    @Column(value = "distinguished name", means = Meaning.NAME) String dn,
    @Column("its structural object class, else the last one: inetOrgPerson, posixGroup, sudoRole")
        @Nullable String kind,
    @Column(value = "uid of an account; NULL of what is none", means = Meaning.USER)
        @Nullable String name,
    @Column("number of a user") @Nullable Long uidNumber,
    @Column("number of a group, or of a user's first one") @Nullable Long gidNumber,
    @Column("whether a password policy marks the account as locked on this server") boolean locked,
    @Column("since when; NULL if it is not, or was locked by hand") @Nullable Instant lockedSince,
    @Column("wrong passwords that this server has counted since the last right one") int failures,
    @Column("when it was last changed; operational") @Nullable Instant changed,
    @Column("number of the change that it stands at, entryCSN; operational") @Nullable String csn,
    @Column("numbers of the last changes that this server has, one a provider, with spaces between")
        @Nullable String contextCsns,
    @Column("whether it shows a password, which needs the right to see it") boolean hasPassword,
    @Column(
            "digest of what it holds, without what each server keeps by itself: times, numbers of"
                + " changes, failures, memberOf")
        String content,
    @Column("base, scope, filter and attributes of the search; empty if the output does not tell")
        String asked) {

  static final ArtifactName SEARCH = ArtifactName.command("ldapsearch*");

  /// What people call such a file. No host lacks it: it tells of a directory, and lies anywhere.
  static final ArtifactName ANYWHERE = ArtifactName.file("/**/*.ldif");

  private static final ArtifactName DUMP = ArtifactName.command("slapcat*");

  public static final Table<DirectoryEntry> TABLE =
      Table.of("directory_entries", DirectoryEntry.class)
          .from(List.of(SEARCH, DUMP), DirectoryEntry::parse)
          .looseAs(ANYWHERE)
          .sniff(SEARCH, Ldif::isHead)
          .example(
              "which accounts are locked, on which server",
              "select name, locked_since, failures from directory_entries where locked")
          .example(
              "users with one number",
              "select uid_number, list(name order by name) as names from directory_entries"
                  + " where uid_number is not null group by all having count(distinct dn) > 1");

  private static final Set<String> OF_SERVER =
      Set.of(
          "auditcontext",
          "contextcsn",
          "createtimestamp",
          "creatorsname",
          "entrycsn",
          "entrydn",
          "entryuuid",
          "hassubordinates",
          "memberof",
          "modifiersname",
          "modifytimestamp",
          "numsubordinates",
          "pwdaccountlockedtime",
          "pwdaccounttmplockoutend",
          "pwdfailuretime",
          "pwdgraceusetime",
          "pwdlastsuccess",
          "authtimestamp",
          "structuralobjectclass",
          "subschemasubentry",
          "krblastadminunlock",
          "krblastfailedauth",
          "krblastsuccessfulauth",
          "krbloginfailedcount",
          "nsuniqueid",
          "entryid",
          "parentid");

  /// A digest tells contents apart; it keeps nothing secret.
  private static final int DIGEST_BYTES = 8;

  static void parse(Text text, Rows<DirectoryEntry> rows) {
    Ldif.read(
        text,
        rows,
        entry -> {
          if (!entry.has("changetype") && !DirectoryChange.isOf(entry)) {
            rows.add(entry.line(), row(entry));
          }
        });
  }

  private static DirectoryEntry row(Ldif.Entry entry) {
    var classes = entry.all("objectclass");
    var structural = entry.text("structuralobjectclass");
    var contexts = entry.all("contextcsn").stream().sorted().collect(Collectors.joining(" "));
    var counted = entry.number("krbloginfailedcount");
    int failures = entry.all("pwdfailuretime").size();
    return new DirectoryEntry(
        entry.dn(),
        structural != null || classes.isEmpty() ? structural : classes.getLast(),
        entry.text("uid"),
        entry.number("uidnumber"),
        entry.number("gidnumber"),
        entry.has("pwdaccountlockedtime"),
        entry.time("pwdaccountlockedtime"),
        counted == null ? failures : Math.toIntExact(Math.min(counted, Integer.MAX_VALUE)),
        entry.time("modifytimestamp"),
        entry.text("entrycsn"),
        contexts.isEmpty() ? null : contexts,
        entry.has("userpassword"),
        digest(entry),
        entry.asked());
  }

  private static String digest(Ldif.Entry entry) {
    var values = new TreeSet<String>();
    entry
        .values()
        .forEach((name, all) -> {
          if (!OF_SERVER.contains(name)) {
            all.forEach(value -> values.add(name + ": " + value));
          }
        });
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var value : values) {
        digest.update(value.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
