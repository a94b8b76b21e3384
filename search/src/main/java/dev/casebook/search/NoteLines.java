package dev.casebook.search;

import dev.casebook.diagnosis.Note;
import dev.casebook.signals.MessageFinder;
import dev.casebook.signals.SignalPattern;
import java.util.List;

/// What a note looks for in lines, ready to be looked for in many.
///
/// @param maskedExamples its signals' examples but for numbers, addresses and paths
record NoteLines(Note note, List<MessageFinder> finders, List<String> maskedExamples) {

  static NoteLines of(Note note) {
    return new NoteLines(
        note,
        note.patterns().map(SignalPattern::finder).toList(),
        note.signals().stream()
            .flatMap(signal -> signal.examples().stream())
            .map(ErrorLine::masked)
            .toList());
  }
}
