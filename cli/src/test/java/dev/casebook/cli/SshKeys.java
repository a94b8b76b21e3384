package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What an sshd of a test and its only client need to know each other: keys and configurations in a
/// folder, nothing of the machine's own.
record SshKeys(Path folder) {

  private static final Path SSHD = Path.of("/usr/sbin/sshd");

  /// By what name the client knows the host, wherever it answers.
  static final String ALIAS = "host-of-the-test";

  /// @param server more of sshd's configuration, a line each
  /// @param client more of ssh's, a line each
  static SshKeys make(Path folder, List<String> server, List<String> client)
      throws IOException, InterruptedException {
    assertThat(SSHD).as("the package openssh-server is installed").isExecutable();
    var keys = new SshKeys(folder);
    for (var key : List.of("host", "user")) {
      make(keys.file(key));
    }
    Files.writeString(
        folder.resolve("known"), ALIAS + " " + Files.readString(folder.resolve("host.pub")));
    Files.writeString(
        folder.resolve("sshd_config"),
        """
        HostKey %1$s/host
        AuthorizedKeysFile %1$s/user.pub
        PidFile none
        StrictModes no
        UsePAM no
        PermitRootLogin yes
        %2$s
        """
            .formatted(folder, String.join("\n", server)));
    Files.writeString(
        folder.resolve("ssh_config"),
        """
        Host *
          HostKeyAlias %1$s
          IdentityFile %2$s/user
          IdentitiesOnly yes
          UserKnownHostsFile %2$s/known
          GlobalKnownHostsFile /dev/null
          %3$s
        """
            .formatted(ALIAS, folder, String.join("\n  ", client)));
    return keys;
  }

  private static void make(String key) throws IOException, InterruptedException {
    var line = List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key);
    var process = new ProcessBuilder(line).inheritIO().start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", line)).isZero();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  /// The server with its configuration.
  List<String> sshd(String option) {
    return List.of(SSHD.toString(), option, "-e", "-f", file("sshd_config"));
  }

  /// The client with its configuration.
  List<String> ssh() {
    return List.of("ssh", "-F", file("ssh_config"));
  }
}
