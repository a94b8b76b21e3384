package dev.casebook.diagnosis;

import dev.casebook.diagnosis.NoteExamination.Walk;
import dev.casebook.query.Answer;
import dev.casebook.query.QueryFailure;
import dev.casebook.verdicts.SnapshotLabel;
import dev.casebook.verdicts.Verdict;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Unites the rows that a note's Detect blocks returned into one finding a subject.
final class FindingsBySubject {

  /// Nobody reads a list of more subjects than this; the others are counted.
  private static final int SUBJECTS_MAX = 100;

  private final Note note;
  private final SnapshotLabel snapshot;
  private final Citations citations;
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final Set<String> others = new HashSet<>();
  private final String shortcoming;

  /// @param shortcoming follows each sentence: what its numbers lack; empty if nothing
  FindingsBySubject(Note note, SnapshotLabel snapshot, Citations citations, String shortcoming) {
    this.note = note;
    this.snapshot = snapshot;
    this.citations = citations;
    this.shortcoming = shortcoming;
  }

  void add(Answer answer) throws QueryFailure {
    for (var row : answer.rows()) {
      var subject = answer.cell(row, "subject").map(FindingsBySubject::text).orElse("");
      if (groups.containsKey(subject) || groups.size() < SUBJECTS_MAX) {
        groups.computeIfAbsent(subject, _ -> new Group()).add(answer, row, citations);
      } else {
        others.add(subject);
      }
    }
  }

  List<Draft> drafts(Walk walk) {
    int subjects = groups.size() + others.size();
    var drafts = new ArrayList<Draft>();
    groups.forEach((subject, group) -> drafts.add(draft(subject, subjects, group, walk)));
    return drafts;
  }

  private Draft draft(String subject, int subjects, Group group, Walk walk) {
    var origins = group.origins.stream().distinct().sorted().toList();
    var shown = origins.stream().limit(Citations.SHOWN_MAX).toList();
    var cited = new LinkedHashSet<>(walk.cited());
    cited.addAll(shown);
    var summary = new Template(note.finding()).fill(group::value) + shortcoming;
    var cause = new Template(note.cause()).fill(group::value);
    var remedy = new Template(note.remedy()).fill(group::value);
    return new Draft(
        cited,
        quotes ->
            new Verdict.Finding(
                note.label(),
                snapshot,
                subject,
                subjects,
                summary,
                quotes.of(shown),
                origins.size(),
                walk.steps(quotes),
                cause,
                remedy,
                note.references(),
                ""));
  }

  /// The rows of one subject: the first value of each column, and all origins.
  private static final class Group {

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<Long> origins = new ArrayList<>();

    void add(Answer answer, @Nullable Object[] row, Citations citations) throws QueryFailure {
      origins.addAll(Origins.of(answer, row, citations));
      for (int i = 0; i < row.length; i++) {
        var column = answer.columns().get(i);
        var cell = row[i];
        if (cell != null && !Origins.isNamed(column)) {
          values.putIfAbsent(column, text(cell));
        }
      }
    }

    String value(String column) {
      return values.getOrDefault(column, "(not known)");
    }
  }

  private static String text(Object cell) {
    return switch (cell) {
      case LocalDateTime time when time.isBefore(FIRST_DATE) -> afterBoot(time);
      case LocalDateTime time -> time + "Z";
      case BigDecimal number -> number.toPlainString();
      default -> cell.toString();
    };
  }

  /// A time before it counts from a start of the machine that nothing tells.
  private static final LocalDateTime FIRST_DATE = LocalDateTime.of(1972, 1, 1, 0, 0);

  private static String afterBoot(LocalDateTime time) {
    long millis = time.toInstant(ZoneOffset.UTC).toEpochMilli();
    return "%d.%d s after boot".formatted(millis / 1000, millis % 1000 / 100);
  }
}
