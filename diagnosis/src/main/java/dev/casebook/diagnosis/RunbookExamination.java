package dev.casebook.diagnosis;

import dev.casebook.query.QueryFailure;
import dev.casebook.verdicts.Evidence;
import dev.casebook.verdicts.RunbookWalk;
import dev.casebook.verdicts.RunbookWalk.Stage;
import dev.casebook.verdicts.RunbookWalk.State;
import dev.casebook.verdicts.SnapshotLabel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// One runbook walked on one snapshot: of each step it is asked whether it is done.
final class RunbookExamination {

  private final Note runbook;
  private final SnapshotLabel snapshot;
  private final NoteEvidence evidence;
  private final Citations citations;

  RunbookExamination(
      Note runbook, SnapshotLabel snapshot, NoteEvidence evidence, Citations citations) {
    this.runbook = runbook;
    this.snapshot = snapshot;
    this.evidence = evidence;
    this.citations = citations;
  }

  RunbookWalk walk() throws QueryFailure {
    var stages = new ArrayList<Stage>();
    for (var step : runbook.steps()) {
      stages.add(stage(step));
    }
    return new RunbookWalk(runbook.label(), snapshot, stages);
  }

  private Stage stage(RunbookStep step) throws QueryFailure {
    var outcome = evidence.run(step.block());
    var rows = Holding.of(outcome.answer());
    var state =
        rows.holds()
            ? State.DONE
            : outcome.found() || outcome.isClear() ? State.LEFT : State.UNTOLD;
    return new Stage(
        step.heading(),
        text(step, rows),
        state,
        cited(rows),
        state == State.LEFT && !outcome.found() ? evidence.searched(outcome) : List.of(),
        state == State.UNTOLD ? outcome.missing() : List.of(),
        step.after());
  }

  private List<Evidence> cited(Holding rows) throws QueryFailure {
    var deciding = rows.deciding(citations);
    var quotes = citations.of(deciding);
    return deciding.stream().map(quotes::get).toList();
  }

  /// What to do, with the values of the row that decided.
  private String text(RunbookStep step, Holding rows) {
    var printed = evidence.printed();
    var values = new HashMap<String, String>();
    var columns = rows.answer().columns();
    rows.rows().stream()
        .findFirst()
        .ifPresent(row -> {
          for (int i = 0; i < row.length; i++) {
            var cell = row[i];
            if (cell != null) {
              values.put(columns.get(i), printed.of(columns.get(i), cell));
            }
          }
        });
    return new Template(step.text(), printed.language().notKnown()).fill(values::get);
  }
}
