package dev.casebook.cli;

import dev.casebook.evidence.Progress;
import dev.casebook.report.Printable;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/// One line on a terminal's standard error that says how far long work has come. It appears only
/// after a while, and is gone when the answer is there.
final class ProgressLine implements Progress {

  private static final long NANOSECONDS = 1_000_000_000;

  /// Shorter work needs no progress.
  private static final long SILENT_NANOSECONDS = NANOSECONDS;

  private static final long INTERVAL_NANOSECONDS = NANOSECONDS / 5;

  private static final int COLUMNS_MAX = 78;

  private final PrintStream terminal;
  private final LongSupplier nanoTime;
  private long next;
  private boolean isShown;

  /// @param nanoTime a clock that only goes forward, in nanoseconds
  ProgressLine(PrintStream terminal, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.next = nanoTime.getAsLong() + SILENT_NANOSECONDS;
  }

  @Override
  public void at(String what, long done, long total) {
    long now = nanoTime.getAsLong();
    if (now - next < 0) {
      return;
    }
    next = now + INTERVAL_NANOSECONDS;
    isShown = true;
    terminal.print("\r\u001b[K" + cut(Printable.line(what), amount(done, total)));
    terminal.flush();
  }

  /// Takes the line away.
  void clear() {
    if (isShown) {
      terminal.print("\r\u001b[K");
      terminal.flush();
      isShown = false;
    }
  }

  private static String amount(long done, long total) {
    if (total > 0) {
      return String.format(Locale.ROOT, " %d %%", Math.min(100, 100 * done / total));
    }
    return done > 0 ? String.format(Locale.ROOT, " %,d MB", done / 1_000_000) : "";
  }

  /// The end of what is done tells most: it is a path.
  private static String cut(String what, String amount) {
    int room = COLUMNS_MAX - amount.length();
    return (what.length() > room ? "…" + what.substring(what.length() - room + 1) : what) + amount;
  }
}
