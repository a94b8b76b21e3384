package dev.casebook.wings.accounts.targets;

import dev.casebook.wings.accounts.model.TargetSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What it takes to reach a target.
///
/// @param base what names of the folder's directory end with; empty if the folder names none
/// @param folder the folder of accounts
/// @param state the folder of secrets
/// @param password of the user that signs in there; empty where none is kept
/// @param ssh the client that reaches hosts
public record Destination(
    TargetSettings settings,
    String base,
    Path folder,
    Path state,
    Optional<char[]> password,
    List<String> ssh) {

  public Destination {
    ssh = List.copyOf(ssh);
  }
}
