package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.formats.network.IpAddress;
import dev.casebook.wings.accounts.credentials.Credentials;
import dev.casebook.wings.accounts.decide.Access;
import dev.casebook.wings.accounts.decide.Decision;
import dev.casebook.wings.accounts.decide.Question;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.serve.KeptSteps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook accounts explain`: why somebody may or may not.
@Command(
    name = "explain",
    description = "Say whether somebody may do something, and every step to it.",
    footer = {
      "",
      "What the folder alone can't tell, such as whether somebody has a token or an",
      "account is locked for wrong passwords, is told as not known without --state.",
      "",
      "Examples:",
      "  casebook accounts explain lihua --host web01",
      "  casebook accounts explain lihua --host web01 --service ftp --from 10.1.2.3",
      "  casebook accounts explain lihua --host web01 --sudo '/bin/su - worker'",
      "  casebook accounts explain lihua --database orders --from 10.20.1.5",
      "  casebook accounts explain lihua --vpn --at 2027-04-01",
      "  casebook accounts explain lihua --host web01 --branch request-17",
      "  casebook accounts explain lihua --application --state /srv/state",
      "",
      "Exit status: 0 nothing denies it, 1 something does, 2 it can't be answered."
    })
final class ExplainCommand extends FolderCommand {

  @Parameters(paramLabel = "ACCOUNT", description = "A person or a service account.")
  private String account = "";

  @Option(names = "--host", paramLabel = "HOST", description = "Sign in on this host.")
  private @Nullable String host;

  @Option(
      names = "--service",
      paramLabel = "SERVICE",
      description = "By this PAM service; sshd if not given.")
  private @Nullable String service;

  @Option(
      names = "--sudo",
      paramLabel = "COMMAND",
      description = "With --host: run this there by sudo.")
  private @Nullable String sudo;

  @Option(
      names = "--as",
      paramLabel = "USER",
      description = "With --sudo: the user to run it as; root if not given.")
  private @Nullable String runAs;

  @Option(names = "--database", paramLabel = "NAME", description = "Use this database.")
  private @Nullable String database;

  @Option(names = "--vpn", description = "Come in by the VPN.")
  private boolean vpn;

  @Option(names = "--application", description = "Sign in to an application of the office.")
  private boolean application;

  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      description = "Look into this state folder too: tokens, locks, ages of passwords.")
  private @Nullable Path state;

  @Option(
      names = "--branch",
      paramLabel = "REVISION",
      description = "As this branch or commit has the folder, not as it lies here.")
  private @Nullable String branch;

  @Option(names = "--from", paramLabel = "ADDRESS", description = "From this address.")
  private @Nullable String from;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "At this time, 2027-03-31 or 2027-03-31T12:00:00Z; now if not given.")
  private @Nullable String at;

  @Option(names = "--json", description = "A JSON object.")
  private boolean json;

  ExplainCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws UserError {
    var goal = goal();
    var time = time();
    var address = address();
    var snapshot = snapshotAt(branch);
    checkNames(snapshot, goal);
    var question = new Question(account, goal, address, time);
    var decision = kept(snapshot, question, new Access(snapshot).explain(question));
    if (json) {
      DecisionReport.json(console(), decision);
    } else {
      DecisionReport.print(console(), decision);
    }
    return decision.isDenied() ? 1 : 0;
  }

  /// With what is kept of the account, where a state folder is given.
  private Decision kept(Snapshot snapshot, Question question, Decision decision) throws UserError {
    if (state == null) {
      return decision;
    }
    if (!Files.isReadable(state.resolve("journal"))) {
      throw new UserError(state + " is no state folder: there is no journal to be read in it");
    }
    try (var credentials = Credentials.in(state)) {
      return new KeptSteps(snapshot, credentials).in(decision, question);
    } catch (IOException e) {
      throw new UserError(state + ": " + Reason.of(e));
    }
  }

  private Question.Goal goal() throws UserError {
    int goals =
        (host == null ? 0 : 1) + (database == null ? 0 : 1) + (vpn ? 1 : 0) + (application ? 1 : 0);
    if (goals != 1) {
      throw new UserError("explain needs one of --host, --database, --vpn and --application");
    }
    if (host == null && (sudo != null || service != null)) {
      throw new UserError("--service and --sudo belong to --host");
    }
    if (sudo == null && runAs != null) {
      throw new UserError("--as belongs to --sudo");
    }
    if (sudo != null && service != null) {
      throw new UserError("--sudo asks the services sshd and sudo: it goes without --service");
    }
    if (database != null) {
      return new Question.UseDatabase(database);
    }
    if (host == null) {
      return application ? new Question.Application() : new Question.Vpn();
    }
    if (sudo == null) {
      return new Question.SignIn(host, service == null ? "sshd" : service);
    }
    if (!sudo.startsWith("/")) {
      throw new UserError("--sudo is a command with its whole path, such as '/bin/su - worker'");
    }
    return new Question.Sudo(host, sudo, runAs == null ? "root" : runAs);
  }

  private Optional<IpAddress> address() throws UserError {
    if (from == null) {
      return Optional.empty();
    }
    var address = IpAddress.of(from);
    if (address.isEmpty()) {
      throw new UserError("--from is an IP address, not " + from);
    }
    return address;
  }

  private Instant time() throws UserError {
    if (at == null) {
      return console().now();
    }
    try {
      return at.length() == 10
          ? LocalDate.parse(at).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(at);
    } catch (DateTimeParseException e) {
      throw new UserError("--at is 2027-03-31 or 2027-03-31T12:00:00Z, not " + at);
    }
  }

  private void checkNames(Snapshot snapshot, Question.Goal goal) throws UserError {
    var company = snapshot.company();
    if (!company.accounts().containsKey(account)) {
      throw unknown("account", account, company.accounts().keySet());
    }
    if (host != null && !company.hosts().containsKey(host)) {
      throw unknown("host", host, company.hosts().keySet());
    }
    if (goal instanceof Question.UseDatabase use
        && !company.databases().containsKey(use.database())) {
      throw unknown("database", use.database(), company.databases().keySet());
    }
  }
}
