package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `casebook accounts`: people, hosts and rights, and its subcommands.
@Command(
    name = "accounts",
    description =
        "People, hosts and rights of a company, from one folder of YAML: what it says, what is wrong"
            + " with it, why somebody may or may not do something, sign-in for others, and servers"
            + " kept as it says.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "The folder is any tree of *.yaml: people, service_accounts, groups, hosts,",
      "host_groups, services, networks, gate, gate_rules, access, command_groups, sudo,",
      "databases, grants, tokens, radius_clients, nodes, passwords, targets, uids,",
      "spread over files as you like. A fault is one row's, with its file and line, and",
      "never stops the others.",
      "",
      "Passwords, tokens and what happened to them are in another folder, --state.",
      "",
      "Examples:",
      "  casebook accounts demo",
      "  casebook accounts lint",
      "  casebook accounts show groups",
      "  casebook accounts show lihua",
      "  casebook accounts explain lihua --host web01 --from 10.1.2.3",
      "  casebook accounts explain lihua --host web01 --sudo '/bin/su - worker'",
      "  casebook accounts explain lihua --database orders",
      "  casebook accounts reach web01",
      "  casebook accounts compare --branch request-17",
      "  casebook accounts uid lihua",
      "  casebook accounts token lihua --add hotp",
      "  casebook accounts plan office",
      "  casebook accounts apply office",
      "  casebook accounts serve --radius 127.0.0.1:1812",
      "  casebook accounts audit"
    })
public final class AccountsCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  private AccountsCommand() {}

  /// The command as a list of commands shows it.
  public static CommandLine alone() {
    return new CommandLine(new AccountsCommand());
  }

  /// The command with its subcommands.
  public static CommandLine with(Console console) {
    return new CommandLine(new AccountsCommand())
        .addSubcommand(new LintCommand(console))
        .addSubcommand(new ShowCommand(console))
        .addSubcommand(new ExplainCommand(console))
        .addSubcommand(new ReachCommand(console))
        .addSubcommand(new CompareCommand(console))
        .addSubcommand(new UidCommand(console))
        .addSubcommand(new PasswordCommand(console))
        .addSubcommand(new TokenCommand(console))
        .addSubcommand(new UnlockCommand(console))
        .addSubcommand(new PlanCommand(console))
        .addSubcommand(new ApplyCommand(console))
        .addSubcommand(new AdoptCommand(console))
        .addSubcommand(new ServeCommand(console))
        .addSubcommand(new NodesCommand(console))
        .addSubcommand(new AuditCommand(console))
        .addSubcommand(new DemoCommand(console));
  }

  @Override
  public void run() {
    var command = Objects.requireNonNull(spec).commandLine();
    command.usage(command.getOut());
  }
}
