package dev.casebook.wings.conntrack;

import dev.casebook.console.Wing;
import dev.casebook.wings.conntrack.commands.ConntrackCommand;
import java.nio.file.Path;
import java.util.List;

/// The wing of connection tracking.
public final class ConntrackWing implements Wing {

  @Override
  public List<Subcommand> commands() {
    return List.of(new Subcommand("conntrack", ConntrackCommand::alone, ConntrackCommand::with));
  }

  @Override
  public List<List<String>> rehearsals(Path examples) {
    return List.of(
        List.of("conntrack", "list"),
        List.of("conntrack", "list", "--json", "--protocol", "tcp", "--address", "10.0.0.0/8"),
        List.of("conntrack", "list", "--output", "conntrack", "--state", "established"),
        List.of("conntrack", "stats"),
        List.of("conntrack", "watch", "--for", "0"),
        List.of("conntrack", "delete", "--dry-run", "--id", "0"),
        List.of("conntrack", "--help"),
        List.of("conntrack", "list", "--help"));
  }
}
