package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.SshOptions;
import dev.casebook.console.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/// Which host a command of `casebook fix` is about, and how it is reached.
final class FixedHostOptions extends SshOptions {

  @Parameters(
      index = "+",
      arity = "0..1",
      paramLabel = "SOURCE",
      description = "The host, as ssh://HOST; this one if none is given. Bundles can't be fixed.")
  private @Nullable String source;

  FixedHost host(Console console) throws UserError {
    return host(console, new SinceOption());
  }

  /// @param since from when on its logs are looked at when the note is examined
  FixedHost host(Console console, SinceOption since) throws UserError {
    return FixedHost.of(source, since.applied(reach(console, source != null), console));
  }
}
