package dev.casebook.cli.etcd;

import dev.casebook.report.Printable;
import dev.casebook.tools.etcd.Progress;
import java.io.PrintStream;
import java.time.Duration;

/// One line on standard error that tells what is being done, once that takes longer than a second,
/// and goes away at the end.
final class TerminalProgress implements Progress {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration PERIOD = Duration.ofMillis(250);

  private final PrintStream err;
  private final Thread ticker;
  private volatile String work;
  private volatile long done;
  private volatile long total;

  private TerminalProgress(PrintStream err, String work) {
    this.err = err;
    this.work = work;
    this.ticker = Thread.ofPlatform().daemon().name("progress").unstarted(this::tick);
  }

  static Progress begin(PrintStream err, String work) {
    var progress = new TerminalProgress(err, work);
    progress.ticker.start();
    return progress;
  }

  @Override
  public void at(String work, long done, long total) {
    this.work = work;
    this.done = done;
    this.total = total;
  }

  @Override
  public void end() {
    ticker.interrupt();
    try {
      ticker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tick() {
    var shown = false;
    try {
      Thread.sleep(PATIENCE);
      while (true) {
        err.print("\r\u001b[K" + line());
        err.flush();
        shown = true;
        Thread.sleep(PERIOD);
      }
    } catch (InterruptedException e) {
      if (shown) {
        err.print("\r\u001b[K");
        err.flush();
      }
    }
  }

  private String line() {
    var known = total;
    var share = known <= 0 ? "" : " " + Math.clamp(100 * done / known, 0, 100) + " %";
    return Printable.line("casebook: " + work + " …" + share);
  }
}
