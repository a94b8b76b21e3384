package dev.casebook.wings.pki;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// A process that ends itself by SIGKILL as soon as it has written to the disk so many times.
final class KilledAtBorder {

  private KilledAtBorder() {}

  /// @param arguments the border from 1 on, the folder, the command line
  public static void main(String[] arguments) {
    int last = Integer.parseInt(arguments[0]);
    var crossed = new AtomicInteger();
    var launch =
        Launch.at(
            Instant.now(),
            _ -> {
              if (crossed.incrementAndGet() == last) {
                kill();
              }
            },
            Path.of(arguments[1]),
            Arrays.copyOfRange(arguments, 2, arguments.length));
    System.err.print(launch.errors());
    System.exit(launch.status());
  }

  private static void kill() {
    try {
      new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid()))
          .start()
          .waitFor();
      Thread.sleep(60_000);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
