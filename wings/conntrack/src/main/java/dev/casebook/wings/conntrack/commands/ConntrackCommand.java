package dev.casebook.wings.conntrack.commands;

import dev.casebook.console.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `casebook conntrack`: the kernel's table of connections, and its subcommands.
@Command(
    name = "conntrack",
    description =
        "Show, follow and cut the connections that the kernel tracks, and say why that"
            + " fails where it does.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "The kernel is asked over netlink: no conntrack program is needed. It takes",
      "CAP_NET_ADMIN. Other hosts (ssh://HOST) are asked by their own programs and",
      "files, and need nothing of ours.",
      "",
      "Examples:",
      "  casebook conntrack list -p tcp --dport 443",
      "  casebook conntrack watch -p icmp --for 10",
      "  casebook conntrack delete -p udp --dport 53 --nat dst",
      "  casebook conntrack stats",
      "  casebook conntrack check",
      "",
      "Each subcommand tells its exit status: casebook conntrack delete --help."
    })
public final class ConntrackCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  private ConntrackCommand() {}

  /// The command as a list of commands shows it.
  public static CommandLine alone() {
    return new CommandLine(new ConntrackCommand());
  }

  /// The command with its subcommands.
  public static CommandLine with(Console console) {
    return new CommandLine(new ConntrackCommand())
        .addSubcommand(new ListCommand(console))
        .addSubcommand(new WatchCommand(console))
        .addSubcommand(new DeleteCommand(console))
        .addSubcommand(new StatsCommand(console))
        .addSubcommand(new CheckCommand(console));
  }

  @Override
  public void run() {
    var command = Objects.requireNonNull(spec).commandLine();
    command.usage(command.getOut());
  }
}
