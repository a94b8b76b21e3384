package dev.casebook.tables.logs;

import dev.casebook.formats.logs.LogLine;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Streaming;
import dev.casebook.tables.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The page of the table `logs`, which is never held: its rows are made while a query runs. Notes
/// reach logs through signals instead.
@Row("one line of one log; blank lines are left out")
@Compared(never = "lines tell what happened; only what notes look for in them is")
public record LogEntry(
    @Column("when, UTC; year and zone inferred where the line lacks them; NULL if it has no time")
        @Nullable Instant time,
    @Column(
            value = "the host that the line names; else the pod, in the log of a container",
            means = Meaning.HOST)
        @Nullable String hostname,
    @Column(
            "the program that wrote it, as the line has it; kernel for the kernel's own; else the container")
        @Nullable String program,
    @Column("the systemd unit, where the log has it") @Nullable String unit,
    @Column("process id") @Nullable Long pid,
    @Column(
            "emerg, alert, crit, err, warning, notice, info or debug; NULL if the line does not tell")
        @Nullable String level,
    @Column("what the program wrote: the whole line where nothing was put around it")
        String message,
    @Column("the log, as it lies in its source") String file) {

  public static final Table<LogEntry> TABLE =
      Table.of("logs", LogEntry.class)
          .streaming(
              Streaming.of(Logs.names(), LogCursor::open)
                  .column("time", LogCursor::time)
                  .column("hostname", LogCursor::hostname)
                  .column("program", LogCursor::program)
                  .column("unit", (line, cell) -> line.field(LogLine::unit, cell))
                  .column("pid", LogCursor::pid)
                  .column("level", LogCursor::level)
                  .column("message", (line, cell) -> line.field(LogLine::message, cell))
                  .column("file", LogCursor::file))
          .example(
              "which programs complain most",
              "select program, level, count(*) as lines from logs"
                  + " where level in ('err', 'crit', 'alert', 'emerg')"
                  + " group by all order by lines desc limit 20")
          .example(
              "what happened in one minute, on all hosts",
              "select time, host, program, message from logs"
                  + " where time between '2026-11-22 10:47:00' and '2026-11-22 10:48:00' order by time");
}
