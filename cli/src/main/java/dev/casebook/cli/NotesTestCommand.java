package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.diagnosis.Language;
import dev.casebook.diagnosis.Note;
import dev.casebook.investigate.NoteTrial;
import dev.casebook.query.Schema;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `casebook notes test`: notes tried on the evidence beside them.
@Command(
    name = "test",
    description = {
      "Run notes against the evidence beside them: each must say what NAME.expected has of each"
          + " fires/NAME, that all is well of each clear/NAME, and nothing of each quiet/NAME."
    },
    footer = {
      "",
      "Examples:",
      "  casebook notes test --notes /srv/notes",
      "  casebook notes test disk-full --notes /srv/notes --ablate",
      "",
      "Exit status: 0 all passed, 1 a note failed, 2 there is no such note."
    })
final class NotesTestCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final ChosenNotes chosen = new ChosenNotes();

  @Option(
      names = "--update",
      description = "Write what the notes say into the files that tell what they must say.")
  private boolean update;

  @Option(
      names = "--ablate",
      description =
          "Take each file of the evidence away in turn and show what the note says then: it may"
              + " lack evidence, but where it is clear, other evidence must prove that.")
  private boolean ablate;

  NotesTestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    var workspace = new Workspace(console);
    var casebook = chosen.casebook(workspace);
    var notes = chosen.of(casebook);
    var child =
        Optional.ofNullable(chosen.folder)
            .map(f -> ExamineCommand.line(f, Map.of(), Language.ENGLISH));
    var trial =
        new NoteTrial(
            workspace.sources(),
            workspace.catalogue(),
            casebook,
            Optional.of(console.cache()),
            child);
    try {
      return ablate ? ablate(notes, trial) : test(notes, trial, workspace);
    } catch (IOException e) {
      throw new UserError("the evidence can't be copied or written: " + e.getMessage());
    }
  }

  private int test(List<Note> notes, NoteTrial trial, Workspace workspace) throws IOException {
    int failed = 0;
    int passed = 0;
    try (var schema = Schema.of(workspace.catalogue())) {
      for (var note : notes) {
        if (update) {
          trial.update(note).forEach(file -> console.out().println("wrote " + file));
        }
        var result = trial.of(note, schema);
        print(result);
        passed += result.passed();
        failed += result.failures().size();
      }
    }
    console.out().printf(Locale.ROOT, "%d passed, %d failed%n", passed, failed);
    return failed == 0 ? 0 : 1;
  }

  private void print(NoteTrial.Result result) {
    var style = console.style();
    boolean good = result.failures().isEmpty();
    console
        .out()
        .printf(
            "%s  %s (%d)%s%n",
            good ? style.green("ok  ") : style.red("FAIL"),
            result.note(),
            result.passed(),
            good && result.experimental()
                ? " experimental: it has no fires/ that shows it firing"
                : "");
    result.failures().stream()
        .flatMap(String::lines)
        .forEach(line -> console.print("      " + coloured(line) + "\n"));
  }

  private String coloured(String line) {
    var style = console.style();
    if (line.startsWith("- ")) {
      return style.red(line);
    }
    return line.startsWith("+ ") ? style.green(line) : line;
  }

  private int ablate(List<Note> notes, NoteTrial trial) throws IOException {
    boolean fault = false;
    for (var note : notes) {
      console.out().println(console.style().bold(note.id()));
      for (var ablation : trial.ablations(note)) {
        fault |= ablation.fault();
        console.print("  without " + ablation.without() + "\n");
        console.print("    " + ablation.said() + "\n");
      }
    }
    return fault ? 1 : 0;
  }
}
