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
import java.util.concurrent.TimeUnit;

/// A real sshd on loopback with keys and users of its own, for the user that runs the test.
///
/// @param command the ssh that reaches it
record LiveSsh(Process server, int port, Path folder, List<String> command)
    implements AutoCloseable {

  private static final Path SSHD = Path.of("/usr/sbin/sshd");

  /// @param login what sshd runs in place of what is asked for, which is in `SSH_ORIGINAL_COMMAND`;
  ///   empty for that itself
  static LiveSsh start(Path parent, String login) throws IOException, InterruptedException {
    assertThat(SSHD).as("the package openssh-server is installed").isExecutable();
    var folder = Files.createTempDirectory(parent, "sshd-");
    Files.createDirectories(Path.of("/run/sshd"));
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve("host").toString());
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve("user").toString());
    int port = freePort();
    Files.writeString(folder.resolve("sshd_config"), configuration(folder, port, login));
    Files.writeString(folder.resolve("ssh_config"), client(folder, port));
    var key = Files.readString(folder.resolve("host.pub"));
    Files.writeString(folder.resolve("known"), "[127.0.0.1]:%d %s".formatted(port, key));
    var server =
        new ProcessBuilder(
                SSHD.toString(), "-D", "-e", "-f", folder.resolve("sshd_config").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    var live = new LiveSsh(server, port, folder, command(folder));
    live.awaitAnswer();
    return live;
  }

  private static List<String> command(Path folder) {
    return List.of("ssh", "-F", folder.resolve("ssh_config").toString());
  }

  private static String configuration(Path folder, int port, String login) {
    return """
    Port %d
    ListenAddress 127.0.0.1
    HostKey %2$s/host
    AuthorizedKeysFile %2$s/user.pub
    PidFile none
    StrictModes no
    UsePAM no
    PermitRootLogin yes
    %3$s
    """
        .formatted(port, folder, login.isEmpty() ? "" : "ForceCommand " + login);
  }

  private static String client(Path folder, int port) {
    return """
    Host *
      HostName 127.0.0.1
      Port %d
      HostKeyAlias [127.0.0.1]:%1$d
      IdentityFile %2$s/user
      IdentitiesOnly yes
      UserKnownHostsFile %2$s/known
      GlobalKnownHostsFile /dev/null
    """
        .formatted(port, folder);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void run(String... line) throws IOException, InterruptedException {
    var process = new ProcessBuilder(line).inheritIO().start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", line)).isZero();
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
