package dev.casebook.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.evidence.Wanted.Wish;
import dev.casebook.evidence.archive.Spool;
import dev.casebook.hosts.Ssh;
import dev.casebook.hosts.SshHost;
import dev.casebook.hosts.SshTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Gathering by the shell of this machine, in place of one behind ssh.
class GatheringTest {

  private static final GatherLimits LIMITS =
      new GatherLimits(
          100_000, 10_000, 1 << 20, 30, 10 << 20, Duration.ofSeconds(2), Duration.ofSeconds(60));

  @TempDir private Path temporary = Path.of("");

  /// Where the "host's" files lie: no part of the name is special to a shell.
  private String at = "";

  private String login = "exec /bin/sh";
  private GatherLimits limits = LIMITS;
  private long since;
  private @Nullable Wanted wanted;

  @BeforeEach
  void place() {
    at = temporary.resolve("host").toString();
  }

  private void write(String path, String content) {
    try {
      var file = Path.of(at + path);
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, content, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ArtifactName file(String path) {
    return ArtifactName.file(at + path);
  }

  private static Wish all(ArtifactName... names) {
    return new Wish(List.of(), List.of(names));
  }

  private static Wish either(ArtifactName... names) {
    return new Wish(Arrays.stream(names).map(List::of).toList(), List.of());
  }

  private Collection.Collected gathered(Wish... wishes) throws UnreadableSource {
    var ssh = Ssh.ofSystem().withCommand(List.of("/bin/sh", "-c", login, "ssh"));
    var target = SshTarget.of("ssh://web1").orElseThrow();
    return new Gathering(
            new SshHost(target, ssh),
            wanted == null ? new Wanted(List.of(wishes)) : wanted,
            limits,
            since,
            new Spool(temporary),
            Bundle.NOW,
            Progress.NONE)
        .collect();
  }

  /// What lies below the "host's" root, by path.
  private Map<String, String> files(Collection.Collected collected) {
    var texts = new TreeMap<String, String>();
    collected
        .nodes()
        .all()
        .forEach((path, node) -> {
          if (("/" + path).startsWith(at + "/") && !(node instanceof Node.Folder)) {
            texts.put(("/" + path).substring(at.length()), text(node));
          }
        });
    return texts;
  }

  private static String text(@Nullable Node node) {
    return switch (node) {
      case null -> "(nothing)";
      case Node.File file -> {
        try (var in = file.opening().open()) {
          var text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
          yield file.shortcoming() == null ? text : text + "(" + file.shortcoming() + ")";
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      case Node.Unreadable(var reason) -> "(" + reason + ")";
      default -> node.toString();
    };
  }

  private static String output(Collection.Collected collected, String line) {
    var node = collected.nodes().at("commands/" + new ArtifactName.Command(line).mangled());
    return text(node);
  }

  @Test
  void filesComeByteForByte() throws UnreadableSource {
    write("/etc/empty", "");
    write("/etc/binary", "\0\1\n\n\377no line break");
    write("/etc/it's a $name `id`", "odd");
    write("/log/a/b/deep.log", "deep\n");
    write("/log/large.log", "x".repeat(50_000));
    assertThat(files(gathered(all(file("/etc/*"), file("/log/**"), file("/none")))))
        .containsExactlyEntriesOf(
            new TreeMap<>(
                Map.of(
                    "/etc/binary", "\0\1\n\n\377no line break",
                    "/etc/empty", "",
                    "/etc/it's a $name `id`", "odd",
                    "/log/a/b/deep.log", "deep\n",
                    "/log/large.log", "x".repeat(50_000))));
  }

  @Test
  void theKernelsFilesComeAsTheyAre() throws Exception {
    var collected =
        gathered(all(ArtifactName.file("/proc/version"), ArtifactName.file("/proc/*/cmdline")));
    assertThat(text(collected.nodes().at("proc/version")))
        .isEqualTo(Files.readString(Path.of("/proc/version")));
    var own = Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "cmdline");
    assertThat(text(collected.nodes().at(own.toString().substring(1))))
        .isEqualTo(Files.readString(own, StandardCharsets.ISO_8859_1));
  }

  @Test
  void theFirstReadingThatAnswersIsEnough() throws UnreadableSource {
    write("/empty", "");
    write("/second", "2");
    write("/third", "3");
    var collected =
        gathered(
            either(file("/absent"), file("/empty"), file("/second"), file("/third")),
            either(
                ArtifactName.command("no-such-program"),
                ArtifactName.command("false"),
                ArtifactName.command("true"),
                ArtifactName.command("printf one\\nlast"),
                ArtifactName.command("printf never")));
    assertThat(files(collected)).containsOnlyKeys("/empty", "/second");
    assertThat(output(collected, "printf one\\nlast")).isEqualTo("one\nlast");
    assertThat(output(collected, "false")).isEqualTo("(ended with status 1)");
    assertThat(collected.commands()).doesNotContainValue("printf never");
  }

  @Test
  void whatALoginSaysBeforeSpoilsNothing() throws UnreadableSource {
    login = "echo Welcome; echo 'B 0'; printf 'no line break'; echo oops >&2; exec /bin/sh";
    write("/a", "one");
    assertThat(files(gathered(all(file("/a"))))).containsExactly(Map.entry("/a", "one"));
  }

  @Test
  void ofALogThatIsTooLargeItsEndComesAndItIsSaid() throws UnreadableSource {
    // Only logs are cut: half a database is none.
    write("/db", "y".repeat(200_000));
    assertThat(files(gathered(all(file("/db")))))
        .containsExactly(Map.entry("/db", "(was left out: its 200000 bytes are more than 100000)"));
  }

  @Test
  void anOutputThatIsTooLargeIsCutAndItIsSaid() throws UnreadableSource {
    var collected = gathered(all(ArtifactName.command("seq 1000000")));
    assertThat(output(collected, "seq 1000000"))
        .startsWith("1\n2\n")
        .endsWith("(printed more than the cap)");
  }

  @Test
  void aCommandThatHangsIsGivenUpAndTheRestComes() throws UnreadableSource {
    write("/a", "one");
    var collected =
        gathered(
            all(ArtifactName.command("sleep 61"), ArtifactName.command("echo after"), file("/a")));
    assertThat(output(collected, "echo after")).isEqualTo("after\n");
    assertThat(files(collected)).containsExactly(Map.entry("/a", "one"));
    assertThat(collected.nodes().problems())
        .contains("sleep 61 did not answer within 2 s and was given up");
    assertThat(collected.nodes().cut()).isEmpty();
  }

  @Test
  void aCommandThatTakesTooLongIsEndedThere() throws UnreadableSource {
    limits =
        new GatherLimits(
            100_000, 10_000, 1 << 20, 1, 10 << 20, Duration.ofSeconds(10), Duration.ofSeconds(60));
    var collected = gathered(all(ArtifactName.command("sleep 61")));
    assertThat(output(collected, "sleep 61")).isEqualTo("(did not end in time)");
  }

  @Test
  void aConnectionThatIsLostLeavesWhatCameAndSaysSo() throws UnreadableSource {
    write("/a", "x".repeat(9_000));
    write("/b", "x".repeat(90_000));
    login = "/bin/sh | head -c 30000";
    var collected = gathered(all(file("/a"), file("/b")));
    assertThat(collected.nodes().cut()).contains("the connection was lost");
    assertThat(collected.nodes().isDamaged()).isTrue();
  }

  @Test
  void aHostWithMoreThanItsBudgetIsCutAndItIsSaid() throws UnreadableSource {
    limits =
        new GatherLimits(
            100_000, 10_000, 1 << 20, 30, 50_000, Duration.ofSeconds(5), Duration.ofSeconds(60));
    write("/a", "x".repeat(90_000));
    assertThat(gathered(all(file("/a"))).nodes().cut()).contains("more than 50,000 bytes");
  }

  @Test
  void aHostThatDoesNotAnswerIsUnreadable() {
    login = "echo 'ssh: connect to host web1 port 22: No route to host' >&2; exit 255";
    assertThatThrownBy(() -> gathered(all(file("/a"))))
        .isInstanceOf(UnreadableSource.class)
        .hasMessage(
            "ssh://web1: could not be reached: ssh: connect to host web1 port 22: No route to host");
    login = "sleep 61";
    assertThatThrownBy(() -> gathered(all(file("/a"))))
        .isInstanceOf(UnreadableSource.class)
        .hasMessageStartingWith("ssh://web1: did not answer");
  }

  private Collection.Collected sifted(List<String> words, Wish... wishes) throws UnreadableSource {
    wanted =
        new Wanted(List.of(wishes))
            .through(new Wanted.Sieve(List.of(file("/log/**")), () -> words));
    return gathered(wishes);
  }

  private static String manyLines(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj("Nov 28 10:00:00 web1 busy[1]: line %d of what nobody looks for\n"::formatted)
        .collect(Collectors.joining());
  }

  private void writeBusyLog() {
    write(
        "/log/messages",
        manyLines(1, 1500)
            + "Nov 28 10:00:01 web1 app[2]: FAILED to bind \377\n"
            + manyLines(1501, 2000)
            + "Nov 28 10:00:02 web1 rare[3]: is here\n"
            + manyLines(2001, 3000)
            + "Nov 28 10:00:03 web1 busy[1]: the end");
  }

  @Test
  void ofALargeLogTheLinesThatAreLookedForComeWithTheirNumbers() throws Exception {
    writeBusyLog();
    var collected = sifted(List.of("failed to", "it's"), all(file("/log/**")));
    var lines = files(collected).getOrDefault("/log/messages", "").split("\n", -1);
    assertThat(lines).hasSize(3001);
    assertThat(lines[0]).contains("line 1 of");
    assertThat(lines[999]).contains("line 1000 of");
    assertThat(lines[1499]).isEqualTo("Nov 28 10:00:01 web1 app[2]: FAILED to bind \377");
    assertThat(lines[1999]).endsWith("rare[3]: is here");
    assertThat(lines[2999]).endsWith("the end");
    assertThat(lines).filteredOn(String::isEmpty).hasSizeGreaterThan(1900);
    assertThat(collected.nodes().problems())
        .containsExactly(
            "of 1 large log only lines that notes look for were taken, and some others");
  }

  @Test
  void aLogThatHangsWhileItIsLookedThroughIsNotAskedForAgain() throws Exception {
    write("/log/hangs", manyLines(1, 3000) + "failed to");
    write("/log/later", manyLines(1, 3000) + "failed to");
    login = "sed 's,^  say W$,&; case $3 in */hangs) sleep 61 ;; esac,' | /bin/sh";
    var collected = sifted(List.of("failed to"), all(file("/log/**")));
    assertThat(files(collected))
        .containsEntry("/log/hangs", "(did not answer within 2 s and was given up)");
    assertThat(files(collected).getOrDefault("/log/later", "")).endsWith("failed to\n");
    assertThat(collected.nodes().cut()).isEmpty();
  }

  @Test
  void aLogThatSomebodyElseReadsComesWhole() throws Exception {
    writeBusyLog();
    var whole = Files.readString(Path.of(at + "/log/messages"), StandardCharsets.ISO_8859_1);
    limits =
        new GatherLimits(
            1 << 20, 10_000, 1 << 20, 30, 10 << 20, Duration.ofSeconds(2), Duration.ofSeconds(60));
    assertThat(files(sifted(List.of("failed to"), all(file("/log/**")), all(file("/log/mess*")))))
        .containsEntry("/log/messages", whole);
    assertThat(files(sifted(List.of(), all(file("/log/**")))))
        .containsEntry("/log/messages", whole);
  }

  @Test
  void whatIsNoTextComesWhole() throws Exception {
    write("/log/packed.gz", "x".repeat(30_000) + "\0" + "x".repeat(9));
    assertThat(files(sifted(List.of("failed to"), all(file("/log/**")))).get("/log/packed.gz"))
        .hasSize(30_010);
  }

  @Test
  void logsOfLongAgoAreLeftThereAndCounted() throws Exception {
    write("/var/log/old.log", "old");
    Files.setLastModifiedTime(
        Path.of(at + "/var/log/old.log"), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    since = Instant.parse("2026-06-01T00:00:00Z").getEpochSecond();
    // Of other files than logs the age tells nothing.
    assertThat(files(gathered(all(file("/var/log/old.log"))))).containsValue("old");
  }

  @Test
  void aHostThatLiesLeadsNowhere() throws UnreadableSource {
    login =
        """
        N=$(sed -n 's/^N=\\([0-9a-f]*\\) .*/\\1/p')
        say() { printf '\\n%s %s\\n' "$N" "$1"; }
        say 'B 0'
        for head in 'K /../../etc/passwd' 'K /a//b' 'K relative' 'K /' 'G x y /z' 'C 99999999' 'C 7' \
          'D /..' 'L' 'T' 'R' 'X /../x' 'V /..' 'U /.. x' '?' ''; do say "$head"; echo x; done
        say .
        """;
    var collected = gathered(all(file("/a")));
    assertThat(collected.nodes().all()).isEmpty();
    assertThat(collected.nodes().problems())
        .contains("sent a file under a path that is none: /../../etc/passwd");
  }

  @Test
  void aFewBytesOfAHostThatLiesDoNotFillTheDisk() throws UnreadableSource {
    login =
        """
        N=$(sed -n 's/^N=\\([0-9a-f]*\\) .*/\\1/p')
        for log in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
          printf '\\n%s S 1000000 1 /log/%s\\n999999:x\\n\\n%s W\\n2:y\\n1:z\\n999999999999:z\\n' $N $log $N
          printf '\\n%s R\\n=%s s 0\\n' $N $N
        done
        printf '\\n%s .\\n' $N
        """;
    var collected = sifted(List.of("x"), all(file("/log/*")));
    var logs =
        collected.nodes().all().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("log/"))
            .map(Map.Entry::getValue)
            .toList();
    assertThat(logs).hasSize(15);
    assertThat(logs.stream().filter(Node.Unreadable.class::isInstance)).hasSize(4);
    assertThat(collected.nodes().at("log/1"))
        .isInstanceOfSatisfying(
            Node.File.class, file -> assertThat(file.size()).isEqualTo(1_000_001));
  }

  @Test
  void othersOnTheHostComeFirst() throws UnreadableSource {
    var collected =
        gathered(all(ArtifactName.command("nice"), ArtifactName.file("/proc/self/limits")));
    assertThat(output(collected, "nice")).isEqualTo("10\n");
    assertThat(text(collected.nodes().at("proc/self/limits")))
        .containsPattern("Max cpu time +180 ");
  }

  @Test
  void nothingIsWrittenThere() throws Exception {
    write("/a", "one");
    var script =
        new GatherPlan(new Wanted(List.of(all(file("/a")))))
            .script("N", LIMITS, 0, Map.of(), List.of());
    assertThat(script)
        .doesNotContain("<<")
        .doesNotContainPattern(">(?!&[123-]|/dev/null|\"/dev/stderr\"| 0\\))");
  }
}
