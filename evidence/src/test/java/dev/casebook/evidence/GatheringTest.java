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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Gathering by the shell of this machine, in place of one behind ssh.
class GatheringTest {

  private static final GatherLimits LIMITS =
      new GatherLimits(
          100_000, 10_000, 30, 10 << 20, Duration.ofSeconds(2), Duration.ofSeconds(60));

  @TempDir private Path temporary = Path.of("");

  /// Where the "host's" files lie: no part of the name is special to a shell.
  private String at = "";

  private String login = "exec /bin/sh";
  private GatherLimits limits = LIMITS;
  private long since;

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
            new Wanted(List.of(wishes)),
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
            100_000, 10_000, 1, 10 << 20, Duration.ofSeconds(10), Duration.ofSeconds(60));
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
            100_000, 10_000, 30, 50_000, Duration.ofSeconds(5), Duration.ofSeconds(60));
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
