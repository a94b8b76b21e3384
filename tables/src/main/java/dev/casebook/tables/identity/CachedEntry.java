package dev.casebook.tables.identity;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What sssd keeps of an entry of its directory, from `ldbsearch -H
/// /var/lib/sss/db/cache_DOMAIN.ldb -b cn=sysdb`.
///
/// ```
/// dn: name=wangwei-restart,cn=sudorules,cn=custom,cn=example.com,cn=sysdb
/// dataExpireTimestamp: 1795865538
/// entryUSN: 20261128112035Z
/// name: wangwei-restart
/// objectClass: sudoRule
/// originalDN: cn=wangwei-restart,ou=sudoers,dc=example,dc=com
/// ```
///
/// Records without an `originalDN` are sssd's own, and no rows. When an entry was fetched again and
/// had not changed, sssd notes that in `timestamps_DOMAIN.ldb` alone. Source: sssd's `sysdb.h`.
@Row("one entry of a directory that sssd has kept")
@Compared(
    key = {"domain", "kind", "name"},
    restless = {"changed", "cached", "expires"},
    tells = Compared.Tells.STATE)
public record CachedEntry(
    @Column(value = "sssd's name of the domain", means = Meaning.HOST) String domain,
    @Column("user, group, sudo rule, or sssd's name for another kind") String kind,
    @Column(value = "name, without the domain", means = Meaning.USER) String name,
    @Column(value = "distinguished name in the directory", means = Meaning.NAME) String originalDn,
    @Column("when the directory had last changed it, as sssd knows it") @Nullable Instant changed,
    @Column("when it was fetched; NULL for sudo rules") @Nullable Instant cached,
    @Column("until when it is used without asking; long past after sss_cache")
        @Nullable Instant expires) {

  public static final ArtifactName CACHE = ArtifactName.command("ldbsearch*");

  public static final Table<CachedEntry> TABLE =
      Table.of("sssd_entries", CachedEntry.class)
          .from(List.of(CACHE), CachedEntry::parse)
          .looseAs(DirectoryEntry.ANYWHERE)
          .sniff(CACHE, Ldif::isCacheHead)
          .example(
              "what sudo may be told from the cache, and how long",
              "select name, original_dn, expires from sssd_entries where kind = 'sudo rule'");

  static void parse(Text text, Rows<CachedEntry> rows) {
    Ldif.read(
        text,
        rows,
        entry -> {
          var original = entry.text("originaldn");
          var name = entry.text("name");
          if (original != null && name != null) {
            rows.add(entry.line(), row(entry, name, original));
          }
        });
  }

  private static CachedEntry row(Ldif.Entry entry, String name, String original) {
    var domain = domain(entry.dn());
    var changed = entry.time("originalmodifytimestamp");
    return new CachedEntry(
        domain,
        kind(entry),
        name.endsWith("@" + domain) ? name.substring(0, name.length() - domain.length() - 1) : name,
        original,
        changed == null ? entry.time("entryusn") : changed,
        seconds(entry.number("lastupdate")),
        seconds(entry.number("dataexpiretimestamp")));
  }

  private static String kind(Ldif.Entry entry) {
    var kind = entry.text("objectclass", "objectcategory");
    return kind == null ? "" : kind.equalsIgnoreCase("sudoRule") ? "sudo rule" : kind;
  }

  /// The last name before `cn=sysdb`.
  private static String domain(String dn) {
    var parts = dn.toLowerCase(Locale.ROOT).split(",");
    var last = parts.length > 1 ? parts[parts.length - 2] : "";
    return last.startsWith("cn=") ? last.substring(3) : "";
  }

  private static @Nullable Instant seconds(@Nullable Long seconds) {
    return seconds == null || seconds > 253_402_300_799L ? null : Instant.ofEpochSecond(seconds);
  }
}
