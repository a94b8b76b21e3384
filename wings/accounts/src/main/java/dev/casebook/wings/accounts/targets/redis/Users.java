package dev.casebook.wings.accounts.targets.redis;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.plan.Change;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.targets.databases.AccountPasswords;
import dev.casebook.wings.accounts.targets.databases.Items;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// A change as the one command that makes it. Passwords go hashed, as the server keeps them.
final class Users {

  private final AccountPasswords passwords;

  Users(AccountPasswords passwords) {
    this.passwords = passwords;
  }

  List<String> account(Change change) throws IOException, Refusal {
    var name = change.key().name();
    return switch (change.phase()) {
      case CREATE ->
          change.after().isDisabled()
              ? List.of("ACL", "SETUSER", name, "reset")
              : List.of("ACL", "SETUSER", name, "reset", hash(name), "on");
      case GIVE -> List.of("ACL", "SETUSER", name, "resetpass", hash(name), "on");
      case TAKE, DISABLE -> List.of("ACL", "SETUSER", name, "off");
      case DELETE -> List.of("ACL", "DELUSER", name);
    };
  }

  private String hash(String name) throws IOException, Refusal {
    var password = passwords.of(name);
    if (password.isEmpty()) {
      throw new Refusal("%s holds no password any more".formatted(passwords.file(name)));
    }
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(StandardCharsets.UTF_8.encode(CharBuffer.wrap(password.get())));
      return "#" + HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// All of a user's rights at once, a selector for each grant.
  List<String> grants(String name, List<Item> grants) {
    var words =
        new ArrayList<>(
            List.of(
                "ACL", "SETUSER", name, "-@all", "resetkeys", "resetchannels", "clearselectors"));
    for (var grant : grants) {
      var selector = new StringBuilder("(");
      for (var right : grant.values(Items.PRIVILEGE)) {
        selector.append('+').append(right.toLowerCase(Locale.ROOT)).append(' ');
      }
      words.add(selector.append('~').append(Items.object(grant.key())).append(')').toString());
    }
    return words;
  }
}
