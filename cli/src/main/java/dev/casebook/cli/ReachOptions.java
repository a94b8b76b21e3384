package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.SshOptions;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reach;
import dev.casebook.hosts.SshTarget;
import java.util.List;
import picocli.CommandLine.Mixin;

/// How a command reaches the hosts over ssh that it gathers.
class ReachOptions extends SshOptions {

  @Mixin private SinceOption since = new SinceOption();

  /// @param names of the sources, written out
  Reach reach(Console console, List<String> names) throws UserError {
    boolean one = names.stream().filter(SshTarget::isTarget).count() == 1;
    return since.applied(reach(console, one), console);
  }
}
