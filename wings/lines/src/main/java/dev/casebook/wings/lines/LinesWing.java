package dev.casebook.wings.lines;

import dev.casebook.console.Wing;
import dev.casebook.wings.lines.commands.PingCommand;
import dev.casebook.wings.lines.commands.ProbeCommand;
import java.nio.file.Path;
import java.util.List;

/// The wing of whether lines answer.
public final class LinesWing implements Wing {

  @Override
  public List<Subcommand> commands() {
    return List.of(
        new Subcommand("ping", PingCommand::outline, PingCommand::line),
        new Subcommand("probe", ProbeCommand::outline, ProbeCommand::line));
  }

  @Override
  public List<List<String>> rehearsals(Path examples) {
    return List.of(
        List.of("ping", "127.0.0.1", "--count", "2", "--interval", "0.05"),
        List.of("ping", "--help"),
        List.of("probe", "unit", "icmp:127.0.0.1"));
  }

  /// Months of rows.
  @Override
  public List<String> longWork() {
    return List.of("probe report*");
  }
}
