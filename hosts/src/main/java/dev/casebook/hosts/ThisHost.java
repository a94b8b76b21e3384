package dev.casebook.hosts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The machine that this program runs on.
///
/// Commands get a clean environment (a fixed `PATH`, the `C` locale), so that their output does not
/// depend on who asks.
public final class ThisHost implements Host {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C", "SYSTEMD_PAGER", "");

  /// Enough for a program's complaint; the rest is read and dropped so that it does not block.
  private static final int ERRORS_CAP = 4096;

  @Override
  public CommandOutput run(List<String> argv, Duration deadline, int outputCap) throws IOException {
    Process process;
    try {
      process = start(argv);
    } catch (IOException e) {
      return new CommandOutput(CommandOutput.End.NOT_FOUND, 0, new byte[0], "");
    }
    try {
      return collect(process, deadline, outputCap);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while running " + argv.getFirst(), e);
    } finally {
      end(process);
    }
  }

  private static Process start(List<String> argv) throws IOException {
    var builder = new ProcessBuilder(argv).redirectInput(ProcessBuilder.Redirect.from(NULL));
    builder.environment().clear();
    builder.environment().putAll(ENVIRONMENT);
    return builder.start();
  }

  private static final java.io.File NULL = new java.io.File("/dev/null");

  private static CommandOutput collect(Process process, Duration deadline, int cap)
      throws InterruptedException {
    var output = reading(process.getInputStream(), cap, true);
    var errors = reading(process.getErrorStream(), ERRORS_CAP, false);
    long millis = deadline.toMillis();
    var end = CommandOutput.End.EXITED;
    if (!finished(output, millis) || !process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      end = CommandOutput.End.TIMED_OUT;
      end(process);
    }
    byte[] bytes = output.join();
    if (bytes.length > cap) {
      end = CommandOutput.End.TRUNCATED;
      bytes = java.util.Arrays.copyOf(bytes, cap);
      end(process);
    }
    int status = end == CommandOutput.End.EXITED ? process.exitValue() : 0;
    return new CommandOutput(end, status, bytes, new String(errors.join(), StandardCharsets.UTF_8));
  }

  private static boolean finished(CompletableFuture<byte[]> output, long millis)
      throws InterruptedException {
    try {
      output.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (java.util.concurrent.TimeoutException e) {
      return false;
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Reads up to one byte more than the cap, so that the reader can tell a cut from an end; then
  /// either stops or, where the program must go on, drops the rest.
  private static CompletableFuture<byte[]> reading(InputStream in, int cap, boolean stop) {
    var result = new CompletableFuture<byte[]>();
    Thread.ofVirtual().start(() -> result.complete(read(in, cap, stop)));
    return result;
  }

  private static byte[] read(InputStream in, int cap, boolean stop) {
    var kept = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (in) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        kept.write(buffer, 0, Math.min(n, Math.max(0, cap + 1 - kept.size())));
        if (stop && kept.size() > cap) {
          break;
        }
      }
    } catch (IOException e) {
      // The program was ended: what it said before is what there is.
    }
    return kept.toByteArray();
  }

  private static void end(Process process) {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
