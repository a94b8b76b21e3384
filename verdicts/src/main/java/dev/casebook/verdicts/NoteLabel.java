package dev.casebook.verdicts;

/// What a report has to know of a note to name it.
///
/// @param id never changes
/// @param title one line, as the note's header has it
/// @param experimental no evidence stands beside the note that proves when it fires
public record NoteLabel(String id, String title, Severity severity, boolean experimental) {}
