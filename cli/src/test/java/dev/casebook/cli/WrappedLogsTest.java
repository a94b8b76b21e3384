package dev.casebook.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Note;
import dev.casebook.diagnosis.NoteIndex;
import dev.casebook.diagnosis.Parameters;
import dev.casebook.diagnosis.UnusableFile;
import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.HostFacts;
import dev.casebook.evidence.Sources;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.formats.logs.LogLine;
import dev.casebook.investigate.Investigation;
import dev.casebook.tables.logs.LogLines;
import dev.casebook.tables.logs.Logs;
import dev.casebook.verdicts.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every note finds in wrapped logs what it finds in plain ones: the same subjects, sentences and
/// remedies.
class WrappedLogsTest {

  private static final Path NOTES = Launch.ROOT.resolve("notes");

  @TempDir private Path folder = Path.of("");

  /// A line of a log, and what its head says.
  ///
  /// @param text all of it
  /// @param message what stands behind the head of syslog; all of it where there is none
  /// @param micros since 1970, or `NO_TIME`
  private record Line(
      String text, String message, long micros, String host, String program, int pid) {

    static Line of(String text, LogLines lines, String host, String program) {
      var fields = lines.fields();
      var head = SYSLOG.matcher(text);
      var ownHost = fields.host().text();
      var ownProgram = fields.program().text();
      return new Line(
          text,
          head.matches() ? head.group("message") : text,
          lines.micros(fields),
          ownHost == null ? host : ownHost,
          ownProgram == null ? program : ownProgram,
          fields.pid() == LogLine.NO_PID ? 1 : fields.pid());
    }

    boolean hasTime() {
      return micros != LogLines.NO_TIME;
    }

    String time() {
      return (hasTime() ? Instant.EPOCH.plus(micros, ChronoUnit.MICROS) : SHOWN).toString();
    }

    String docker(String log) {
      return "{\"log\":\"%s\\n\",\"stream\":\"stderr\",\"time\":\"%s\"}"
          .formatted(json(log), time());
    }

    String journal(String value) {
      return """
      {"__REALTIME_TIMESTAMP":"%d","_HOSTNAME":"%s","SYSLOG_IDENTIFIER":"%s","_PID":"%d",\
      "MESSAGE":%s}\
      """
          .formatted(micros, host, program, pid, value);
    }

    String bytes() {
      return IntStream.range(0, message.getBytes(UTF_8).length)
          .mapToObj(i -> Integer.toString(message.getBytes(UTF_8)[i] & 0xff))
          .collect(Collectors.joining(",", "[", "]"));
    }
  }

  /// Of lines that tell no time.
  private static final Instant SHOWN = Instant.parse("2026-11-22T10:58:02Z");

  /// What may be put around each line of a log.
  enum Wrapping {
    DOCKER_JSON(line -> line.docker(line.text)),
    CRI(line -> line.time() + " stderr F " + line.text),
    COMPOSE(line -> line.program + "-1  | " + line.text),
    KUBECTL(line -> "[pod/" + line.program + "-0/" + line.program + "] " + line.text),
    QUOTED(line -> "> " + line.text),
    COLOURED(line -> "\u001b[33m" + line.text + "\u001b[0m"),
    JOURNAL_TEXT(line -> line.journal('"' + json(line.message) + '"')),
    JOURNAL_BYTES(line -> line.journal(line.bytes())),
    JSON_IN_SYSLOG(line ->
        "%s %s %s[%d]: %s"
            .formatted(
                line.time().replace("Z", "+00:00"),
                line.host,
                line.program,
                line.pid,
                line.docker(line.message)));

    @SuppressWarnings("ImmutableEnumChecker") // only functions without state are handed in, above
    private final Function<Line, String> wrap;

    Wrapping(Function<Line, String> wrap) {
      this.wrap = wrap;
    }

    /// Whether it tells a program of its own.
    boolean namesProgram() {
      return this == COMPOSE || this == KUBECTL || hasHead();
    }

