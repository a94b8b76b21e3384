package dev.casebook.diagnosis;

import java.util.List;
import java.util.Optional;

/// One step of a remedy that is applied, its values in their places.
public sealed interface RemedyStep {

  /// A script for `/bin/sh`.
  ///
  /// @param fix what it does
  /// @param keep leaves in the variable `before` what it was
  /// @param undo takes it back, and may read `before`; empty where nothing can
  /// @param oneWay why nothing can, in the author's words; else empty
  record Commands(String fix, Optional<String> keep, Optional<String> undo, String oneWay)
      implements RemedyStep {}

  /// A script that has a program take over what other steps changed, there and back.
  record Reload(String commands) implements RemedyStep {}

  /// Lines of a file.
  ///
  /// @param check a command that has to accept the edited file `"$file"`; may be empty
  record Edit(String path, List<Line> lines, String check) implements RemedyStep {
    public Edit {
      lines = List.copyOf(lines);
    }
  }

  /// A line of an edit.
  ///
  /// @param mark `+`, `-` or `=`
  record Line(char mark, String text) {}
}
