package dev.casebook.investigate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.NoteIndex;
import dev.casebook.diagnosis.Parameters;
import dev.casebook.evidence.Sources;
import dev.casebook.query.Derived;
import dev.casebook.query.Question;
import dev.casebook.tables.Catalogue;
import dev.casebook.verdicts.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Little hosts in every kind of source, packed by the real programs, tell the same: rows, verdicts
/// with what they cite, and what could not be read.
@Tag("integration")
class EverySourceTest {

  /// What lies beside each other in the folder `src`, made by the shell.
  private enum Shape {
    ONE_FOLDER_DEEP("host sos web1"),
    AT_THE_TOP("host . web1"),
    INSIGHTS(
        """
        host x/data web1; cd x/data
        mv sos_commands/host insights_commands; rm -r sos_commands
        """),
    TWO_HOSTS("host a web1; host b web2; healthy b"),
    TWO_CAPTURES_OF_ONE_HOST(
        """
        host a web1; host b web1; healthy b
        echo Mon Nov 23 10:00:00 UTC 2026 >b/sos_commands/host/date
        """),
    AN_OUTPUT_THAT_SOMEBODY_ADDED(
        """
        host sos web1; mkdir -p sos/sos_commands/sos_extras/mine
        mv sos/sos_commands/host/lsmod sos/sos_commands/sos_extras/mine
        """),
    A_CHAIN_OF_LINKS(
        """
        host sos web1; mkdir -p sos/proc/6507/net/bonding; cd sos/proc
        ln -s 6507 self; ln -s self/net net; ln -s self/mounts mounts
        echo /dev/sda1 / ext4 ro 0 0 >6507/mounts
        printf 'Bonding Mode: 802.3ad\nSlave Interface: e1\nMII Status: up\n' >net/bonding/bond0
        """),
    RELATIVE_AND_ABSOLUTE_LINKS(
        """
        host sos web1; cd sos; mkdir -p usr/lib srv/a; echo ID=debian >usr/lib/os-release
        ln -s ../usr/lib/os-release etc/os-release
        mv etc/passwd srv/a/names; ln -s /srv/a/names etc/passwd
        """),
    A_LINK_TO_A_FOLDER_OF_LOGS(
        """
        host sos web1; cd sos; mkdir -p srv/logs; mv var/log/auth.log srv/logs
        rmdir var/log; ln -s ../srv/logs var/log
        """),
    HARD_LINKS(
        """
        host sos web1; cd sos; mkdir aaa zzz; mv var/log/auth.log zzz; mv etc/passwd aaa
        ln zzz/auth.log var/log/auth.log; ln aaa/passwd etc/passwd
        """),
    LINKS_THAT_DANGLE_OR_GO_ROUND(
        """
        host sos web1; healthy sos; cd sos/var/log
        ln -s gone sshd.log; ln -s loop loop; ln -s b a; ln -s a b
        """),
    LINKS_OUT_OF_THE_SOURCE(
        """
        host sos web1; healthy sos; rm sos/etc/passwd
        ln -s ../../../../../../../../../etc/passwd sos/etc/passwd
        ln -s /etc/hostname sos/var/log/sshd.log
        """),
    LINKS_FROM_HOST_TO_HOST(
        """
        host a web1; host b web2; rm b/etc/passwd b/var/log/auth.log
        ln -s ../../a/etc/passwd b/etc/passwd
        ln -s ../../../a/var/log/auth.log b/var/log/auth.log
        """),
    A_MASKED_UNIT(
        """
        host sos web1; mkdir -p sos/etc/systemd/system
        ln -s /dev/null sos/etc/systemd/system/sshd.service; ln -s /dev/null sos/var/log/sshd.log
        """);

    private final String script;

    Shape(String script) {
      this.script = script;
    }

