package dev.casebook.verdicts;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How far a snapshot has come with the steps of a runbook. Nothing else remembers it: walked
/// again, it goes on where the evidence says.
///
/// @param note the runbook
/// @param stages in the author's order
public record RunbookWalk(NoteLabel note, SnapshotLabel snapshot, List<Stage> stages) {

  public RunbookWalk {
    stages = List.copyOf(stages);
  }

  /// One step.
  ///
  /// @param heading the author's words
  /// @param text what to do
  /// @param evidence the first line that decides, where rows name one; else empty
  /// @param searched what was gone through and does not hold it; empty unless it is left
  /// @param missing what could not be looked at; empty unless it can't be told
  /// @param after the steps that have to be done before
  public record Stage(
      String heading,
      String text,
      State state,
      List<Evidence> evidence,
      List<String> searched,
      List<String> missing,
      List<String> after) {

    public Stage {
      evidence = List.copyOf(evidence);
      searched = List.copyOf(searched);
      missing = List.copyOf(missing);
      after = List.copyOf(after);
    }
  }

  /// What the evidence says of a step.
  public enum State {
    /// It is done.
    DONE,
    /// It is left to do.
    LEFT,
    /// The evidence that would tell is missing or partial.
    UNTOLD;

    public String word() {
      return this == UNTOLD ? "can't tell" : name().toLowerCase(Locale.ROOT);
    }
  }

  /// The first step that is left and waits for no other; where none is, the first of which it can't
  /// be told whether it is. Empty if all are done.
  public Optional<Stage> next() {
    return first(State.LEFT).or(() -> first(State.UNTOLD));
  }

  private Optional<Stage> first(State state) {
    return stages.stream()
        .filter(stage -> stage.state() == state && waitsFor(stage).isEmpty())
        .findFirst();
  }

  /// The steps that a step is to come after and that are not known to be done.
  public List<String> waitsFor(Stage stage) {
    return stages.stream()
        .filter(other -> stage.after().contains(other.heading()) && other.state() != State.DONE)
        .map(Stage::heading)
        .toList();
  }

  /// 0 all done, 1 something is left, 2 it can't be told.
  public int exitStatus() {
    if (stages.stream().anyMatch(stage -> stage.state() == State.LEFT)) {
      return 1;
    }
    return stages.stream().allMatch(stage -> stage.state() == State.DONE) ? 0 : 2;
  }
}
