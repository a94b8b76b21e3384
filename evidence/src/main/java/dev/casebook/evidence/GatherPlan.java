package dev.casebook.evidence;

import dev.casebook.hosts.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What is wanted of a host as a script for its shell, which chooses there which reading of each
/// wish answers: all of it comes in one round trip.
///
/// The functions that it calls are `gather.sh` beside this class.
final class GatherPlan {

  private static final String FUNCTIONS = functions();

  private final Wanted wanted;

  /// Everything that can be gathered, by the number that stands for it in the script.
  private final Map<ArtifactName, Integer> numbers = new LinkedHashMap<>();

  GatherPlan(Wanted wanted) {
    this.wanted = wanted;
    Stream.concat(
            wanted.wishes().stream().flatMap(Wanted.Wish::names), HostFactsReader.NAMES.stream())
        .filter(GatherPlan::canBeAsked)
        .forEach(name -> numbers.putIfAbsent(name, numbers.size() + 1));
  }

  private static String functions() {
    try (var in = GatherPlan.class.getResourceAsStream("gather.sh")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.joining("\n", "", "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Outputs that a pattern names are only looked up, and never made.
  private static boolean canBeAsked(ArtifactName name) {
    return name instanceof ArtifactName.File
        || (name instanceof ArtifactName.Command command && command.canRun());
  }

  /// The command line of a number.
  Optional<String> command(int number) {
    return numbers.entrySet().stream()
        .filter(entry -> entry.getValue() == number)
        .map(entry -> entry.getKey().text())
        .findFirst();
  }

  /// @param nonce begins each piece
  /// @param since seconds since 1970 before which logs are left alone; 0 for none
  /// @param known commands that have come already, with whether they answered
  /// @param hung files that are not read again
  String script(
      String nonce,
      GatherLimits limits,
      long since,
      Map<Integer, Boolean> known,
      Collection<String> hung) {
    var script = new StringBuilder();
    script
        .append(
            "N=%s CAP=%d SMALL=%d SINCE=%d SECONDS_MAX=%d SIFT_MAX=%d\n"
                .formatted(
                    nonce,
                    limits.pieceBytes(),
                    limits.togetherBytes(),
                    since,
                    limits.pieceSeconds(),
                    limits.siftedBytes()))
        .append(drop(hung))
        .append(sift())
        .append(FUNCTIONS);
    numbers.forEach((name, number) ->
        script.append(
            "n%d() { %s; }\n"
                .formatted(
                    number, known.containsKey(number) ? "false" : ask(name, number, since))));
    known.forEach(
        (number, answered) -> script.append("m%d=%d\n".formatted(number, answered ? 0 : 1)));
    script.append("lists=$(\n");
    facts().forEach(line -> script.append(line).append('\n'));
    wanted.wishes().forEach(wish -> lines(wish).forEach(line -> script.append(line).append('\n')));
    script.append(
        """
        )
        lists=$(printf '%s\\n' "$lists" | whole_first | drop)
        if [ "$KERNEL" = k ]; then printf '%s\\n' "$lists" | send_kernel; fi
        printf '%s\\n' "$lists" | send_one_by_one
        printf '%s\\n' "$lists" | send_plain p
        printf '%s\\n' "$lists" | send_plain l
        say .
        """);
    return script.toString();
  }

  private static String drop(Collection<String> hung) {
    if (hung.isEmpty()) {
      return "drop() { cat; }\n";
    }
    var lines =
        hung.stream()
            .flatMap(path ->
                Stream.of("k ", "c ", "p ", "l ").map(kind -> "-e " + Host.quoted(kind + path)))
            .collect(Collectors.joining(" "));
    return "drop() { grep -vxF " + lines + "; }\n";
  }

  /// Each word is a text and no pattern: grep is as quick with hundreds of them as with one.
  private String sift() {
    var words = wanted.sieve().map(sieve -> sieve.words().get()).orElse(List.of());
    if (words.isEmpty()) {
      return "sift() { return 2; }\n";
    }
    return words.stream()
        .map(word -> "-e " + Host.quoted(word))
        .collect(Collectors.joining(" ", "sift() { LC_ALL=C grep -aniF ", "; }\n"));
  }

  private List<String> facts() {
    return HostFactsReader.NAMES.stream()
        .filter(numbers::containsKey)
        .map(name -> "reading " + numbers.get(name) + " || :")
        .toList();
  }

  /// What stands beside comes in any case; of the readings, those up to the first that answers.
  private List<String> lines(Wanted.Wish wish) {
    var lines = new ArrayList<String>();
    reading(wish.beside()).ifPresent(line -> lines.add(line + " || :"));
    var readings = wish.readings().stream().flatMap(one -> reading(one).stream()).toList();
    if (!readings.isEmpty()) {
      lines.add(String.join(" || ", readings) + " || :");
    }
    return lines;
  }

  private Optional<String> reading(List<ArtifactName> names) {
    var asked =
        names.stream()
            .filter(numbers::containsKey)
            .map(name -> String.valueOf(numbers.get(name)))
            .collect(Collectors.joining(" "));
    return asked.isEmpty() ? Optional.empty() : Optional.of("reading " + asked);
  }

  private String ask(ArtifactName name, int number, long since) {
    return switch (name) {
      case ArtifactName.Command(var line) ->
          "show "
              + number
              + " "
              + Arrays.stream(line.split(" ")).map(Host::quoted).collect(Collectors.joining(" "))
              + (since > 0 && isOfJournal(line) ? " --since=@" + since : "");
      case ArtifactName.File file -> {
        var ask = file.glob().isLiteral() ? "file " + Host.quoted(file.path()) : ask(file.glob());
        boolean someLines = wanted.sieve().filter(sieve -> sieve.logs().contains(name)).isPresent();
        yield someLines ? "some_lines eval " + Host.quoted(ask) : ask;
      }
    };
  }

  /// Whether a command shows the journal's entries, which it can be asked for from a time on.
  static boolean isOfJournal(String line) {
    return line.startsWith("journalctl ") && !line.contains("--list-boots");
  }

  private static String ask(Glob glob) {
    var prefix = glob.literalPrefix();
    var folder = prefix.isEmpty() ? "/" : "/" + prefix.substring(0, prefix.length() - 1);
    var quoted = Host.quoted(folder);
    int deep = glob.segments().indexOf("**");
    if (deep < 0) {
      return "may_be_listed %s && ! is_far %s && ! holds_far %s && files /%s"
          .formatted(quoted, quoted, quoted, pattern(glob.segments()));
    }
    return "may_be_listed %s && below %s %s".formatted(quoted, quoted, conditions(glob, folder));
  }

  /// What find is asked for: the last name, and, of the folders before it, that they come in this
  /// order. That is a little more than the glob says, which is held to what comes.
  private static String conditions(Glob glob, String folder) {
    var last = glob.segments().getLast();
    var name = last.equals("*") || last.equals("**") ? "" : "-name " + Host.quoted(last);
    int before = (int) Stream.of(folder.split("/")).filter(one -> !one.isEmpty()).count();
    var middle = glob.segments().subList(before, glob.segments().size() - 1);
    if (middle.stream().allMatch("**"::equals)) {
      return name;
    }
    var path =
        middle.stream().map(one -> one.equals("**") ? "*" : one).collect(Collectors.joining("/"));
    return "-path " + Host.quoted(folder + "/" + path + "/" + last) + " " + name;
  }

  /// A pattern for the shell, in which nothing but `*` and `?` is special.
  private static String pattern(List<String> segments) {
    var text = String.join("/", segments);
    return IntStream.range(0, text.length())
        .mapToObj(text::charAt)
        .map(c ->
            Character.isLetterOrDigit(c) || "/._-*?,+@".indexOf(c) >= 0
                ? String.valueOf(c)
                : "\\" + c)
        .collect(Collectors.joining());
  }
}