    /// Whether it tells a time and a host, which the line must have then.
    boolean hasHead() {
      return this == JOURNAL_TEXT || this == JOURNAL_BYTES || this == JSON_IN_SYSLOG;
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
        var logs = lines(fires, program(note));
        boolean isTimed = logs.values().stream().flatMap(List::stream).allMatch(Line::hasTime);
        if (logs.isEmpty() || (wrapping.hasHead() && !isTimed)) {
          continue;
        }
        compared++;
        var plain = told(note, copy(fires, "plain", logs, line -> line.text));
        var wrapped = told(note, copy(fires, wrapping.name(), logs, wrapping.wrap));
        assertThat(plain).as("%s", fires).isNotEmpty();
        if (wrapping.namesProgram() && plain.toString().contains("A program ")) {
          continue; // nothing told which one, and now the wrapping does
        }
        // A wrapping tells when a line without a time of its own was written.
        assertThat(isTimed ? wrapped : untimed(wrapped))
            .as("%s of %s", wrapping, fires)
            .isEqualTo(plain);
      }
    }
    assertThat(compared).isGreaterThan(5);
  }

  private static List<String> untimed(List<String> told) {
    return told.stream().map(each -> each.replace(", the last at TIME", "")).toList();
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
          NOTES,
          new NoteIndex(Launch.ROOT.resolve("cli/target/cache"), Optional.empty(), Instant.now()));
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
  private Path copy(
      Path fires, String name, Map<String, List<Line>> logs, Function<Line, String> wrap) {
    var target =
        folder
            .resolve(name)
            .resolve(fires.getName(fires.getNameCount() - 3))
            .resolve(fires.getFileName());
    try (var files = Files.walk(fires)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var place = target.resolve(fires.relativize(file).toString());
        Files.createDirectories(place.resolveSibling("."));
        var lines = logs.get(fires.relativize(file).toString());
        if (lines == null) {
          Files.copy(file, place);
        } else {
          Files.writeString(
              place, lines.stream().map(wrap).collect(Collectors.joining("\n", "", "\n")));
        }
        Files.setLastModifiedTime(place, Files.getLastModifiedTime(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return target;
  }

  private static boolean isLog(String place) {
    boolean isTable = place.contains("status");
    return !isTable
        && (place.startsWith("var/log/") || place.endsWith(".log") || place.equals("pasted.txt"));
  }

  /// The lines of each log, by its place, as they are read there.
  ///
  /// @param program of lines that name none
  private static Map<String, List<Line>> lines(Path fires, String program) {
    var logs = new LinkedHashMap<String, List<Line>>();
    try (var source = sources().open(fires.toString())) {
      for (var snapshot : source.snapshots()) {
        for (var log : Logs.of(snapshot)) {
          if (isLog(log.place())) {
            logs.put(
                log.place(), lines(fires.resolve(log.place()), log, snapshot.facts(), program));
          }
        }
      }
    } catch (IOException | UnreadableSource e) {
      throw new AssertionError(e);
    }
    return logs;
  }

  private static List<Line> lines(Path file, Artifact log, HostFacts facts, String program)
      throws IOException {
    var lines = new ArrayList<Line>();
    try (var cursor = LogLines.open(log, facts)) {
      for (var text : Files.readString(file).lines().filter(text -> !text.isBlank()).toList()) {
        assertThat(cursor.next()).isTrue();
        lines.add(Line.of(text, cursor, facts.host(), program));
      }
    }
    return lines;
  }

  private static final Pattern SYSLOG =
      Pattern.compile(
          "([A-Z][a-z]{2} [ 0-9]{2} [0-9:]{8}|[0-9]{4}-\\d\\d-\\d\\dT\\S+) \\S+ [\\w.-]+(\\[\\d+\\])?: "
              // the kernel's own stamp, which only syslog keeps
              + "(?:\\[ *\\d+\\.\\d{6}\\] )?(?<message>.*)");

  private static Sources sources() {
    return new Sources(
        Wings.catalogue().recogniser(),
        Wings.catalogue().wanted(),
        InputStream.nullInputStream(),
        Instant.parse("2026-11-27T00:00:00Z"));
  }

  /// What the note finds there: subject, sentence, cause and remedy of each finding.
  private static List<String> told(Note note, Path source) {
    var casebook = casebook().only(List.of(note.id()));
    return new Investigation(
            sources(), Wings.catalogue(), casebook, Parameters.defaults(), Optional.empty())
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
                finding
                    .summary()
                    .replaceAll("\\d{4}-\\d\\d-\\d\\d[T ]?[\\d:.]*( UTC|Z| local time)?", "TIME"),
                finding.cause(),
                finding.remedy()))
        : Stream.empty();
  }
}
