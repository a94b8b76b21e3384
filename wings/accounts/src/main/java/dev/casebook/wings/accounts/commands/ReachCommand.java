package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.report.JsonRows;
import dev.casebook.report.TableRows;
import dev.casebook.wings.accounts.decide.HostAccess;
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
    description = "List who may sign in on a host, or with --account on which hosts somebody may.",
    footer = {
      "",
      "What access rules let in: of accounts that are enabled, not expired, and users",
      "of hosts. The network's gate and second factors are explain's.",
      "",
      "Examples:",
      "  casebook accounts reach web01",
      "  casebook accounts reach web01 --service sudo",
      "  casebook accounts reach --account lihua",
      "",
      "Exit status: 0 somebody or something is reached, 1 nobody or nothing."
    })
final class ReachCommand extends FolderCommand {

  @Parameters(arity = "0..1", paramLabel = "HOST", description = "A host.")
  private @Nullable String host;

  @Option(names = "--account", paramLabel = "NAME", description = "A person or a service account.")
  private @Nullable String account;

  @Option(
      names = "--service",
      paramLabel = "SERVICE",
      description = "By this PAM service; sshd if not given.")
  private String service = "sshd";

  @Option(names = "--json", description = "A JSON array.")
  private boolean json;

  ReachCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws UserError {
    if ((host == null) == (account == null)) {
      throw new UserError("reach needs a HOST or --account");
    }
    var snapshot = snapshot();
    var company = snapshot.company();
    var access = new HostAccess(snapshot);
    var rows =
        json ? new JsonRows(console().out()) : TableRows.whole(console().out(), console().style());
    if (host != null) {
      if (!company.hosts().containsKey(host)) {
        throw unknown("host", host, company.hosts().keySet());
      }
      var names =
          access.accounts(host, service).stream()
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
    var one = company.accounts().get(account);
    if (one == null) {
      throw unknown("account", String.valueOf(account), company.accounts().keySet());
    }
    var names = isInUse(one) ? access.hosts(one.name(), service) : List.<String>of();
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
