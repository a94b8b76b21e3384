package dev.casebook.wings.containers;

import dev.casebook.console.Wing;
import dev.casebook.wings.containers.commands.ContainersCommand;
import java.nio.file.Path;
import java.util.List;

/// The wing of what containers use.
public final class ContainersWing implements Wing {

  @Override
  public List<Subcommand> commands() {
    return List.of(
        new Subcommand("containers", ContainersCommand::outline, ContainersCommand::line));
  }

  @Override
  public List<List<String>> rehearsals(Path examples) {
    return List.of(
        List.of("containers", "--interval", "0.1"),
        List.of("containers", "--totals", "--json"),
        List.of("containers", "--help"));
  }
}
