package dev.casebook.wings.accounts.load;

import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Group;
import dev.casebook.wings.accounts.model.Person;
import dev.casebook.wings.accounts.model.Posix;
import dev.casebook.wings.accounts.model.ServiceAccount;
import dev.casebook.wings.accounts.model.VpnAccess;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Rows of people, service accounts and groups.
final class AccountRows {

  /// Above what Debian and Red Hat give to the system, below nobody's neighbours and the top that
  /// kernels keep: ids of 32 bits whose last is no id.
  static final long ID_MIN = 1000;

  static final long ID_MAX = 4_294_967_293L;

  private static final Pattern UID = Pattern.compile("[1-9][0-9]{0,9}");

  static final Pattern MAIL = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");

  /// A line of authorized_keys, perhaps with options before the type.
  private static final Pattern KEY =
      Pattern.compile(
          "(?:.* )?(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\\S+|sk-\\S+) [A-Za-z0-9+/]{16,}=*(?: .*)?");

  private static final Pattern FULL_PATH = Pattern.compile("/[^:\\p{Cntrl}]*");

  private AccountRows() {}

  static Account person(Row row) {
    var person =
        new Person(
            row.name(),
            row.place(),
            row.text("name").orElse(row.name()),
            mail(row),
            row.flag("disabled"),
            row.date("expires"),
            row.row("production").map(posix -> posix(row, posix)),
            row.row("vpn").map(AccountRows::vpn),
            row.flag("wifi"));
    row.end();
    return person;
  }

  private static String mail(Row row) {
    if (row.required("mail").isEmpty()) {
      return "";
    }
    return row.read(
            "mail",
            text -> Optional.of(text).filter(mail -> MAIL.matcher(mail).matches()),
            "an address such as name@example.com")
        .orElse("");
  }

  static Account service(Row row) {
    var service =
        new ServiceAccount(
            row.name(),
            row.place(),
            row.required("owner"),
            row.flag("disabled"),
            row.date("expires"),
            row.row("production").map(posix -> posix(row, posix)));
    row.end();
    return service;
  }

  private static Posix posix(Row row, Row posix) {
    var read =
        new Posix(
            posix.number("uid", ID_MIN, ID_MAX),
            posix.number("gid", 1, ID_MAX),
            posix.read("home", AccountRows::path, "an absolute path").orElse("/home/" + row.name()),
            posix.read("shell", AccountRows::path, "an absolute path").orElse(Posix.SHELL),
            posix.list(
                "keys",
                text -> Optional.of(text).filter(key -> KEY.matcher(key).matches()),
                "a public key of ssh"));
    posix.end();
    return read;
  }

  /// The uid that a text is; empty for a number that is none of a person's.
  static OptionalLong uid(String text) {
    if (!UID.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    long uid = Long.parseLong(text);
    return uid >= ID_MIN && uid <= ID_MAX ? OptionalLong.of(uid) : OptionalLong.empty();
  }

  private static Optional<String> path(String text) {
    return Optional.of(text).filter(path -> FULL_PATH.matcher(path).matches());
  }

  private static VpnAccess vpn(Row row) {
    var read =
        new VpnAccess(
            row.list("addresses", VpnAccess.Address::of, "an address such as 10.99.0.7/24"),
            row.list("acls"));
    row.end();
    return read;
  }

  static Group group(Row row) {
    var group =
        new Group(
            row.name(),
            row.place(),
            row.number("gid", ID_MIN, ID_MAX),
            row.list("members"),
            row.list("groups"));
    row.end();
    return group;
  }
}
