package dev.casebook.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `casebook` over a JDK and a Maven that are scripts as well.
class ScriptTest {

  private static final long DEADLINE_SECONDS = 60;

  @TempDir private Path home = Path.of("");

  /// How a run ended, and all that it said.
  private record Ended(int status, String said) {}

  @BeforeEach
  void makeAHome() throws IOException {
    var script = Path.of("").toAbsolutePath().resolveSibling("casebook");
    Files.copy(script, home.resolve("casebook"));
    Files.createDirectories(home.resolve("jdk/bin"));
    Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    program("jdk/bin/javac", "");
    Files.createDirectories(home.resolve("target/launcher"));
  }

  /// A script; `$base` is what the launcher wants added to its status.
  private void program(String name, String body) throws IOException {
    Files.createDirectories(home.resolve(name).resolveSibling("."));
    var base = "base=0; for a; do case $a in -Dcasebook.status=*) base=${a#*=} ;; esac; done\n";
    var file = Files.writeString(home.resolve(name), "#!/bin/sh\n" + base + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private void isBuilt() throws IOException {
    Files.createFile(home.resolve("target/launcher/done"));
  }

  private ProcessBuilder shell(String line) {
    var builder =
        new ProcessBuilder("sh", "-c", line)
            .directory(home.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    builder.environment().put("PATH", home.resolve("bin") + ":/usr/bin:/bin");
    return builder;
  }

  private Ended run(String line) throws Exception {
    var process = shell(line).start();
    try {
      var said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(DEADLINE_SECONDS, SECONDS)).isTrue();
      return new Ended(process.exitValue(), said);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aStatusOfCasebookIsHandedOn() throws Exception {
    isBuilt();
    for (int status = 0; status <= 2; status++) {
      program("jdk/bin/java", "exit $((base + " + status + "))");
      assertThat(run("./casebook x").status()).isEqualTo(status);
      assertThat(run("ulimit -v 5000000; ./casebook x").status()).isEqualTo(status);
      assertThat(run("ulimit -d 5000000; ./casebook x").status()).isEqualTo(status);
    }
  }

  @Test
  void aJavaThatCannotStartWithinALimitIsNoFinding() throws Exception {
    isBuilt();
    for (var end : new String[] {"exit 1", "exit 0", "kill -SEGV $$", "kill -ABRT $$"}) {
      program("jdk/bin/java", "echo 'Error occurred during initialization of VM' >&2; " + end);
      var ended = run("ulimit -v 5000000; ./casebook x");
      assertThat(ended.status()).as(end).isEqualTo(2);
      assertThat(ended.said())
          .contains("Java could not start, or ran out of memory, within this shell's limits")
          .contains("ulimit -v: 5000000");
    }
  }

  @Test
  void withinALimitStandardInputIsStillReadAndASignalEndsTheRun() throws Exception {
    isBuilt();
    program("jdk/bin/java", "cat; exit $base");
    assertThat(run("ulimit -v 5000000; echo hello | ./casebook -"))
        .isEqualTo(new Ended(0, "hello\n"));
    program("jdk/bin/java", "echo $$ >pid; exec sleep 300");
    assertThat(endedBy("-TERM", "ulimit -v 5000000; exec ./casebook x", "pid")).isTrue();
  }

  @Test
  void optionsForEveryJvmDoNotReachThisOne() throws Exception {
    isBuilt();
    program("jdk/bin/java", "echo \"[$JAVA_TOOL_OPTIONS$JDK_JAVA_OPTIONS$_JAVA_OPTIONS]\"");
    assertThat(
            run("export JAVA_TOOL_OPTIONS=-Xno JDK_JAVA_OPTIONS=-Xno _JAVA_OPTIONS=-Xno;"
                    + " ./casebook x")
                .said())
        .isEqualTo("[]\n");
  }

  @Test
  void answersInSqlHaveABoundOnAllTheirMemory() throws Exception {
    isBuilt();
    program("jdk/bin/java", "ulimit -S -d; ulimit -H -d");
    assertThat(run("./casebook diagnose").said()).isEqualTo("unlimited\nunlimited\n");
    assertThat(run("./casebook sql 'select 1'").said()).matches("1\\d{6}\nunlimited\n");
  }

  @Test
  void aClosedStandardOutputIsOneSentence() throws Exception {
    isBuilt();
    program("jdk/bin/java", "echo started >started");
    var ended = run("./casebook x >&-");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.said())
        .isEqualTo(
            "casebook: standard output is closed; give it somewhere to go, such as > /dev/null.\n");
    assertThat(home.resolve("started")).doesNotExist();
  }

  @Test
  void aClosedStandardInputIsEmptyAndAClosedStandardErrorTakesWhatIsSaid() throws Exception {
    isBuilt();
    program("jdk/bin/java", "cat; readlink /proc/self/fd/0; echo lost >&2; echo kept");
    assertThat(run("./casebook - <&- 2>&-")).isEqualTo(new Ended(0, "/dev/null\nkept\n"));
  }

  @Test
  void aFirstBuildThatIsEndedOrKilledEndsMaven() throws Exception {
    program("bin/mvn", "echo $$ >pid; exec sleep 300");
    for (var signal : new String[] {"-TERM", "-INT", "-HUP", "-KILL"}) {
      assertThat(endedBy(signal, "exec ./casebook x", "pid")).as(signal).isTrue();
    }
  }

  /// Whether the process whose id is written to a file ends after this signal to the one that
  /// started it.
  private boolean endedBy(String signal, String line, String pidFile) throws Exception {
    Files.deleteIfExists(home.resolve(pidFile));
    var process = shell(line).redirectOutput(new File("/dev/null")).start();
    try {
      await(() -> pid(pidFile) > 0);
      // What watches over it is started right after it.
      await(() -> !Files.exists(home.resolve("target/launcher/alive")));
      var child = ProcessHandle.of(pid(pidFile)).orElseThrow();
      shell("sleep 2; kill " + signal + " " + process.pid()).start().waitFor();
      return await(() -> !child.isAlive());
    } finally {
      process.destroyForcibly();
      ProcessHandle.of(pid(pidFile)).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private long pid(String file) {
    try {
      var text = Files.readString(home.resolve(file)).strip();
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (IOException notYet) {
      return 0;
    }
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static boolean await(Condition condition) throws Exception {
    var end = Instant.now().plus(Duration.ofSeconds(DEADLINE_SECONDS));
    while (!condition.holds()) {
      if (Instant.now().isAfter(end)) {
        return false;
      }
      Thread.sleep(20);
    }
    return true;
  }
}
