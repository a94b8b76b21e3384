package dev.casebook.formats.logs;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiFunction;

/// How fast lines are split and read, beside `wc -l` and `grep -c` over the same files in the same
/// run, in megabytes a second of processor time; a program and no test.
///
/// ```
/// mvn -q -Dquick -pl formats test-compile
/// java -cp formats/target/classes:formats/target/test-classes \
///     dev.casebook.formats.logs.LogParserSpeed [MEGABYTES] [FORMAT]
/// ```
final class LogParserSpeed {
  private static final int CHUNK = 1 << 20;
  private static final int ROUNDS = 7;

  private final byte[] buffer = new byte[CHUNK];
  private final byte[] cell = new byte[3 * CHUNK];

  /// Kept so that no work can be left out.
  private long sum;

  private LogParserSpeed() {}

  /// What is done with each line.
  private enum Work {
    /// Nothing: lines are only found.
    SPLIT,
    /// Every field is located.
    LOCATE,
    /// And the time made an instant.
    CLOCK,
    /// And the message, program and host copied as valid UTF-8.
    COPY
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    int megabytes = args.length > 0 ? Integer.parseInt(args[0]) : 100;
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.printf("%-18s %8s %8s | MB/s: %7s %7s |", "format", "MB", "lines", "wc -l", "grep -c");
    for (var work : Work.values()) {
      out.printf(" %7s", work.name().toLowerCase(Locale.ROOT));
    }
    out.println();
    for (var format : Sample.values()) {
      if (args.length < 2 || args[1].equalsIgnoreCase(format.name())) {
        new LogParserSpeed().measure(format, megabytes, out);
      }
    }
  }