    /// What it has to tell, in order of the alphabet.
    List<String> told() {
      return switch (this) {
        case ONE_FOLDER_DEEP,
            AN_OUTPUT_THAT_SOMEBODY_ADDED,
            A_LINK_TO_A_FOLDER_OF_LOGS,
            HARD_LINKS,
            A_MASKED_UNIT ->
            lines(
                """
                cause web1 in sos found sos/var/log/auth.log:5 supported
                effect web1 in sos found sos/var/log/auth.log:5 by cause supported
                web1|eve|7
                web1|logs|5
                web1|root|0
                web1|veth|40960
                """);
        case AT_THE_TOP ->
            lines(
                """
                cause web1 in . found var/log/auth.log:5 supported
                effect web1 in . found var/log/auth.log:5 by cause supported
                web1|eve|7
                web1|logs|5
                web1|root|0
                web1|veth|40960
                """);
        case INSIGHTS ->
            lines(
                """
                cause web1 in x/data found x/data/var/log/auth.log:5 supported
                effect web1 in x/data found x/data/var/log/auth.log:5 by cause supported
                web1|eve|7
                web1|logs|5
                web1|root|0
                web1|veth|40960
                """);
        case TWO_HOSTS ->
            lines(
                """
                cause web1 in a found a/var/log/auth.log:5 supported
                cause web2 in b clear  supported
                effect web1 in a found a/var/log/auth.log:5 by cause supported
                effect web2 in b clear  supported
                web1|eve|7
                web1|logs|5
                web1|root|0
                web1|veth|40960
                web2|eve|7
                web2|logs|4
                web2|root|0
                web2|veth|40960
                """);
        case TWO_CAPTURES_OF_ONE_HOST ->
            lines(
                """
                cause web1 in a found a/var/log/auth.log:5 supported
                cause web1 in b clear  supported
                effect web1 in a found a/var/log/auth.log:5 by cause supported
                effect web1 in b clear  supported
                web1|eve|7
                web1|eve|7
                web1|logs|4
                web1|logs|5
                web1|root|0
                web1|root|0
                web1|veth|40960
                web1|veth|40960
                """);
        case A_CHAIN_OF_LINKS ->
            lines(
                """
                cause web1 in sos found sos/var/log/auth.log:5 supported
                effect web1 in sos found sos/var/log/auth.log:5 by cause supported
                web1|/|true
                web1|bond0|e1
                web1|eve|7
                web1|logs|5
                web1|root|0
                web1|veth|40960
                """);
        case RELATIVE_AND_ABSOLUTE_LINKS ->
            lines(
                """
                cause web1 in sos found sos/var/log/auth.log:5 supported
                effect web1 in sos found sos/var/log/auth.log:5 by cause supported
                web1|eve|7
                web1|logs|5
                web1|os|debian
                web1|root|0
                web1|veth|40960
                """);
        case LINKS_THAT_DANGLE_OR_GO_ROUND ->
            lines(
                """
                cause web1 in sos no_evidence signal.bad: sos/var/log/sshd.log can't be read: is a link to gone, which is not in the source supported
                effect web1 in sos no_evidence signal.bad: sos/var/log/sshd.log can't be read: is a link to gone, which is not in the source supported
                sos/var/log/a: too many links
                sos/var/log/b: too many links
                sos/var/log/loop: too many links
                web1|eve|7
                web1|logs|4
                web1|root|0
                web1|veth|40960
                """);
        case LINKS_OUT_OF_THE_SOURCE ->
            lines(
                """
                cause web1 in sos no_evidence signal.bad: sos/var/log/sshd.log can't be read: is a link to /etc/hostname, which is not in the source unknown
                effect web1 in sos no_evidence signal.bad: sos/var/log/sshd.log can't be read: is a link to /etc/hostname, which is not in the source unknown
                sos/etc/passwd: too many links
                web1|logs|4
                web1|veth|40960
                """);
        case LINKS_FROM_HOST_TO_HOST ->
            lines(
                """
                cause web1 in a found a/var/log/auth.log:5 supported
                cause web2 in b no_evidence signal.bad: no log with lines of sshd (looked at 0 logs); b/var/log/auth.log can't be read: is a link to ../../../a/var/log/auth.log, which is not in the source unknown
                effect web1 in a found a/var/log/auth.log:5 by cause supported
                effect web2 in b no_evidence signal.bad: no log with lines of sshd (looked at 0 logs); b/var/log/auth.log can't be read: is a link to ../../../a/var/log/auth.log, which is not in the source unknown
                web1|eve|7
                web1|logs|5
                web1|root|0
                web1|veth|40960
                web2|veth|40960
                """);
      };
    }
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }

  /// How the shell makes one source of all that lies in `src`.
  enum Packing {
    FOLDER("src", "true"),
    TAR("src.tar", "cd src; tar -cf ../src.tar *"),
    FROM_A_DOT("src.tar", "tar -cf src.tar -C src ."),
    BACKWARDS("src.tar", "cd src; find * | sort -r | tar -cf ../src.tar --no-recursion -T -"),
    GZIP("src.tar.gz", "cd src; tar -czf ../src.tar.gz *"),
    NAMED_OTHERWISE("src.zip.tgz", "cd src; tar -czf ../src.zip.tgz *"),
    XZ("src.tar.xz", "cd src; tar -cJf ../src.tar.xz *"),
    BZIP2("src.tar.bz2", "cd src; tar -cjf ../src.tar.bz2 *"),
    ZSTD("src.tar.zst", "cd src; tar --zstd -cf ../src.tar.zst *"),
    ZIP("src.zip", "cd src; zip -qry ../src.zip *"),
    USTAR("src.dat", "cd src; tar --format=ustar -cf ../src.dat *"),
    PAX("src.pax", "cd src; tar --format=pax -cf ../src.pax *"),
    STANDARD_INPUT("-", "cd src; tar -cJf ../stdin *");

    private final String source;
    private final String script;

    Packing(String source, String script) {
      this.source = source;
      this.script = script;
    }
  }

