package dev.casebook.wings.accounts.targets.databases;

import dev.casebook.wings.accounts.plan.Item;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Whether an account's password on a server is the one that the state folder keeps for it: an
/// attribute of accounts on servers that show what they keep of passwords.
public final class PasswordState {

  public static final String PASSWORD = "password";

  private static final String AS_KEPT = "as kept";

  /// None that we know.
  private static final String OTHER = "another";

  private PasswordState() {}

  public static List<String> of(boolean asKept) {
    return List.of(asKept ? AS_KEPT : OTHER);
  }

  /// The password is the one that is kept; where none is, it stays as it is, and a new account is
  /// made with none that works.
  ///
  /// @param remarks told of an account that nobody can use
  public static Collection<String> wanted(
      String name, boolean isKept, Optional<Item> there, Consumer<String> remarks) {
    if (isKept) {
      return List.of(AS_KEPT);
    }
    if (there.isPresent()) {
      return there.get().values(PASSWORD);
    }
    remarks.accept("%s: no password is kept for it: it is made with none".formatted(name));
    return List.of(OTHER);
  }
}
