package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Snapshot;
import dev.casebook.evidence.Source;
import dev.casebook.investigate.Comparing;
import dev.casebook.report.ComparisonReport;
import dev.casebook.tables.Table;
import dev.casebook.verdicts.ComparisonJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook compare`: what differs between a good snapshot and a bad one.
@Command(
    name = "compare",
    description = "Say what differs between a good host and a bad one, most telling first.",
    footer = {
      "",
      "What a note asks for comes first, lines of logs among it, then versions and "
          + "settings, then state. What changes by itself or follows from being another host "
          + "is counted and not shown. Only what both hold is compared; casebook tables NAME "
          + "says how.",
      "",
      "Examples:",
      "  casebook compare sosreport-good.tar.xz sosreport-bad.tar.xz",
      "  casebook compare sosreport-good.tar.xz         with this host as the bad one",
      "  casebook compare --good node1.tar.xz --good node2.tar.xz node9.tar.xz",
      "  casebook compare --table packages good.tar.xz bad.tar.xz",
      "",
      "Exit status: 0 no difference that tells, 1 differences, 2 could not compare: a "
          + "source can't be read or both hold no common table; or nothing differs, but a "
          + "source is not whole."
    })
final class CompareCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "GOOD",
      description = "A folder, a support bundle, a log, - for standard input, or ssh://HOST.")
  private String good = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "BAD",
      description = "The same; this host if none is given.")
  private @Nullable String bad;

  @Option(
      names = "--good",
      paramLabel = "SOURCE",
      description = "One more good one; what more of them agree in tells more.")
  private List<String> more = List.of();

  @Option(names = "--table", paramLabel = "NAME", description = "Only this table.")
  private @Nullable String table;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--same-host",
      arity = "1",
      paramLabel = "true|false",
      description =
          "Whether they are one host at several times; told by the machine-id if not given.")
  private @Nullable Boolean sameHost;

  @Mixin private ReachOptions hosts = new ReachOptions();

  CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    var goods = new ArrayList<>(List.of(good));
    goods.addAll(more);
    var bads = bad == null ? List.<String>of() : List.of(bad);
    var all = new ArrayList<>(goods);
    all.addAll(bads);
    var workspace = new Workspace(console, hosts.reach(console, all));
    Workspace.check(all);
    var tables = tables(workspace);
    var casebook = workspace.casebook();
    var wanted = Comparing.wanted(workspace.catalogue(), tables);
    var open = new ArrayList<Source>();
    try {
      open.addAll(workspace.open(goods, wanted));
      open.addAll(workspace.open(bads, wanted));
      var snapshots = new ArrayList<Snapshot>();
      for (var source : open) {
        snapshots.add(only(source));
      }
      var comparison =
          new Comparing(tables, casebook, Optional.of(console.cache()))
              .of(
                  snapshots.subList(0, snapshots.size() - 1),
                  snapshots.getLast(),
                  Optional.ofNullable(sameHost));
      console.progress().end();
      if (json) {
        console.out().println(ComparisonJson.of(comparison));
      } else {
        console.out().print(ComparisonReport.of(comparison, console.style()));
      }
      return comparison.exitStatus();
    } finally {
      open.forEach(Source::close);
    }
  }

  private List<Table<?>> tables(Workspace workspace) throws UserError {
    if (table == null) {
      return workspace.catalogue().tables();
    }
    var chosen = workspace.table(table);
    var never = chosen.compared().never();
    if (!never.isEmpty()) {
      throw new UserError(table + " is not compared: " + never);
    }
    return List.of(chosen);
  }

  private static Snapshot only(Source source) throws UserError {
    if (source.snapshots().size() != 1) {
      throw new UserError(
          "%s holds %d hosts; name the folder of one"
              .formatted(source.name(), source.snapshots().size()));
    }
    return source.snapshots().getFirst();
  }
}
