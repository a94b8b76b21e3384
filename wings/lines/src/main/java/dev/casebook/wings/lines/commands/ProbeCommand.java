package dev.casebook.wings.lines.commands;

import dev.casebook.console.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `casebook probe`: lines probed for months, and what came of it.
@Command(
    name = "probe",
    description = "Probe lines continuously, and report loss, delay and availability.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  casebook probe run office=icmp:203.0.113.1 --to /var/lib/probes",
      "  casebook probe report /var/lib/probes --html line.html",
      "  casebook probe unit office=icmp:203.0.113.1 > probes.service"
    })
public final class ProbeCommand implements Runnable {

  @Spec @Nullable private CommandSpec spec;

  private ProbeCommand() {}

  /// The command as a list of commands shows it.
  public static CommandLine outline() {
    return new CommandLine(new ProbeCommand());
  }

  public static CommandLine line(Console console) {
    return new CommandLine(new ProbeCommand())
        .addSubcommand(new ProbeRunCommand(console))
        .addSubcommand(new ProbeReportCommand(console))
        .addSubcommand(new ProbeUnitCommand(console));
  }

  @Override
  public void run() {
    var command = Objects.requireNonNull(spec).commandLine();
    command.usage(command.getOut());
  }
}
