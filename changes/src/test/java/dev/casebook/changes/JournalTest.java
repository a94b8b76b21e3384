package dev.casebook.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.hosts.Host;
import dev.casebook.hosts.ThisHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On this machine, in a folder of the test's own, by the scripts that run on any host.
class JournalTest {

  private static final String ID = "20261127-2240-note";

  @TempDir private Path folder;

  private Journal journal;
  private Path file;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @BeforeEach
  void begin() throws IOException {
    journal = new Journal(host(), folder.resolve("journal").toString());
    file = folder.resolve("it's a file %s \\n");
  }

  /// With the shell and the tools that the scripts run by.
  Host host() throws IOException {
    return new ThisHost();
  }

  Path folder() {
    return folder;
  }

  private String said() {
    return output.toString(StandardCharsets.UTF_8);
  }

  private void open(Step... steps) throws Exception {
    journal.open(new Change(ID, "note", "sub\tject\n", List.of(steps)));
  }

  private Step.Edit appending(String line) throws Exception {
    return new Planning(journal)
        .edit(file.toString(), List.of(new EditLine.Append(line)), "")
        .orElseThrow();
  }

  private void apply(int step) throws IOException {
    assertThat(journal.apply(ID, step, output)).isEqualTo(done());
  }

  private static Journal.Ending done() {
    return new Journal.Ending(true, "", List.of());
  }

  private static Step.Command command(String fix, String undo) {
    return new Step.Command(fix, Optional.empty(), Optional.of(undo), "");
  }

  @Test
  void anEditedFileIsPutBackWithItsModeAndTime() throws Exception {
    byte[] bytes =
        "a\u00e4\n\t\\0 %d 'x'\r\nlast, without an end".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, bytes);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    var time = FileTime.from(Instant.parse("2020-02-03T04:05:06Z"));
    Files.setLastModifiedTime(file, time);
    open(appending("iroute 10.0.0.0 255.0.0.0"));
    apply(1);
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .endsWith("last, without an end\r\niroute 10.0.0.0 255.0.0.0\r\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(journal.restore(ID, false, output)).isEqualTo(done());
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(time);
    assertThat(journal.list())
        .extracting(Journal.Entry::state, Journal.Entry::subject)
        .containsExactly(tuple(ChangeState.ROLLED_BACK, "sub ject "));
  }

  @Test
  void aFileThatWasNotThereIsGoneAgain() throws Exception {
    open(appending("one"));
    apply(1);
    assertThat(file).hasContent("one");
    journal.restore(ID, false, output);
    assertThat(file).doesNotExist();
    assertThat(leftovers()).isEmpty();
  }

  private List<String> leftovers() throws IOException {
    try (var names = Files.list(folder)) {
      return names
          .map(name -> name.getFileName().toString())
          .filter(name -> name.startsWith(".casebook"))
          .toList();
    }
  }

