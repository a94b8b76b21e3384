package dev.casebook.diagnosis;

import dev.casebook.diagnosis.NoteExamination.Walk;
import dev.casebook.query.Answer;
import dev.casebook.query.QueryFailure;
import dev.casebook.verdicts.SnapshotLabel;
import dev.casebook.verdicts.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Unites the rows that a note's Detects returned into one finding a subject. The first Detect that
/// names a subject says its sentence; later ones add what they know, and lines.
final class FindingsBySubject {

  /// Nobody reads a list of more subjects than this; the others are counted.
  private static final int SUBJECTS_MAX = 100;

  private final Note note;
  private final SnapshotLabel snapshot;
  private final Citations citations;
  private final Printed printed;
  private final Sentence subject;
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final Set<String> others = new HashSet<>();
  private final String shortcoming;

  /// @param shortcoming follows each sentence: what its numbers lack; empty if nothing
  FindingsBySubject(
      Note note, SnapshotLabel snapshot, Citations citations, Printed printed, String shortcoming) {
    this.note = note;
    this.snapshot = snapshot;
    this.citations = citations;
    this.printed = printed;
    this.subject = Sentence.of(note.header().subject());
    this.shortcoming = shortcoming;
  }

  void add(Note.Detect detect, Answer answer) throws QueryFailure {
    var sentence = Sentence.of(detect.sentence());
    for (var row : answer.rows()) {
      var about = subject(answer, row);
      if (groups.containsKey(about) || groups.size() < SUBJECTS_MAX) {
        groups.computeIfAbsent(about, _ -> new Group(sentence)).add(answer, row, citations);
      } else {
        others.add(about);
      }
    }
  }

  /// Adds what the remedy's block says of each subject; the rows of a subject that is not shown are
  /// left out.
  void addRemedy(Answer answer) {
    for (var row : answer.rows()) {
      var group = groups.get(subject(answer, row));
      if (group != null) {
        group.addValues(answer, row);
      }
    }
  }

  private String subject(Answer answer, @Nullable Object[] row) {
    var values = new HashMap<String, Object>();
    for (int i = 0; i < row.length; i++) {
      var cell = row[i];
      if (cell != null) {
        values.put(answer.columns().get(i), cell);
      }
    }
    return subject.say(values::get, printed);
  }

  List<Draft> drafts(Walk walk) {
    int subjects = groups.size() + others.size();
    var drafts = new ArrayList<Draft>();
    groups.forEach((about, group) -> drafts.add(draft(about, subjects, group, walk)));
    return drafts;
  }

  /// What the note's remedy does about each subject.
  List<Prescription> prescriptions() {
    var blocks = RemedyBlocks.of(note.remedy().text());
    var prescriptions = new ArrayList<Prescription>();
    groups.forEach((about, group) ->
        prescriptions.add(
            blocks.filled(about, group.sentence.say(group.values::get, printed), texts(group))));
    return prescriptions;
  }

  private Function<String, @Nullable String> texts(Group group) {
    return name -> {
      var value = group.values.get(name);
      return value == null ? null : printed.of(name, value);
    };
  }

  private Draft draft(String about, int subjects, Group group, Walk walk) {
    var origins = group.origins.stream().distinct().sorted().toList();
    var shown = origins.stream().limit(Citations.SHOWN_MAX).toList();
    var cited = new LinkedHashSet<>(walk.cited());
    cited.addAll(shown);
    Function<String, @Nullable Object> values = group.values::get;
    var texts = texts(group);
    var summary = group.sentence.say(values, printed) + shortcoming;
    var cause = new Template(note.cause(), printed.language().notKnown()).fill(texts);
    var remedy =
        new Template(note.remedy().text(), printed.language().notKnown()).fill(texts).strip();
    return new Draft(
        cited,
        quotes ->
            new Verdict.Finding(
                note.label(),
                snapshot,
                about,
                subjects,
                summary,
                quotes.of(shown),
                origins.size(),
                walk.steps(quotes),
                cause,
                remedy,
                note.header().references(),
                ""));
  }

  /// The rows of one subject: the first value of each column, and all origins.
  private static final class Group {

    private final Sentence sentence;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<Long> origins = new ArrayList<>();

    Group(Sentence sentence) {
      this.sentence = sentence;
    }

    void add(Answer answer, @Nullable Object[] row, Citations citations) throws QueryFailure {
      origins.addAll(Origins.of(answer, row, citations));
      addValues(answer, row);
    }

    void addValues(Answer answer, @Nullable Object[] row) {
      for (int i = 0; i < row.length; i++) {
        var column = answer.columns().get(i);
        var cell = row[i];
        if (cell != null && !Origins.isNamed(column)) {
          values.putIfAbsent(column, cell);
        }
      }
    }
  }
}
