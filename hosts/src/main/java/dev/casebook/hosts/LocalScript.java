package dev.casebook.hosts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A [LiveScript] of this machine's own shell.
final class LocalScript implements LiveScript {

  /// How long what it says is waited for after its output has ended.
  private static final long LAST_WORDS_SECONDS = 2;

  private final Process process;
  private final Complaint errors = new Complaint();
  private final Thread listening;

  private LocalScript(Process process, Predicate<String> heard) {
    this.process = process;
    errors.heard(heard);
    listening = Thread.ofVirtual().start(() -> errors.readAll(process.getErrorStream()));
  }

  static LocalScript open(String script, Predicate<String> heard) throws IOException {
    var builder = new ProcessBuilder(LiveScript.sparedFromInterrupts(List.of("/bin/sh")));
    builder.environment().clear();
    builder.environment().putAll(Shell.ENVIRONMENT);
    var opened = new LocalScript(builder.start(), heard);
    Thread.ofVirtual().start(() -> opened.begin(script));
    return opened;
  }

  private void begin(String script) {
    try {
      process.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      // what it says tells why it has ended
    }
  }

  @Override
  public InputStream output() {
    return process.getInputStream();
  }

  @Override
  public OutputStream input() {
    return process.getOutputStream();
  }

  @Override
  public void isIn() {
    // No login is pending.
  }

  @Override
  public String complaint() {
    try {
      if (process.waitFor(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
        listening.join(TimeUnit.SECONDS.toMillis(LAST_WORDS_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return errors.kept();
  }

  @Override
  public String whyNoAnswer() {
    return "the shell of this host did not answer" + because();
  }

  @Override
  public String because() {
    return complaint()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce("", (_, last) -> ": " + last);
  }

  /// It goes through no connection.
  @Override
  public Stream<ProcessHandle> carriers() {
    return Stream.empty();
  }

  @Override
  public void close() {
    var children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
