package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// CONTRIBUTING's walk through a first note, step by step in a folder of its own. A mark in the
/// page names a step: a file to write, one to remove, a word to replace, or a command and its
/// output.
class FirstNoteTest {

  private static final Path PAGE = Launch.ROOT.resolve("CONTRIBUTING.md");

  private static final Pattern STEP =
      Pattern.compile(
          "<!-- (file|output of|remove|replace): (.+?) -->\n(?:(`{3,4})\n(.*?)\\3\n)?",
          Pattern.DOTALL);

  /// The folder of the walk, as the page calls it.
  private static final String MINE = "mine";

  @TempDir private Path folder = Path.of("");

  /// `-Dgolden=update` writes the page's outputs anew.
  @Test
  void everyStepDoesWhatThePageShows() throws IOException {
    var text = Files.readString(PAGE);
    var steps = STEP.matcher(text);
    var page = new StringBuilder();
    int outputs = 0;
    boolean update = "update".equals(System.getProperty("golden"));
    while (steps.find()) {
      if (steps.group(1).equals("output of")) {
        var output = output(steps.group(2));
        outputs++;
        if (!update) {
          assertThat(output).as(steps.group(2)).isEqualTo(steps.group(4));
        }
        steps.appendReplacement(
            page,
            Matcher.quoteReplacement(
                "<!-- output of: " + steps.group(2) + " -->\n```\n" + output + "```\n"));
      } else {
        change(steps.toMatchResult());
        steps.appendReplacement(page, Matcher.quoteReplacement(steps.group()));
      }
    }
    steps.appendTail(page);
    if (update) {
      Files.writeString(PAGE, page);
    }
    assertThat(outputs).isGreaterThan(4);
  }

  private void change(MatchResult step) throws IOException {
    var words = step.group(2).split(" ");
    var file = folder.resolve(words[0]);
    switch (step.group(1)) {
      case "file" -> {
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, step.group(4));
      }
      case "remove" -> {
        try (var all = Files.walk(file)) {
          all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
        assertThat(file).doesNotExist();
      }
      default -> Files.writeString(file, Files.readString(file).replace(words[1], words[2]));
    }
  }

  /// A word that names the folder names it here, and the output the page's.
  private String output(String line) {
    var arguments =
        Arrays.stream(line.replaceFirst("^\\./casebook ", "").split(" "))
            .map(word -> word.startsWith(MINE) ? folder.resolve(word).toString() : word)
            .toArray(String[]::new);
    var launch = Launch.of(arguments);
    assertThat(launch.errors()).as(line).isEmpty();
    return launch.output().replace(folder + "/", "");
  }
}
