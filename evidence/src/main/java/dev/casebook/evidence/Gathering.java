package dev.casebook.evidence;

import dev.casebook.evidence.archive.Spool;
import dev.casebook.hosts.Frames;
import dev.casebook.hosts.SshHost;
import dev.casebook.hosts.SshSession;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// A host gathered over ssh, in one round trip where nothing hangs: what it sends is a recorded
/// snapshot from then on, like this host's own.
///
/// A piece that hangs is given up after a while with its connection, and what is left is asked for
/// by another one, which leaves it out.
final class Gathering {

  /// Connections that may be lost to a piece that hangs.
  private static final int GIVEN_UP_MAX = 3;

  /// Logins that are tried where a server refuses them for now.
  private static final int LOGINS_MAX = 4;

  private static final long PAUSE_MILLIS = 300;

  /// For a person to type a password.
  private static final Duration ASKING = Duration.ofMinutes(2);

  private final SshHost host;
  private final GatherPlan plan;
  private final GatherLimits limits;
  private final long since;
  private final Progress progress;
  private final String nonce = Frames.nonce();
  private final GatheredPieces pieces;
  private final Set<String> hung = new LinkedHashSet<>();
  private boolean oneByOne;
  private long taken;

  /// @param since seconds since 1970 before which logs are left alone; 0 for none
  Gathering(
      SshHost host,
      Wanted wanted,
      GatherLimits limits,
      long since,
      Spool spool,
      Instant now,
      Progress progress) {
    this.host = host;
    this.plan = new GatherPlan(wanted);
    this.limits = limits;
    this.since = since;
    this.progress = progress;
    this.pieces = new GatheredPieces(plan, spool, now, nonce, limits, since);
  }

  /// How one connection ended.
  private sealed interface Outcome {
    record Done() implements Outcome {}

    /// Nothing came.
    record NoAnswer(String why, boolean mayTryAgain) implements Outcome {}

    /// It was ended while the piece with this head was in hand.
    record Hung(String head) implements Outcome {}

    record Cut(String why) implements Outcome {}
  }

  /// @throws UnreadableSource if the host can't be reached
  Collection.Collected collect() throws UnreadableSource {
    long until = System.nanoTime() + limits.all().toNanos();
    int logins = 0;
    int givenUp = 0;
    while (true) {
      var outcome = attempt(until);
      switch (outcome) {
        case Outcome.Done _ -> {
          return pieces.whole("");
        }
        case Outcome.NoAnswer(var why, var mayTryAgain) -> {
          if (givenUp > 0) {
            return pieces.whole(why + "; not everything was gathered");
          }
          if (!mayTryAgain || ++logins == LOGINS_MAX) {
            throw new UnreadableSource(why);
          }
          pause(logins);
        }
        case Outcome.Cut(var why) -> {
          return pieces.whole(why);
        }
        case Outcome.Hung(var head) -> {
          leaveOut(head);
          if (++givenUp > GIVEN_UP_MAX) {
            return pieces.whole(
                host.name() + ": too much of it hangs; not everything was gathered");
          }
        }
      }
    }
  }

  /// What hangs is not asked for again; of files that came together, it is found out which hangs.
  private void leaveOut(String head) {
    if (pieces.isOfSeveral(head)) {
      pieces.giveUpTogether();
      oneByOne = true;
      return;
    }
    var why = "did not answer within " + limits.silence().toSeconds() + " s and was given up";
    pieces.giveUp(head, why).ifPresent(hung::add);
  }

  private static void pause(int times) throws UnreadableSource {
    try {
      Thread.sleep(PAUSE_MILLIS * times + ThreadLocalRandom.current().nextLong(PAUSE_MILLIS * 3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreadableSource("interrupted");
    }
  }

  private Outcome attempt(long until) {
    var asked = oneByOne ? limits.oneByOne() : limits;
    var script = plan.script(nonce, asked, since, pieces.known(), hung);
    try (var session = host.start(script);
        var watch = new Watch(session, limits, until, host.mayAsk() ? ASKING : limits.silence());
        var frames = new Frames(watch.over(session.output()), nonce)) {
      return read(session, watch, frames);
    } catch (IOException e) {
      return new Outcome.NoAnswer(String.valueOf(e.getMessage()), false);
    }
  }

  private Outcome read(SshSession session, Watch watch, Frames frames) {
    var head = "";
    try {
      var next = frames.next();
      if (next.isEmpty()) {
        return watch.whyEnded().isEmpty()
            ? new Outcome.NoAnswer(session.whyNoAnswer(), session.mayTryAgain())
            : new Outcome.NoAnswer(host.name() + ": did not answer" + session.because(), false);
      }
      session.isIn();
      watch.isIn();
      while (next.isPresent() && !next.get().startsWith(".")) {
        head = next.get();
        progress.at("gathering from " + host.name(), taken + frames.taken(), 0);
        pieces.take(head, frames);
        next = frames.next();
      }
      taken += frames.taken();
      if (next.isPresent()) {
        return new Outcome.Done();
      }
    } catch (IOException e) {
      // The stream was closed under the reader, or the spool is full.
      if (watch.whyEnded().isEmpty()) {
        return new Outcome.Cut(
            host.name() + ": " + e.getMessage() + "; not everything was gathered");
      }
    }
    return switch (watch.whyEnded().orElse(Ended.LOST)) {
      case SILENT -> new Outcome.Hung(head);
      case LOST ->
          new Outcome.Cut(
              host.name()
                  + ": the connection was lost"
                  + session.because()
                  + "; not everything was gathered");
      case OVERDUE ->
          new Outcome.Cut(
              "%s: took longer than %d s; not everything was gathered"
                  .formatted(host.name(), limits.all().toSeconds()));
      case LARGE ->
          new Outcome.Cut(
              "%s: has more than %,d bytes of what is wanted; not everything was gathered"
                  .formatted(host.name(), limits.allBytes()));
    };
  }

  private enum Ended {
    SILENT,
    LOST,
    OVERDUE,
    LARGE
  }

  /// Ends a session of which nothing more comes, or too much, so that its reader goes on.
  private static final class Watch implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;

    private final SshSession session;
    private final GatherLimits limits;
    private final long until;
    private final Thread thread;
    private volatile Duration silence;
    private volatile long lastByte = System.nanoTime();
    private volatile Optional<Ended> why = Optional.empty();
    private long bytes;

    Watch(SshSession session, GatherLimits limits, long until, Duration silence) {
      this.session = session;
      this.limits = limits;
      this.until = until;
      this.silence = silence;
      this.thread = Thread.ofVirtual().start(this::look);
    }

    void isIn() {
      silence = limits.silence();
    }

    Optional<Ended> whyEnded() {
      return why;
    }

    private void look() {
      try {
        while (why.isEmpty()) {
          Thread.sleep(LOOK_MILLIS);
          long now = System.nanoTime();
          if (now - lastByte > silence.toNanos()) {
            end(Ended.SILENT);
          } else if (now > until) {
            end(Ended.OVERDUE);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void end(Ended reason) {
      why = Optional.of(reason);
      session.end();
    }

    InputStream over(InputStream in) {
      return new FilterInputStream(in) {
        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
          int read = super.read(to, offset, length);
          lastByte = System.nanoTime();
          bytes += Math.max(0, read);
          if (bytes > limits.allBytes()) {
            end(Ended.LARGE);
          }
          return read;
        }
      };
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }
}
