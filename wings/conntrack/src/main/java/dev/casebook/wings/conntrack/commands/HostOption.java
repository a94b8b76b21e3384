package dev.casebook.wings.conntrack.commands;

import dev.casebook.console.Console;
import dev.casebook.console.SshOptions;
import dev.casebook.console.UserError;
import dev.casebook.hosts.SshHost;
import dev.casebook.hosts.SshTarget;
import dev.casebook.wings.conntrack.tool.RemoteTable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Another host, as an argument.
final class HostOption {

  @Parameters(
      arity = "0..1",
      paramLabel = "HOST",
      description =
          "Another host, as ssh://HOST, by its own conntrack program or /proc/net/nf_conntrack.")
  private @Nullable String host;

  @Mixin private final SshOptions reaching = new SshOptions();

  boolean isGiven() throws UserError {
    if (host == null && reaching.sudo()) {
      throw new UserError("--sudo is for a host over ssh; here, run sudo casebook conntrack");
    }
    return host != null;
  }

  String name() {
    return String.valueOf(host);
  }

  SshHost host(Console console) throws UserError {
    var target =
        SshTarget.of(name())
            .orElseThrow(() -> new UserError(name() + ": another host is named ssh://HOST"));
    return new SshHost(target, reaching.reach(console, true).ssh());
  }

  RemoteTable table(Console console, @Nullable String namespace) throws UserError {
    return new RemoteTable(host(console), name(), Optional.ofNullable(namespace));
  }
}
