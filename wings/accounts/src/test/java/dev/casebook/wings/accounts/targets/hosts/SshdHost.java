package dev.casebook.wings.accounts.targets.hosts;

import dev.casebook.wings.accounts.Programs;
import dev.casebook.wings.accounts.targets.ldap.Slapd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A host behind a real sshd on a port of this machine: a mount namespace with folders of its own
/// in the place of those that a host is known by.
final class SshdHost implements AutoCloseable {

  private final Path folder;
  private final Process process;
  private final int port;
  private Optional<Process> sssd = Optional.empty();

  private SshdHost(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /// @param manager the file of the public key that lets root in
  /// @param users lines of passwd beside this machine's
  static SshdHost start(Path folder, Path manager, String users)
      throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("sudoers.d"));
    Files.createDirectories(folder.resolve("lib"));
    Files.createDirectories(folder.resolve("ssh"));
    Files.createDirectories(Path.of("/run/sshd"));
    Files.writeString(folder.resolve("passwd"), Files.readString(Path.of("/etc/passwd")) + users);
    Files.copy(manager, folder.resolve("ssh/managers"));
    key(folder.resolve("ssh/host"));
    int port = Programs.freePort();
    Files.writeString(
        folder.resolve("ssh/sshd_config"),
        """
        Port %d
        ListenAddress 127.0.0.1
        HostKey /etc/ssh/host
        AuthorizedKeysFile /etc/ssh/managers /etc/ssh/authorized_keys.d/%%u
        PidFile none
        UsePAM no
        """
            .formatted(port));
    var mounts = new StringBuilder();
    for (var one : List.of("sudoers.d:/etc/sudoers.d", "lib:/var/lib", "ssh:/etc/ssh")) {
      mounts.append(mount(folder, one));
    }
    mounts.append(mount(folder, "passwd:/etc/passwd"));
    var process =
        Programs.serving(
            port,
            folder.resolve("log"),
            List.of("unshare", "-m", "sh", "-ec", mounts + "exec /usr/sbin/sshd -D -e"));
    return new SshdHost(folder, process, port);
  }

  /// Starts SSSD there, which asks a directory of this machine and keeps what it says for long.
  void startSssd(String url, String base) throws IOException, InterruptedException {
    for (var one : List.of("lib/sss", "sssd", "run/sssd", "run/sshd", "logs/sssd")) {
      Files.createDirectories(folder.resolve(one));
    }
    for (var one :
        List.of("db", "mc", "pipes/private", "pubconf", "gpo_cache", "secrets", "keytabs")) {
      Files.createDirectories(folder.resolve("lib/sss").resolve(one));
    }
    var config =
        Files.writeString(
            folder.resolve("sssd/sssd.conf"),
            """
            [sssd]
            services = nss
            domains = example
            [domain/example]
            id_provider = ldap
            auth_provider = none
            access_provider = permit
            ldap_uri = %s
            ldap_search_base = %s
            ldap_default_bind_dn = %s
            ldap_default_authtok = %s
            ldap_id_use_start_tls = false
            ldap_tls_reqcert = never
            entry_cache_timeout = 5400
            """
                .formatted(url, base, Slapd.ADMIN, Slapd.PASSWORD));
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
    var nsswitch =
        Files.writeString(
            folder.resolve("nsswitch.conf"),
            "passwd: files sss\ngroup: files sss\nshadow: files\nsudoers: files\n");
    for (var both :
        List.of(
            folder.resolve("sssd") + ":/etc/sssd",
            folder.resolve("run") + ":/run",
            folder.resolve("logs") + ":/var/log",
            nsswitch + ":/etc/nsswitch.conf")) {
      var places = both.split(":");
      Programs.said("", inside("mount", "--bind", places[0], places[1]));
    }
    sssd =
        Optional.of(
            new ProcessBuilder(inside("/usr/sbin/sssd", "-i"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sssd.log").toFile())
                .start());
  }

  private static String mount(Path folder, String places) {
    var both = places.split(":");
    return "mount --bind '%s/%s' %s\n".formatted(folder, both[0], both[1]);
  }

  static Path key(Path file) throws IOException, InterruptedException {
    Programs.said(
        "", List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString()));
    return file;
  }

  int port() {
    return port;
  }

  Path sudoers() {
    return folder.resolve("sudoers.d/casebook");
  }

  Path keys(String account) {
    return folder.resolve("ssh/authorized_keys.d").resolve(account);
  }

  /// The host's journal of changes.
  Path journal() {
    return folder.resolve("lib/casebook/changes");
  }

  /// A command on it, as root.
  Programs.Run run(String... words) throws IOException, InterruptedException {
    return Programs.run("", inside(words));
  }

  private List<String> inside(String... words) {
    var command = new ArrayList<>(List.of("nsenter", "-m", "-t", String.valueOf(process.pid())));
    command.addAll(List.of(words));
    return command;
  }

  /// What sudo itself says there.
  boolean maySudo(String user, String runAs, String command)
      throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("sudo", "-n", "-l", "-U", user, "-u", runAs));
    words.addAll(List.of(command.split(" ")));
    return run(words.toArray(String[]::new)).status() == 0;
  }

  @Override
  public void close() {
    sssd.ifPresent(Programs::end);
    Programs.end(process);
  }
}
