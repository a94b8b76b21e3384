package dev.casebook.investigate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.NoteIndex;
import dev.casebook.diagnosis.Parameters;
import dev.casebook.evidence.Sources;
import dev.casebook.tables.Catalogue;
import dev.casebook.verdicts.Verdict;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A log that could not be read keeps a note which looks for what it may hold from being clear,
/// however healthy the other logs are; and what was found stays found.
@Tag("integration")
class UnreadLogsTest {

  /// What is wrong with `sshd.log`, made by the shell in a host's `/var/log`, packed by the shell
  /// in the host's root.
  enum Fault {
    LZ4("cd var/log; lz4 -q sshd sshd.log.lz4", Fault.FOLDER, Fault.TAR),
    COMPRESS("compress -c var/log/sshd >var/log/sshd.log.Z", Fault.FOLDER, Fault.TAR),
    LZIP("lzip -c var/log/sshd >var/log/sshd.log.lz", Fault.FOLDER, Fault.TAR),
    XZ_CUT("xz -c var/log/sshd | head -c 300 >var/log/sshd.log.xz", Fault.FOLDER, Fault.TAR),
    GZIP_CUT_WHATEVER_ITS_NAME(
        "mkdir var/log/d; gzip -c var/log/sshd | head -c 200 >var/log/d/old.log.gz",
        Fault.FOLDER,
        Fault.TAR),
    GZIP_WITH_A_WRONG_CHECKSUM(
        "gzip -c var/log/sshd | head -c -8 >var/log/sshd.log.gz;"
            + " printf 12345678 >>var/log/sshd.log.gz",
        Fault.FOLDER,
        Fault.TAR),
    NO_TEXT("gzip -nc var/log/sshd | tail -c +11 >var/log/sshd.log", Fault.FOLDER, Fault.TAR),
    ZEROS(
        "(head -n 9 var/log/sshd; head -c 99999 /dev/zero; cat var/log/sshd) >var/log/sshd.log",
        Fault.FOLDER,
        Fault.TAR),
    DANGLING_LINK("ln -s gone var/log/sshd.log", Fault.FOLDER, Fault.TAR),
    LINK_OUT("ln -s /etc/shadow var/log/sshd.log", Fault.FOLDER, Fault.TAR),
    PIPE("mkfifo var/log/sshd.log", Fault.FOLDER, Fault.TAR),
    TOO_DEEP(
        "d=var/log; for i in $(seq 70); do d=$d/d; done; mkdir -p $d; cp var/log/sshd $d/sshd.log",
        Fault.FOLDER,
        Fault.TAR),
    SPARSE("truncate -s 4M var/log/sshd.log; cat var/log/sshd >>var/log/sshd.log", "tar -S -cf"),
    HARD_LINK_TO_NOTHING(
        "cp var/log/sshd var/log/a; ln var/log/a var/log/sshd.log",
        "tar --sort=name -cf ../src.tar *; tar --delete -f ../src.tar var/log/a; :"),
    NAME_THAT_LEADS_OUT(
        "cp var/log/sshd var/log/sshd.log",
        "tar --transform s,var/log/sshd.log,../var/log/sshd.log, -P -cf"),
    NAME_WITH_A_CONTROL_CHARACTER("cp var/log/sshd $(printf 'var/log/sshd.log\\001')", Fault.TAR),
    ENCRYPTED(
        "cp var/log/sshd var/log/sshd.log",
        "zip -qr ../src.zip etc var/log/auth.log; zip -qP secret ../src.zip var/log/sshd.log; :"),
    ARCHIVE_CUT(
        "cp var/log/sshd var/log/sshd.log",
        "tar -cf - etc var/log/auth.log var/log/sshd.log | head -c 7000 >../src.tar; :"),
    ARCHIVE_CUT_BETWEEN_MEMBERS(
        "cp var/log/sshd var/log/sshd.log",
        "tar -cf - etc var/log/auth.log var/log/sshd.log | head -c $((2048 + ($(stat -c %s var/log/auth.log) + 511) / 512 * 512)) >../src.tar; :"),
    COMPRESSED_ARCHIVE_CUT(
        "seq 99999 >var/log/sshd.log",
        "tar -czf - etc var/log/auth.log var/log/sshd.log | head -c 9000 >../src.tar; :");

