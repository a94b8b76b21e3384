package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `casebook etcd`: the inspector of etcd's database files, and its subcommands.
@Command(
    name = "etcd",
    description = "Show what Kubernetes keeps in an etcd member's file, live or not, whole or not.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Nothing is locked and nothing is written. If etcd may be writing to the file, a "
          + "private copy is read that is proven to be the state of one transaction: in memory "
          + "up to 256 MB, else in a file without a name under TMPDIR. FILE may be a member's "
          + "data folder, compressed (.gz, .xz, .bz2, .zst), or ssh://HOST[/PATH]: a running "
          + "etcd is then asked for a snapshot by its host's own curl, and any other file "
          + "comes as it is (--sudo looks as root there). Of a damaged file as much is shown "
          + "as can be proven, and standard error names the damage. The SHA-256 that a "
          + "snapshot ends in is verified by check, checksum, compare and salvage, and by "
          + "--copy; the other commands skip it, as it takes longer than they do.",
      "",
      "If you know auger: deleted keys are not live, values and filters are those of the "
          + "chosen revision, a key that was created again shows its current generation, and "
          + "the current revision counts deletions.",
      "",
      "Examples:",
      "  casebook etcd list db -r pods -n kube-system",
      "  casebook etcd list ssh://cp1 --sudo -r pods",
      "  casebook etcd extract db -k /registry/pods/default/web --revision 4711",
      "  etcdctl get /registry/pods/default/web | casebook etcd decode",
      "",
      "Exit status: 0 everything was read, 1 nothing matches (list, extract, history, "
          + "diff, undelete) or files differ (diff, compare), 2 not everything was read, or "
          + "not for certain."
    })
public final class EtcdCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  private EtcdCommand() {}

  /// The command as a list of commands shows it: reading all about its own costs every other
  /// command 30 ms of its start.
  public static CommandLine alone() {
    return new CommandLine(new EtcdCommand());
  }

  /// The command with its subcommands.
  public static CommandLine with(Console console) {
    return new CommandLine(new EtcdCommand())
        .addSubcommand(new InfoCommand(console))
        .addSubcommand(new ListCommand(console))
        .addSubcommand(new ExtractCommand(console))
        .addSubcommand(new DecodeCommand(console))
        .addSubcommand(new EncodeCommand(console))
        .addSubcommand(new AnalyzeCommand(console))
        .addSubcommand(new ChecksumCommand(console))
        .addSubcommand(new CompareCommand(console))
        .addSubcommand(new HistoryCommand(console))
        .addSubcommand(new DiffCommand(console))
        .addSubcommand(new UndeleteCommand(console))
        .addSubcommand(new CheckCommand(console))
        .addSubcommand(new SalvageCommand(console));
  }

  @Override
  public void run() {
    var command = Objects.requireNonNull(spec).commandLine();
    command.usage(command.getOut());
  }
}
