package dev.casebook.cli;

import dev.casebook.evidence.Progress;
import dev.casebook.report.Printable;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One line on a terminal's standard error that says how far long work has come. It appears only
/// after a while, and is gone when the answer is there.
final class ProgressLine implements Progress {

  /// Shorter work needs no progress.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration PERIOD = Duration.ofMillis(200);

  private static final int COLUMNS_MAX = 78;

  private final PrintStream terminal;
  private volatile State state = new State("", 0, 0);
  private @Nullable Thread ticker;

  private record State(String work, long done, long total) {}

  ProgressLine(PrintStream terminal) {
    this.terminal = terminal;
  }

  @Override
  public void at(String work, long done, long total) {
    state = new State(work, done, total);
    if (ticker == null) {
      ticker = Thread.ofPlatform().daemon().name("progress").start(this::tick);
    }
  }

  @Override
  public void end() {
    if (ticker == null) {
      return;
    }
    ticker.interrupt();
    try {
      ticker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ticker = null;
  }

  private void tick() {
    boolean isShown = false;
    try {
      Thread.sleep(PATIENCE);
      while (true) {
        isShown = true;
        terminal.print("\r\u001b[K" + line(state.work, state.done, state.total));
        terminal.flush();
        Thread.sleep(PERIOD);
      }
    } catch (InterruptedException e) {
      if (isShown) {
        terminal.print("\r\u001b[K");
        terminal.flush();
      }
    }
  }

  /// What stands on the terminal. The end of a long text is kept: it is a path.
  static String line(String work, long done, long total) {
    var amount = amount(done, total);
    var what = Printable.line(work);
    int room = COLUMNS_MAX - amount.length();
    return (what.length() > room ? "…" + what.substring(what.length() - room + 1) : what) + amount;
  }

  private static String amount(long done, long total) {
    if (total > 0) {
      return String.format(Locale.ROOT, " %d %%", Math.clamp(100 * done / total, 0, 100));
    }
    return done >= 1_000_000 ? String.format(Locale.ROOT, " %,d MB", done / 1_000_000) : "";
  }
}
