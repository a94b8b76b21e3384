package dev.casebook.tables.identity;

import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An operation that slapd's accesslog has kept.
///
/// ```
/// dn: reqStart=20261128112103.000004Z,cn=accesslog
/// objectClass: auditModify
/// reqStart: 20261128112103.000004Z
/// reqType: modify
/// reqAuthzID: cn=admin,dc=example,dc=com
/// reqDN: uid=lihua,ou=people,dc=example,dc=com
/// reqResult: 0
/// reqMod: pwdAccountLockedTime:-
/// ```
///
/// Of what was changed only the attributes' names are shown: the values may be passwords. Source:
/// slapo-accesslog(5).
@Row("one operation that slapd's accesslog has kept")
@Compared(never = "it tells what was done, and when")
public record DirectoryChange(
    @Column("when it began") @Nullable Instant time,
    @Column(value = "as whom it was done", means = Meaning.NAME) @Nullable String actor,
    @Column("add, modify, delete, modrdn, bind, search, …") String operation,
    @Column(value = "the entry that it was about", means = Meaning.NAME) @Nullable String dn,
    @Column("result code of LDAP; 0 is success") @Nullable Long result,
    @Column("names of the attributes that were changed, in order, with spaces between")
        String attributes,
    @Column("number of the change, entryCSN; NULL if the entry has none") @Nullable String csn) {

  public static final Table<DirectoryChange> TABLE =
      Table.of("directory_changes", DirectoryChange.class)
          .from(List.of(DirectoryEntry.SEARCH), DirectoryChange::parse)
          .looseAs(DirectoryEntry.ANYWHERE)
          .example(
              "who changed passwords and locks",
              "select time, actor, dn, attributes from directory_changes"
                  + " where regexp_matches(attributes, 'userPassword|pwdAccountLockedTime')");

  private static final String CSN = "entryCSN:";

  static boolean isOf(Ldif.Entry entry) {
    return entry.has("reqtype") && entry.has("reqstart");
  }

  static void parse(Text text, Rows<DirectoryChange> rows) {
    boolean[] any = {false};
    Ldif.read(
        text,
        rows,
        entry -> {
          if (isOf(entry)) {
            any[0] = true;
            rows.add(entry.line(), row(entry));
          }
        });
    if (!any[0]) {
      rows.lacksRows("is no accesslog");
    }
  }

  private static DirectoryChange row(Ldif.Entry entry) {
    var mods = entry.all("reqmod");
    var operation = entry.text("reqtype");
    return new DirectoryChange(
        entry.time("reqstart"),
        entry.text("reqauthzid"),
        operation == null ? "" : operation,
        entry.text("reqdn"),
        entry.number("reqresult"),
        mods.stream()
            .map(mod -> mod.substring(0, Math.max(0, mod.indexOf(':'))))
            .distinct()
            .collect(Collectors.joining(" ")),
        mods.stream()
            .filter(mod -> mod.startsWith(CSN) && mod.length() > CSN.length() + 2)
            .map(mod -> mod.substring(CSN.length() + 2))
            .findFirst()
            .orElse(null));
  }
}
