package dev.casebook.wings.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Real programs that tests start and end.
public final class Programs {

  private static final int TRIES_MAX = 600;
  private static final long PAUSE_MILLIS = 50;

  private Programs() {}

  public static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// What came of a program.
  public record Run(int status, String said) {}

  public static Run run(String input, List<String> command)
      throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var to = process.getOutputStream()) {
      to.write(input.getBytes(StandardCharsets.UTF_8));
    }
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command.toString()).isTrue();
    return new Run(process.exitValue(), said);
  }

  /// What a program says that ends well.
  public static String said(String input, List<String> command)
      throws IOException, InterruptedException {
    var run = run(input, command);
    assertThat(run.status()).as(command + ": " + run.said()).isZero();
    return run.said();
  }

  /// A server that answers on a port of this machine.
  public static Process serving(int port, Path log, List<String> command)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    for (int i = 0; i < TRIES_MAX && process.isAlive(); i++) {
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return process;
      } catch (IOException e) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    process.destroyForcibly();
    throw new IOException(command + " does not serve: " + Files.readString(log));
  }

  public static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
