package dev.casebook.search;

import dev.casebook.diagnosis.Note;

/// A note that a search found.
///
/// @param isLine whether one of its signals matches what was asked, which is an error line
/// @param passage the part of the note that has most of the words, as its author wrote it
public record Found(Note note, boolean isLine, String passage) {}
