package dev.casebook.formats.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our orders against the real ones, on the same random versions. Needs `dpkg` and `rpm` (with
/// Lua), and fails where they are missing.
@Tag("integration")
class PackageManagersTest {

  private static final int PAIRS = 20_000;

  @TempDir Path folder;

  @Test
  void rpmAgrees() throws Exception {
    var pairs = pairs("1");
    var file = folder.resolve("pairs");
    Files.writeString(file, lines(pairs));
    var lua =
        "%{lua: for line in io.lines('"
            + file
            + "') do local a, b = line:match('^(.-)\\t(.*)$'); print(rpm.vercmp(a, b) .. ' ') end}";
    var answers = run(List.of("rpm", "--eval", lua));

    assertThat(answers.size()).isEqualTo(PAIRS);
    for (int i = 0; i < PAIRS; i++) {
      var pair = pairs.get(i);
      assertThat(Integer.signum(RpmVersion.compare(pair[0], pair[1])))
          .as("%s and %s", pair[0], pair[1])
          .isEqualTo(Integer.parseInt(answers.get(i)));
    }
  }

  /// dpkg refuses `^` and `_`, and compares one pair a run: so a shell asks for all of them.
  @Test
  void dpkgAgrees() throws Exception {
    var pairs = pairs("1").stream().map(PackageManagersTest::debian).limit(1000).toList();
    var script = folder.resolve("compare.sh");
    Files.writeString(
        script,
        """
        while IFS='\t' read -r a b; do
          if dpkg --compare-versions "$a" lt "$b"; then echo -1
          elif dpkg --compare-versions "$a" eq "$b"; then echo 0
          else echo 1; fi
        done
        """);
    var file = folder.resolve("pairs");
    Files.writeString(file, lines(pairs));
    var command = "command -v dpkg >/dev/null || exit 127; . " + script + " < " + file;
    var answers = run(List.of("sh", "-c", command));

    assertThat(answers.size()).isEqualTo(pairs.size());
    for (int i = 0; i < pairs.size(); i++) {
      var pair = pairs.get(i);
      assertThat(Integer.signum(DebianVersion.compare(pair[0], pair[1])))
          .as("%s and %s", pair[0], pair[1])
          .isEqualTo(Integer.parseInt(answers.get(i)));
    }
  }

  /// @param first what every version begins with, so that it is one for both programs
  private static List<String[]> pairs(String first) {
    var random = new Random(1);
    var pairs = new ArrayList<String[]>();
    for (int i = 0; i < PAIRS; i++) {
      var epoch = random.nextInt(10) == 0 ? random.nextInt(3) + ":" : "";
      pairs.add(
          new String[] {epoch + first + VersionText.of(random), first + VersionText.of(random)});
    }
    return pairs;
  }

  private static String[] debian(String[] pair) {
    return new String[] {debian(pair[0]), debian(pair[1])};
  }

  private static String debian(String version) {
    return version.replace('^', '+').replace('_', '.') + "x";
  }

  private static String lines(List<String[]> pairs) {
    return pairs.stream()
        .map(pair -> pair[0] + "\t" + pair[1] + "\n")
        .collect(Collectors.joining());
  }

  private static List<String> run(List<String> command) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return fail("this test needs the program " + command.getFirst(), e);
    }
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return List.of(output.strip().split("\\s+"));
  }
}
