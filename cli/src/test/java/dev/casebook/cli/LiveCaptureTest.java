package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `casebook capture` with real tcpdumps here and behind a real sshd, on the loopback interface;
/// what it writes is read by tshark.
@Tag("integration")
class LiveCaptureTest {

  private static final long DEADLINE_SECONDS = 60;

  @TempDir private Path folder;
  private LiveSsh ssh;
  private DatagramSocket sink;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    assertThat(Path.of("/usr/bin/tcpdump")).as("the package tcpdump is installed").isExecutable();
    ssh = LiveSsh.start(folder, "");
    sink = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
    sink.close();
    ssh.close();
  }

  private static List<String> line(String... arguments) {
    var path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx320m",
                "-XX:TieredStopAtLevel=1",
                "-Dcasebook.home=" + Launch.ROOT,
                "-cp",
                path,
                Main.class.getName(),
                "capture"));
    line.addAll(List.of(arguments));
    return line;
  }

  private Path output() {
    return folder.resolve("output");
  }

  private Process begin(List<String> line) throws IOException {
    var builder = new ProcessBuilder(line);
    builder.environment().put("CASEBOOK_SSH", String.join(" ", ssh.command()));
    var process =
        builder
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(output().toFile())
            .start();
    started.add(process);
    return process;
  }

  private Process capture(String... arguments) throws Exception {
    var process = begin(line(arguments));
    await("it captures", () -> said().contains("capturing at") || !process.isAlive());
    assertThat(said()).contains("capturing at");
    return process;
  }

  private String said() {
    try {
      return Files.readString(output());
    } catch (IOException e) {
      return "";
    }
  }

  private static void await(String what, BooleanSupplier is) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!is.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(until);
      Thread.sleep(50);
    }
  }

  private int ended(Process process) throws InterruptedException {
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).as(said()).isTrue();
    return process.exitValue();
  }

  private void send(int packets) throws IOException, InterruptedException {
    try (var from = new DatagramSocket()) {
      for (int i = 0; i < packets; i++) {
        from.send(new DatagramPacket(new byte[100], 100, sink.getLocalSocketAddress()));
        if (i % 50 == 0) {
          Thread.sleep(5);
        }
      }
    }
  }

  private String datagrams() {
    return "udp port " + sink.getLocalPort();
  }

  /// Those datagrams, and all that has to do with the sshd.
  private String datagramsAndSsh() {
    return datagrams() + " or tcp port " + ssh.port();
  }

  /// A line of fields for each packet, as tshark reads the capture.
  private List<String> tshark(Path file, String... fields) throws Exception {
    var line = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString(), "-T", "fields"));
    for (var field : fields) {
      line.addAll(List.of("-e", field));
    }
    var process = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).isZero();
    return lines;
  }

  private boolean runsTcpdumpWith(String text) {
    return ProcessHandle.allProcesses()
        .anyMatch(one ->
            one.info()
                .commandLine()
                .filter(line -> line.contains("tcpdump") && line.contains(text))
                .isPresent());
  }

  @Test
  void eachPacketThatWasSentIsThereOnceAPlaceAndNoneOfOurOwnConnection() throws Exception {
    var file = folder.resolve("all.pcapng");
    var process =
        capture("here/lo", "ssh://box/lo", "-w", file.toString(), "-f", datagramsAndSsh());
    send(1000);
    Thread.sleep(1500);
    process.destroy();
    ended(process);
    var packets = tshark(file, "frame.interface_name", "ip.proto");
    assertThat(packets.stream().filter(line -> line.endsWith("\t17"))).hasSize(2000);
    assertThat(packets.stream().filter(line -> line.equals("box:lo\t17"))).hasSize(1000);
    assertThat(packets.stream().filter(line -> line.endsWith("\t6"))).isEmpty();
    assertThat(tshark(file, "frame.time_epoch")).isSorted();
    assertThat(said())
        .contains("2000 packets, none dropped; stopped: it was interrupted")
        .contains("left out: our own connection 127.0.0.1:");
    assertThat(runsTcpdumpWith(datagrams())).isFalse();
  }

  @Test
  void killedOutrightItLeavesNoTcpdumpHereOrThere() throws Exception {
    var process = capture("here/lo", "ssh://box/lo", "-w", folder + "/k.pcapng", "-f", datagrams());
    assertThat(runsTcpdumpWith(datagrams())).isTrue();
    process.destroyForcibly();
    await("no tcpdump is left", () -> !runsTcpdumpWith(datagrams()));
  }

  @Test
  void aDeadHostIsToldAndTheOthersGoOn() throws Exception {
    var file = folder.resolve("dead.pcapng");
    var process =
        capture(
            "ssh://box:1/lo",
            "here/lo",
            "-w",
            file.toString(),
            "-f",
            datagrams(),
            "--packets",
            "7");
    send(20);
    assertThat(ended(process)).isEqualTo(2);
    assertThat(tshark(file, "udp.length")).hasSize(7);
    assertThat(said()).contains("ssh://box:1: could not be reached", "stopped: 7 packets came");
  }

  @Test
  void aPacketThatIsWaitedForEndsARing() throws Exception {
    var awaited = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    try (awaited) {
      var process =
          capture(
              "ssh://box/lo",
              "-w",
              folder + "/ring.pcapng",
              "-f",
              datagrams(),
              "--ring-size",
              "20k",
              "--ring-files",
              "2",
              "--stop-on-filter",
              "udp port " + awaited.getLocalPort(),
              "--keep-after",
              "1s");
      send(1000);
      sink.send(new DatagramPacket(new byte[1], 1, awaited.getLocalSocketAddress()));
      assertThat(ended(process)).isZero();
    }
    assertThat(said())
        .containsPattern("1001 packets, none dropped; stopped: box lo: IP 127.0.0.1.*UDP, length 1")
        .contains("older files made room");
    try (var files = Files.newDirectoryStream(folder, "ring_*.pcapng")) {
      var left = new ArrayList<Path>();
      files.forEach(left::add);
      assertThat(left).hasSize(2);
      for (var file : left) {
        assertThat(tshark(file, "frame.interface_name")).isNotEmpty().containsOnly("box:lo");
      }
    }
  }

  @Test
  void aLineInALogEndsIt() throws Exception {
    var log = Files.writeString(folder.resolve("app.log"), "upstream timed out 1\n");
    var process =
        capture(
            "ssh://box/lo",
            "-w",
            folder + "/log.pcapng",
            "-f",
            datagrams(),
            "--stop-on-log",
            "timed out \\d",
            "--log",
            log.toString());
    send(10);
    // What reaches the log before it is watched is not looked at, so it says it until it is heard.
    while (process.isAlive()) {
      Files.writeString(log, "upstream timed out 2\n", StandardOpenOption.APPEND);
      Thread.sleep(200);
    }
    assertThat(ended(process)).isZero();
    assertThat(said()).contains("stopped: box " + log + ": upstream timed out 2");
  }

  @Test
  void wiresharkShowsItWhileItComes() throws Exception {
    var home = Files.createDirectory(folder.resolve("home"));
    var plugin =
        Files.createDirectories(home.resolve(".config/wireshark/extcap")).resolve("casebook");
    var words = line().stream().map(word -> "'" + word + "'").toList();
    Files.writeString(plugin, "#!/bin/sh\nexec " + String.join(" ", words) + " \"$@\"\n");
    Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(home.resolve(".local/lib/wireshark/extcap"));
    Files.copy(plugin, home.resolve(".local/lib/wireshark/extcap/casebook"));
    var line =
        List.of(
            "env",
            "-u",
            "XDG_CONFIG_HOME",
            "HOME=" + home,
            "tshark",
            "-n",
            "-l",
            "-i",
            "casebook",
            "-o",
            "extcap.casebook.extcaphosts:ssh://box/lo",
            "-f",
            datagrams(),
            "-c",
            "30",
            "-T",
            "fields",
            "-e",
            "udp.length",
            "-E",
            "header=n");
    var process = begin(line);
    // It is read live: as long as packets are sent until so many were shown.
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (process.isAlive() && System.nanoTime() < until) {
      send(1);
      Thread.sleep(100);
    }
    assertThat(ended(process)).isZero();
    assertThat(said().lines().filter(text -> text.equals("108"))).hasSize(30);
    await("no tcpdump is left", () -> !runsTcpdumpWith(datagrams()));
  }

  @Test
  void whoeverMayNotIsToldWhichCapabilityItTakes() throws Exception {
    var nobody = Files.createDirectory(folder.resolve("nobody"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(nobody, PosixFilePermissions.fromString("rwxrwxrwx"));
    var wrapped =
        new ArrayList<>(List.of("setpriv", "--bounding-set", "-net_raw", "--inh-caps", "-net_raw"));
    wrapped.addAll(line("-w", nobody + "/x.pcapng"));
    assertThat(ended(begin(wrapped))).isEqualTo(2);
    assertThat(said()).contains("here any: capturing takes CAP_NET_RAW", "setcap cap_net_raw");
    assertThat(nobody.resolve("x.pcapng")).doesNotExist();
  }

  @Test
  void thePluginIsAScriptThatStartsThisCasebook() throws Exception {
    var to = folder.resolve("extcap");
    var launch = Launch.of("capture", "install-wireshark", "--to", to.toString());
    assertThat(launch.status()).as(launch.errors()).isZero();
    assertThat(to.resolve("casebook")).isExecutable();
    assertThat(Files.readString(to.resolve("casebook")))
        .contains("exec '" + Launch.ROOT.resolve("casebook") + "' capture \"$@\"");
  }

  @Test
  void whatIsAskedWronglyIsToldInALine() {
    assertThat(Launch.of("capture").errors()).contains("capture needs --write FILE");
    assertThat(Launch.of("capture", "-w", "x", "--ring-files", "3").errors())
        .contains("--ring-files needs --ring-size or --ring-seconds");
    assertThat(Launch.of("capture", "-w", "x", "web1").errors())
        .contains("web1 is no host to capture on: here[/interface], ssh://");
    assertThat(Launch.of("capture", "-w", "x", "--sudo").errors())
        .contains("--sudo is for a host over ssh");
  }
}
