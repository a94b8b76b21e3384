package dev.casebook.wings.pki.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.wings.pki.folder.PkiFolder;
import dev.casebook.wings.pki.journal.Border;
import dev.casebook.wings.pki.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `casebook pki undo`: a change taken back.
@Command(
    name = "undo",
    description = {
      "Take a change back: every file is as it was before, with its mode and owner.",
      "Where a file was changed since, nothing is taken back."
    },
    footer = {
      "",
      "To undo an undo does the change again. The number of a revocation list goes back "
          + "too; servers do not mind. Files that were published are another change.",
      "",
      "Examples:",
      "  casebook pki undo 20260102-030405-revoke"
    })
final class UndoCommand extends FolderCommand {

  @Parameters(paramLabel = "ID", description = "As casebook pki log has it.")
  private String id = "";

  @Mixin private final WhyOption why = new WhyOption();

  UndoCommand(Console console, Border border) {
    super(console, border);
  }

  @Override
  public Integer call() throws UserError {
    try {
      var root = root();
      var journal = journal(root);
      return journal.alone(() -> {
        make(
            root,
            journal,
            journal.undoing(id),
            why.why(),
            "Everything of " + id + " is as it was.");
        return 0;
      });
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /// That of an authority, or of what is left where its making was taken back.
  private Path root() throws IOException, UserError {
    var here = named().toAbsolutePath().normalize();
    if (Files.isDirectory(here.resolve(Journal.FOLDER))) {
      return here;
    }
    PkiFolder folder = folder();
    return folder.root();
  }
}
