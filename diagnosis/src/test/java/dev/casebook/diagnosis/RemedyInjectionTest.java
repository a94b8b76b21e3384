package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What evidence says never becomes a command, an option, a file elsewhere or a line of its own in
/// what is applied: tried with every placeholder of every remedy that Casebook ships.
class RemedyInjectionTest {

  private static final Path NOTES = Path.of(System.getProperty("casebook.root"), "notes");

  private static final String MARK = "PWNED";

  private static final List<String> HOSTILE =
      List.of(
          "'; touch PWNED; '",
          "$(touch PWNED)",
          "`touch PWNED`",
          "\"; touch PWNED; \"",
          "x\ntouch PWNED\n",
          "x\r\n```\n```sh fix\ntouch PWNED\n```",
          "\\'; touch PWNED #",
          "-PWNED",
          "--PWNED=/etc/shadow",
          "../../../etc/cron.d/PWNED",
          "/etc/cron.d/PWNED",
          "a b\u2028touch PWNED",
          "&& touch PWNED",
          "x|PWNED");

  record Applied(String note, RemedyBlocks blocks) {
    @Override
    public String toString() {
      return note;
    }

    Prescription with(String value) {
      return blocks.filled("", "", _ -> value);
    }
  }

  static List<Applied> applied() throws IOException, UnusableFile {
    var all = new ArrayList<Applied>();
    try (var files = Files.find(NOTES, 3, (file, _) -> file.endsWith("note.md"))) {
      for (var file : files.sorted().toList()) {
        var page = Page.of(file, Files.readString(file), "## ");
        for (var section : page.sections()) {
          if (section.heading().equals("Remedy")) {
            var blocks = RemedyBlocks.of(section.text());
            if (!blocks.filled("", "", _ -> "x").steps().isEmpty()) {
              all.add(new Applied(NOTES.relativize(file).getName(1).toString(), blocks));
            }
          }
        }
      }
    }
    assertThat(all).hasSizeGreaterThan(5);
    return all;
  }

  @ParameterizedTest
  @MethodSource("applied")
  void aValueStaysAValue(Applied remedy) {
    var harmless = remedy.with("x").steps();
    for (var hostile : HOSTILE) {
      var prescription = remedy.with(hostile);
      var steps = prescription.steps();
      assertThat(steps).hasSameSizeAs(harmless);
      for (int i = 0; i < steps.size(); i++) {
        check(hostile, steps.get(i), harmless.get(i), prescription.unknown().isEmpty());
      }
    }
  }

  /// @param isApplied nothing keeps it from being applied
  private static void check(
      String hostile, RemedyStep step, RemedyStep harmless, boolean isApplied) {
    assertThat(step).hasSameClassAs(harmless);
    for (var script : scripts(step)) {
      assertThat(outsideOfQuotes(script)).as(hostile + " in " + script).doesNotContain(MARK);
    }
    if (step instanceof RemedyStep.Edit edit && harmless instanceof RemedyStep.Edit other) {
      if (isApplied) {
        assertThat(edit.path()).startsWith("/").doesNotContain("\n", "/../");
      }
      assertThat(edit.lines()).hasSameSizeAs(other.lines());
      assertThat(edit.lines()).noneMatch(line -> line.text().matches("(?s).*\\R.*"));
    }
  }

  private static List<String> scripts(RemedyStep step) {
    return switch (step) {
      case RemedyStep.Commands c ->
          Stream.of(Optional.of(c.fix()), c.keep(), c.undo()).flatMap(Optional::stream).toList();
      case RemedyStep.Reload r -> List.of(r.commands());
      case RemedyStep.Edit e -> List.of(e.check());
    };
  }

  /// What a shell would read as its own language (Shell Command Language, 2.2).
  private static String outsideOfQuotes(String script) {
    var outside = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < script.length(); i++) {
      char c = script.charAt(i);
      if (quote == '\'') {
        quote = c == '\'' ? 0 : quote;
      } else if (c == '\\') {
        i++;
      } else if ((quote == 0 && (c == '\'' || c == '"')) || c == quote) {
        quote = quote == 0 ? c : 0;
      } else {
        // what stands in double quotes is read for $ and `
        outside.append(c);
      }
    }
    return outside.toString();
  }
}
