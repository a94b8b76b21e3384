package dev.casebook.changes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// One step of a change, as it will be executed: every value is in its place, and an edit is the
/// whole file.
public sealed interface Step {

  /// A script for the host's own `/bin/sh`.
  ///
  /// @param fix what it does
  /// @param keep runs before it and leaves in the variable `before` what it was, for `undo`
  /// @param undo takes it back; empty where nothing can
  /// @param oneWay why nothing can; empty where `undo` can
  record Command(String fix, Optional<String> keep, Optional<String> undo, String oneWay)
      implements Step {}

  /// A script that has a program take over what other steps changed, such as a restart. It runs
  /// again once they are taken back.
  record Reload(String commands) implements Step {

    private static final Pattern RESTART =
        Pattern.compile(
            "(?m)^\\s*systemctl (restart|try-restart|start|reload-or-restart)((?: (?:--|'?[\\w@:.\\\\-]+'?))+)\\s*$");

    /// The units of systemd that it starts anew, each after the word that does: `restart kubelet`.
    /// One that is only told to start, or to read its settings again, may run as before.
    List<String> restarts() {
      var restarts = new ArrayList<String>();
      var matcher = RESTART.matcher(commands);
      while (matcher.find()) {
        for (var word : matcher.group(2).strip().split(" +")) {
          if (!word.startsWith("-")) {
            restarts.add(matcher.group(1) + " " + word.replace("'", ""));
          }
        }
      }
      return restarts;
    }
  }

  /// A file that is replaced by an edited one.
  ///
  /// Contents are bytes, each as the character of its value (ISO 8859-1).
  ///
  /// @param path where the file itself lies, behind all links
  /// @param was what the plan saw; empty if there was no file
  /// @param after what it becomes
  /// @param check a script that has to accept the file `"$file"` before it is put in place; may be
  ///   empty
  record Edit(String path, Optional<String> was, String after, String check) implements Step {}
}