  private void measure(Sample format, int megabytes, PrintStream out)
      throws IOException, InterruptedException {
    var file = Files.createTempFile("casebook-speed", ".log");
    try {
      long lines = write(format, file, megabytes);
      double size = Files.size(file) / 1e6;
      double wc = command(size, "wc -l " + file);
      double grep = command(size, "grep -c 'table f.ll' " + file);
      out.printf("%-18s %8.1f %8d |       %7.0f %7.0f |", format, size, lines, wc, grep);
      var threads = ManagementFactory.getThreadMXBean();
      for (var work : Work.values()) {
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
          long start = threads.getCurrentThreadCpuTime();
          read(file, work);
          best = Math.max(best, size * 1e9 / (threads.getCurrentThreadCpuTime() - start));
        }
        out.printf(" %7.0f", best);
      }
      out.println(sum == 42 ? "!" : "");
    } finally {
      Files.delete(file);
    }
  }

  private void read(Path file, Work work) throws IOException {
    try (var in = Files.newInputStream(file)) {
      int held = fill(in, 0);
      var parser = LogDetection.of(buffer, 0, held).parser();
      var clock =
          LogClock.of(
              Instant.parse("2026-12-01T00:00:00Z"), ZoneId.of("Europe/Berlin"), Instant.EPOCH);
      var splitter = new LineSplitter();
      while (held > 0) {
        splitter.over(buffer, 0, held);
        while (splitter.next()) {
          line(parser, clock, work, splitter);
        }
        int rest = held - splitter.rest();
        System.arraycopy(buffer, splitter.rest(), buffer, 0, rest);
        int all = fill(in, rest);
        held = all == rest ? 0 : all;
      }
    }
  }

  private void line(LogParser parser, LogClock clock, Work work, LineSplitter splitter) {
    if (work == Work.SPLIT) {
      sum += splitter.to();
      return;
    }
    var line = parser.parse(buffer, splitter.from(), splitter.to());
    sum += line.stamp() + line.pid() + line.message().from() + line.program().to();
    if (work == Work.LOCATE) {
      return;
    }
    sum += clock.micros(line, 0);
    if (work == Work.COPY) {
      int end = line.message().copyValidUtf8(cell, 0);
      end = line.program().copyValidUtf8(cell, end);
      sum += line.host().copyValidUtf8(cell, end);
    }
  }

  private int fill(InputStream in, int from) throws IOException {
    return from + Math.max(in.readNBytes(buffer, from, CHUNK - from), 0);
  }

  /// The processor's time of a command, as bash's `time` has it. Its output goes through a pipe:
  /// into `/dev/null` grep stops at the first line it finds.
  private static double command(double size, String command)
      throws IOException, InterruptedException {
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      var builder =
          new ProcessBuilder("bash", "-c", "TIMEFORMAT='%3U %3S'; time " + command + " | cat");
      builder.environment().put("LC_ALL", "C.UTF-8");
      var process = builder.start();
      var times =
          new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
              .trim()
              .split(" ");
      process.waitFor();
      best = Math.max(best, size / (Double.parseDouble(times[0]) + Double.parseDouble(times[1])));
    }
    return best;
  }

  private static long write(Sample format, Path file, int megabytes) throws IOException {
    var random = new Random(1);
    long lines = 0;
    long size = 0;
    try (var out = new BufferedOutputStream(Files.newOutputStream(file), CHUNK)) {
      while (size < megabytes * 1_000_000L) {
        var line = (format.line(random, lines) + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(line);
        size += line.length;
        lines++;
      }
    }
    return lines;
  }

  /// A file of one format.
  private enum Sample {
    SYSLOG((random, number) ->
        "Nov %2d %s node%d %s[%d]: %s"
            .formatted(
                1 + number / 200_000 % 20,
                clock(number),
                random.nextInt(3),
                program(random),
                random.nextInt(99_999),
                text(random))),
    SYSLOG_ISO((random, number) ->
        "2026-11-22T%s.%06d+01:00 node1 %s[%d]: %s"
            .formatted(
                clock(number),
                random.nextInt(1_000_000),
                program(random),
                random.nextInt(99_999),
                text(random))),
    SYSLOG_LOCALIZED((random, number) ->
        "11月 22 %s node1 %s[%d]: %s"
            .formatted(clock(number), program(random), random.nextInt(99_999), text(random))),
    SYSLOG_5424((random, number) ->
        "<34>1 2026-11-22T%s.003Z node1 %s %d ID47 [a@1 b=\"c\"] %s"
            .formatted(clock(number), program(random), random.nextInt(99_999), text(random))),
    JOURNAL_JSON((random, number) ->
        """
        {"__CURSOR":"s=b33b88f12ab14758ab9ddd5f6467ab44;i=%x;b=4e1c8b5f0a7b4f6d9d0c2a1b3c4d5e6f","_TRANSPORT":"syslog","PRIORITY":"6","SYSLOG_FACILITY":"10","_BOOT_ID":"4e1c8b5f0a7b4f6d9d0c2a1b3c4d5e6f","_MACHINE_ID":"0123456789abcdef0123456789abcdef","_UID":"0","_GID":"0","_COMM":"%s","_EXE":"/usr/sbin/sshd","_CMDLINE":"sshd: [accepted]","_CAP_EFFECTIVE":"1ffffffffff","_SYSTEMD_CGROUP":"/system.slice/ssh.service","_SYSTEMD_UNIT":"ssh.service","_HOSTNAME":"node1","_PID":"%d","SYSLOG_IDENTIFIER":"sshd","__REALTIME_TIMESTAMP":"%d","__MONOTONIC_TIMESTAMP":"13024456","MESSAGE":"%s"}\
        """
            .formatted(
                number,
                program(random),
                random.nextInt(99_999),
                1795344446467705L + number,
                text(random))),
    DOCKER_JSON((random, number) ->
        "{\"log\":\"%s\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-22T%s.243640588Z\"}"
            .formatted(text(random), clock(number))),
    JSON((random, number) ->
        "{\"level\":\"warn\",\"ts\":\"2026-11-22T%s.243Z\",\"caller\":\"a/b.go:12\",\"msg\":\"%s\",\"took\":\"%dms\"}"
            .formatted(clock(number), text(random), random.nextInt(1000))),
    CRI((random, number) ->
        "2026-11-22T%s.243640588Z stderr F %s".formatted(clock(number), text(random))),
    KLOG((random, number) ->
        "I1122 %s.%06d   12345 server.go:123] %s"
            .formatted(clock(number), random.nextInt(1_000_000), text(random))),
    LOGFMT((random, number) ->
        "time=\"2026-11-22T%s.243640588Z\" level=info msg=\"%s\" error=\"no \\\"such\\\" file\""
            .formatted(clock(number), text(random))),
    KERNEL(
        (random, number) -> "[%12.6f] nf_conntrack: %s".formatted(number / 1000.0, text(random))),
    OPENVPN((random, number) ->
        "%s2026-11-22 %s us=%d btc/203.0.113.2:59857 MULTI: %s"
            .formatted(
                "rWRw".repeat(random.nextInt(8)),
                clock(number),
                random.nextInt(1_000_000),
                text(random))),
    AUDIT((random, number) ->
        "type=USER_LOGIN msg=audit(%d.123:%d): %s"
            .formatted(1700000000 + number, number, text(random))),
    APPLICATION((random, number) ->
        "2026-11-22 %s,243 ERROR [main] com.example.App - %s"
            .formatted(clock(number), text(random))),
    ACCESS((random, number) ->
        "203.0.113.9 - - [22/Nov/2026:%s +0100] \"GET /%s HTTP/1.1\" 200 2326"
            .formatted(clock(number), program(random))),
    PLAIN((random, _) -> text(random));

    private static final String[] PROGRAMS = {
      "sshd", "kubelet", "systemd", "CRON", "postfix/smtpd", "dockerd"
    };
    private static final String[] TEXTS = {
      "Failed password for admin from 2001:db8:5a0a:2f47::2 port 34968 ssh2",
      "nf_conntrack: table full, dropping packet",
      "Started Session 4711 of user admin, which is a text of a common length.",
      "connect from unknown[203.0.113.9]"
    };

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final BiFunction<Random, Long, String> form;

    Sample(BiFunction<Random, Long, String> form) {
      this.form = form;
    }

    String line(Random random, long number) {
      return form.apply(random, number);
    }

    private static String clock(long number) {
      long second = number / 20 % 86_400;
      return "%02d:%02d:%02d".formatted(second / 3600, second / 60 % 60, second % 60);
    }

    private static String program(Random random) {
      return PROGRAMS[random.nextInt(PROGRAMS.length)];
    }

    private static String text(Random random) {
      return TEXTS[random.nextInt(TEXTS.length)];
    }
  }
}
