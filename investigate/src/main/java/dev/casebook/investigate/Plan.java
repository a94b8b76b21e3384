package dev.casebook.investigate;

import dev.casebook.changes.Change;
import dev.casebook.changes.Step;
import dev.casebook.diagnosis.Prescription;
import java.util.List;

/// What will be done to a host, as it will be done: every command with its values, every file as it
/// becomes.
///
/// @param change its steps
/// @param soAlready files that an edit would leave as they are
/// @param remarks sentences on what will not hold although it is done
public record Plan(
    Change change, Prescription prescription, List<String> soAlready, List<String> remarks) {

  public Plan {
    soAlready = List.copyOf(soAlready);
    remarks = List.copyOf(remarks);
  }

  /// The steps that can't be taken back.
  public List<Step.Command> oneWay() {
    return change.steps().stream()
        .filter(Step.Command.class::isInstance)
        .map(Step.Command.class::cast)
        .filter(command -> command.undo().isEmpty())
        .toList();
  }
}
