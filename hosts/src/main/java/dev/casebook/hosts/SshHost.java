package dev.casebook.hosts;

import dev.casebook.hosts.CommandOutput.End;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// A machine that is reached by ssh. Nothing but a POSIX shell is needed there.
public final class SshHost implements Host {

  /// For what was on its way when a connection was ended.
  private static final long LAST_BYTES_SECONDS = 5;

  private final SshTarget target;
  private final Ssh ssh;

  public SshHost(SshTarget target, Ssh ssh) {
    this.target = target;
    this.ssh = ssh;
  }

  /// As the user named it.
  public String name() {
    return target.name();
  }

  /// Whether ssh may ask the person at the terminal.
  public boolean mayAsk() {
    return ssh.mayAsk();
  }

  /// Begins a script, which the machine's `/bin/sh` reads as one compound command.
  ///
  /// @throws IOException if ssh can't be started on this machine
  public SshSession start(String script) throws IOException {
    return SshSession.start(target, ssh, Shell.remoteInput(script));
  }

  /// Begins a script that is talked to while it runs; see [LiveScript].
  ///
  /// @param heard takes lines of its standard error, and says which it took
  /// @throws IOException if ssh can't be started on this machine
  public LiveScript open(String script, Predicate<String> heard) throws IOException {
    return SshSession.open(target, ssh, Shell.liveInput(script), heard);
  }

  @Override
  public CommandOutput run(
      List<String> argv, Duration deadline, long outputCap, OutputStream output)
      throws IOException {
    var words = argv.stream().map(Host::quoted).collect(Collectors.joining(" "));
    var ended = script(words, deadline, outputCap, output);
    return ended.status() == CommandOutput.NOT_FOUND_STATUS
        ? new CommandOutput(End.NOT_FOUND, 0, ended.size(), ended.errors())
        : ended;
  }

  @Override
  public CommandOutput script(String script, Duration deadline, long outputCap, OutputStream output)
      throws IOException {
    var nonce = Frames.nonce();
    try (var session = start(framed(script, nonce))) {
      var reading = new FutureTask<>(() -> read(session, nonce, outputCap, output));
      Thread.ofVirtual().start(reading);
      try {
        return told(session, reading.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        session.end();
        long size = reading.get(LAST_BYTES_SECONDS, TimeUnit.SECONDS).size;
        return new CommandOutput(End.TIMED_OUT, 0, size, session.complaint());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a script ran on " + target.name(), e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(target.name() + ": " + reason(e), e);
    }
  }

  /// Its output between two pieces, the second of which tells how it ended.
  private static String framed(String script, String nonce) {
    return "printf '\\n%s B\\n' "
        + nonce
        + "\n(\n"
        + script
        + "\n)\nprintf '\\n%s E %s\\n' "
        + nonce
        + " $?";
  }

  private static String reason(Exception e) {
    return e.getCause() == null
        ? "the connection can't be ended"
        : String.valueOf(e.getCause().getMessage());
  }

  /// What came of a script.
  ///
  /// @param ended with which status; empty if its end did not come
  private record Read(boolean begun, long size, boolean full, Optional<Integer> ended) {}

  private static Read read(SshSession session, String nonce, long cap, OutputStream output)
      throws IOException {
    var capped = new CappedStream(output, cap, session);
    boolean begun = false;
    try (var frames = new Frames(session.output(), nonce)) {
      begun = frames.next().filter("B"::equals).isPresent();
      if (begun) {
        session.isIn();
        frames.body(capped);
      }
      var ended = frames.next().filter(head -> head.matches("E \\d{1,3}"));
      return new Read(
          begun, capped.taken, capped.full, ended.map(head -> Integer.parseInt(head.substring(2))));
    } catch (IOException e) {
      if (session.isClosed()) {
        return new Read(begun, capped.taken, capped.full, Optional.empty());
      }
      throw e;
    }
  }

  private CommandOutput told(SshSession session, Read read) throws IOException {
    if (!read.begun) {
      throw new IOException(session.whyNoAnswer());
    }
    if (read.full) {
      return new CommandOutput(End.TRUNCATED, 0, read.size, session.complaint());
    }
    if (read.ended.isEmpty()) {
      throw new IOException(target.name() + ": the connection was lost" + session.because());
    }
    return new CommandOutput(End.EXITED, read.ended.get(), read.size, session.complaint());
  }

  /// Takes a number of bytes, and then ends the session that they come from.
  private static final class CappedStream extends OutputStream {
    private final OutputStream to;
    private final SshSession from;
    private final long cap;
    private long taken;
    private boolean full;

    CappedStream(OutputStream to, long cap, SshSession from) {
      this.to = to;
      this.cap = cap;
      this.from = from;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int fitting = (int) Math.min(cap - taken, length);
      to.write(bytes, offset, fitting);
      taken += fitting;
      if (fitting < length && !full) {
        full = true;
        from.end();
      }
    }
  }
}
