package dev.casebook.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Holds a note and its translation together: the same steps and sentences, the same values in
/// them, the same blocks to paste.
final class TranslationLint {

  private final Note note;
  private final Translation translation;
  private final List<String> complaints;

  TranslationLint(Note note, Translation translation, List<String> complaints) {
    this.note = note;
    this.translation = translation;
    this.complaints = complaints;
  }

  void check() {
    same("### steps of the analysis", note.analysis().size(), translation.steps().size());
    same("## Detect sections", note.detects().size(), translation.detects().size());
    for (int i = 0; i < Math.min(note.detects().size(), translation.detects().size()); i++) {
      sentence(note.detects().get(i), translation.detects().get(i));
    }
    same("## Step sections", note.steps().size(), translation.runbook().size());
    for (int i = 0; i < Math.min(note.steps().size(), translation.runbook().size()); i++) {
      var step = note.steps().get(i);
      text("Step: " + step.heading(), step.text(), translation.runbook().get(i).text());
    }
    text("Cause", note.cause(), translation.cause());
    text("Remedy", note.remedy().text(), translation.remedy());
    if (translation.symptom().isEmpty()) {
      complain(1, "there is no section ## Symptom");
    }
  }

  private void same(String what, int here, int there) {
    if (here != there) {
      complain(1, "there are " + there + " " + what + ", and " + here + " in note.md");
    }
  }

  private void sentence(Note.Detect detect, Translation.Detect translated) {
    try {
      var wanted = Sentence.of(detect.sentence()).names();
      var said = Sentence.of(translated.sentence());
      values(wanted, said.names(), translated.line());
      said.gap().ifPresent(fault -> complain(translated.line(), fault));
    } catch (IllegalArgumentException e) {
      complain(translated.line(), String.valueOf(e.getMessage()));
    }
  }

  private void text(String section, String text, String translated) {
    values(new Template(text).names(), new Template(translated).names(), 1);
    if (!fences(text).equals(fences(translated))) {
      complain(1, "the fenced blocks of ## " + section + " differ from those of note.md");
    }
  }

  private void values(Set<String> wanted, Set<String> named, int line) {
    wanted.stream()
        .filter(name -> !named.contains(name))
        .forEach(name -> complain(line, "{" + name + "} of note.md is missing"));
    named.stream()
        .filter(name -> !wanted.contains(name))
        .forEach(name -> complain(line, "{" + name + "} is not in note.md"));
  }

  /// The lines of all fenced blocks; comments in them may be translated.
  private static List<String> fences(String text) {
    var fence = new Page.Fence();
    var lines = new ArrayList<String>();
    for (var line : text.lines().toList()) {
      if (fence.holds(line) && !line.strip().startsWith("#")) {
        lines.add(line);
      }
    }
    return lines;
  }

  private void complain(int line, String what) {
    complaints.add(translation.file() + ":" + line + ": " + what);
  }
}