  /// `host FOLDER NAME` makes a host with a finding, `healthy FOLDER` takes it away.
  private static final String HOSTS =
      """
      set -e
      host() {
        mkdir -p $1/etc $1/sos_commands/host $1/var/log
        printf 'root:x:0:0::/root:/bin/bash\neve:x:7:7::/:/bin/sh\n' >$1/etc/passwd
        echo $2 >$1/sos_commands/host/hostname
        printf 'Module Size Used by\nveth 40960 0\n' >$1/sos_commands/host/lsmod
        for minute in 10 11 12 13; do
          echo 2026-11-22T10:$minute:00+00:00 $2 sshd[7]: fine
        done >$1/var/log/auth.log
        echo 2026-11-22T10:14:00+00:00 $2 sshd[7]: bad end >>$1/var/log/auth.log
      }
      healthy() {
        sed -i /bad/d $1/var/log/auth.log
      }
      mkdir src; cd src
      """;

  @SuppressWarnings("InlineFormatString") // read better beside what it belongs to
  private static final String NOTE =
      """
      ---
      schema: 2
      id: %s
      title: A title
      severity: %s
      %s
      subject: '{word}'
      signals: {bad: {in: sshd, match: 'bad (?<word>\\w+)', example: bad end}}
      ---
      ## Symptom
      ## Analysis
      ### Cause: a user came
      ```sql
      select origin from users where uid > 0
      ```
      ## Detect: one way
      > It said {word}.

      `from signal.bad`
      ## Cause
      ## Remedy
      """;

  private static final List<String> QUERIES =
      List.of(
          "select host, name, uid from users",
          "select host, module, size_bytes from kernel_modules",
          "select host, 'logs', count(*) from logs group by host, snapshot",
          "select host, target, read_only from mounts",
          "select host, bond, member from bonds",
          "select host, 'os', os_id from hosts where os_id is not null");

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource
  void everyKindOfSourceTellsTheSame(Packing packing) throws Exception {
    note("cause", "low", "explains: effect");
    note("effect", "high", "");
    var told = new LinkedHashMap<Shape, List<String>>();
    var expected = new LinkedHashMap<Shape, List<String>>();
    for (var shape : Shape.values()) {
      var work = Files.createDirectory(folder.resolve(shape.name()));
      shell(work, HOSTS + shape.script);
      shell(work, packing.script);
      told.put(shape, told(work, packing.source));
      expected.put(shape, shape.told());
    }
    assertThat(told).isEqualTo(expected);
  }

  private void note(String id, String severity, String more) throws IOException {
    var note = Files.createDirectories(folder.resolve("notes/a").resolve(id));
    Files.writeString(note.resolve("note.md"), NOTE.formatted(id, severity, more));
  }

  private static void shell(Path work, String script) throws Exception {
    var shell = new ProcessBuilder("sh", "-c", script).directory(work.toFile()).inheritIO().start();
    assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(shell.exitValue()).as(script).isZero();
  }

  /// All that a source tells, in order of the alphabet.
  private List<String> told(Path work, String name) throws Exception {
    var source = name.equals("-") ? name : work.resolve(name).toString();
    var told = new ArrayList<String>();
    rows(work, source, told);
    verdicts(work, source, told);
    return told.stream().map(line -> line.replace(source + ": ", "")).sorted().toList();
  }

  private static Sources sources(Path work) throws IOException {
    var stdin = work.resolve("stdin");
    return new Sources(
        Catalogue.spine().recogniser(),
        Catalogue.spine().wanted(),
        Files.exists(stdin) ? Files.newInputStream(stdin) : InputStream.nullInputStream(),
        Instant.EPOCH);
  }

  private void rows(Path work, String name, List<String> told) throws Exception {
    try (var source = sources(work).open(name);
        var question =
            new Question(Catalogue.spine(), Derived.Views.NONE, folder, null)
                .over(source.snapshots())) {
      for (var sql : QUERIES) {
        question.ask(
            sql,
            _ -> {},
            row -> told.add(String.join("|", Arrays.stream(row).map(String::valueOf).toList())));
      }
    }
  }

  private void verdicts(Path work, String name, List<String> told) throws Exception {
    var casebook =
        Casebook.read(
            folder.resolve("notes"), new NoteIndex(folder, Optional.empty(), Instant.EPOCH));
    var diagnosis =
        new Investigation(
                sources(work), Catalogue.spine(), casebook, Parameters.defaults(), Optional.empty())
            .of(List.of(name));
    diagnosis.verdicts().stream().map(EverySourceTest::line).forEach(told::add);
    told.addAll(diagnosis.sources().getFirst().shortcomings());
  }

  private static String line(Verdict verdict) {
    return String.join(
        " ",
        verdict.note().id(),
        verdict.host(),
        "in",
        verdict.snapshot().root().isEmpty() ? "." : verdict.snapshot().root(),
        verdict.outcome(),
        switch (verdict) {
          case Verdict.Finding finding ->
              finding.evidence().getFirst().at()
                  + (finding.explainedBy().isEmpty() ? "" : " by " + finding.explainedBy());
          case Verdict.NoEvidence lacking -> String.join("; ", lacking.missing());
          case Verdict.Failed failed -> failed.reason();
          case Verdict.Clear _, Verdict.NotApplicable _ -> "";
        },
        verdict.walk().stream().map(step -> step.outcome().word()).collect(Collectors.joining()));
  }
}
