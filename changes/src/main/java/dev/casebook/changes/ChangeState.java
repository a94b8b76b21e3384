package dev.casebook.changes;

import java.util.Arrays;

/// How far a change has come.
public enum ChangeState {
  PLANNED("planned"),
  /// Steps are made, or whoever made them is gone.
  RUNNING("running"),
  /// The note that found the problem is clear.
  PROVEN("proven"),
  /// It was left as it is although the note is not clear.
  KEPT("kept"),
  ROLLED_BACK("rolled-back"),
  /// Something could not be taken back.
  HALF_ROLLED_BACK("half-rolled-back"),
  /// A word that this version does not know, or none.
  UNKNOWN("unknown");

  private final String word;

  ChangeState(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  static ChangeState of(String word) {
    return Arrays.stream(values())
        .filter(state -> state.word.equals(word))
        .findFirst()
        .orElse(UNKNOWN);
  }

  /// Whether somebody still has to say whether it goes on or back.
  public boolean isUnfinished() {
    return switch (this) {
      case PLANNED, RUNNING, HALF_ROLLED_BACK, UNKNOWN -> true;
      case PROVEN, KEPT, ROLLED_BACK -> false;
    };
  }
}
