package dev.casebook.diagnosis;

import dev.casebook.query.Answer;
import dev.casebook.query.QueryFailure;
import dev.casebook.verdicts.SnapshotLabel;
import dev.casebook.verdicts.Step;
import dev.casebook.verdicts.Verdict;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Unites the rows that a note's Detect blocks returned into one finding a subject.
final class FindingsBySubject {

  /// More subjects than this are no list that anybody reads.
  private static final int SUBJECTS_MAX = 100;

  private final Note note;
  private final SnapshotLabel snapshot;
  private final Citations citations;
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final Set<String> others = new HashSet<>();

  FindingsBySubject(Note note, SnapshotLabel snapshot, Citations citations) {
    this.note = note;
    this.snapshot = snapshot;
    this.citations = citations;
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

  List<Verdict> verdicts(List<Step> walk) {
    var verdicts = new ArrayList<Verdict>();
    groups.forEach((subject, group) -> verdicts.add(finding(subject, group, walk)));
    if (!others.isEmpty()) {
      verdicts.add(new Verdict.Failed(note.label(), snapshot, tooMany()));
    }
    return verdicts;
  }

  private String tooMany() {
    return "found for %,d subjects; only the first %d are shown"
        .formatted(groups.size() + others.size(), SUBJECTS_MAX);
  }

  private Verdict.Finding finding(String subject, Group group, List<Step> walk) {
    return new Verdict.Finding(
        note.label(),
        snapshot,
        subject,
        new Template(note.finding()).fill(group::value),
        citations.of(group.origins),
        (int) group.origins.stream().distinct().count(),
        walk,
        new Template(note.cause()).fill(group::value),
        new Template(note.remedy()).fill(group::value),
        note.references(),
        "");
  }

  /// The rows of one subject: the first value of each column, and all origins.
  private static final class Group {

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<Long> origins = new ArrayList<>();

    void add(Answer answer, @Nullable Object[] row, Citations citations) throws QueryFailure {
      for (int i = 0; i < row.length; i++) {
        var column = answer.columns().get(i);
        var cell = row[i];
        if (cell == null) {
          continue;
        }
        if (column.equals("origin") || column.endsWith("_origin")) {
          if (!(cell instanceof Long origin) || !citations.knows(origin)) {
            throw new QueryFailure("the column " + column + " holds " + cell + ", no row's origin");
          }
          origins.add(origin);
        } else {
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
      case LocalDateTime time -> time + "Z";
      case BigDecimal number -> number.toPlainString();
      default -> cell.toString();
    };
  }
}
