package dev.casebook.verdicts;

/// What a report has to know of a note to name it.
///
/// @param id never changes
/// @param title one line, as the note's header has it
/// @param experimental no evidence stands beside the note that proves when it fires
/// @param foreign it is not one of Casebook's own
public record NoteLabel(
    String id, String title, Severity severity, boolean experimental, boolean foreign) {

  /// The same of a note from outside.
  public NoteLabel fromOutside() {
    return new NoteLabel(id, title, severity, experimental, true);
  }
}
