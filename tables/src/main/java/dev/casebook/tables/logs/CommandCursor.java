package dev.casebook.tables.logs;

import dev.casebook.evidence.Snapshot;
import dev.casebook.formats.logs.LogLine;
import dev.casebook.formats.logs.Slice;
import dev.casebook.tables.ColumnWriter;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.RowCursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A walk over all logs that stops at programs that were started.
final class CommandCursor implements RowCursor {

  /// Records of events that are written at the same time stand among each other; more than this
  /// many are not open at once.
  private static final int EVENTS_MAX = 64;

  private static final byte[] SNOOPY = "snoopy".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TYPE = "type=".getBytes(StandardCharsets.US_ASCII);

  /// Of a record in the log: `type=EXECVE msg=audit(1364481363.243:24287): argc=…`.
  private static final Pattern RECORD =
      Pattern.compile("type=([A-Z_]+) msg=audit\\(([0-9.:]{1,40})\\): ?(.*)", Pattern.DOTALL);

  private final LogCursor logs;
  private final LinkedHashMap<String, AuditEvent> events = new LinkedHashMap<>();
  private final Deque<StartedProgram> ready = new ArrayDeque<>();
  private @Nullable StartedProgram current;

  private CommandCursor(LogCursor logs) {
    this.logs = logs;
  }

  static CommandCursor open(Snapshot snapshot, Set<String> columns) {
    return new CommandCursor(LogCursor.open(snapshot, Set.of("message")));
  }

  @Override
  public boolean next() {
    while (ready.isEmpty()) {
      if (logs.next()) {
        look(logs.parsed());
      } else if (events.isEmpty()) {
        return false;
      } else {
        close(events.firstEntry().getKey());
      }
    }
    current = ready.poll();
    return true;
  }

  private void look(LogLine line) {
    var message = line.message();
    if (startsWith(message, TYPE)) {
      record(line, text(message));
    } else if (line.program().contentEquals(SNOOPY)) {
      var started =
          StartedProgram.snoopy(
              logs.micros(), host(line), line.pid(), text(message), logs.origin());
      if (started != null) {
        ready.add(started);
      }
    }
  }

  private void record(LogLine line, String message) {
    var record = RECORD.matcher(message);
    if (!record.matches()) {
      return;
    }
    var type = record.group(1);
    var id = record.group(2);
    var event = events.computeIfAbsent(id, _ -> new AuditEvent(logs.micros(), host(line)));
    event.take(type, record.group(3), logs.origin());
    if (type.equals("EOE") || type.equals("PROCTITLE")) {
      close(id);
    } else if (events.size() > EVENTS_MAX) {
      close(events.firstEntry().getKey());
    }
  }

  private void close(String id) {
    var event = events.remove(id);
    var started = event == null ? null : event.started();
    if (started != null) {
      ready.add(started);
    }
  }

  private static @Nullable String host(LogLine line) {
    return line.host().isPresent() ? text(line.host()) : null;
  }

  private static boolean startsWith(Slice slice, byte[] prefix) {
    return slice.length() >= prefix.length
        && Arrays.equals(
            slice.bytes(), slice.from(), slice.from() + prefix.length, prefix, 0, prefix.length);
  }

  private static String text(Slice slice) {
    var bytes = new byte[slice.length() * 3];
    return new String(bytes, 0, slice.copyValidUtf8(bytes, 0), StandardCharsets.UTF_8);
  }

  StartedProgram command() {
    return Objects.requireNonNull(current);
  }

  void time(ColumnWriter cell) {
    if (command().micros() != LogLines.NO_TIME) {
      cell.micros(command().micros());
    }
  }

  void pid(ColumnWriter cell) {
    if (command().pid() >= 0) {
      cell.number(command().pid());
    }
  }

  static void text(@Nullable String text, ColumnWriter cell) {
    if (text != null) {
      cell.text(text);
    }
  }

  @Override
  public long origin() {
    return command().origin();
  }

  @Override
  public Coverage coverage() {
    return logs.coverage();
  }

  @Override
  public void close() {
    logs.close();
    events.clear();
    ready.clear();
  }
}
