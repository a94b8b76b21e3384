package dev.casebook.wings.pki;

import dev.casebook.console.Wing;
import dev.casebook.tables.Table;
import dev.casebook.wings.pki.commands.PkiCommand;
import java.nio.file.Path;
import java.util.List;

/// The wing of certificate authorities. Their tables are the spine's, since notes ask them.
public final class PkiWing implements Wing {

  @Override
  public List<Table<?>> tables() {
    return List.of();
  }

  @Override
  public List<Subcommand> commands() {
    return List.of(new Subcommand("pki", PkiCommand::alone, PkiCommand::with));
  }

  @Override
  public List<List<String>> rehearsals(Path examples) {
    return List.of();
  }

  @Override
  public List<String> longWork() {
    return List.of();
  }
}
