package dev.casebook.signals;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Measures scanning, compiling and start, beside grep and ripgrep where they are installed:
/// `ScanBenchmark DIRECTORY`. `ScanBenchmark start DIRECTORY` is one start with ten patterns and a
/// small log, `start-hyperscan` the same with Hyperscan at once.
final class ScanBenchmark {
  private static final int LOG_BYTES = 300 << 20;
  private static final int ROUNDS = 5;

  private static final List<String> SOURCES =
      List.of(
          "kernel",
          "systemd",
          "sshd",
          "kubelet",
          "containerd",
          "dockerd",
          "etcd",
          "calico-node",
          "openvpn",
          "pppd",
          "charon",
          "named",
          "chronyd",
          "NetworkManager",
          "dhclient",
          "haproxy",
          "nginx",
          "keepalived",
          "postgres",
          "mysqld",
          "rsyslogd",
          "auditd",
          "smartd",
          "multipathd",
          "iscsid");

  private static final List<String> COMPONENTS =
      List.of(
          "nvme\\d+",
          "ixgbe [0-9a-f:.]+",
          "mlx5_core",
          "overlayfs",
          "cephfs",
          "ipset",
          "IPVS",
          "device-mapper",
          "xfs \\(dm-\\d+\\)",
          "EXT4-fs",
          "bridge",
          "vxlan(?:\\.calico)?",
          "wireguard",
          "MULTI",
          "Management",
          "raft",
          "mvcc",
          "lessor",
          "peer-tracker",
          "pleg",
          "cni",
          "csi-plugin",
          "image gc",
          "volume-manager",
          "scheduler");

  private static final List<String> FAILURES =
      List.of(
          "device (?<device>\\w+) is not responding after (?<seconds>\\d+) seconds",
          "could not open (?<file>/\\S+): (?<error>Permission denied|No such file)",
          "connection to (?<peer>[0-9a-f.:]+) refused",
          "Out of memory: Killed process (?<pid>\\d+) \\((?<name>[^)]+)\\)",
          "certificate of (?<subject>.+) has expired",
          "table full, dropping packet(s)?",
          "(?<count>\\d+) retransmissions on (?<link>\\S+), giving up$",
          "^.* authentication failure for user (?<user>\\w+)",
          "lease (?<lease>[0-9a-f]{8,32}) lost",
          "(?i)fatal: (?<reason>.*)",
          "cannot allocate (?<bytes>\\d+) bytes",
          "I/O error on (?<disk>sd[a-z]+\\d*), sector (?<sector>\\d+)",
          "panic: (?<what>.+) \\[recovered\\]",
          "timed out waiting for (?<unit>[\\w@.-]+)\\.service",
          "address (?<address>[0-9.]+) already in use",
          "watchdog: BUG: soft lockup - CPU#(?<cpu>\\d+) stuck for (?<seconds>\\d+)s",
          "checksum mismatch in (?<segment>[^ ]+): want \\w+, got \\w+",
          "no route to (?<target>\\S+) via (?<gateway>\\S+)",
          "too many open files \\(limit (?<limit>\\d+)\\)",
          "version (?<have>[0-9.]+) is older than (?<want>[0-9.]+)",
          "queue (?<queue>\\w+) stalled: (?<depth>\\d+) entries",
          "journal corrupted at offset (?<offset>0x[0-9a-f]+)",
          "failed to (?<verb>mount|unmount|attach|detach) volume (?<volume>\\S+)",
          "clock (?:stepped|jumped) by (?<seconds>-?\\d+\\.\\d+)",
          "quota exceeded for (?<owner>\\w+)",
          "carrier lost on (?<link>eth\\d+|bond\\d+)",
          "peer (?<peer>\\S+) sent unexpected message (?<type>\\w+)",
          "refusing (?<request>[A-Z]+) from (?<client>\\S+): (?<why>\\w+ \\w+)",
          "lock (?<lock>\\w+) held for (?<millis>\\d{4,})ms",
          "missing key (?<key>[\\w.]+) in (?<file>\\S+\\.conf)",
          "buffer overrun, (?<bytes>\\d+) bytes lost",
          "unit (?<unit>\\S+) entered failed state",
          "replica (?<replica>\\d+) lags by (?<bytes>\\d+) bytes",
          "denied \\{ (?<access>[\\w ]+) \\} for pid=(?<pid>\\d+)",
          "TLS handshake failed: (?<why>[^;]+);",
          "neighbour table overflow on (?<link>\\S+)",
          "heartbeat from (?<node>[\\w-]+) missed (?<times>\\d+) times",
          "bad magic (?<magic>0x[0-9a-fA-F]+)",
          "slow disk: fsync took (?<seconds>[0-9.]+)s",
          "restarting for the (?<nth>\\d+)(?:st|nd|rd|th) time");

