package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook notes new`: a note to start from.
@Command(
    name = "new",
    description = {
      "Make the folder of a new note: note.md with every section, evidence that it fires on, and"
          + " evidence that it is clear on. It passes its own test; change it from there."
    },
    footer = {
      "",
      "Examples:",
      "  casebook notes new disk-full --in /srv/notes/storage",
      "  casebook notes test --notes /srv/notes/storage/disk-full",
      "",
      "Exit status: 0 made, 2 not made."
    })
final class NotesNewCommand implements Callable<Integer> {

  private static final String FULL =
      "cannot write /var/lib/exampled/queue: No space left on device";

  private static final String WELL = "wrote 12 orders to /var/lib/exampled/queue";

  private final Console console;

  @Parameters(
      paramLabel = "ID",
      description = "The note's name for ever, in lower case: disk-full.")
  private String id = "";

  @Option(
      names = "--in",
      paramLabel = "FOLDER",
      description = "Where its folder is made; the current folder if not given.")
  private Path parent = Path.of("");

  NotesNewCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    if (!id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new UserError("\"" + id + "\" is not of the form disk-full: words of a-z and 0-9");
    }
    if (new Workspace(console).casebook().note(id).isPresent()) {
      throw new UserError("a note of Casebook's own is called " + id + "; choose another ID");
    }
    var folder = parent.resolve(id);
    if (Files.exists(folder)) {
      throw new UserError(folder + ": already exists; choose another ID or folder");
    }
    try {
      make(folder);
    } catch (IOException e) {
      throw new UserError(folder + " can't be made: " + Reason.of(e));
    }
    console
        .out()
        .printf(
            "made %s%nedit %s, then: casebook notes test --notes %s%n",
            folder, folder.resolve("note.md"), folder);
    return 0;
  }

  private void make(Path folder) throws IOException {
    var title = id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
    write(
        folder.resolve("note.md"),
        template().replace("id: ID", "id: " + id).replace("TITLE", title.replace('-', ' ')));
    host(folder.resolve("fires/full"), WELL, FULL, FULL);
    write(
        folder.resolve("fires/full.expected"),
        "exampled could not write /var/lib/exampled/queue (2 lines in the log, the last at"
            + " 2026-11-22 10:43:00 UTC).\n");
    host(folder.resolve("clear/mended"), WELL, WELL, WELL);
  }

  /// A small host: files under their paths, outputs of commands under `commands/`.
  private static void host(Path folder, String... messages) throws IOException {
    write(folder.resolve("etc/hostname"), "web1\n");
    write(folder.resolve("commands/date"), "Sun Nov 22 11:00:00 UTC 2026\n");
    write(folder.resolve("etc/timezone"), "Etc/UTC\n");
    write(folder.resolve("proc/mounts"), "/dev/vda1 / ext4 rw,relatime 0 0\n");
    var log = new StringBuilder();
    for (int i = 0; i < messages.length; i++) {
      log.append(
          String.format(
              Locale.ROOT, "Nov 22 10:4%d:00 web1 exampled[812]: %s%n", i + 1, messages[i]));
    }
    write(folder.resolve("var/log/syslog"), log.toString());
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  private static String template() throws IOException {
    try (var in =
        Objects.requireNonNull(NotesNewCommand.class.getResourceAsStream("new-note.md"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
