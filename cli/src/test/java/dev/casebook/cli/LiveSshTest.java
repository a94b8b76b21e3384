package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hosts behind a real sshd: this machine, as others would be.
@Tag("integration")
class LiveSshTest {

  @TempDir private Path folder;

  private static final Pattern VERDICT =
      Pattern.compile("\"note\":\"([^\"]+)\"[^{}]*?\"outcome\":\"([^\"]+)\"");

  private static List<String> outcomes(Launch launch) {
    assertThat(launch.status()).as(launch.errors()).isIn(0, 1);
    var outcomes =
        VERDICT
            .matcher(launch.output())
            .results()
            .map(match -> match.group(1) + " " + match.group(2))
            .toList();
    assertThat(outcomes).hasSizeGreaterThan(40);
    return outcomes;
  }

  private static String steady(Launch launch) {
    assertThat(launch.status()).as(launch.errors()).isZero();
    return launch.output();
  }

  private static String[] question(String... source) {
    var words = new ArrayList<>(List.of("sql", "--format", "csv"));
    words.add(
        "select name, version from packages union all select name, shell from users"
            + " union all select 'kernel', kernel from hosts order by all");
    words.addAll(List.of(source));
    return words.toArray(String[]::new);
  }

  @Test
  void aHostOverSshSaysWhatItSaysOfItself() throws Exception {
    try (var ssh = LiveSsh.start(folder, "")) {
      assertThat(steady(ssh.casebook(question("ssh://web1"))))
          .isEqualTo(steady(Launch.of(question())));
      var here = outcomes(Launch.of("diagnose", "--json"));
      assertThat(outcomes(ssh.casebook("diagnose", "--json", "ssh://web1"))).isEqualTo(here);
    }
  }

  @Test
  void anyLoginShellWillDo() throws Exception {
    var here = steady(Launch.of(question()));
    for (var login :
        List.of(
            "fish -c \"$SSH_ORIGINAL_COMMAND\"",
            "tcsh -c \"$SSH_ORIGINAL_COMMAND\"",
            "echo Welcome; echo '{'; cat /etc/os-release; sh -c \"$SSH_ORIGINAL_COMMAND\"; echo bye")) {
      try (var ssh = LiveSsh.start(folder, login)) {
        assertThat(steady(ssh.casebook(question("ssh://web1")))).as(login).isEqualTo(here);
      }
    }
  }

  @Test
  void aHostWithNothingButBusyboxIsLookedAt() throws Exception {
    var root = busyboxRoot();
    var login =
        "unshare -m sh -c 'mount -t proc proc %1$s/proc && exec env -i /usr/sbin/chroot %1$s /bin/sh -c \"$0\"' \"$SSH_ORIGINAL_COMMAND\""
            .formatted(root);
    try (var ssh = LiveSsh.start(folder, login)) {
      var answer =
          ssh.casebook(
              "sql",
              "--format",
              "csv",
              "select message from logs where program = 'sshd' union all select name from users",
              "ssh://box");
      assertThat(answer.output()).isEqualTo("message\nhello from the box\nbox\n");
      assertThat(ssh.casebook("diagnose", "ssh://box").status()).isIn(0, 1);
    }
  }

