package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.report.JsonRows;
import dev.casebook.report.RowWriter;
import dev.casebook.report.TableRows;
import dev.casebook.wings.accounts.decide.HostAccess;
import dev.casebook.wings.accounts.decide.Matrix;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Posix;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook accounts reach`: who may sign in on a host, or where somebody may.
@Command(
    name = "reach",
    description =
        "List who may sign in on a host, with --account on which hosts somebody may, or with --all"
            + " everybody everywhere.",
    footer = {
      "",
      "What access rules let in: of accounts that are enabled, not expired, and users",
      "of hosts. The network's gate and second factors are explain's.",
      "",
      "--all tells hosts that the same accounts reach by the same services once, and",
      "every account with --json; with --csv it is a line for each account, host and",
      "service.",
      "",
      "Examples:",
      "  casebook accounts reach web01",
      "  casebook accounts reach web01 --service sudo",
      "  casebook accounts reach --account lihua",
      "  casebook accounts reach --all",
      "  casebook accounts reach --all --service sshd --csv",
      "  casebook accounts reach web01 --branch request-17",
      "",
      "Exit status: 0 somebody or something is reached, 1 nobody or nothing."
    })
final class ReachCommand extends FolderCommand {

  @Parameters(arity = "0..1", paramLabel = "HOST", description = "A host.")
  private @Nullable String host;

  @Option(names = "--account", paramLabel = "NAME", description = "A person or a service account.")
  private @Nullable String account;

  @Option(names = "--all", description = "All accounts and all hosts.")
  private boolean all;

  @Option(
      names = "--service",
      paramLabel = "SERVICE",
      description = "By this PAM service; sshd if not given, and each with --all.")
  private @Nullable String service;

  @Option(
      names = "--branch",
      paramLabel = "REVISION",
      description = "As this branch or commit has the folder, not as it lies here.")
  private @Nullable String branch;

  @Option(names = "--json", description = "A JSON array.")
  private boolean json;

  @Option(names = "--csv", description = "With --all: CSV.")
  private boolean csv;

  ReachCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws UserError {
    if ((host == null ? 0 : 1) + (account == null ? 0 : 1) + (all ? 1 : 0) != 1) {
      throw new UserError("reach needs one of a HOST, --account and --all");
    }
    if (csv && (!all || json)) {
      throw new UserError("--csv belongs to --all, and goes without --json");
    }
    var snapshot = snapshotAt(branch);
    if (all) {
      return matrix(snapshot);
    }
    var rows =
        json ? new JsonRows(console().out()) : TableRows.whole(console().out(), console().style());
    return host == null
        ? hosts(snapshot, String.valueOf(account), rows)
        : accounts(snapshot, host, rows);
  }

  private String service() {
    return service == null ? "sshd" : service;
  }

  private int matrix(Snapshot snapshot) {
    var blocks =
        service == null
            ? Matrix.of(snapshot, console().now())
            : Matrix.of(snapshot, console().now(), service);
    if (csv) {
      MatrixReport.csv(console(), blocks);
    } else if (json) {
      MatrixReport.json(console(), blocks);
    } else {
      MatrixReport.table(console(), blocks);
    }
    return blocks.isEmpty() ? 1 : 0;
  }

  private int accounts(Snapshot snapshot, String host, RowWriter rows) throws UserError {
    var company = snapshot.company();
    if (!company.hosts().containsKey(host)) {
      throw unknown("host", host, company.hosts().keySet());
    }
    var names =
        new HostAccess(snapshot)
            .accounts(host, service()).stream()
                .filter(name -> isInUse(Objects.requireNonNull(company.accounts().get(name))))
                .toList();
    rows.columns(List.of("account", "uid"));
    names.forEach(name ->
        rows.row(
            new @Nullable Object[] {
              name, uid(Objects.requireNonNull(company.accounts().get(name)))
            }));
    rows.end();
    return names.isEmpty() ? 1 : 0;
  }

  private int hosts(Snapshot snapshot, String account, RowWriter rows) throws UserError {
    var accounts = snapshot.company().accounts();
    var one = accounts.get(account);
    if (one == null) {
      throw unknown("account", account, accounts.keySet());
    }
    var names =
        isInUse(one) ? new HostAccess(snapshot).hosts(one.name(), service()) : List.<String>of();
    rows.columns(List.of("host"));
    names.forEach(name -> rows.row(new Object[] {name}));
    rows.end();
    return names.isEmpty() ? 1 : 0;
  }

  private boolean isInUse(Account one) {
    return !one.disabled() && !one.isExpiredAt(console().now()) && one.posix().isPresent();
  }

  private static @Nullable Long uid(Account one) {
    var uid = one.posix().map(Posix::uid).orElse(OptionalLong.empty());
    return uid.isPresent() ? uid.getAsLong() : null;
  }
}
