package dev.casebook.wings.accounts.targets;

import dev.casebook.changes.Refusal;
import dev.casebook.console.SecretFile;
import dev.casebook.wings.accounts.model.TargetSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What it takes to reach a target.
///
/// @param base what names of the folder's directory end with; empty if the folder names none
/// @param folder the folder of accounts
/// @param state the folder of secrets
/// @param ssh the client that reaches hosts, with options of the user's own
public record Destination(
    TargetSettings settings, String base, Path folder, Path state, List<String> ssh) {

  public Destination {
    ssh = List.copyOf(ssh);
  }

  /// A file or folder of the state folder that is this target's.
  ///
  /// @param ending of its name; may be empty
  public Path kept(String ending) {
    return state.resolve("targets").resolve(settings.name() + ending);
  }

  /// The password of the user that signs in there.
  ///
  /// @throws Refusal where there is no user, or no password is kept
  public char[] password() throws IOException, Refusal {
    var password = SecretFile.firstLine(kept(""));
    if (settings.user().isEmpty() || password.isEmpty()) {
      throw new Refusal(
          "%s: signing in needs user, and its password as the first line of %s"
              .formatted(settings.place(), kept("")));
    }
    return password.get();
  }
}
