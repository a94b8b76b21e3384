package dev.casebook.wings.accounts.tables;

import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Table;
import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Person;
import dev.casebook.wings.accounts.model.Place;
import dev.casebook.wings.accounts.model.Posix;
import dev.casebook.wings.accounts.model.ServiceAccount;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A person or a program that a folder of accounts declares.
///
/// ```yaml
/// people:
///   tom: {name: Tom Reed, mail: tom.reed@example.com, disabled: true, production: {uid: 20004}}
/// service_accounts:
///   worker: {owner: sre, production: {uid: 30001}}
/// ```
@Row("one account that a folder of accounts declares")
@Compared(
    key = {"name"},
    tells = Compared.Tells.SETTING)
public record DeclaredAccount(
    @Column(value = "login name", means = Meaning.USER) String name,
    @Column("person or service") String kind,
    @Column(value = "what a person is called; NULL of a service", means = Meaning.FULL_NAME)
        @Nullable String fullName,
    @Column(value = "address of a person; NULL of a service", means = Meaning.USER)
        @Nullable String mail,
    @Column(
            value = "person or group that answers for a service; NULL of a person",
            means = Meaning.USER)
        @Nullable String owner,
    @Column("whether it was switched off") boolean disabled,
    @Column("last day on which it may be used; NULL if there is none") @Nullable Instant expires,
    @Column("number on hosts; NULL if it has none, or gets one") @Nullable Long uid,
    @Column("login shell on hosts; NULL if it is no user of hosts") @Nullable String shell) {

  public static final Table<DeclaredAccount> TABLE =
      Declared.table("declared_accounts", DeclaredAccount.class, DeclaredAccount::rows)
          .example(
              "service accounts without a last day",
              "select name, owner from declared_accounts where kind = 'service' and expires is null");

  private static void rows(Declared declared, BiConsumer<Place, DeclaredAccount> into) {
    declared
        .company()
        .accounts()
        .values()
        .forEach(account -> into.accept(account.place(), of(account)));
  }

  private static DeclaredAccount of(Account account) {
    var person = account instanceof Person one ? Optional.of(one) : Optional.<Person>empty();
    var service =
        account instanceof ServiceAccount one ? Optional.of(one) : Optional.<ServiceAccount>empty();
    var uid = account.posix().map(Posix::uid).filter(OptionalLong::isPresent);
    return new DeclaredAccount(
        account.name(),
        person.isPresent() ? "person" : "service",
        person.map(Person::fullName).orElse(null),
        person.map(Person::mail).filter(mail -> !mail.isEmpty()).orElse(null),
        service.map(ServiceAccount::owner).filter(owner -> !owner.isEmpty()).orElse(null),
        account.disabled(),
        account.expires().map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant()).orElse(null),
        uid.isPresent() ? uid.get().getAsLong() : null,
        account.posix().map(Posix::shell).orElse(null));
  }
}
