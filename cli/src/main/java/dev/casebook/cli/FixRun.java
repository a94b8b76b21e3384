package dev.casebook.cli;

import dev.casebook.changes.Refusal;
import dev.casebook.console.Console;
import dev.casebook.console.Execution;
import dev.casebook.console.UserError;
import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Parameters;
import dev.casebook.evidence.Progress;
import dev.casebook.evidence.Sources;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.investigate.Cure;
import dev.casebook.investigate.Investigation;
import dev.casebook.investigate.Reexamination;
import dev.casebook.query.QueryFailure;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One run of a command that changes a host: who is asked, what is examined, and what Ctrl-C does.
final class FixRun {

  /// The longest that a way back may take once Ctrl-C was pressed.
  private static final long BACK_SECONDS_MAX = 1200;

  private final Console console;
  private final FixedHost host;
  private final FixScreen screen;

  FixRun(Console console, FixedHost host, FixScreen screen) {
    this.console = console;
    this.host = host;
    this.screen = screen;
  }

  FixScreen screen() {
    return screen;
  }

  /// @param asked what the examination is to know besides
  Cure cure(Casebook casebook, FixAsked asked, Cure.Wishes wishes) {
    var catalogue = Wings.catalogue();
    var examination =
        new Reexamination(
            notes ->
                new Investigation(
                    new Sources(
                        catalogue.recogniser(),
                        catalogue.wanted(),
                        InputStream.nullInputStream(),
                        Clock.systemUTC().instant(),
                        Progress.NONE,
                        host.reach()),
                    catalogue,
                    notes,
                    new Parameters(asked.parameters()),
                    Optional.of(console.cache())),
            casebook,
            host.sources(),
            asked.beside());
    return new Cure(examination, host.journal(), screen, wishes);
  }

  /// What a command does to a host.
  interface Work {
    int status()
        throws UserError,
            IOException,
            Refusal,
            UnreadableSource,
            QueryFailure,
            InterruptedException;
  }

  /// @return the exit status
  /// @throws UserError if nothing was changed, and why
  int of(Work work) throws UserError {
    var ended = new CountDownLatch(1);
    var worker = Thread.currentThread();
    var onInterrupt = new Thread(() -> awaitWayBack(worker, ended));
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    try {
      return work.status();
    } catch (Refusal e) {
      throw new UserError(e.reason());
    } catch (UnreadableSource | IOException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    } catch (QueryFailure e) {
      throw new UserError("the note could not be examined: " + e.getMessage());
    } catch (InterruptedException e) {
      return Execution.FAILED;
    } finally {
      console.out().flush();
      ended.countDown();
      removeHook(onInterrupt);
    }
  }

  /// At Ctrl-C the process ends only when what was begun is taken back, or left on request.
  private void awaitWayBack(Thread worker, CountDownLatch ended) {
    if (screen.isChanging()) {
      worker.interrupt();
      try {
        ended.await(BACK_SECONDS_MAX, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending, by that hook
    }
  }
}
