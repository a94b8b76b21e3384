package dev.casebook.investigate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Note;
import dev.casebook.diagnosis.Parameters;
import dev.casebook.diagnosis.UnusableFile;
import dev.casebook.evidence.Sources;
import dev.casebook.evidence.Wanted;
import dev.casebook.tables.Catalogue;
import dev.casebook.verdicts.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
    COMPOSE(line -> "vpn-1  | " + line),
    KUBECTL(line -> "[pod/vpn-0/vpn] " + line),
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
        var wrapped = told(note, copy(fires, wrapping.name(), wrapping.wrap));
        assertThat(wrapped).as("%s of %s", wrapping, fires).isEqualTo(plain);
      }
    }
    assertThat(compared).isGreaterThan(5);
  }

  /// Pasted lines of `journalctl -o json`, whose messages are texts or arrays of bytes.
  @Test
  void aJournalInJsonGivesTheSameFindings() throws IOException {
    int compared = 0;
    for (var note : notes()) {
      for (var fires : fires(note)) {
        var lines = syslogOnly(fires);
        if (!lines.isEmpty()) {
          var plain = told(note, pasted("plain.log", lines, line -> line));
          assertThat(told(note, pasted("text.log", lines, line -> journal(line, false))))
              .as("texts of %s", fires)
              .isEqualTo(plain);
          assertThat(told(note, pasted("bytes.log", lines, line -> journal(line, true))))
              .as("bytes of %s", fires)
              .isEqualTo(plain);
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(3);
  }

  private static Casebook casebook() {
    try {
      return Casebook.read(NOTES);
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
      "(?<time>[A-Z][a-z]{2} [ 0-9]{2} [0-9:]{8}|[0-9]{4}-\\S+) (?<host>\\S+)"
          + " (?<program>[\\w.-]+)(?:\\[(?<pid>\\d+)\\])?: (?<message>.*)";

  /// The lines of a host that tells by nothing but one log in syslog's form.
  private static List<String> syslogOnly(Path fires) {
    try (var files = Files.walk(fires)) {
      var all = files.filter(Files::isRegularFile).toList();
      if (all.size() != 1) {
        return List.of();
      }
      var lines = Files.readString(all.getFirst()).lines().toList();
      return lines.stream().allMatch(line -> line.matches(SYSLOG)) ? lines : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path pasted(String name, List<String> lines, Function<String, String> wrap)
      throws IOException {
    var file = folder.resolve(name);
    return Files.writeString(
        file, lines.stream().map(wrap).collect(Collectors.joining("\n", "", "\n")));
  }

  private static String journal(String line, boolean asBytes) {
    var match = Pattern.compile(SYSLOG).matcher(line);
    if (!match.matches()) {
      throw new IllegalArgumentException(line);
    }
    var message = match.group("message");
    var bytes = new ArrayList<String>();
    for (byte b : message.getBytes(UTF_8)) {
      bytes.add(String.valueOf(b & 0xff));
    }
    return "{\"__REALTIME_TIMESTAMP\":\"1795344439367705\",\"_HOSTNAME\":\""
        + match.group("host")
        + "\",\"SYSLOG_IDENTIFIER\":\""
        + match.group("program")
        + "\","
        + (match.group("pid") == null ? "" : "\"_PID\":\"" + match.group("pid") + "\",")
        + "\"MESSAGE\":"
        + (asBytes ? "[" + String.join(",", bytes) + "]" : "\"" + json(message) + "\"")
        + "}";
  }

  /// What the note finds there: subject, sentence, cause and remedy of each finding.
  private static List<String> told(Note note, Path source) {
    var sources =
        new Sources(
            Catalogue.recogniser(),
            new Wanted(Catalogue.artifacts()),
            InputStream.nullInputStream(),
            Instant.parse("2026-11-27T00:00:00Z"));
    var casebook = casebook().only(List.of(note.id()));
    return new Investigation(sources, casebook, Parameters.defaults(), Optional.empty())
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
