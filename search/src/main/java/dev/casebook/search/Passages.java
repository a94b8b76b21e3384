package dev.casebook.search;

import dev.casebook.diagnosis.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a note is made of for a reader of search results: paragraphs, steps and error lines, in
/// both languages.
final class Passages {

  private Passages() {}

  static List<String> of(Note note) {
    var all = new ArrayList<String>();
    add(all, note.symptom());
    note.signals().forEach(signal -> all.addAll(signal.examples()));
    note.analysis().forEach(step -> all.add(step.block().heading()));
    add(all, note.cause());
    add(all, note.remedy().text());
    note.steps()
        .forEach(step -> {
          all.add(step.heading());
          add(all, step.text());
        });
    note.chinese()
        .ifPresent(chinese -> {
          add(all, chinese.symptom());
          all.addAll(chinese.steps());
          add(all, chinese.cause());
          add(all, chinese.remedy());
          chinese
              .runbook()
              .forEach(step -> {
                all.add(step.heading());
                add(all, step.text());
              });
        });
    return all;
  }

  private static void add(List<String> all, String text) {
    for (var paragraph : text.split("\n\\s*\n")) {
      if (!paragraph.isBlank()) {
        all.add(paragraph.strip());
      }
    }
  }

  /// The first one with most of these words.
  static String best(Note note, Set<String> words, NoteAnalyzer analyzer) {
    var best = note.symptom();
    int most = 0;
    for (var passage : of(note)) {
      var own = analyzer.words(passage);
      own.retainAll(words);
      if (own.size() > most) {
        most = own.size();
        best = passage;
      }
    }
    return best;
  }
}
