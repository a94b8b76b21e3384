package dev.casebook.wings.accounts.commands;

import dev.casebook.changes.Refusal;
import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.load.Loaded;
import dev.casebook.wings.accounts.model.Kind;
import dev.casebook.wings.accounts.model.TargetSettings;
import dev.casebook.wings.accounts.plan.Guard;
import dev.casebook.wings.accounts.plan.Ownership;
import dev.casebook.wings.accounts.plan.Plan;
import dev.casebook.wings.accounts.plan.Planning;
import dev.casebook.wings.accounts.plan.Target;
import dev.casebook.wings.accounts.targets.Destination;
import dev.casebook.wings.accounts.targets.Targets;
import dev.casebook.wings.accounts.targets.hosts.Caches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine.Parameters;

/// What commands over one target have in common: the target opened, and what of it is ours.
abstract class TargetCommand extends StateCommand {

  @Parameters(paramLabel = "TARGET", description = "A row of `targets`.")
  private String name = "";

  TargetCommand(Console console) {
    super(console);
  }

  /// What is done with a target.
  ///
  /// @param loaded the folder, as it is now
  /// @param caches of hosts that keep what it says
  /// @param planFile where its last plan is kept
  record Opened(
      TargetSettings settings,
      Loaded loaded,
      Snapshot snapshot,
      Target target,
      Ownership ownership,
      Caches caches,
      Path planFile) {

    /// Makes plans of what the target would need to be as the folder wants it.
    Planning planning() {
      return new Planning(
          settings.name(), loaded.digest(), snapshot, target, ownership, settings.kept());
    }

    /// What no confirmation makes right in a plan, a sentence each.
    List<String> objections(Plan plan) {
      return Guard.objections(
          plan, Set.copyOf(settings.required()), target::accountOf, target::isSelf);
    }
  }

  /// What a command does with it.
  interface Work {
    int status(Opened opened) throws IOException, Refusal, UserError;
  }

  int withTarget(Work work) throws UserError {
    var loaded = loaded();
    var snapshot = snapshot(loaded);
    var settings = loaded.company().targets().get(name);
    if (settings == null) {
      throw unknown("target", name, loaded.company().targets().keySet());
    }
    if (loaded.lost() > 0) {
      throw new UserError(
          "a part of the folder could not be read as rows (lint tells which): what stood there would"
              + " be taken for not wanted any more");
    }
    if (loaded.company().isFaulty(Kind.TARGET, name)) {
      throw new UserError(settings.place() + ": this target has a fault: lint tells which");
    }
    var destination =
        new Destination(
            settings, snapshot.company().directory().base(), folder(), state(), console().ssh());
    try (var ownership = Ownership.open(destination.kept(".owned"));
        var target = Targets.open(destination, snapshot)) {
      return work.status(
          new Opened(
              settings,
              loaded,
              snapshot,
              target,
              ownership,
              Caches.of(destination, snapshot, target),
              destination.kept(".plan")));
    } catch (Refusal e) {
      throw new UserError(name + ": " + e.reason());
    } catch (IOException e) {
      throw new UserError(where(settings) + ": " + Reason.of(e));
    } catch (UncheckedIOException e) {
      throw new UserError(name + ": " + Reason.of(Objects.requireNonNull(e.getCause())));
    }
  }

  private String where(TargetSettings settings) {
    return settings.address().isEmpty() ? name : name + " at " + settings.address();
  }

  String name() {
    return name;
  }
}
