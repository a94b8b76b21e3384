package dev.casebook.wings.accounts.commands;

import dev.casebook.changes.Refusal;
import dev.casebook.console.Console;
import dev.casebook.console.SecretFile;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.load.Loaded;
import dev.casebook.wings.accounts.model.Kind;
import dev.casebook.wings.accounts.model.TargetSettings;
import dev.casebook.wings.accounts.plan.Ownership;
import dev.casebook.wings.accounts.plan.Target;
import dev.casebook.wings.accounts.targets.Destination;
import dev.casebook.wings.accounts.targets.Targets;
import java.io.IOException;
import java.nio.file.Path;
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
  record Opened(
      TargetSettings settings,
      Loaded loaded,
      Snapshot snapshot,
      Target target,
      Ownership ownership) {}

  /// What a command does with it.
  interface Work {
    int status(Opened opened) throws IOException, Refusal, UserError;
  }

  int withTarget(Work work) throws UserError {
    var loaded = loaded();
    var snapshot = Snapshot.of(loaded.company());
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
    try (var ownership = Ownership.open(file("owned"));
        var target = Targets.open(destination(settings, snapshot))) {
      return work.status(new Opened(settings, loaded, snapshot, target, ownership));
    } catch (Refusal e) {
      throw new UserError(name + ": " + e.reason());
    } catch (IOException e) {
      throw new UserError(name + ": " + Reason.of(e));
    }
  }

  private Destination destination(TargetSettings settings, Snapshot snapshot) throws IOException {
    return new Destination(
        settings,
        snapshot.company().directory().base(),
        folder(),
        state(),
        SecretFile.firstLine(state().resolve("targets").resolve(name)),
        console().ssh());
  }

  String name() {
    return name;
  }

  /// A file of the state folder that is this target's.
  Path file(String kind) {
    return state().resolve("targets").resolve(name + "." + kind);
  }
}
