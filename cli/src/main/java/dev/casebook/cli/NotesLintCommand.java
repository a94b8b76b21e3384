package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.diagnosis.CasebookLint;
import dev.casebook.diagnosis.UnusableFile;
import dev.casebook.diagnosis.View;
import dev.casebook.query.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `casebook notes lint`: every fault in the form of notes and views.
@Command(
    name = "lint",
    description = "Check the form of notes and views, without evidence, and tell every fault.",
    footer = {
      "",
      "Examples:",
      "  casebook notes lint",
      "  casebook notes lint /srv/notes",
      "",
      "Exit status: 0 nothing is wrong, 1 something is, 2 there is no such folder."
    })
final class NotesLintCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Notes of your own, or one; the shipped ones if not given.")
  private @Nullable Path folder;

  NotesLintCommand(Console console) {
    this.console = console;
  }

  private static String count(int number, String one, String more) {
    return number + " " + (number == 1 ? one : more);
  }

  @Override
  public Integer call() throws UserError {
    if (folder != null && !Files.isDirectory(folder)) {
      throw new UserError(folder + " is not a folder");
    }
    var workspace = new Workspace(console);
    List<View> shipped = folder == null ? List.of() : workspace.casebook().views();
    try (var schema = Schema.of(workspace.catalogue())) {
      var lint =
          CasebookLint.of(
              folder == null ? console.home().resolve("notes") : folder, shipped, schema);
      if (lint.checked() == 0) {
        throw new UserError(folder + " holds no note.md and no view");
      }
      lint.complaints().forEach(complaint -> console.print(complaint + "\n"));
      lint.remarks().forEach(remark -> console.print(console.style().dim(remark) + "\n"));
      console
          .out()
          .printf(
              Locale.ROOT,
              "%s checked, %s%n",
              count(lint.checked(), "note or view", "notes and views"),
              count(lint.complaints().size(), "fault", "faults"));
      return lint.complaints().isEmpty() ? 0 : 1;
    } catch (UnusableFile e) {
      throw new UserError(e.getMessage());
    }
  }
}
