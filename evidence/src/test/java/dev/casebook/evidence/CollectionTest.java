package dev.casebook.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.evidence.Wanted.Wish;
import dev.casebook.evidence.archive.Spool;
import dev.casebook.hosts.CommandOutput;
import dev.casebook.hosts.Host;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionTest {

  private static final ArtifactName UPTIME = ArtifactName.file("/proc/uptime");
  private static final ArtifactName ROUTES = ArtifactName.command("ip route");
  private static final ArtifactName OLD_ROUTES = ArtifactName.command("route -n");

  @TempDir private Path folder = Path.of("");

  /// A host whose commands answer what they are given here.
  private record Answering(Map<String, String> answers, List<String> ran) implements Host {
    @Override
    public CommandOutput run(List<String> argv, Duration deadline, long cap, OutputStream output)
        throws IOException {
      var line = String.join(" ", argv);
      ran.add(line);
      var answer = answers.get(line);
      if (answer == null) {
        return new CommandOutput(CommandOutput.End.NOT_FOUND, 0, 0, "");
      }
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      output.write(bytes);
      return answer.startsWith("!")
          ? new CommandOutput(CommandOutput.End.TIMED_OUT, 0, bytes.length, "")
          : new CommandOutput(CommandOutput.End.EXITED, 0, bytes.length, "");
    }

    @Override
    public CommandOutput script(String script, Duration deadline, long cap, OutputStream output) {
      throw new AssertionError("collecting runs commands, no scripts");
    }
  }

  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

  private Snapshot collected(Map<String, String> answers, Wish... wishes) {
    var files = new FileTree(new FolderNodes(folder));
    var host = new Answering(answers, ran);
    var collected =
        new Collection(host, files, new Spool(folder), Bundle.NOW, Progress.NONE)
            .collect(new Wanted(List.of(wishes)));
    return new RecordedSnapshot(
        "this host",
        "localhost",
        new FileTree(collected.nodes()),
        new Layout.Host(collected.commands()),
        LooseNames.none(),
        Bundle.NOW);
  }

  private static Wish either(ArtifactName... names) {
    return new Wish(Arrays.stream(names).map(List::of).toList(), List.of());
  }

  @Test
  void theFirstReadingThatAnswersIsEnoughAndACommandIsRunOnce() {
    try (var host =
        collected(
            Map.of("ip route", "default\n", "route -n", "old\n"),
            either(ROUTES, OLD_ROUTES),
            either(ROUTES))) {
      assertThat(ran).containsExactly("ip route");
      var artifact = host.find(ROUTES).getFirst();
      assertThat(Bundle.text(artifact)).isEqualTo("default\n");
      assertThat(artifact.place()).isEqualTo("ip route");
      assertThat(artifact.name()).isEqualTo(ROUTES);
      assertThat(host.find(OLD_ROUTES)).isEmpty();
    }
  }

  @Test
  void aReadingThatSaysNothingOrDoesNotEndGivesWayToTheNext() {
    try (var host =
        collected(Map.of("ip route", "!half", "route -n", "old\n"), either(ROUTES, OLD_ROUTES))) {
      assertThat(ran).containsExactly("ip route", "route -n");
      assertThat(host.find(ROUTES).getFirst().shortcoming()).isEqualTo("did not end in time");
      assertThat(Bundle.text(host.find(OLD_ROUTES).getFirst())).isEqualTo("old\n");
    }
  }

  @Test
  void whatTheKernelMakesUpIsReadOnce() throws IOException {
    var uptime = new Bundle(folder).file("proc/uptime", "1.00 1.00\n").folder().resolve("proc");
    try (var host = collected(Map.of(), either(UPTIME))) {
      Files.writeString(uptime.resolve("uptime"), "2.00 2.00\n");
      var artifact = host.find(UPTIME).getFirst();
      assertThat(Bundle.text(artifact)).isEqualTo("1.00 1.00\n");
      assertThat(artifact.place()).isEqualTo("/proc/uptime");
      assertThat(host.facts().captured()).isEqualTo(Bundle.NOW);
    }
  }

  @Test
  void aLargeFileIsReadInPlaceUpToTheSizeItHad() throws IOException {
    var log = "x".repeat(99) + "\n";
    new Bundle(folder).file("var/log/messages", log.repeat(1000));
    var file = folder.resolve("var/log/messages");
    try (var host = collected(Map.of(), either(ArtifactName.file("/var/log/**")))) {
      Files.writeString(file, "grown\n", StandardOpenOption.APPEND);
      var artifact = host.find(ArtifactName.file("/var/log/messages")).getFirst();
      assertThat(Bundle.text(artifact)).hasSize(100_000).endsWith(log);
      Files.writeString(file, "rotated\n");
      assertThatThrownBy(() -> Bundle.text(artifact)).hasMessageContaining("was cut by");
    }
  }

  @Test
  void aLinkedFileIsCollectedUnderThePathThatWasAskedFor() {
    new Bundle(folder)
        .file("proc/77/net/dev", "Inter-|\n")
        .link("proc/self", "77")
        .link("proc/net", "self/net");
    var dev = ArtifactName.file("/proc/net/dev");
    try (var host = collected(Map.of(), either(dev))) {
      assertThat(Bundle.text(host.find(dev).getFirst())).isEqualTo("Inter-|\n");
    }
  }
}
