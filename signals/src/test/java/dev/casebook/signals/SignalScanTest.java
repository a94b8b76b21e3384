package dev.casebook.signals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.evidence.Progress;
import dev.casebook.evidence.Sources;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.formats.logs.LogFormat;
import dev.casebook.formats.logs.LogParser;
import dev.casebook.tables.Catalogue;
import dev.casebook.tables.Coverage.State;
import dev.casebook.tables.logs.SignalHits;
import dev.casebook.tables.logs.SignalHits.Kept;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalScanTest {

  @TempDir private Path host = Path.of("");

  private final SignalPattern bad =
      new SignalPattern("n", "bad", List.of("sshd"), "bad (?<what>\\w+)");

  private void file(String path, String content) throws IOException {
    var file = host.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, content);
  }

  private SnapshotSignals scan(SignalPattern signal) {
    return scan(List.of(signal));
  }

  private SnapshotSignals scan(List<SignalPattern> signals) {
    var sources =
        new Sources(
            Catalogue.spine().recogniser(),
            Catalogue.spine().wanted(),
            InputStream.nullInputStream(),
            Instant.parse("2026-11-27T00:00:00Z"));
    try (var source = sources.open(host.toString());
        var scan = SignalScan.of(signals, Optional.empty())) {
      return scan.of(source.snapshots().getFirst(), Progress.NONE);
    } catch (UnreadableSource e) {
      throw new AssertionError(e);
    }
  }

  private SignalHits hits(SignalPattern signal) {
    return Objects.requireNonNull(scan(signal).own().get("n")).getFirst();
  }

  private State state() {
    return hits(bad).coverage().state();
  }

  @Test
  void aPatternSeesTheMessageAndNotTheHead() throws IOException {
    file("var/log/auth.log", "Nov 22 10:00:00 web1 sshd[7]: bad end\n");
    var atStart = new SignalPattern("n", "s", List.of("sshd"), "^bad (?<what>.*)$");
    var across = new SignalPattern("n", "s", List.of("sshd"), "sshd.*bad");
    assertThat(hits(atStart).hits())
        .singleElement()
        .extracting(hit -> hit.values().getFirst())
        .isEqualTo("end");
    assertThat(hits(across).hits()).isEmpty();
  }

  @Test
  void ofManyLogsTheLaterOnesStillTellWhoBeginsAndEndsThem() throws IOException {
    var others = "Nov 22 10:00:00 web1 cron[7]: end\n".repeat(1000);
    for (int i = 0; i < 210; i++) {
      file("var/log/a/%03d.log".formatted(i), others);
    }
    file("var/log/b.log", others + "Nov 22 10:00:00 web1 sshd[7]: end\n");
    assertThat(state()).isEqualTo(State.COMPLETE);
  }

  @Test
  void anEscapedMessageIsDecodedFirst() throws IOException {
    file(
        "var/log/pods/x/sshd/0.log",
        "{\"log\":\"sshd: say \\\"b\\u0061d\\\" end\\n\",\"stream\":\"stderr\","
            + "\"time\":\"2026-11-22T10:58:02.243640588Z\"}\n");
    var quoted = new SignalPattern("n", "s", List.of("sshd"), "say \"bad\" (?<what>\\w+)$");
    assertThat(hits(quoted).hits())
        .singleElement()
        .extracting(hit -> hit.values().getFirst())
        .isEqualTo("end");
  }

  @Test
  void aLogOfTheProgramThatWasReadWholeIsCompleteCoverage() throws IOException {
    file("var/log/auth.log", "Nov 22 10:00:00 web1 sshd[7]: fine\n");
    assertThat(state()).isEqualTo(State.COMPLETE);
  }

  @Test
  void linesOfOtherProgramsCoverNothing() throws IOException {
    file("etc/hostname", "web1\n");
    file("var/log/auth.log", "Nov 22 10:00:00 web1 sudo[7]: fine\n");
    file("var/log/sshd/notes.json", "{\n  \"a\": 1\n}\n");
    file("var/log/support/sshdump/x.log", "Nov 22 10:00:00 web1 sudo[7]: fine\n");
    assertThat(state()).isEqualTo(State.ABSENT);
  }

  @Test
  void aLogThatCouldCarryItAndCantBeReadIsSaid() throws IOException {
    file("var/log/auth.log", "Nov 22 10:00:00 web1 sshd[7]: fine\n");
    file("var/log/messages", "\0\1\2\3\4\5\0\1\2\3");
    file("var/log/nginx/access.log", "\0\1\2\3\4\5\0\1\2\3");
    var coverage = hits(bad).coverage();
    assertThat(coverage.state()).isEqualTo(State.PARTIAL);
    assertThat(coverage.reason()).isEqualTo("var/log/messages is not text");
  }

  @Test
  void aTarThatIsALogIsCalledOne() throws IOException {
    file("var/log/auth.log", "Nov 22 10:00:00 web1 sshd[7]: fine\n");
    var header = "messages" + "\0".repeat(249) + "ustar";
    file("var/log/messages", header + "\0".repeat(250) + "Nov 22 10:00:00 web1 sshd[7]: x\n");
    assertThat(hits(bad).coverage().reason())
        .isEqualTo(
            "var/log/messages is an archive (tar) inside the source; give it as a source of its own");
  }

  @Test
  void moreHostsThanAreToldApartAreSaid() throws IOException {
    var lines = new StringBuilder();
    for (int i = 0; i < 1100; i++) {
      lines.append("Nov 22 10:00:00 web").append(i).append(" sshd[7]: bad end\n");
    }
    file("var/log/auth.log", lines.toString());
    var coverage = hits(bad).coverage();
    assertThat(coverage.reason()).contains("var/log/auth.log names more than 1,000 hosts");
  }

  @Test
  void whatAnyProgramMaySayIsNeverComplete() throws IOException {
    file("var/log/auth.log", "Nov 22 10:00:00 web1 sshd[7]: fine\n");
    var anyones = new SignalPattern("n", "any", List.of(), "bad (?<what>\\w+)");
    var coverage = hits(anyones).coverage();
    assertThat(coverage.state()).isEqualTo(State.PARTIAL);
    assertThat(coverage.reason()).contains("any program may say it");
  }

  @Test
  void oneEventInSeveralLogsIsOne() throws IOException {
    var line = "Nov 22 10:00:00 web1 sshd[7]: bad end\n";
    file("var/log/auth.log", line + line);
    file("var/log/syslog", line + line + line);
    assertThat(hits(bad).hits()).hasSize(3);
  }

  @Test
  void hostsAreToldApart() throws IOException {
    file("etc/hostname", "loghost.example.org\n");
    file(
        "var/log/messages",
        """
        2026-11-22T10:00:00+00:00 loghost sshd[7]: bad one
        2026-11-22T10:00:00+00:00 web2 sshd[7]: bad two
        """);
    var signals = scan(bad);
    assertThat(signals.host()).isEqualTo("loghost.example.org");
    assertThat(Objects.requireNonNull(signals.own().get("n")).getFirst().hits()).hasSize(1);
    assertThat(signals.others()).containsOnlyKeys("web2");
  }

  @Test
  void hitsOfMoreHostsThanAreToldApartAreCounted() throws IOException {
    var log = new StringBuilder();
    for (int i = 0; i < 1500; i++) {
      log.append("2026-11-22T10:00:00+00:00 web%d sshd[7]: bad one\n".formatted(i));
    }
    file("etc/hostname", "loghost\n");
    file("var/log/messages", log.toString());
    var signals = scan(bad);
    assertThat(signals.others()).hasSize(1000);
    assertThat(signals.shortcoming())
        .hasValue(
            "the logs name more than 1,000 hosts; 500 lines that notes look for were not examined");
  }

  @Test
  void aLoneHostNamedInPastedLinesIsTheOne() throws IOException {
    file("pasted.txt", "2026-11-22T10:00:00+00:00 web2 sshd[7]: bad two\nbad luck\n");
    var signals = scan(bad);
    assertThat(signals.host()).isEqualTo("web2");
    assertThat(Objects.requireNonNull(signals.own().get("n")).getFirst().hits()).hasSize(2);
  }

  @Test
  void aRepeatedMessageIsSeveralHits() throws IOException {
    file(
        "var/log/auth.log", "Nov 22 10:00:00 web1 sshd[7]: message repeated 5 times: [ bad end]\n");
    assertThat(hits(bad).hits())
        .hasSize(5)
        .first()
        .extracting(hit -> hit.message())
        .isEqualTo("bad end");
  }

  @Test
  void manyHitsOfOneHideNoneOfAnother() throws IOException {
    var many = "Nov 22 10:00:00 web1 sshd[7]: bad bob\n".repeat(150_000);
    file("var/log/auth.log", many + "Nov 22 10:00:01 web1 sshd[7]: bad app\n" + many);
    var hits = hits(bad);
    assertThat(hits.kept()).isEqualTo(Kept.ENDS);
    assertThat(hits.hits()).anyMatch(hit -> "app".equals(hit.values().getFirst()));
    assertThat(hits.coverage().state()).isEqualTo(State.PARTIAL);
    assertThat(hits.coverage().reason())
        .startsWith("at least 300,001 hits, of which 10,002 were kept");
  }

  /// Once not all are kept, a message that begins like an earlier one is known by that; the last
  /// hit of each combination stays the last.
  @Test
  void theLastHitOfEachOfManyCombinationsIsKept() throws IOException {
    var login =
        new SignalPattern(
            "n", "login", List.of("sshd"), "Failed password for (?<user>\\w+) from (?<from>\\w+)");
    var log = new StringBuilder();
    var last = new TreeMap<String, Integer>();
    var random = new Random(3);
    for (int i = 0; i < 60_000; i++) {
      var who = "u" + random.nextInt(20) + " from " + "h".repeat(1 + random.nextInt(20));
      log.append(
          "Nov 22 10:00:00 web1 sshd[7]: Failed password for %s port %d\n".formatted(who, i));
      last.put(who, i);
    }
    file("var/log/auth.log", log.toString());
    var hits = hits(login);
    assertThat(hits.kept()).isEqualTo(Kept.ENDS);
    var found = new TreeMap<String, Integer>();
    for (var hit : hits.hits()) {
      var values = hit.values();
      int port = Integer.parseInt(hit.message().replaceFirst(".* ", ""));
      assertThat(hit.message())
          .contains("for %s from %s port".formatted(values.get(0), values.get(1)));
      found.merge(values.get(0) + " from " + values.get(1), port, Math::max);
    }
    assertThat(found).isEqualTo(last);
  }

  /// Messages of one length, of which more and more become known while their lines are counted.
  @Test
  void ofManyAlikeMessagesEachKeepsItsOwnCountAndLastLine() throws IOException {
    var login =
        new SignalPattern("n", "login", List.of("sshd"), "Failed password for (?<user>\\w+) from ");
    var log = new StringBuilder();
    var last = new TreeMap<String, String>();
    var random = new Random(9);
    int lines = 90_000;
    for (int i = 0; i < lines; i++) {
      var user = "u" + (100 + random.nextInt(1 + Math.min(899, i / 50)));
      var message = "Failed password for %s from web port %05d".formatted(user, i);
      log.append("Nov 22 10:00:00 web1 sshd[7]: ").append(message).append('\n');
      last.put(user, message);
    }
    file("var/log/auth.log", log.toString());
    var hits = hits(login);
    assertThat(hits.count()).isEqualTo(lines);
    var found = new TreeMap<String, String>();
    hits.hits()
        .forEach(hit ->
            found.merge(
                Objects.requireNonNull(hit.values().getFirst()),
                hit.message(),
                (one, other) -> one.compareTo(other) > 0 ? one : other));
    assertThat(found).isEqualTo(last);
  }

  /// All lines are as long as each other, so that behind the cut there still stands, in the buffer,
  /// what an earlier block had at that place of a line.
  @Test
  void aCutLineIsNotCompletedByAnEarlierOne() throws IOException {
    var login =
        new SignalPattern("n", "login", List.of("sshd"), "Failed for (?<from>[^ ]+)(?: |$)");
    var log = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      log.append(
          "Nov 20 10:%02d:00 web1 sshd[%d]: Failed for 10.0.0.77 port %d\n"
              .formatted(i % 60, 1000 + i % 9000, 10_000 + i));
    }
    log.append("Nov 20 10:00:00 web1 sshd[1234]: Failed for 10.0.0.7");
    file("var/log/auth.log", log.toString());
    var hits = hits(login);
    assertThat(hits.count()).isEqualTo(30_001);
    assertThat(hits.hits().getLast().values()).containsExactly("10.0.0.7");
    assertThat(hits.hits().getLast().message()).isEqualTo("Failed for 10.0.0.7");
  }

  /// Of a line that repeats another hit only the last one is read: what is kept of it is what
  /// reading each line tells.
  @Test
  void theLastOfManyRepeatedHitsIsKeptAsItIs() throws IOException {
    var regex = "(?:Failed|failed) password for (?<user>\\w+) from (?<from>[^ ]+)(?: |$)";
    var login = new SignalPattern("n", "login", List.of("sshd"), regex);
    var log = new StringBuilder();
    var random = new Random(5);
    var form = LogParser.of(LogFormat.SYSLOG);
    var pattern = LinePattern.of("login", regex);
    var groups = new Groups();
    var last = new TreeMap<String, String>();
    long count = 0;
    for (int i = 0; i < 80_000; i++) {
      var line = loginLine(random, i);
      log.append(line).append(random.nextInt(50) == 0 ? "\r\n" : "\n");
      byte[] bytes = line.getBytes(UTF_8);
      var read = form.parse(bytes, 0, bytes.length);
      var program = String.valueOf(read.program().text());
      var message = String.valueOf(read.message().text());
      if (program.startsWith("sshd") && pattern.find(message, groups)) {
        count += read.repeats();
        last.put(
            Arrays.toString(groups.texts()),
            "%s %d %s %s".formatted(program, read.pid(), read.level(), message));
      }
    }
    file("var/log/auth.log", log.toString());
    var hits = hits(login);
    assertThat(hits.kept()).isEqualTo(Kept.ENDS);
    assertThat(hits.count()).isEqualTo(count);
    var found = new TreeMap<String, SignalHits.Hit>();
    for (var hit : hits.hits()) {
      found.merge(
          hit.values().toString(),
          hit,
          (one, other) -> one.origin() > other.origin() ? one : other);
    }
    assertThat(found.keySet()).isEqualTo(last.keySet());
    found.forEach((values, hit) ->
        assertThat(
                "%s %d %s %s"
                    .formatted(
                        hit.program(),
                        hit.pid(),
                        hit.level() == null ? null : hit.level().toUpperCase(Locale.ROOT),
                        hit.message()))
            .as(values)
            .isEqualTo(last.get(values)));
  }

  /// A login that failed, in one of many forms; each line is another by its number.
  private static String loginLine(Random random, int number) {
    var time =
        "Nov %2d %02d:%02d:00".formatted(20 + number / 50_000, random.nextInt(24), number % 60);
    var program = random.nextInt(9) == 0 ? "sshd-session" : random.nextInt(9) == 0 ? "su" : "sshd";
    var user = "u" + random.nextInt(random.nextInt(9) == 0 ? 300 : 3);
    var text =
        "Failed password for %s from h%s port %d"
            .formatted(user, "x".repeat(random.nextInt(12)), number);
    var said =
        switch (random.nextInt(20)) {
          case 0 -> "error: " + text.replace('F', 'f');
          case 1 -> "message repeated 3 times: [ " + text + "]";
          case 2 -> text + " \u001b[31mred\u001b[0m {}";
          case 3 -> "level=info msg=\"" + text + "\" time=2026-11-22T10:47:24Z";
          case 4 -> "Nov 22 09:00:00 web1 cron[7]: " + text;
          default -> text;
        };
    return "%s web1 %s[%d]: %s".formatted(time, program, random.nextInt(99_999), said);
  }

  /// Lines that differ in digits alone are not looked at one by one; signals that ask for certain
  /// digits still find theirs.
  @Test
  void whereLinesDifferInDigitsEachSignalFindsItsOwn() throws IOException {
    var regexes =
        List.of(
            "password for (?<user>\\w+) from ",
            "Error (?<what>2[0-4]) no password",
            "for carol from (?<from>[^ ]+) port [0-9]*77$",
            "alice.from.(?<from>[^ ]+).port.[0-9]*55",
            "(?:[Ee]rror 2(?<what>4)|for root) ");
    var signals =
        IntStream.range(0, regexes.size())
            .mapToObj(i -> new SignalPattern("n", "s" + i, List.of("sshd"), regexes.get(i)))
            .toList();
    var patterns = regexes.stream().map(regex -> LinePattern.of("", regex)).toList();
    var log = new StringBuilder();
    var counts = new TreeMap<String, Integer>();
    var lasts = new TreeMap<String, String>();
    var random = new Random(11);
    for (int i = 0; i < 120_000; i++) {
      var host = random.nextInt(1000) < 990 ? i / 5_000 % 2 : random.nextInt(2);
      var user =
          random.nextInt(50) == 0
              ? "root"
              : List.of("alice", "bob", "carol").get(random.nextInt(3));
      var message =
          "%s password for %s from 192.0.2.%d port %d"
              .formatted(
                  random.nextInt(40) == 0 ? "Error " + (20 + random.nextInt(8)) + " no" : "Failed",
                  user,
                  random.nextInt(12),
                  random.nextInt(70_000));
      log.append(
          "Nov %2d %02d:%02d:%02d web%d sshd[%d]: %s\n"
              .formatted(
                  20 + i / 40_000,
                  i % 40_000 / 1800,
                  i % 60,
                  random.nextInt(60),
                  host,
                  1 + random.nextInt(20_000),
                  message));
      for (int signal = 0; signal < patterns.size(); signal++) {
        var groups = new Groups();
        if (patterns.get(signal).find(message, groups)) {
          var of = "web%d s%d".formatted(host, signal);
          counts.merge(of, 1, Integer::sum);
          lasts.put(of + Arrays.toString(groups.texts()), message);
        }
      }
    }
    file("var/log/auth.log", log.toString());
    var foundCounts = new TreeMap<String, Integer>();
    var foundLasts = new TreeMap<String, String>();
    scan(signals)
        .others()
        .forEach((host, ofHost) ->
            Objects.requireNonNull(ofHost.get("n"))
                .forEach(hits -> {
                  var of = host + " " + hits.name();
                  assertThat(hits.kept()).isNotEqualTo(Kept.SOME);
                  foundCounts.put(of, (int) hits.count());
                  hits.hits().forEach(hit -> foundLasts.put(of + hit.values(), hit.message()));
                }));
    assertThat(foundCounts).isEqualTo(counts);
    assertThat(foundLasts).isEqualTo(lasts);
  }

  @Test
  void memoryIsBoundedWhereEachHitIsAnother() throws IOException {
    var log = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      log.append("Nov 22 10:00:00 web1 sshd[7]: bad w").append(i).append('\n');
    }
    file("var/log/auth.log", log.toString());
    var hits = hits(bad);
    assertThat(hits.kept()).isEqualTo(Kept.SOME);
    assertThat(hits.hits()).hasSizeBetween(10_000, 100_000);
    assertThat(hits.hits().getLast().values()).containsExactly("w199999");
  }

  @Test
  void differencesOfUptimesAreRightWithoutABootTime() throws IOException {
    file("dmesg.txt", "[ 10.500000] bad one\n[ 70.500000] bad two\n");
    var kernel = new SignalPattern("n", "k", List.of("kernel"), "bad (?<what>\\w+)");
    assertThat(hits(kernel).hits())
        .extracting(SignalHits.Hit::time)
        .containsExactly(Instant.ofEpochMilli(10_500), Instant.ofEpochMilli(70_500));
  }
}
