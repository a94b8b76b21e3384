package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.report.Amount;
import dev.casebook.wings.accounts.load.LedgerFile;
import dev.casebook.wings.accounts.model.Company;
import dev.casebook.wings.accounts.model.Posix;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook accounts uid`: numbers of users of hosts, of which none is given twice.
@Command(
    name = "uid",
    description =
        "Give an account a uid that nobody ever had, and record it in the folder's ledger.",
    footer = {
      "",
      "The ledger is the folder's uids.yaml. An account that has a uid keeps it, which",
      "is recorded if it was not. A row of production: without uid: has the ledger's.",
      "What is given is the number after the highest, and no group's.",
      "",
      "Examples:",
      "  casebook accounts uid lihua",
      "  casebook accounts uid lihua --range 20000-29999",
      "  casebook accounts uid --next",
      "  casebook accounts uid --record",
      "",
      "Exit status: 0 it has one now, 2 it can't have."
    })
final class UidCommand extends FolderCommand {

  private static final Pattern RANGE = Pattern.compile("([1-9][0-9]{3,9})-([1-9][0-9]{3,9})");

  @Parameters(arity = "0..1", paramLabel = "ACCOUNT", description = "A user of hosts.")
  private @Nullable String account;

  @Option(names = "--next", description = "Say which would be next, and give it to nobody.")
  private boolean next;

  @Option(
      names = "--record",
      description = "Record every uid that rows have and the ledger lacks; begin a ledger so.")
  private boolean record;

  @Option(
      names = "--range",
      paramLabel = "FIRST-LAST",
      description = "Give one of these; 10000-59999 if not given.")
  private String range = "10000-59999";

  UidCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws UserError {
    if ((account == null ? 0 : 1) + (next ? 1 : 0) + (record ? 1 : 0) != 1) {
      throw new UserError("uid needs one of an ACCOUNT, --next and --record");
    }
    var bounds = RANGE.matcher(range);
    if (!bounds.matches()) {
      throw new UserError("--range is two uids from 1000 on, such as 20000-29999, not " + range);
    }
    long first = Long.parseLong(bounds.group(1));
    long last = Long.parseLong(bounds.group(2));
    var company = loaded().company();
    if (next) {
      print(String.valueOf(free(LedgerFile.next(company, first, last))));
      return 0;
    }
    if (account != null) {
      check(company, account);
    }
    try {
      var added =
          LedgerFile.add(
              folder(),
              now ->
                  account == null ? LedgerFile.unrecorded(now) : chosen(now, account, first, last));
      return say(added);
    } catch (IOException e) {
      throw new UserError(folder() + ": " + Reason.of(e));
    }
  }

  private static void check(Company company, String name) throws UserError {
    var found = company.accounts().get(name);
    if (found == null) {
      throw unknown("account", name, company.accounts().keySet());
    }
    if (found.posix().isEmpty()) {
      throw new UserError(
          "%s: %s is no user of hosts: it needs production: in its row"
              .formatted(found.place(), name));
    }
  }

  private long free(OptionalLong uid) throws UserError {
    if (uid.isEmpty()) {
      throw new UserError("no uid of %s is free: give another --range".formatted(range));
    }
    return uid.getAsLong();
  }

  /// Nothing where it has one that is recorded, or none is free.
  private static SequencedMap<Long, String> chosen(
      Company company, String name, long first, long last) {
    var uid = uid(company, name);
    if (uid.isEmpty()) {
      uid = LedgerFile.next(company, first, last);
    }
    return uid.isEmpty() || company.uids().of(uid.getAsLong()).isPresent()
        ? new LinkedHashMap<>()
        : new LinkedHashMap<>(Map.of(uid.getAsLong(), name));
  }

  private static OptionalLong uid(Company company, String name) {
    var found = company.accounts().get(name);
    return found == null
        ? OptionalLong.empty()
        : found.posix().map(Posix::uid).orElse(OptionalLong.empty());
  }

  private int say(LedgerFile.Added added) throws UserError {
    if (account == null) {
      print(Amount.of(added.given().size(), "uid") + " recorded in " + added.file());
      return 0;
    }
    var company = loaded().company();
    long uid = free(uid(company, account));
    var owner = company.uids().of(uid).map(entry -> entry.account()).orElse("");
    if (!owner.equals(account)) {
      throw new UserError(
          "uid %d of %s was given to %s: take it out of the row first"
              .formatted(uid, account, owner));
    }
    print(String.valueOf(uid));
    if (!added.given().isEmpty()) {
      console().say("recorded in " + added.file());
    }
    return 0;
  }
}
