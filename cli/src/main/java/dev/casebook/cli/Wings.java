package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.Wing;
import dev.casebook.evidence.Rewritable;
import dev.casebook.tables.Catalogue;
import dev.casebook.tables.Table;
import dev.casebook.wings.accounts.AccountsWing;
import dev.casebook.wings.captures.CapturesWing;
import dev.casebook.wings.conntrack.ConntrackWing;
import dev.casebook.wings.containers.ContainersWing;
import dev.casebook.wings.etcd.EtcdWing;
import dev.casebook.wings.holders.HoldersWing;
import dev.casebook.wings.lines.LinesWing;
import dev.casebook.wings.pki.PkiWing;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/// The wings of this Casebook: the one place that names them. It is a list, since every start would
/// pay for a search of the class path.
final class Wings {

  static final List<Wing> ALL =
      List.of(
          new EtcdWing(),
          new CapturesWing(),
          new ConntrackWing(),
          new LinesWing(),
          new HoldersWing(),
          new ContainersWing(),
          new PkiWing(),
          new AccountsWing());

  private Wings() {}

  /// All tables: the spine's and the wings'.
  static Catalogue catalogue() {
    return Whole.CATALOGUE;
  }

  /// Forms of files that are no text and that redaction can write again.
  static List<Rewritable> rewritables() {
    return ALL.stream().flatMap(wing -> wing.rewritables().stream()).toList();
  }

  /// Put together only by a command that asks tables, once.
  private static final class Whole {
    static final Catalogue CATALOGUE =
        Catalogue.spine()
            .with(ALL.stream().<Table<?>>flatMap(wing -> wing.tables().stream()).toList());
  }

  /// Only the command that is called gets subcommands; see [Wing.Subcommand].
  static void putCommands(
      Map<String, Supplier<CommandLine>> commands, Console console, String called) {
    for (var wing : ALL) {
      for (var one : wing.commands()) {
        boolean isCalled = called.equals(one.name());
        commands.put(one.name(), isCalled ? () -> one.whole().apply(console) : one.outline());
      }
    }
  }
}