  private static final List<String> ORDINARY =
      List.of(
          "session opened for user root(uid=0) by (uid=0)",
          "Started Session %d of User root.",
          "Accepted publickey for deploy from 203.0.113.%d port 5%d ssh2: ED25519 SHA256:abc",
          "I1122 12:24:01.%d 1234 reconciler.go:245] operationExecutor.VerifyControllerAttachedVolume",
          "level=info msg=\"container exited\" id=%d time=\"2025-11-22T12:24:01Z\" code=0",
          "eth0: link is up at 10000 Mbps, full duplex, flow control %d",
          "GET /api/v1/pods?limit=%d HTTP/1.1 200 4523 \"-\" \"curl/7.88.1\"",
          "compacted revision %d in 12.3ms, took 1.2ms to write the snapshot to disk",
          "Reached target Timers after %d ms",
          "client-%d/198.51.100.7:1194 VERIFY OK: depth=0, CN=client-%d",
          "[UFW BLOCK] IN=eth0 OUT= SRC=198.51.100.%d DST=203.0.113.9 LEN=40 TTL=243 PROTO=TCP",
          "pam_unix(cron:session): session closed for user root, %d",
          "dns: 192.0.2.%d query example.org IN A + (203.0.113.53)",
          "selected source 203.0.113.%d, offset -0.000%d seconds");

