package dev.casebook.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Unified diffs.
class LineDiffTest {

  private static List<String> unified(String before, String after) {
    return LineDiff.unified(before.lines().toList(), after.lines().toList());
  }

  @Test
  void equalTextsHaveNone() {
    assertThat(unified("a\nb\n", "a\nb\n")).isEmpty();
  }

  @Test
  void aHunkHasThreeLinesAround() {
    assertThat(unified("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"))
        .containsExactly("@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8");
  }

  @Test
  void farChangesAreTwoHunks() {
    var before = IntStream.range(0, 20).mapToObj(i -> i + "\n").collect(Collectors.joining());
    assertThat(unified(before, "new\n" + before.replace("19\n", "")))
        .containsExactly(
            "@@ -1,3 +1,4 @@",
            "+new",
            " 0",
            " 1",
            " 2",
            "@@ -17,4 +18,3 @@",
            " 16",
            " 17",
            " 18",
            "-19");
  }

  @Test
  void fromNothingIsAllNew() {
    assertThat(unified("", "a\n")).containsExactly("@@ -0,0 +1 @@", "+a");
  }

  /// What a diff says of the old and the new text is these texts.
  @Test
  void aDiffGivesBothTextsBack() {
    var random = new Random(1);
    for (var round = 0; round < 500; round++) {
      var before = text(random);
      var after = text(random);
      var lines = unified(String.join("\n", before), String.join("\n", after));
      if (before.equals(after)) {
        assertThat(lines).isEmpty();
      } else {
        assertThat(patched(before, lines)).isEqualTo(after);
      }
    }
  }

  private static List<String> text(Random random) {
    return IntStream.range(0, random.nextInt(30))
        .mapToObj(i -> String.valueOf(random.nextInt(4)))
        .toList();
  }

  private static List<String> patched(List<String> before, List<String> lines) {
    var patched = new ArrayList<String>();
    var at = 0;
    for (var line : lines) {
      var text = line.substring(1);
      switch (line.charAt(0)) {
        case '@' -> {
          var start = Integer.parseInt(line.split("[-, ]+")[1]);
          var empty = line.contains("-" + start + ",0 ");
          var from = empty ? start : start - 1;
          patched.addAll(before.subList(at, from));
          at = from;
        }
        case '+' -> patched.add(text);
        case '-' -> assertThat(before.get(at++)).isEqualTo(text);
        default -> {
          assertThat(before.get(at++)).isEqualTo(text);
          patched.add(text);
        }
      }
    }
    patched.addAll(before.subList(at, before.size()));
    return patched;
  }

  @Test
  void textsThatDifferEverywhereAreReplaced() {
    var before = IntStream.range(0, 3_000).mapToObj(i -> "a" + i).collect(Collectors.joining("\n"));
    var after = IntStream.range(0, 3_000).mapToObj(i -> "b" + i).collect(Collectors.joining("\n"));
    assertThat(unified(before, after)).hasSize(6_001);
  }
}