  /// A root whose only program is busybox.
  private Path busyboxRoot() throws Exception {
    var root = Files.createDirectory(folder.resolve("box"));
    for (var name : List.of("bin", "proc", "sys", "dev", "etc", "var", "var/log")) {
      Files.createDirectory(root.resolve(name));
    }
    var busybox = root.resolve("bin/busybox");
    Files.copy(Path.of("/bin/busybox"), busybox);
    busybox.toFile().setExecutable(true, false);
    var applets = new ProcessBuilder(busybox.toString(), "--list").start();
    for (var applet :
        new String(applets.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
      if (!applet.equals("busybox")) {
        Files.createSymbolicLink(root.resolve("bin/" + applet), Path.of("busybox"));
      }
    }
    for (var device : List.of("null 1 3", "zero 1 5")) {
      var words = device.split(" ");
      var made =
          new ProcessBuilder(
                  "mknod",
                  "-m",
                  "666",
                  root.resolve("dev/" + words[0]).toString(),
                  "c",
                  words[1],
                  words[2])
              .start();
      assertThat(made.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(made.exitValue()).as("mknod, which needs root").isZero();
    }
    Files.createSymbolicLink(root.resolve("dev/stderr"), Path.of("/proc/self/fd/2"));
    Files.writeString(root.resolve("etc/passwd"), "box:x:0:0::/:/bin/sh\n");
    Files.writeString(
        root.resolve("var/log/auth.log"), "Nov 20 10:00:00 box sshd[1]: hello from the box\n");
    return root;
  }

  @Test
  void aHostThatCanNoLongerWriteIsLookedAt() throws Exception {
    var login =
        "unshare -m sh -c 'mount --bind / / && mount -o remount,bind,ro / && mount -t tmpfs -o ro tmpfs /tmp"
            + " && ! touch /tmp/x /var/tmp/x 2>/dev/null && exec /bin/sh -c \"$0\"' \"$SSH_ORIGINAL_COMMAND\"";
    try (var ssh = LiveSsh.start(folder, login)) {
      assertThat(steady(ssh.casebook(question("ssh://web1"))))
          .isEqualTo(steady(Launch.of(question())));
    }
  }

  @Test
  void aCollectedHostIsTheHostAtThatMoment() throws Exception {
    try (var ssh = LiveSsh.start(folder, "")) {
      var file = folder.resolve("web.tar.zst").toString();
      var collected = ssh.casebook("collect", "ssh://web1", "ssh://dead:1", "--to", file);
      assertThat(collected.status()).isEqualTo(2);
      assertThat(collected.errors()).contains("ssh://dead:1: could not be reached");
      assertThat(outcomes(Launch.of("diagnose", "--json", file)))
          .isEqualTo(outcomes(ssh.casebook("diagnose", "--json", "ssh://web1")));
      assertThat(steady(Launch.of(question(file)))).isEqualTo(steady(Launch.of(question())));
      assertThat(Launch.of("collect", "--to", file).errors()).contains("already exists");
    }
  }

  @Test
  void aCollectedHostIsEncryptedOnTheWay() throws Exception {
    var key = folder.resolve("key");
    run("age-keygen", "-o", key.toString());
    var recipient =
        Files.readAllLines(key).stream()
            .filter(line -> line.startsWith("# public key: "))
            .map(line -> line.substring("# public key: ".length()))
            .findFirst()
            .orElseThrow();
    var file = folder.resolve("this.tar.zst.age");
    var collected =
        Launch.of(
            "collect", "--table", "users", "--to", file.toString(), "--encrypt-to", recipient);
    assertThat(collected.status()).as(collected.errors()).isZero();
    var plain = folder.resolve("this.tar.zst");
    run("age", "--decrypt", "-i", key.toString(), "-o", plain.toString(), file.toString());
    assertThat(Launch.of("sql", "select count(*) > 3 from users", plain.toString()).output())
        .contains("true");
  }

  private static void run(String... line) throws Exception {
    var process = new ProcessBuilder(line).inheritIO().start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", line)).isZero();
  }

  @Test
  void manyHostsAreLookedAtAtOnceAndADeadOneHidesNone() throws Exception {
    try (var ssh = LiveSsh.start(folder, "")) {
      var hosts = folder.resolve("hosts");
      Files.writeString(hosts, "[web]\nlast ansible_port=1\n");
      var launch =
          ssh.casebook(
              "diagnose",
              "--note",
              "conntrack-*",
              "--json",
              "ssh://web[01-12]",
              "--hosts",
              hosts.toString());
      assertThat(launch.status()).isEqualTo(2);
      var sources =
          launch
              .output()
              .lines()
              .filter(line -> line.contains("\"source\""))
              .reduce("", String::concat);
      assertThat(sources)
          .containsSubsequence("ssh://web01", "ssh://web02", "ssh://web12", "ssh://last:1");
      assertThat(sources).contains("Connection refused");
    }
  }

  @Test
  void aHostKeyIsNeverAcceptedSilently() throws Exception {
    try (var ssh = LiveSsh.start(folder, "")) {
      var empty = Files.createFile(folder.resolve("empty"));
      var unknown = ssh.with("-o", "UserKnownHostsFile=" + empty);
      assertThat(unknown.casebook("diagnose", "ssh://web1").output())
          .contains("ssh://web1: could not be reached: Host key verification failed");
      assertThat(empty).isEmptyFile();
      var other = Files.readString(ssh.folder().resolve("user.pub"));
      var wrong = Files.writeString(folder.resolve("wrong"), SshKeys.ALIAS + " " + other);
      assertThat(
              ssh.with("-o", "UserKnownHostsFile=" + wrong)
                  .casebook("diagnose", "ssh://web1")
                  .output())
          .contains("Host key verification failed");
    }
  }

  @Test
  void aJumpHostIsUsedAsSshIsConfigured() throws Exception {
    try (var jump = LiveSsh.start(folder, "");
        var ssh = LiveSsh.start(folder, "")) {
      var through =
          "ProxyCommand=ssh -F %s -W 127.0.0.1:%d jump"
              .formatted(jump.folder().resolve("ssh_config"), ssh.port());
      assertThat(steady(ssh.with("-o", through).casebook(question("ssh://web1"))))
          .isEqualTo(steady(Launch.of(question())));
    }
  }

  @Test
  void aSharedConnectionDoesNotHoldBackTheEnd() throws Exception {
    try (var ssh = LiveSsh.start(folder, "")) {
      var shared =
          ssh.with(
              "-o", "ControlMaster=auto",
              "-o", "ControlPath=" + folder.resolve("c"),
              "-o", "ControlPersist=20");
      long before = System.nanoTime();
      assertThat(steady(shared.casebook(question("ssh://web1"))))
          .isEqualTo(steady(Launch.of(question())));
      assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(19));
    }
  }

  @Test
  void whatSudoLacksIsTold() throws Exception {
    try (var ssh = LiveSsh.start(folder, "echo 'sudo: a password is required' >&2; exit 1")) {
      assertThat(ssh.casebook("diagnose", "--sudo", "ssh://web1").output())
          .contains("sudo needs a password there");
    }
    try (var ssh = LiveSsh.start(folder, "")) {
      assertThat(steady(ssh.casebook(sudo(question("ssh://web1")))))
          .isEqualTo(steady(Launch.of(question())));
    }
  }

  private static String[] sudo(String... line) {
    var words = new ArrayList<>(List.of(line));
    words.add("--sudo");
    return words.toArray(String[]::new);
  }
}