    private static final String FOLDER = ":";
    private static final String TAR = "tar -cf";

    private final String script;

    @SuppressWarnings("ImmutableEnumChecker") // a list that can't be changed
    private final List<String> packings;

    Fault(String script, String... packings) {
      this.script = script;
      this.packings = List.of(packings);
    }
  }

  @SuppressWarnings("InlineFormatString") // read better beside what it belongs to
  private static final String HOST =
      """
      set -e
      mkdir -p src/etc src/var/log; cd src; echo web1 >etc/hostname
      for i in $(seq 10 59); do
        echo 2026-11-22T10:$i:00+00:00 web1 sshd[$i]: fine $i
      done >../sshd
      cp ../sshd var/log/auth.log; cp ../sshd var/log/sshd
      %s
      cd "$TOP/src"; rm var/log/sshd
      """;

  private static final String NOTE =
      """
      ---
      schema: 2
      id: bad
      title: A title
      severity: high
      subject: '{word}'
      signals: {bad: {in: sshd, match: 'bad (?<word>\\w+)', example: bad end}}
      ---
      ## Symptom
      ## Detect: one way
      > It said {word}.

      `from signal.bad`
      ## Cause
      ## Remedy
      """;

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource
  void aLogThatCouldNotBeReadKeepsTheNoteFromBeingClear(Fault fault) throws Exception {
    for (var packing : fault.packings) {
      var verdict = verdict(pack(fault, packing, ""));
      assertThat(verdict)
          .as("%s by %s", fault, packing)
          .isInstanceOfSatisfying(
              Verdict.NoEvidence.class,
              lacking ->
                  assertThat(lacking.missing())
                      .singleElement()
                      .asString()
                      .containsPattern("var/log/(sshd\\.log|d/)|logs may be missing: "));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasFoundElsewhereStaysFound(Fault fault) throws Exception {
    for (var packing : fault.packings) {
      var bad =
          "\necho 2026-11-22T11:00:00+00:00 web1 sshd[1]: bad end >>$TOP/src/var/log/auth.log";
      assertThat(verdict(pack(fault, packing, bad)))
          .as("%s by %s", fault, packing)
          .isInstanceOf(Verdict.Finding.class);
    }
  }

  private Path pack(Fault fault, String packing, String more) throws Exception {
    var work = Files.createTempDirectory(folder, "work");
    shell(work, HOST.formatted(fault.script + more));
    if (packing.equals(Fault.FOLDER)) {
      return work.resolve("src");
    }
    shell(work, "cd src; " + (packing.endsWith(":") ? packing : packing + " ../src.tar *"));
    return work.resolve(packing.startsWith("zip") ? "src.zip" : "src.tar");
  }

  private static void shell(Path work, String script) throws Exception {
    var builder = new ProcessBuilder("bash", "-c", script).directory(work.toFile()).inheritIO();
    builder.environment().put("TOP", work.toString());
    var shell = builder.start();
    assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(shell.exitValue()).as(script).isZero();
  }

  private Verdict verdict(Path source) throws Exception {
    var note = Files.createDirectories(folder.resolve("notes/a/bad"));
    Files.writeString(note.resolve("note.md"), NOTE);
    var sources =
        new Sources(
            Catalogue.spine().recogniser(),
            Catalogue.spine().wanted(),
            InputStream.nullInputStream(),
            Instant.EPOCH);
    var casebook =
        Casebook.read(
            folder.resolve("notes"), new NoteIndex(folder, Optional.empty(), Instant.EPOCH));
    var diagnosis =
        new Investigation(
                sources, Catalogue.spine(), casebook, Parameters.defaults(), Optional.empty())
            .of(List.of(source.toString()));
    return diagnosis.verdicts().getFirst();
  }
}
