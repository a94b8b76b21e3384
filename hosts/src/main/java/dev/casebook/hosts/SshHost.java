package dev.casebook.hosts;

import dev.casebook.hosts.CommandOutput.End;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A machine that is reached by ssh. Nothing but a POSIX shell is needed there.
public final class SshHost implements Host {

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
    return SshSession.start(target, ssh, Shell.input(script));
  }

  @Override
  public CommandOutput run(
      List<String> argv, Duration deadline, long outputCap, OutputStream output)
      throws IOException {
    var words = argv.stream().map(Host::quoted).collect(Collectors.joining(" "));
    var ended = script(Shell.ENVIRONMENT + "\n" + words, deadline, outputCap, output);
    return ended.status() == CommandOutput.NOT_FOUND_STATUS
        ? new CommandOutput(End.NOT_FOUND, 0, ended.size(), ended.errors())
        : ended;
  }

  @Override
  public CommandOutput script(String script, Duration deadline, long outputCap, OutputStream output)
      throws IOException {
    var nonce = Frames.nonce();
    var framed =
        "printf '\\n%s B\\n' "
            + nonce
            + "\n(\n"
            + script
            + "\n)\nprintf '\\n%s E %s\\n' "
            + nonce
            + " $?";
    try (var session = start(framed);
        var watch = Watch.over(session, deadline);
        var frames = new Frames(session.output(), nonce)) {
      if (!"B".equals(frames.next().orElse(""))) {
        throw new IOException(session.whyNoAnswer());
      }
      session.isIn();
      var capped = new CappedStream(output, outputCap, session);
      long size = Math.min(frames.body(capped), outputCap);
      var ended = frames.next().filter(head -> head.startsWith("E "));
      if (capped.isFull()) {
        return new CommandOutput(End.TRUNCATED, 0, size, session.complaint());
      }
      if (watch.isOver()) {
        return new CommandOutput(End.TIMED_OUT, 0, size, session.complaint());
      }
      if (ended.isEmpty()) {
        throw new IOException(target.name() + ": the connection was lost" + session.because());
      }
      int status = Integer.parseInt(ended.get().substring(2).strip());
      return new CommandOutput(End.EXITED, status, size, session.complaint());
    }
  }

  /// Ends a session when its time is over, so that whoever reads it goes on.
  private record Watch(Thread thread, boolean[] over) implements AutoCloseable {

    static Watch over(SshSession session, Duration deadline) {
      var over = new boolean[1];
      var thread =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  TimeUnit.MILLISECONDS.sleep(deadline.toMillis());
                  over[0] = true;
                  session.close();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      return new Watch(thread, over);
    }

    boolean isOver() {
      return over[0];
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }

  /// Takes a number of bytes, and then ends the session that they come from.
  private static final class CappedStream extends OutputStream {
    private final OutputStream to;
    private final SshSession from;
    private long left;
    private boolean full;

    CappedStream(OutputStream to, long cap, SshSession from) {
      this.to = to;
      this.left = cap;
      this.from = from;
    }

    boolean isFull() {
      return full;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      to.write(bytes, offset, (int) Math.min(left, length));
      if (length > left && !full) {
        full = true;
        from.close();
      }
      left -= Math.min(left, length);
    }
  }
}
