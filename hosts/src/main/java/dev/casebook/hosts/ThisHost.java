package dev.casebook.hosts;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// The machine that this program runs on.
///
/// A program is looked up in fixed folders and nowhere else, whatever path the caller has, and gets
/// a clean environment (the `C` locale), so that its output does not depend on who asks.
public final class ThisHost implements Host {

  private static final List<Path> FOLDERS =
      List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/sbin"), Path.of("/bin"));

  private static final Path SH = Path.of("/bin/sh");

  private static final File NULL = new File("/dev/null");

  /// Enough for a program's complaint; the rest is read and dropped so that it does not block.
  private static final int ERRORS_CAP = 4096;

  /// Begins a script that is talked to while it runs; see [LiveScript].
  ///
  /// @param heard takes lines of its standard error, and says which it took
  public LiveScript open(String script, Predicate<String> heard) throws IOException {
    return LocalScript.open(Shell.liveInput(script), heard);
  }

  @Override
  public CommandOutput run(
      List<String> argv, Duration deadline, long outputCap, OutputStream output)
      throws IOException {
    var program = program(argv.getFirst());
    if (program.isEmpty()) {
      return new CommandOutput(CommandOutput.End.NOT_FOUND, 0, 0, "");
    }
    return finished(start(program.get(), argv, ""), deadline, outputCap, output);
  }

  @Override
  public CommandOutput script(String script, Duration deadline, long outputCap, OutputStream output)
      throws IOException {
    return finished(start(SH, List.of("sh"), Shell.input(script)), deadline, outputCap, output);
  }

  private static CommandOutput finished(
      Process process, Duration deadline, long outputCap, OutputStream output) throws IOException {
    try {
      return new Run(process, output, outputCap).within(deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a program ran", e);
    } finally {
      end(process);
    }
  }

  private static Optional<Path> program(String name) {
    return FOLDERS.stream()
        .map(folder -> folder.resolve(name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /// @param input what it reads; nothing if empty
  private static Process start(Path program, List<String> argv, String input) throws IOException {
    var line = new ArrayList<>(argv);
    line.set(0, program.toString());
    var builder = new ProcessBuilder(line);
    if (input.isEmpty()) {
      builder.redirectInput(ProcessBuilder.Redirect.from(NULL));
    }
    builder.environment().clear();
    builder.environment().putAll(Shell.ENVIRONMENT);
    var process = builder.start();
    if (!input.isEmpty()) {
      Thread.ofVirtual().start(() -> feed(input, process));
    }
    return process;
  }

  /// A program that ends before it has read everything is no failure of ours.
  private static void feed(String input, Process process) {
    try (var to = process.getOutputStream()) {
      to.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // its status tells why it ended
    }
  }

  /// One process that was started.
  private record Run(Process process, OutputStream output, long cap) {

    CommandOutput within(Duration deadline) throws InterruptedException, IOException {
      var errors = new ByteArrayOutputStream();
      var said = copying(process.getInputStream(), output, cap, true);
      var complained = copying(process.getErrorStream(), errors, ERRORS_CAP, false);
      long millis = deadline.toMillis();
      var end = CommandOutput.End.EXITED;
      if (!isDone(said, millis) || !process.waitFor(millis, TimeUnit.MILLISECONDS)) {
        end = CommandOutput.End.TIMED_OUT;
      } else if (said.join() > cap) {
        end = CommandOutput.End.TRUNCATED;
      }
      if (end != CommandOutput.End.EXITED) {
        ThisHost.end(process);
      }
      long size = Math.min(said.join(), cap);
      complained.join();
      int status = end == CommandOutput.End.EXITED ? process.exitValue() : 0;
      return new CommandOutput(end, status, size, errors.toString(StandardCharsets.UTF_8));
    }

    /// @throws IOException if the output could not be taken
    private static boolean isDone(CompletableFuture<Long> copying, long millis)
        throws InterruptedException, IOException {
      try {
        copying.get(millis, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException e) {
        return false;
      } catch (ExecutionException e) {
        throw new IOException(e.getCause());
      }
    }
  }

  /// Copies up to the cap and counts one byte more, which tells a cut from an end; then either
  /// stops or, where the program must go on, drops the rest.
  private static CompletableFuture<Long> copying(
      InputStream in, OutputStream to, long cap, boolean stop) {
    var result = new CompletableFuture<Long>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            result.complete(copy(in, to, cap, stop));
          } catch (IOException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  private static long copy(InputStream in, OutputStream to, long cap, boolean stop)
      throws IOException {
    byte[] buffer = new byte[8192];
    long count = 0;
    try (in) {
      for (int n = read(in, buffer); n >= 0; n = read(in, buffer)) {
        to.write(buffer, 0, Math.clamp(cap - count, 0, n));
        count = Math.min(count + n, cap + 1);
        if (stop && count > cap) {
          break;
        }
      }
    }
    return count;
  }

  /// Where the program was ended, what it said before is what there is.
  private static int read(InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      return -1;
    }
  }

  private static void end(Process process) {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
