package dev.casebook.changes;

import dev.casebook.hosts.Host;
import java.util.Optional;

/// The script that writes a change down on its host before anything is done.
record Opening(Change change) {

  String script() {
    var script = new StringBuilder();
    script
        .append("check_rights\n")
        .append("[ ! -e \"$journal/$id\" ] || refuse \"a change is called $id already\"\n")
        .append("rm -rf -- \"$journal/.$id\"\n")
        .append("mkdir -- \"$journal/.$id\" || refuse \"the journal can't be written\"\n")
        .append("change=$journal/.$id\n");
    file(script, "note", Journal.bytes(line(change.note())));
    file(script, "subject", Journal.bytes(line(change.subject())));
    if (!change.asked().isEmpty()) {
      var asked = new StringBuilder();
      change.asked().forEach(option -> asked.append(line(option)));
      file(script, "asked", Journal.bytes(asked.toString()));
    }
    file(script, "journal.sh", Journal.library());
    script.append("date -u +%Y-%m-%dT%H:%M:%SZ | ").append(into("made"));
    for (int i = 0; i < change.steps().size(); i++) {
      step(script, change.steps().get(i), Integer.toString(i + 1));
    }
    file(script, "state", ChangeState.PLANNED.word() + "\n");
    return script.append("open_change\n").toString();
  }

  private static void step(StringBuilder script, Step step, String folder) {
    script.append("mkdir -- \"$change/").append(folder).append("\" || refuse \"no room\"\n");
    switch (step) {
      case Step.Command command -> {
        file(script, folder + "/kind", "command\n");
        file(script, folder + "/fix", shell(command.fix()));
        file(script, folder + "/keep", command.keep().map(Opening::shell));
        file(script, folder + "/undo", command.undo().map(Opening::shell));
        file(script, folder + "/oneway", Journal.bytes(command.oneWay()));
      }
      case Step.Reload reload -> {
        file(script, folder + "/kind", "reload\n");
        file(script, folder + "/fix", shell(reload.commands()));
        if (!reload.restarts().isEmpty()) {
          file(script, folder + "/units", String.join("\n", reload.restarts()) + "\n");
        }
      }
      case Step.Edit edit -> {
        file(script, folder + "/kind", "edit\n");
        // without an end of line, which the name does not have
        file(script, folder + "/path", Journal.bytes(edit.path()));
        file(script, folder + "/was", edit.was());
        file(script, folder + "/after", edit.after());
        file(
            script,
            folder + "/check",
            edit.check().isEmpty() ? Optional.empty() : Optional.of(shell(edit.check())));
      }
    }
    file(script, folder + "/state", "planned\n");
  }

  private static String shell(String commands) {
    return Journal.bytes(commands) + "\n";
  }

  /// One line, whatever stands in it.
  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}", " ") + "\n";
  }

  private static void file(StringBuilder script, String name, Optional<String> bytes) {
    bytes.ifPresent(some -> file(script, name, some));
  }

  private static void file(StringBuilder script, String name, String bytes) {
    script.append(ShellBytes.printing(bytes)).append(" | ").append(into(name));
  }

  private static String into(String name) {
    return "put \"$change/\"" + Host.quoted(name) + " || refuse \"no room in the journal\"\n";
  }
}
