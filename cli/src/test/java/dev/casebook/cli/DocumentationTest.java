package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the documents claim is so.
class DocumentationTest {

  /// A command's output, shown after a mark that names the command.
  private static final Pattern SHOWN =
      Pattern.compile(
          "<!-- output of: \\./casebook (.+?) -->\n```\n(.*?)(?<=\n)```\n", Pattern.DOTALL);

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private static final Pattern CODE = Pattern.compile("(?<!`)`([^`\n]+)`(?!`)");

  /// `-Dgolden=update` writes the README's blocks anew.
  @Test
  void theReadmeShowsWhatTheCommandPrints() throws IOException {
    var readme = Launch.ROOT.resolve("README.md");
    var text = Files.readString(readme);
    assertThat(SHOWN.matcher(text).results()).as("marked blocks in README.md").isNotEmpty();
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(readme, SHOWN.matcher(text).replaceAll(DocumentationTest::withRealOutput));
    }
    assertThat(SHOWN.matcher(Files.readString(readme)).results())
        .allSatisfy(shown -> assertThat(shown.group(2)).isEqualTo(output(shown)));
  }

  private static String withRealOutput(MatchResult shown) {
    var mark = "<!-- output of: ./casebook " + shown.group(1) + " -->";
    return Matcher.quoteReplacement(mark + "\n```\n" + output(shown) + "```\n");
  }

  private static String output(MatchResult shown) {
    var launch = Launch.of(words(shown.group(1)));
    assertThat(launch.errors()).as(shown.group(1)).isEmpty();
    assertThat(launch.output()).as(shown.group(1)).doesNotContain("```");
    return launch.output();
  }

  private static String[] words(String line) {
    return WORD.matcher(line)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toArray(String[]::new);
  }

  @Test
  void everyTypeAndPathThatTheArchitectureNamesIsThere() throws IOException {
    var types = javaTypes();
    var names =
        CODE.matcher(Files.readString(Launch.ROOT.resolve("ARCHITECTURE.md")))
            .results()
            .map(code -> code.group(1))
            .toList();
    var missing = new ArrayList<String>();
    int checked = 0;
    for (var name : names) {
      boolean type = name.matches("[A-Z][a-z]\\w*");
      boolean path = name.matches("[\\w.][\\w.-]*/[\\w./-]*");
      checked += type || path ? 1 : 0;
      if ((type && !types.contains(name)) || (path && !Files.exists(Launch.ROOT.resolve(name)))) {
        missing.add(name);
      }
    }
    assertThat(missing).isEmpty();
    assertThat(checked).as("names of types and paths").isGreaterThan(20);
  }

  private static List<String> javaTypes() throws IOException {
    var types = new ArrayList<String>();
    for (var room : rooms()) {
      try (var files = Files.walk(room.resolve("src"))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(file -> file.endsWith(".java"))
            .map(file -> file.substring(0, file.length() - ".java".length()))
            .forEach(types::add);
      }
    }
    return types;
  }

  private static List<Path> rooms() throws IOException {
    try (var spine = Files.list(Launch.ROOT);
        var wings = Files.list(Launch.ROOT.resolve("wings"))) {
      return Stream.concat(spine, wings)
          .filter(folder -> Files.isDirectory(folder.resolve("src")))
          .collect(Collectors.toList());
    }
  }
}
