package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.diagnosis.NoteHeader;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.investigate.Capture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook notes capture`: an incident becomes a test.
@Command(
    name = "capture",
    description = {
      "Take the evidence of a finding out of a source into the note's folder, and of that only what"
          + " the finding stands on: a file or line stays if the note says something else without"
          + " it. What it says is written beside it.",
      "Names of hosts, users and addresses stay as they are: read what was taken before you give"
          + " it away."
    },
    footer = {
      "",
      "Examples:",
      "  casebook notes capture disk-full web1.tar.xz --notes /srv/notes --as fires/w1",
      "",
      "Exit status: 0 taken, 1 the note finds nothing there, 2 it could not be taken."
    })
final class NotesCaptureCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--notes",
      paramLabel = "FOLDER",
      description = "Notes of your own; the shipped ones if not given.")
  private @Nullable Path folder;

  @Option(
      names = "--as",
      required = true,
      paramLabel = "fires/NAME",
      description = "The new folder beside the note's note.md.")
  private String as = "";

  @Parameters(index = "0", paramLabel = "ID", description = "A note.")
  private String id = "";

  @Parameters(index = "1", paramLabel = "SOURCE", description = "A folder, archive or log.")
  private String source = "";

  NotesCaptureCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    if (!as.matches("fires/[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new UserError("--as is fires/NAME, not " + as);
    }
    var workspace = new Workspace(console);
    var casebook = workspace.ownNotes(folder);
    var note = ChosenNotes.note(casebook, id);
    if (note.header().scope() == NoteHeader.Scope.together) {
      throw new UserError(
          "%s sees several snapshots together; copy each of its sources into %s by hand"
              .formatted(note.id(), note.file().resolveSibling(as)));
    }
    var target = note.file().resolveSibling(as);
    if (Files.exists(target)) {
      throw new UserError(target + ": already exists; choose another name");
    }
    try {
      var taken =
          new Capture(
                  workspace.sources(),
                  workspace.catalogue(),
                  casebook,
                  note,
                  Optional.of(console.cache()))
              .of(source, target);
      console.progress().end();
      if (taken.isEmpty()) {
        console.say(note.id() + " finds nothing in " + source);
        return 1;
      }
      Files.writeString(
          target.resolveSibling(target.getFileName() + ".expected"),
          String.join("\n", taken.get().said()) + "\n");
      print(target, taken.get());
      return 0;
    } catch (UnreadableSource | IOException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private void print(Path target, Capture.Taken taken) {
    taken.files().forEach(file -> console.print(target.resolve(file) + "\n"));
    taken.said().forEach(sentence -> console.print("says: " + sentence + "\n"));
    if (!taken.whole()) {
      console.say("not every line was tried; some that are left may not matter");
    }
  }
}
