package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.console.StandardOutput;
import dev.casebook.console.Wing;
import dev.casebook.report.Style;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CasebookCommandTest {

  @Test
  void withoutArgumentsTheCommandsAreShown() {
    var launch = Launch.of();
    assertThat(launch.status()).isZero();
    assertThat(launch.output()).contains("diagnose", "sql", "tables", "notes", "Exit status");
    assertThat(launch.output()).doesNotContain("examine");
    assertThat(launch.errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void theVersionIsOneLine(String line) {
    var launch = Launch.of(line.split(" "));
    assertThat(launch.status()).isZero();
    assertThat(launch.output()).matches("casebook .+\n");
  }

  @ParameterizedTest
  @MethodSource("allHelp")
  void everyCommandHasHelpThatFitsTheScreen(String line) {
    var launch = Launch.of(line.split(" "));
    assertThat(launch.status()).isZero();
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.output()).startsWith("Usage: casebook");
    assertThat(launch.output().lines()).allMatch(text -> text.length() <= 80);
  }

  /// A line that was too long leaves a word alone on the next one; one that was broken by hand ends
  /// early.
  @ParameterizedTest
  @MethodSource("allHelp")
  void theLinesOfEveryHelpAreFilled(String line) {
    var help = Launch.of(line.split(" ")).output();
    assertThat(RAGGED.matcher(help).results().map(MatchResult::group)).as(help).isEmpty();
    assertThat(help.lines())
        .as("an address is not broken")
        .noneMatch(text -> text.endsWith("ssh:"));
    assertThat(help).as("man pages have examples").contains("\nExamples:\n  ");
  }

  /// A line in the middle of a sentence that had room for the next word, and a word alone at the
  /// margin behind a line that is indented.
  private static final Pattern RAGGED =
      Pattern.compile(
          "(?m)^(?=\\S)(?!Usage: ).{0,66}[^.:\n]\n\\S{1,12}(?![^ \n]).*|^ .*\n(?!\\w+:)\\S+$");

  /// Of every command, and of those below it.
  private static List<String> allHelp() {
    var lines = new ArrayList<String>();
    addHelp("", lines);
    assertThat(lines).hasSizeGreaterThan(40);
    return lines;
  }

  private static void addHelp(String command, List<String> lines) {
    var line = (command + " --help").strip();
    lines.add(line);
    COMMAND
        .matcher(section("\nCommands:\n", Launch.of(line.split(" ")).output()))
        .results()
        .forEach(below -> addHelp((command + " " + below.group(1)).strip(), lines));
  }

  private static List<String> wingCommands() {
    return Wings.ALL.stream()
        .flatMap(wing -> wing.commands().stream())
        .map(Wing.Subcommand::name)
        .toList();
  }

  private static final Pattern EXAMPLE =
      Pattern.compile(
          "(?m)^  (?:.*?(?:[|] ?|sudo ))?casebook ((?:\"[^\"]*\"|'[^']*'|[^\"'|<>\n])*)");

  private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z][a-z-]*)");

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  /// Tools that send something, go on until they are ended, or keep what they are given: their
  /// examples are understood, and not done.
  private static final Set<String> ONLY_UNDERSTOOD =
      Set.of("capture", "conntrack", "ping", "probe", "containers", "accounts");

  /// Those of wings name what no example file has, so that all they can be held to is that they are
  /// understood.
  @Test
  void everyExampleOfEveryHelpRuns(@TempDir Path folder) {
    var examples = new ArrayList<String>();
    addExamples("", examples);
    assertThat(examples).hasSizeGreaterThan(30);
    Launch.of("notes", "new", "disk-full", "--in", folder.resolve("notes").toString());
    System.setProperty("casebook.changes", folder.resolve("changes").toString());
    for (var example : examples) {
      if (ONLY_UNDERSTOOD.contains(example.split(" ")[0])) {
        var understood =
            Launch.of(
                Stream.concat(Stream.of(words(example, folder)), Stream.of("--help"))
                    .toArray(String[]::new));
        assertThat(understood.errors()).as(example).isEmpty();
        continue;
      }
      var launch = Launch.withInput("Mar  1 10:00:00 web1 kernel: y\n", words(example, folder));
      // What is wrong with this host is not known, and nobody says yes.
      boolean isFix = example.startsWith("fix ");
      if (isFix || wingCommands().contains(example.split(" ")[0])) {
        assertThat(launch.errors()).as(example).doesNotContain("--help", "bug in casebook");
      } else if (example.startsWith("notes capture")) {
        assertThat(launch.errors()).as(example).contains("disk-full finds nothing in ");
      } else {
        // Which of this host's logs are no text is not known.
        assertThat(launch.errors().replaceAll("(?m)^casebook: left out: .*\n", ""))
            .as(example)
            .isEmpty();
        // Of this host it may not be told how far it is.
        var statuses = example.startsWith("notes walk") ? List.of(0, 1, 2) : List.of(0, 1);
        assertThat(launch.status()).as(example + launch.output()).isIn(statuses);
      }
    }
    System.clearProperty("casebook.changes");
  }

  private static void addExamples(String command, List<String> examples) {
    var help = Launch.of((command + " --help").strip().split(" ")).output();
    EXAMPLE
        .matcher(section("\nExamples:\n", help))
        .results()
        .map(example -> example.group(1).replaceFirst(" {3}.*", ""))
        .forEach(examples::add);
    COMMAND
        .matcher(section("\nCommands:\n", help))
        .results()
        .forEach(name -> addExamples((command + " " + name.group(1)).strip(), examples));
  }

  private static String section(String title, String help) {
    int begin = help.indexOf(title);
    return begin < 0 ? "" : help.substring(begin + title.length()).split("\n\n")[0];
  }

  private static String[] words(String example, Path folder) {
    var words = new ArrayList<String>();
    WORD.matcher(example)
        .results()
        .map(word -> Stream.of(1, 2, 3).map(word::group).filter(Objects::nonNull).findFirst())
        .forEach(word -> words.add(standIn(word.orElseThrow(), folder)));
    if (words.getFirst().equals("pki")) {
      // An authority is made and changed where the example says, or in the folder one is in.
      int named = words.indexOf("--pki") + 1;
      var authority = folder.resolve(named > 0 ? words.get(named) : "here").toString();
      words.removeAll(named > 0 ? List.of("--pki", words.get(named)) : List.of());
      words.addAll(List.of("--pki", authority));
    }
    return words.toArray(String[]::new);
  }

  /// For a file of the user's one that is there, and for a folder to be written one to be removed.
  private static String standIn(String word, Path folder) {
    var examples = Launch.ROOT.resolve("examples");
    if (word.endsWith(".tar.xz")) {
      return examples.resolve("vpn-outage.tar.xz").toString();
    }
    if (word.endsWith(".pcap")) {
      return examples.resolve("lost-echoes.pcap").toString();
    }
    if (word.equals("db") || word.endsWith(".db")) {
      return database(examples);
    }
    if (word.equals("/srv/notes/storage")) {
      return folder.resolve(UUID.randomUUID().toString()).toString();
    }
    if (word.startsWith("/srv/notes")) {
      return folder.resolve("notes").toString();
    }
    if (word.startsWith("ssh://")) {
      return "ssh://web1";
    }
    if (word.endsWith(".tar.zst") || word.endsWith(".tar.gz")) {
      return folder
          .resolve(UUID.randomUUID() + word.substring(word.lastIndexOf('/') + 1))
          .toString();
    }
    boolean isOfHost = Stream.of("/root/", "/etc/openvpn/", "/srv/www/").anyMatch(word::startsWith);
    return isOfHost ? folder.resolve(word.substring(word.lastIndexOf('/') + 1)).toString() : word;
  }

  private static String database(Path examples) {
    try (var files = Files.list(examples)) {
      return files.map(Path::toString).filter(f -> f.endsWith(".db")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "diagnoze",
        "--nothing",
        "diagnose --jsn",
        "diagnose --set x",
        "sql",
        "sql --format xml x",
        "tables one two",
        "notes show",
        "notes shwo"
      })
  void aWrongArgumentIsOneLineAndAHint(String line) {
    var launch = Launch.of(line.split(" "));
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output()).isEmpty();
    assertThat(launch.complaints()).hasSize(2);
    assertThat(launch.complaints().getFirst()).startsWith("casebook: ");
    assertThat(launch.complaints().getLast()).endsWith(" --help.");
  }

  @Test
  void aMisspelledCommandIsGuessed() {
    assertThat(Launch.of("diagnoze").errors()).contains("Did you mean diagnose?");
    assertThat(Launch.of("fix", "lst").errors()).contains("did you mean list?");
    assertThat(Launch.of("diagnose", "--note", "conntrack-table-ful").errors())
        .contains("did you mean conntrack-table-full?");
  }

  @Test
  void aMessageDoesNotMoveTheCursor() {
    assertThat(Launch.of("tables", "\u001b[2J").complaints())
        .containsExactly("casebook: there is no table or view ␛[2J; casebook tables lists them");
    assertThat(Launch.of("tables", "--\u001b[2J").complaints())
        .first()
        .isEqualTo("casebook: Unknown option: '--␛[2J'");
  }

  @Test
  void ourOwnBugIsLoud() {
    var errors = new ByteArrayOutputStream();
    var broken =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException("planted");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            return read();
          }
        };
    int status =
        Launch.run(
            broken,
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            Launch.ROOT,
            Style.plain(),
            "sql",
            "select 1 from logs",
            "-");
    assertThat(status).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .contains("IllegalStateException: planted", "\tat ", "this is a bug in casebook");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tables", "--help", "notes list --help", "notes", "--version"})
  void aReaderThatWentAwayEndsTheCommandQuietly(String line) {
    var errors = new ByteArrayOutputStream();
    assertThat(writingTo("Broken pipe", errors, line)).isEqualTo(141);
    assertThat(errors.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tables", "--help", "notes list --help", "notes", "--version"})
  void aFullDiskIsAnError(String line) {
    var errors = new ByteArrayOutputStream();
    assertThat(writingTo("No space left on device", errors, line)).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .isEqualTo("casebook: standard output can't be written: No space left on device\n");
  }

  private static int writingTo(String failure, ByteArrayOutputStream errors, String line) {
    var full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(failure);
          }
        };
    return Launch.run(
        new ByteArrayInputStream(new byte[0]),
        new PrintStream(new StandardOutput(full), false, StandardCharsets.UTF_8),
        new PrintStream(errors, true, StandardCharsets.UTF_8),
        Launch.ROOT,
        Style.plain(),
        line.split(" "));
  }

  @Test
  void aHomeWithoutNotesIsSaid() {
    var errors = new ByteArrayOutputStream();
    int status =
        Launch.run(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            Launch.ROOT.resolve("cli/src"),
            Style.plain(),
            "notes",
            "list");
    assertThat(status).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8)).startsWith("casebook: ").hasLineCount(1);
  }
}
