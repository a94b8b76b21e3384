package dev.casebook.tables.logs;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Snapshot;
import dev.casebook.formats.logs.LogLine;
import dev.casebook.formats.logs.Slice;
import dev.casebook.tables.ColumnWriter;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.RowCursor;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A walk over all lines of all logs of a snapshot.
final class LogCursor implements RowCursor {

  /// What a person reads to the end.
  private static final int SHORTCOMINGS_MAX = 10;

  private final Snapshot snapshot;
  private final Deque<Artifact> pending;
  private final boolean anyLog;
  private final boolean needsFields;
  private final List<String> shortcomings = new ArrayList<>();
  private @Nullable Artifact log;
  private @Nullable LogLines lines;
  private @Nullable LogLine fields;
  private @Nullable PodLog pod;

  /// Grows with the longest field.
  private byte[] scratch = new byte[4096];

  private LogCursor(Snapshot snapshot, boolean needsFields) {
    this.snapshot = snapshot;
    this.pending = new ArrayDeque<>(Logs.of(snapshot));
    this.anyLog = !pending.isEmpty();
    this.needsFields = needsFields;
  }

  /// A line is parsed only if something of it is asked for.
  static LogCursor open(Snapshot snapshot, Set<String> columns) {
    return new LogCursor(snapshot, !Set.of("file").containsAll(columns));
  }

  @Override
  public boolean next() {
    while (true) {
      if (lines != null) {
        if (lines.next()) {
          fields = needsFields ? lines.fields() : null;
          return true;
        }
        leave();
      }
      log = pending.poll();
      if (log == null) {
        return false;
      }
      open(log);
    }
  }

  private void open(Artifact next) {
    pod = PodLog.of(next.name()).orElse(null);
    try {
      lines = LogLines.open(next, snapshot.facts());
    } catch (IOException e) {
      enter(next, "can't be read: " + e.getMessage());
    }
  }

  /// Closes the log in hand; only now it is known whether it was whole.
  private void leave() {
    if (lines != null && log != null) {
      enter(log, lines.shortcoming());
      lines.close();
    }
    lines = null;
  }

  private void enter(Artifact left, String shortcoming) {
    snapshot.ledger().enter(left, "logs", 0, 0, shortcoming);
    if (!shortcoming.isEmpty()) {
      shortcomings.add(left.place() + " " + shortcoming);
    }
  }

  @Override
  public long origin() {
    return snapshot.ledger().origin(Objects.requireNonNull(log), inHand().offset());
  }

  @Override
  public Coverage coverage() {
    if (!anyLog) {
      return Coverage.absent(
          "looked for "
              + Logs.names().stream().map(ArtifactName::text).collect(Collectors.joining(", ")));
    }
    if (shortcomings.isEmpty()) {
      return Coverage.complete();
    }
    var told = shortcomings.stream().limit(SHORTCOMINGS_MAX).collect(Collectors.joining("; "));
    int more = shortcomings.size() - SHORTCOMINGS_MAX;
    return Coverage.partial(more > 0 ? told + "; and " + more + " more" : told);
  }

  void time(ColumnWriter cell) {
    long micros = micros();
    if (micros != LogLines.NO_TIME) {
      cell.micros(micros);
    }
  }

  /// The line's time in microseconds since 1970, or [LogLines#NO_TIME].
  long micros() {
    return inHand().micros(parsed());
  }

  void pid(ColumnWriter cell) {
    if (parsed().pid() >= 0) {
      cell.number(parsed().pid());
    }
  }

  void level(ColumnWriter cell) {
    var level = parsed().level();
    if (level != null) {
      cell.text(level.word());
    }
  }

  void field(Function<LogLine, Slice> field, ColumnWriter cell) {
    var slice = field.apply(parsed());
    if (slice.isPresent()) {
      // Each malformed byte may become three (U+FFFD).
      if (scratch.length < slice.length() * 3) {
        scratch = new byte[slice.length() * 3];
      }
      cell.utf8(scratch, 0, slice.copyValidUtf8(scratch, 0));
    }
  }

  /// The host that the line names, else the pod whose log it is.
  void hostname(ColumnWriter cell) {
    if (pod != null && !parsed().host().isPresent()) {
      cell.text(pod.pod());
    } else {
      field(LogLine::host, cell);
    }
  }

  /// The program that the line names, else the container whose log it is.
  void program(ColumnWriter cell) {
    if (pod != null && !parsed().program().isPresent()) {
      cell.text(pod.container());
    } else {
      field(LogLine::program, cell);
    }
  }

  void file(ColumnWriter cell) {
    cell.text(Objects.requireNonNull(log).place());
  }

  private LogLines inHand() {
    return Objects.requireNonNull(lines);
  }

  /// The fields of the line that it stands on.
  LogLine parsed() {
    return Objects.requireNonNull(fields);
  }

  @Override
  public void close() {
    leave();
    pending.clear();
  }
}