  /// CPU time, so that what else runs on the machine counts little.
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private ScanBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].startsWith("start")) {
      start(arguments[0], Path.of(arguments[1]));
      return;
    }
    Path directory = Path.of(arguments[0]);
    Path log = directory.resolve("syslog");
    if (!Files.exists(log)) {
      writeLog(log);
    }
    System.out.printf("log: %,d bytes%n", Files.size(log));
    compileAndLoad(directory.resolve("cache"));
    for (int count : new int[] {10, 100, 1000}) {
      try (var set =
          PatternSet.ofHyperscan(patterns(count), Optional.of(directory.resolve("cache")))) {
        scan(count + " patterns", set, log);
      }
    }
    for (int count : new int[] {10, 100, 1000}) {
      try (var set = PatternSet.ofJava(patterns(count))) {
        scan(count + " patterns in Java", set, log);
      }
    }
    peers(directory, log);
  }

  private static List<LinePattern> patterns(int count) {
    var patterns = new ArrayList<LinePattern>();
    for (int i = 0; i < count; i++) {
      String failure = FAILURES.get(i % FAILURES.size());
      String component = COMPONENTS.get(i / FAILURES.size());
      boolean leads = failure.startsWith("^") || failure.startsWith("(?i)");
      String regex = leads ? failure + " in " + component : component + ": " + failure;
      patterns.add(LinePattern.of("p" + i, regex));
    }
    return patterns;
  }

  private static void writeLog(Path log) throws IOException {
    var random = new SplittableRandom(7);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(log), 1 << 20)) {
      for (long written = 0; written < LOG_BYTES; ) {
        String source = SOURCES.get(random.nextInt(SOURCES.size()));
        int number = random.nextInt(100, 100_000);
        String text =
            random.nextInt(20_000) == 0
                ? "EXT4-fs: I/O error on sda1, sector " + number
                : ORDINARY.get(random.nextInt(ORDINARY.size())).replace("%d", "" + number);
        byte[] line =
            "Nov 22 12:%02d:%02d node-%d %s[%d]: %s%n"
                .formatted(
                    random.nextInt(60), random.nextInt(60), number % 40, source, number, text)
                .getBytes(UTF_8);
        out.write(line);
        written += line.length;
      }
    }
  }

  private static void compileAndLoad(Path cache) throws IOException {
    for (int count : new int[] {10, 1000}) {
      for (int round = 0; round < 4; round++) {
        if (Files.exists(cache)) {
          try (var files = Files.newDirectoryStream(cache, "hyperscan-*")) {
            for (Path file : files) {
              Files.delete(file);
            }
          }
        }
        long parse = CLOCK.getCurrentThreadCpuTime();
        List<LinePattern> patterns = patterns(count);
        long compile = CLOCK.getCurrentThreadCpuTime();
        PatternSet.ofHyperscan(patterns, Optional.of(cache)).close();
        long load = CLOCK.getCurrentThreadCpuTime();
        PatternSet.ofHyperscan(patterns, Optional.of(cache)).close();
        long end = CLOCK.getCurrentThreadCpuTime();
        System.out.printf(
            "%d patterns: parse %.1f ms, compile and store %.1f ms, load %.1f ms%n",
            count, (compile - parse) / 1e6, (load - compile) / 1e6, (end - load) / 1e6);
      }
    }
  }

  private static void scan(String title, PatternSet set, Path log) throws IOException {
    double best = Double.MAX_VALUE;
    long hits = 0;
    var blocks = new LogBlocks();
    try (var scanner = set.scanner()) {
      for (int round = 0; round < ROUNDS; round++) {
        var found = new AtomicInteger();
        long start = CLOCK.getCurrentThreadCpuTime();
        try (var in = Files.newInputStream(log)) {
          Matching.scan(scanner, set, blocks, in, _ -> found.incrementAndGet());
        }
        best = Math.min(best, (CLOCK.getCurrentThreadCpuTime() - start) / 1e9);
        hits = found.get();
      }
    }
    System.out.printf(
        "%-32s %.2f GB/s, %d hits %s%n",
        title, Files.size(log) / 1e9 / best, hits, set.slowdowns());
  }

  private static void peers(Path directory, Path log) throws Exception {
    var regexes = new ArrayList<String>();
    var literals = new ArrayList<String>();
    for (LinePattern pattern : patterns(100)) {
      regexes.add(pattern.regex().replaceAll("\\(\\?<\\w+>", "(?:"));
      RequiredLiterals.of(pattern.tree()).literals().stream().findFirst().ifPresent(literals::add);
    }
    Path regexFile = Files.write(directory.resolve("regexes"), regexes);
    Path literalFile = Files.write(directory.resolve("literals"), literals);
    run("rg -f, 100 regexes", log, "rg", "-j1", "-c", "-f", regexFile.toString());
    run("rg -F -f, 100 literals", log, "rg", "-j1", "-c", "-F", "-f", literalFile.toString());
    run("grep -F -f, 100 literals", log, "grep", "-c", "-F", "-f", literalFile.toString());
  }

  private static void run(String title, Path log, String... command) throws Exception {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 3; round++) {
      String timed = "TIMEFORMAT='%U %S'; time " + String.join(" ", command) + " " + log;
      var process = new ProcessBuilder("bash", "-c", timed + " > /dev/null").start();
      String[] times =
          new String(process.getErrorStream().readAllBytes(), UTF_8).strip().split(" ");
      best = Math.min(best, Double.parseDouble(times[0]) + Double.parseDouble(times[1]));
    }
    System.out.printf("%-32s %.2f GB/s%n", title, Files.size(log) / 1e9 / best);
  }

  /// From the start of the JVM to the end of a first scan of one line.
  private static void start(String how, Path directory) {
    List<LinePattern> patterns = patterns(10);
    byte[] log = "Nov 22 12:00:00 node-1 kernel: IPVS: quota exceeded for root\n".getBytes(UTF_8);
    var cache = Optional.of(directory.resolve("cache"));
    try (var set =
        how.equals("start")
            ? PatternSet.of(patterns, cache)
            : PatternSet.ofHyperscan(patterns, cache)) {
      Matching.matches(set, log);
      var cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
      System.out.printf("%s: %d ms of CPU, %s%n", how, cpu.toMillis(), set.slowdowns());
    }
  }
}
