package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.diagnosis.Casebook;
import dev.casebook.report.Page;
import dev.casebook.report.Wording;
import dev.casebook.search.Found;
import dev.casebook.search.Library;
import dev.casebook.search.Pasted;
import java.util.stream.Collectors;

/// What is said of pasted lines in which nothing was found: how many are understood, and which
/// notes are nearest.
final class NearestNotes {

  private static final int SHOWN_MAX = 3;

  private final Console console;
  private final Wording wording;
  private final Casebook titled;

  /// @param titled the notes as they are told
  NearestNotes(Console console, Wording wording, Casebook titled) {
    this.console = console;
    this.wording = wording;
    this.titled = titled;
  }

  void show(Pasted pasted, Library library) {
    var page = new Page(console.style(), wording);
    page.remark(
        wording.count(
            pasted.programs().isEmpty() ? "understood" : "understood-of",
            pasted.lines(),
            pasted.understood(),
            pasted.programs().stream().limit(SHOWN_MAX).collect(Collectors.joining(", "))));
    var found = pasted.nearest(library, SHOWN_MAX);
    page.remark(wording.say(found.isEmpty() ? "nearest-none" : "nearest"));
    found.forEach(each -> page.item(told(each)));
    console.out().print("\n" + page);
  }

  private String told(Found found) {
    var note = titled.note(found.note().id()).orElse(found.note());
    return note.id() + ": " + note.title() + (found.isLine() ? wording.say("nearest-line") : "");
  }
}
