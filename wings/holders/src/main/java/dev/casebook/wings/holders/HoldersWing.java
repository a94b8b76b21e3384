package dev.casebook.wings.holders;

import dev.casebook.console.Wing;
import dev.casebook.wings.holders.commands.HoldersCommand;
import java.nio.file.Path;
import java.util.List;

/// The wing of who keeps a file, a file system or a port busy.
public final class HoldersWing implements Wing {

  @Override
  public List<Subcommand> commands() {
    return List.of(new Subcommand("holders", HoldersCommand::outline, HoldersCommand::line));
  }

  @Override
  public List<List<String>> rehearsals(Path examples) {
    return List.of(
        List.of("holders", examples.toString()),
        List.of("holders", "--mount", examples.toString()),
        List.of("holders", "--deleted"),
        List.of("holders", "--port", "22", "--json"),
        List.of("holders", "--help"));
  }
}
