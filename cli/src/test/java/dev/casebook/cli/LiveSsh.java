package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A real sshd on loopback with keys and users of its own, for the user that runs the test.
///
/// @param command the ssh that reaches it
record LiveSsh(Process server, int port, Path folder, List<String> command)
    implements AutoCloseable {

  /// @param login what sshd runs in place of what is asked for, which is in `SSH_ORIGINAL_COMMAND`;
  ///   empty for that itself
  static LiveSsh start(Path parent, String login) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory(parent, "sshd-");
    Files.createDirectories(Path.of("/run/sshd"));
    int port = freePort();
    var server = new ArrayList<>(List.of("Port " + port, "ListenAddress 127.0.0.1"));
    server.addAll(login.isEmpty() ? List.of() : List.of("ForceCommand " + login));
    var keys = SshKeys.make(folder, server, List.of("HostName 127.0.0.1", "Port " + port));
    var sshd =
        new ProcessBuilder(keys.sshd("-D"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    var live = new LiveSsh(sshd, port, folder, keys.ssh());
    live.awaitAnswer();
    return live;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    for (int i = 0; i < 100; i++) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException e) {
        assertThat(server.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
        Thread.sleep(50);
      }
    }
    throw new IOException("sshd does not answer");
  }

  /// A `casebook` command whose ssh is this one's.
  Launch casebook(String... arguments) {
    return Launch.overSsh(command, arguments);
  }

  /// The same ssh with more options.
  LiveSsh with(String... options) {
    var more = new ArrayList<>(command);
    more.addAll(List.of(options));
    return new LiveSsh(server, port, folder, more);
  }

  @Override
  public void close() {
    var children = server.descendants().toList();
    server.destroy();
    children.forEach(ProcessHandle::destroy);
  }
}
