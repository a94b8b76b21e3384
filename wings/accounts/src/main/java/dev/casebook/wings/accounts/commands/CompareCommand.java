package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.wings.accounts.decide.Comparison;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.load.Loaded;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook accounts compare`: who gains and who loses between two states of the folder.
@Command(
    name = "compare",
    description =
        "Say who gains and who loses what between two states of the folder, as git keeps them.",
    footer = {
      "",
      "Without a revision it is what the folder holds now against its last commit, with",
      "one against that, with two the first against the second. --branch tells what a",
      "branch brings since it left the commit that is checked out.",
      "",
      "Compared are groups, sign-in on hosts, sudo, databases, the VPN, applications,",
      "the network's gate and where second factors are asked for: of accounts that are",
      "enabled and not expired now. What the same accounts gain on the same hosts is",
      "told once; --json has every account and host. The folder is not touched.",
      "",
      "Examples:",
      "  casebook accounts compare",
      "  casebook accounts compare origin/main",
      "  casebook accounts compare --branch request-17",
      "  casebook accounts compare v1 v2 --json",
      "",
      "Exit status: 0 nobody gains or loses, 1 somebody does, 2 it can't be compared."
    })
final class CompareCommand extends FolderCommand {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "REVISION",
      description = "The state before, a branch or commit; the last commit if not given.")
  private @Nullable String first;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "OTHER",
      description = "The state after; the folder as it lies here if not given.")
  private @Nullable String second;

  @Option(
      names = "--branch",
      paramLabel = "REVISION",
      description = "What this branch brings since it parted from what is checked out.")
  private @Nullable String branch;

  @Option(names = "--json", description = "A JSON array.")
  private boolean json;

  CompareCommand(Console console) {
    super(console);
  }

  /// A state with what it is called.
  private record State(String name, Loaded loaded) {}

  private record Both(State before, State after) {}

  @Override
  public Integer call() throws UserError {
    var both = both();
    var before = both.before();
    var after = both.after();
    var comparison =
        Comparison.of(
            Snapshot.of(before.loaded().company(), after.loaded().company()), console().now());
    if (json) {
      ComparisonReport.json(console(), comparison);
    } else {
      ComparisonReport.print(console(), before.name(), after.name(), comparison);
    }
    return comparison.isEmpty() ? 0 : 1;
  }

  private Both both() throws UserError {
    if (branch != null) {
      if (first != null) {
        throw new UserError("--branch goes without other revisions: compare ONE OTHER takes two");
      }
      var git = git();
      var tip = git.commit(branch);
      var parting = git.parting(git.commit("HEAD"), tip);
      var since = parting.substring(0, 10);
      return new Both(
          new State(since, loadedAt(git, since, parting)),
          new State(branch, loadedAt(git, branch, tip)));
    }
    var before = at(first == null ? "HEAD" : first);
    if (second != null) {
      return new Both(before, at(second));
    }
    var now = loaded();
    sayFaults(now);
    return new Both(before, new State("the folder as it is", now));
  }

  private State at(String revision) throws UserError {
    var git = git();
    return new State(revision, loadedAt(git, revision, git.commit(revision)));
  }
}
