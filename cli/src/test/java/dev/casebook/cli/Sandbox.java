package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A host of the test's own on this machine: namespaces of mounts, processes, network and host
/// name, in which /etc and /var are layers over the machine's, and /run, /mnt and the logs are
/// empty. What is changed in it is changed nowhere else, and all that runs in it ends with it.
///
/// It takes root, and overlayfs in the kernel.
final class Sandbox implements AutoCloseable {

  private static final long DEADLINE_SECONDS = 180;

  private static final int TRIES_MAX = 150;
  private static final long TRY_MILLIS = 200;

  private static final String SET_UP =
      """
      set -e
      for folder in etc var; do
        mkdir -p "$1/$folder" "$1/work-$folder"
        mount -t overlay overlay \\
          -o "lowerdir=/$folder,upperdir=$1/$folder,workdir=$1/work-$folder" "/$folder"
      done
      mount -t tmpfs run /run
      mount -t tmpfs mnt /mnt
      mount -t tmpfs log /var/log
      hostname vpn1
      printf 'vpn1\\n' > /etc/hostname
      ! [ "$2" = own ] || ip link set lo up
      echo ready
      # the first process, so that it is the one who waits for those whose parents are gone
      while :; do sleep 0.1; done
      """;

  private final Process keeper;
  private final Path folder;
  private final String pid;
  private int runs;

  private Sandbox(Process keeper, Path folder, String pid) {
    this.keeper = keeper;
    this.folder = folder;
    this.pid = pid;
  }

  /// @param folder for what is written in it
  static Sandbox in(Path folder) throws IOException {
    return in(folder, "own");
  }

  /// The same with the machine's own network: what is set there is set for all.
  static Sandbox inNetworkOfThisMachine(Path folder) throws IOException {
    return in(folder, "");
  }

  private static Sandbox in(Path folder, String network) throws IOException {
    var line = new ArrayList<>(List.of("unshare", "--mount", "--uts", "--pid", "--fork"));
    line.addAll(List.of("--kill-child", "--mount-proc", "--propagation", "private"));
    line.addAll(network.isEmpty() ? List.of() : List.of("--net"));
    line.addAll(List.of("sh", "-c", SET_UP, "sh", folder.toString(), network));
    var keeper = new ProcessBuilder(line).redirectErrorStream(true).start();
    var said = keeper.inputReader().readLine();
    assertThat(said).as("namespaces and overlayfs, which take root").isEqualTo("ready");
    var child = keeper.toHandle().children().findFirst().orElseThrow();
    return new Sandbox(keeper, folder, Long.toString(child.pid()));
  }

  /// Runs a script there to its end.
  Launch run(String script) throws IOException, InterruptedException {
    return finished(inside(List.of("sh", "-ec", script)));
  }

  /// Runs a script that has to succeed.
  ///
  /// @return what it said
  String sh(String script) throws IOException, InterruptedException {
    var launch = run(script);
    assertThat(launch.status()).as(script + launch.output() + launch.errors()).isZero();
    return launch.output();
  }

  /// Tries a script until it succeeds.
  ///
  /// @param logs whose ends are told where it does not
  void await(String script, String... logs) throws IOException, InterruptedException {
    for (int i = 0; i < TRIES_MAX; i++) {
      if (run(script).status() == 0) {
        return;
      }
      Thread.sleep(TRY_MILLIS);
    }
    sh(script + " || { tail -n 20 " + String.join(" ", logs) + "; exit 1; }");
  }

  /// Another host beside it, in the network namespace `client`: 203.0.113.2, and this one is
  /// 203.0.113.1.
  void addClient() throws IOException, InterruptedException {
    sh(
        """
        mkdir -p /run/netns
        ip netns add client
        ip link add pub0 type veth peer name pub0 netns client
        ip addr add 203.0.113.1/24 dev pub0
        ip link set pub0 up
        ip -n client addr add 203.0.113.2/24 dev pub0
        ip -n client link set pub0 up
        ip -n client link set lo up
        """);
  }

  /// Runs casebook there.
  Launch casebook(String... arguments) throws IOException, InterruptedException {
    return finished(inside(casebookLine(arguments)));
  }

  /// Runs casebook there by a program that changes what it may do.
  Launch casebookBy(List<String> wrapper, String... arguments)
      throws IOException, InterruptedException {
    var line = new ArrayList<>(wrapper);
    line.addAll(casebookLine(arguments));
    return finished(inside(line));
  }

  /// Starts casebook there; whoever does ends it.
  Process start(String... arguments) throws IOException {
    return new ProcessBuilder(inside(casebookLine(arguments)))
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectErrorStream(true)
        .redirectOutput(output("started").toFile())
        .start();
  }

  private Path output(String name) {
    return folder.resolve(name + runs++);
  }

  private static List<String> casebookLine(String... arguments) {
    var path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx320m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dcasebook.home=" + Launch.ROOT,
                "-cp",
                path,
                Main.class.getName()));
    line.addAll(List.of(arguments));
    return line;
  }

  private List<String> inside(List<String> command) {
    var line =
        new ArrayList<>(
            List.of("nsenter", "-t", pid, "--mount", "--net", "--uts", "--pid", "--wd=/"));
    line.addAll(command);
    return line;
  }

  /// An ssh whose hosts all are this one: a real sshd in it serves each connection, without a port.
  List<String> ssh(Path keys) throws IOException, InterruptedException {
    var proxy =
        inside(List.of("/usr/sbin/sshd", "-i", "-f", keys.resolve("sshd_config").toString()));
    var made =
        SshKeys.make(
            keys, List.of(), List.of("User root", "ProxyCommand " + String.join(" ", proxy)));
    sh("mkdir -p /run/sshd");
    return made.ssh();
  }

  private Launch finished(List<String> command) throws IOException, InterruptedException {
    var output = output("output");
    var errors = output("errors");
    var process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    var launch =
        new Launch(
            ended ? process.exitValue() : -1, Files.readString(output), Files.readString(errors));
    assertThat(ended).as("it ends in time: " + command + launch).isTrue();
    return launch;
  }

  @Override
  public void close() {
    keeper.descendants().forEach(ProcessHandle::destroyForcibly);
    keeper.destroyForcibly();
    keeper.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
