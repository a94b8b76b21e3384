package dev.casebook.hosts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A script that runs on a machine reached by ssh. Closing it ends the connection, and with it the
/// script.
///
/// Until the machine has answered it holds one of the pending logins.
public final class SshSession implements LiveScript {

  /// How long what ssh says is waited for after its output has ended.
  private static final long LAST_WORDS_SECONDS = 2;

  /// Words of sudo(8) in the C locale.
  private static final Pattern PASSWORD_NEEDED = Pattern.compile("a password is required");

  private static final Pattern TERMINAL_NEEDED =
      Pattern.compile("must have a tty|no tty present|a terminal is required");
  private static final Pattern NOT_ALLOWED =
      Pattern.compile("is not allowed to (?:execute|run)|is not in the sudoers");
  private static final Pattern NO_SUDO = Pattern.compile("sudo: (?:command )?not found");

  /// What ssh says beside its reason.
  private static final Pattern BANNER =
      Pattern.compile(
          "^(?:Warning: Permanently added|\\*\\* |debug\\d: |Pseudo-terminal |@+|Connection to \\S+ closed)");

  private final SshTarget target;
  private final Process process;
  private final Ssh ssh;
  private final Complaint errors = new Complaint();
  private final Thread listening;
  private volatile boolean closed;
  private final AtomicBoolean pending = new AtomicBoolean(true);

  private SshSession(SshTarget target, Ssh ssh, Process process) {
    this.target = target;
    this.ssh = ssh;
    this.process = process;
    this.listening = Thread.ofVirtual().unstarted(this::listen);
  }

  /// One that reads a script and nothing else.
  static SshSession start(SshTarget target, Ssh ssh, String script) throws IOException {
    var session = started(target, ssh, ssh.line(target));
    Thread.ofVirtual().start(() -> session.feed(script));
    session.listening.start();
    return session;
  }

  /// One whose script goes on reading what is written to it. Ctrl-C, which a terminal sends to all
  /// that runs on it, does not end it.
  ///
  /// @param heard takes lines of standard error; those that it does not take are the complaint
  static SshSession open(SshTarget target, Ssh ssh, String script, Predicate<String> heard)
      throws IOException {
    var session = started(target, ssh, LiveScript.sparedFromInterrupts(ssh.liveLine(target)));
    session.errors.heard(heard);
    Thread.ofVirtual().start(() -> session.begin(script));
    session.listening.start();
    return session;
  }

  private static SshSession started(SshTarget target, Ssh ssh, List<String> line)
      throws IOException {
    try {
      ssh.logins().acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before " + target.name() + " was reached", e);
    }
    try {
      return new SshSession(target, ssh, new ProcessBuilder(line).start());
    } catch (IOException e) {
      ssh.logins().release();
      throw new IOException(target.name() + ": needs OpenSSH's client, and " + e.getMessage(), e);
    }
  }

  private void feed(String script) {
    try (var to = process.getOutputStream()) {
      to.write(script.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // what ssh says tells why it has ended
    }
  }

  private void begin(String script) {
    try {
      process.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      // what ssh says tells why it has ended
    }
  }

  private void listen() {
    errors.readAll(process.getErrorStream());
  }

  /// What the script says, after whatever a login says.
  @Override
  public InputStream output() {
    return process.getInputStream();
  }

  @Override
  public OutputStream input() {
    return process.getOutputStream();
  }

  @Override
  public Stream<ProcessHandle> carriers() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  /// The machine has answered: the login is no longer pending.
  @Override
  public void isIn() {
    if (pending.getAndSet(false)) {
      ssh.logins().release();
    }
  }

  /// What came on standard error so far.
  @Override
  public String complaint() {
    return errors.kept();
  }

  /// Whether a server or a hop refused the connection for now, and another attempt may do.
  public boolean mayTryAgain() {
    var said = lastWords();
    return said.contains("kex_exchange_identification")
        || said.contains("Connection reset by peer");
  }

  /// Why the script never began, in one line with the machine's name.
  @Override
  public String whyNoAnswer() {
    var said = lastWords();
    if (ssh.sudo() && PASSWORD_NEEDED.matcher(said).find()) {
      return target.name()
          + ": sudo needs a password there; allow the user `NOPASSWD: /bin/sh`, or"
          + " look without --sudo";
    }
    if (ssh.sudo() && TERMINAL_NEEDED.matcher(said).find()) {
      return target.name() + ": sudo needs a terminal there (requiretty); look without --sudo";
    }
    if (ssh.sudo() && NOT_ALLOWED.matcher(said).find()) {
      return target.name()
          + ": sudo allows this user only some commands, and /bin/sh is not one;"
          + " look without --sudo";
    }
    if (ssh.sudo() && NO_SUDO.matcher(said).find()) {
      return target.name() + ": there is no sudo; look without --sudo";
    }
    return target.name() + ": could not be reached" + because();
  }

  /// What ssh says, after a colon; empty if it says nothing.
  @Override
  public String because() {
    var lines = lastWords().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    var telling = lines.stream().filter(line -> !BANNER.matcher(line).find()).toList();
    if (telling.isEmpty()) {
      return lines.isEmpty() ? "" : ": " + lines.getLast();
    }
    return ": " + telling.getLast();
  }

  private String lastWords() {
    try {
      if (!process.waitFor(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
        return complaint();
      }
      listening.join(TimeUnit.SECONDS.toMillis(LAST_WORDS_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return complaint();
  }

  /// Whether it was ended from here.
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    end();
  }

  /// Ends the connection, so that whoever reads it goes on.
  public void end() {
    closed = true;
    isIn();
    // Asked before the parent ends: afterwards nobody knows whose children they were.
    var children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
