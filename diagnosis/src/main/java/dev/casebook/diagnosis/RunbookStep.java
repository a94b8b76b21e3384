package dev.casebook.diagnosis;

import java.util.List;

/// One step of a runbook: what to do, and how to know that it is done.
///
/// @param after the headings of the steps that have to be done before
/// @param text what to do
/// @param textLine where the text begins
/// @param block whose rows say that the step is done; see [Holding]
public record RunbookStep(List<String> after, String text, int textLine, Block block) {

  public RunbookStep {
    after = List.copyOf(after);
  }

  public String heading() {
    return block.heading();
  }

  /// The same with another block.
  RunbookStep with(Block other) {
    return new RunbookStep(after, text, textLine, other);
  }

  /// The same in other words; what it comes after is told in the words of those steps.
  RunbookStep told(Translation.RunbookStep words, List<String> afterInWords) {
    return new RunbookStep(afterInWords, words.text(), textLine, block.headed(words.heading()));
  }
}