  @Test
  void aStepRefusesWhatChangedSinceThePlan() throws Exception {
    Files.writeString(file, "one\n");
    open(appending("two"));
    Files.writeString(file, "other\n");
    assertThat(journal.apply(ID, 1, output).reason()).endsWith("was changed since the plan");
    assertThat(file).hasContent("other");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void whatSomebodyEditedSinceIsNotOverrun() throws Exception {
    Files.writeString(file, "one\n");
    open(command("echo fixed", "echo undone"), appending("two"));
    apply(1);
    apply(2);
    Files.writeString(file, "one\ntwo\nthree\n");
    var ending = journal.restore(ID, false, output);
    assertThat(ending.isDone()).isFalse();
    assertThat(ending.overtaken()).containsExactly(file.toString());
    assertThat(said()).doesNotContain("undone");
    assertThat(journal.sinceThen(ID, 2)).endsWith(" one", " two", "+three");
    assertThat(journal.restore(ID, true, output)).isEqualTo(done());
    assertThat(file).hasContent("one");
    assertThat(said()).contains("undone");
  }

  /// Wherever a long file is parted on its way, the next part may begin with a hyphen.
  @Test
  void aLongFileOfHyphensComesWhole() throws Exception {
    Files.writeString(file, "-".repeat(100_000) + "\n-x\n");
    open(appending("--"));
    apply(1);
    assertThat(file).hasContent("-".repeat(100_000) + "\n-x\n--");
    journal.restore(ID, false, output);
    assertThat(file).hasContent("-".repeat(100_000) + "\n-x");
  }

  @Test
  void twoStepsInOneFileAreTakenBackOneAfterTheOther() throws Exception {
    Files.writeString(file, "one\n");
    var planning = new Planning(journal);
    var first = planning.edit(file.toString(), List.of(new EditLine.Append("two")), "");
    var second = planning.edit(file.toString(), List.of(new EditLine.Append("three")), "");
    open(first.orElseThrow(), second.orElseThrow());
    apply(1);
    apply(2);
    assertThat(file).hasContent("one\ntwo\nthree");
    assertThat(journal.restore(ID, false, output)).isEqualTo(done());
    assertThat(file).hasContent("one");
  }

  @Test
  void aLinkStaysALink() throws Exception {
    var real = folder.resolve("real");
    Files.writeString(real, "one\n");
    Files.createSymbolicLink(file, Path.of("real"));
    open(appending("two"));
    apply(1);
    assertThat(real).hasContent("one\ntwo");
    assertThat(file).isSymbolicLink();
    journal.restore(ID, false, output);
    assertThat(real).hasContent("one");
  }

  @Test
  void aFileWithTwoNamesIsRefused() throws Exception {
    Files.writeString(file, "one\n");
    Files.createLink(folder.resolve("other"), file);
    assertThatThrownBy(() -> appending("two"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("2 names (hard links)");
  }

  @Test
  void aFolderThatEverybodyCanWriteInIsRefused() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> appending("two")).hasMessageContaining("everybody can write");
  }

  @Test
  void anImmutableFileIsRefused() throws Exception {
    Files.writeString(file, "one\n");
    var set =
        new ThisHost()
            .run(List.of("chattr", "+i", file.toString()), Duration.ofSeconds(5), 100, output);
    assertThat(set.shortcoming()).isEmpty();
    try {
      assertThatThrownBy(() -> appending("two")).hasMessageContaining("is immutable");
    } finally {
      new ThisHost()
          .run(List.of("chattr", "-i", file.toString()), Duration.ofSeconds(5), 100, output);
    }
  }

  @Test
  void aCheckerHasToAcceptTheCandidate() throws Exception {
    Files.writeString(file, "good\n");
    var edit =
        new Planning(journal)
            .edit(file.toString(), List.of(new EditLine.Append("bad")), "! grep -n bad \"$file\"");
    open(edit.orElseThrow());
    assertThat(journal.apply(ID, 1, output).reason()).contains("the checker does not accept");
    assertThat(said()).isEqualTo("2:bad\n");
    assertThat(file).hasContent("good");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void aFailedCommandIsTakenBackToo() throws Exception {
    open(
        new Step.Command(
            "echo new > '" + folder + "/value'\nfalse\necho never",
            Optional.of("before=$(echo old)"),
            Optional.of("echo \"$before\" > '" + folder + "/value'"),
            ""));
    var ending = journal.apply(ID, 1, output);
    assertThat(ending.reason()).isEqualTo("ended with status 1");
    assertThat(said()).doesNotContain("never");
    assertThat(folder.resolve("value")).hasContent("new");
    journal.restore(ID, false, output);
    assertThat(folder.resolve("value")).hasContent("old");
  }

  @Test
  void aProgramTakesOverWhatIsThereThereAndBack() throws Exception {
    Files.writeString(file, "one\n");
    open(
        appending("two"), new Step.Reload("cp -- '" + escaped(file) + "' '" + folder + "/loaded'"));
    apply(1);
    apply(2);
    assertThat(folder.resolve("loaded")).hasContent("one\ntwo");
    assertThat(journal.restore(ID, false, output)).isEqualTo(done());
    assertThat(folder.resolve("loaded")).hasContent("one");
  }

  private static String escaped(Path path) {
    return path.toString().replace("'", "'\\''");
  }

  @Test
  void whatCannotBeRememberedIsNotChanged() throws Exception {
    open(
        new Step.Command(
            "touch '" + folder + "/touched'",
            Optional.of("before=$(false)"),
            Optional.of(":"),
            ""));
    assertThat(journal.apply(ID, 1, output).reason()).contains("can't be told");
    assertThat(folder.resolve("touched")).doesNotExist();
  }

  @Test
  void theHostTakesTheWayBackWhereNobodyConfirms() throws Exception {
    Files.writeString(file, "one\n");
    open(appending("two"), command("echo", "echo"));
    journal.arm(ID, Duration.ofSeconds(1));
    apply(1);
    for (int i = 0; i < 100 && Files.readString(file).contains("two"); i++) {
      Thread.sleep(100);
    }
    assertThat(file)
        .as(Files.readString(folder.resolve("journal/" + ID + "/watch.log")))
        .hasContent("one");
    for (int i = 0; i < 50 && journal.confirmation(ID) == Journal.Confirmation.WAITING; i++) {
      Thread.sleep(100);
    }
    assertThat(journal.confirmation(ID)).isEqualTo(Journal.Confirmation.LOST);
    assertThat(journal.apply(ID, 2, output).reason()).contains("nobody confirmed in time");
    assertThatThrownBy(() -> journal.confirm(ID)).hasMessageContaining("too late");
  }

  @Test
  void whatIsConfirmedStays() throws Exception {
    Files.writeString(file, "one\n");
    open(appending("two"));
    journal.arm(ID, Duration.ofSeconds(2));
    apply(1);
    journal.confirm(ID);
    Thread.sleep(3000);
    assertThat(file).hasContent("one\ntwo");
    assertThat(journal.confirmation(ID)).isEqualTo(Journal.Confirmation.CONFIRMED);
  }

  @Test
  void theSecondWhoChangesAHostWaitsForTheFirst() throws Exception {
    var waited = new CountDownLatch(1);
    var first = HostLock.take(journal, () -> {});
    var second =
        CompletableFuture.supplyAsync(() -> {
          try (var lock = HostLock.take(journal, waited::countDown)) {
            return lock != null;
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(waited.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(second).isNotDone();
    first.close();
    assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void onlyTheLastHundredChangesThatEndedAreKeptAndNoneThatDidNot() throws Exception {
    for (int i = 0; i < 103; i++) {
      var old = Files.createDirectories(folder.resolve("journal/20250101-%06d-n".formatted(i)));
      Files.writeString(old.resolve("state"), i == 1 ? "running\n" : "proven\n");
      Files.writeString(old.resolve("note"), "n\n");
      Files.writeString(old.resolve("made"), "m\n");
      Files.writeString(old.resolve("subject"), "s\n");
    }
    open(command("true", "true"));
    assertThat(journal.list().stream().map(Journal.Entry::id))
        .hasSize(102)
        .contains("20250101-000001-n", "20250101-000003-n", ID)
        .doesNotContain("20250101-000000-n", "20250101-000002-n");
  }

  @Test
  void anIdIsNoPath() {
    assertThatThrownBy(() -> journal.restore("../x", false, output)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> journal.confirm("$(id)")).isInstanceOf(Refusal.class);
  }
}
