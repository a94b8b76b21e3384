package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Note;
import dev.casebook.diagnosis.NoteIndex;
import dev.casebook.diagnosis.Parameters;
import dev.casebook.diagnosis.UnusableFile;
import dev.casebook.evidence.Sources;
import dev.casebook.investigate.Investigation;
import dev.casebook.verdicts.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every note finds in wrapped logs what it finds in plain ones: the same subjects, sentences and
/// remedies.
class WrappedLogsTest {

  private static final Path NOTES = Path.of("..", "notes");

  @TempDir private Path folder = Path.of("");

  /// What may be put around each line of a log.
  private enum Wrapping {
    DOCKER_JSON(line ->
        "{\"log\":\""
            + json(line)
            + "\\n\",\"stream\":\"stderr\","
            + "\"time\":\"2026-11-22T10:58:02.243640588Z\"}"),
    CRI(line -> "2026-11-22T10:58:02.243640588Z stderr F " + line),
    COMPOSE(line -> "PROGRAM-1  | " + line),
    KUBECTL(line -> "[pod/PROGRAM-0/PROGRAM] " + line),
    QUOTED(line -> "> " + line),
    COLOURED(line -> "\u001b[33m" + line + "\u001b[0m");

    private final Function<String, String> wrap;

    Wrapping(Function<String, String> wrap) {
      this.wrap = wrap;
    }

    /// What runs containers wraps what programs print, and not what a syslog daemon wrote.
    boolean isOfPrograms() {
      return this != QUOTED && this != COLOURED;
    }
  }

  private static String json(String line) {
    return line.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\t", "\\t")
        .replace("\u001b", "\\u001b");
  }

  @ParameterizedTest
  @EnumSource
  void aWrappedLogGivesTheSameFindings(Wrapping wrapping) {
    int compared = 0;
    for (var note : notes()) {
      for (var fires : fires(note)) {
        var logs = logs(fires);
        if (logs.isEmpty()
            || (wrapping.isOfPrograms() && logs.stream().anyMatch(WrappedLogsTest::isSyslog))) {
          continue;
        }
        compared++;
        var plain = told(note, copy(fires, "plain", Function.identity()));
        var wrapped =
            told(
                note,
                copy(
                    fires,
                    wrapping.name(),
                    line -> wrapping.wrap.apply(line).replace("PROGRAM", program(note))));
        assertThat(plain).as("%s", fires).isNotEmpty();
        assertThat(wrapped).as("%s of %s", wrapping, fires).isEqualTo(plain);
      }
    }
    assertThat(compared).isGreaterThan(5);
  }

  /// Who writes what the note looks for.
  private static String program(Note note) {
    return note.signals().stream()
        .flatMap(signal -> signal.in().stream())
        .findFirst()
        .orElse("app");
  }

  private static Casebook casebook() {
    try {
      return Casebook.read(
          NOTES, new NoteIndex(Launch.ROOT.resolve("cli/target/cache"), Instant.now()));
    } catch (UnusableFile e) {
      throw new AssertionError(e);
    }
  }

  private static List<Note> notes() {
    return casebook().notes();
  }

  private static List<Path> fires(Note note) {
    var folder = note.file().resolveSibling("fires");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var children = Files.list(folder)) {
      return children.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A copy of a host whose logs alone are wrapped: `/var/log`, and what lies about as pasted.
  private Path copy(Path fires, String name, Function<String, String> wrap) {
    var target =
        folder
            .resolve(name)
            .resolve(fires.getParent().getParent().getFileName())
            .resolve(fires.getFileName());
    try (var files = Files.walk(fires)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var place = target.resolve(fires.relativize(file).toString());
        Files.createDirectories(place.resolveSibling("."));
        if (isLog(fires, file)) {
          Files.writeString(
              place,
              Files.readString(file).lines().map(wrap).collect(Collectors.joining("\n", "", "\n")));
        } else {
          Files.copy(file, place);
        }
        Files.setLastModifiedTime(place, Files.getLastModifiedTime(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return target;
  }

  private static boolean isLog(Path fires, Path file) {
    var path = fires.relativize(file).toString();
    boolean isTable = path.contains("status");
    return !isTable
        && (path.startsWith("var/log/") || path.endsWith(".log") || path.equals("pasted.txt"));
  }

  private static List<Path> logs(Path fires) {
    try (var files = Files.walk(fires)) {
      return files.filter(file -> Files.isRegularFile(file) && isLog(fires, file)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSyslog(Path log) {
    try (var lines = Files.lines(log)) {
      return lines.anyMatch(line -> line.matches(SYSLOG));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final String SYSLOG =
      "([A-Z][a-z]{2} [ 0-9]{2} [0-9:]{8}|[0-9]{4}-\\S+) \\S+ [\\w.-]+(\\[\\d+\\])?: .*";

  /// What the note finds there: subject, sentence, cause and remedy of each finding.
  private static List<String> told(Note note, Path source) {
    var sources =
        new Sources(
            Wings.catalogue().recogniser(),
            Wings.catalogue().wanted(),
            InputStream.nullInputStream(),
            Instant.parse("2026-11-27T00:00:00Z"));
    var casebook = casebook().only(List.of(note.id()));
    return new Investigation(sources, Wings.catalogue(), casebook, Parameters.defaults(), Optional.empty())
        .of(List.of(source.toString())).verdicts().stream()
            .flatMap(WrappedLogsTest::finding)
            .toList();
  }

  private static Stream<String> finding(Verdict verdict) {
    return verdict instanceof Verdict.Finding finding
        ? Stream.of(
            String.join(
                "\n",
                finding.subject(),
                finding.summary().replaceAll("\\d{4}-\\d\\d-\\d\\d[T ]?[\\d:.]*( UTC|Z)?", "TIME"),
                finding.cause(),
                finding.remedy()))
        : Stream.empty();
  }
}
