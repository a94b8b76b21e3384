package dev.casebook.wings.pki.commands;

import dev.casebook.console.Console;
import dev.casebook.wings.pki.journal.Border;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `casebook pki`: certificate authorities, and its subcommands.
@Command(
    name = "pki",
    description =
        "Run a certificate authority in a folder of easy-rsa 2, easy-rsa 3 or openssl ca as it is.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "The folder stays one of the program that made it, which may go on with it at any "
          + "time. Every change is made whole or not at all, also if casebook is killed, and "
          + "is kept in FOLDER/.casebook with who and why, so that it can be taken back.",
      "A certificate is named by its serial number, hexadecimal as index.txt has it or "
          + "decimal as logs of OpenVPN have it, or by its common name where only one has it.",
      "",
      "A passphrase is asked for on the terminal, or read from a file or a variable of "
          + "the environment that an option names; it is never an argument.",
      "",
      "Examples:",
      "  casebook pki init --pki office --name 'Office CA' --encrypt",
      "  casebook pki issue btc --pki office",
      "  casebook pki list --pki /etc/openvpn/easy-rsa --expiring 30",
      "  casebook pki revoke 70 --reason keyCompromise --why 'laptop lost'",
      "  casebook pki publish",
      "  casebook pki check",
      "  casebook pki log",
      "",
      "Exit status: 0 done, 1 nothing matches (list) or something is wrong (check, "
          + "publish), 2 nothing was changed."
    })
public final class PkiCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  private PkiCommand() {}

  /// The command as a list of commands shows it.
  public static CommandLine alone() {
    return new CommandLine(new PkiCommand());
  }

  /// The command with its subcommands.
  public static CommandLine with(Console console) {
    return with(console, Border.NONE);
  }

  /// @param border told of each write, so that a test may end the process there
  public static CommandLine with(Console console, Border border) {
    return new CommandLine(new PkiCommand())
        .addSubcommand(new InitCommand(console, border))
        .addSubcommand(new IssueCommand(console, border))
        .addSubcommand(new ListCommand(console, border))
        .addSubcommand(new ShowCommand(console, border))
        .addSubcommand(new RevokeCommand(console, border))
        .addSubcommand(new UnrevokeCommand(console, border))
        .addSubcommand(new RenewCommand(console, border))
        .addSubcommand(new CrlCommand(console, border))
        .addSubcommand(new CheckCommand(console, border))
        .addSubcommand(new PublishCommand(console, border))
        .addSubcommand(new LogCommand(console, border))
        .addSubcommand(new UndoCommand(console, border));
  }

  @Override
  public void run() {
    var command = Objects.requireNonNull(spec).commandLine();
    command.usage(command.getOut());
  }
}
