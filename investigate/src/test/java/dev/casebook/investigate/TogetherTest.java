package dev.casebook.investigate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.NoteIndex;
import dev.casebook.diagnosis.NoteLint;
import dev.casebook.diagnosis.Parameters;
import dev.casebook.evidence.Sources;
import dev.casebook.query.Schema;
import dev.casebook.tables.Catalogue;
import dev.casebook.verdicts.Diagnosis;
import dev.casebook.verdicts.Evidence;
import dev.casebook.verdicts.Verdict;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Notes that see several snapshots together.
class TogetherTest {

  @TempDir private Path folder = Path.of("");

  private static final String ANOTHER_NAME =
      """
      select a.name, b.name as other_name, a.host, b.host as other_host, a.origin, b.origin as b_origin
      from users a join users b on a.uid = b.uid and a.name <> b.name and a.snapshot < b.snapshot
      """;

  /// A user of one host whom no other host has.
  private static final String ALONE =
      """
      select name, host, origin from users u
      where not exists (from users o where o.uid = u.uid and o.snapshot <> u.snapshot)
      """;

  private Diagnosis together(String header, String sentence, String sql, String... names)
      throws Exception {
    return investigation(header, sentence, sql).together(sources(names));
  }

  private List<String> sources(String... names) {
    return List.of(names).stream().map(name -> folder.resolve(name).toString()).toList();
  }

  private Investigation investigation(String header, String sentence, String sql) throws Exception {
    return new Investigation(
        new Sources(
            Catalogue.spine().recogniser(),
            Catalogue.spine().wanted(),
            InputStream.nullInputStream(),
            Instant.EPOCH),
        Catalogue.spine(),
        casebook(header, sentence, sql),
        Parameters.defaults(),
        Optional.empty());
  }

  private Casebook casebook(String header, String sentence, String sql) throws Exception {
    write(
        "notes/area/same/note.md",
        """
        ---
        schema: 2
        id: same
        title: Numbers of users differ
        severity: low
        scope: together
        subject: '{name}'
        %s---
        ## Symptom
        Files belong to somebody else.

        ## Detect: it is so
        > %s

        ```sql
        %s
        ```

        ## Cause
        Somebody did it by hand.

        ## Remedy
        Give {name} another number.
        """
            .formatted(header, sentence, sql.strip()));
    return Casebook.read(
        folder.resolve("notes"), new NoteIndex(folder, Optional.empty(), Instant.EPOCH));
  }

  private void write(String file, String text) throws Exception {
    var path = folder.resolve(file);
    Files.createDirectories(path.resolveSibling("."));
    Files.writeString(path, text);
  }

  private void host(String name, String... users) throws Exception {
    write(name + "/etc/hostname", name + "\n");
    var passwd = new ArrayList<String>();
    for (int i = 0; i < users.length; i++) {
      passwd.add("%s:x:%d:100::/:/bin/sh\n".formatted(users[i], 1000 + i));
    }
    write(name + "/etc/passwd", String.join("", passwd));
  }

  private static Verdict only(Diagnosis diagnosis) {
    assertThat(diagnosis.verdicts()).hasSize(1);
    return diagnosis.verdicts().getFirst();
  }

  private static List<String> missing(Verdict verdict) {
    return ((Verdict.NoEvidence) verdict).missing();
  }

  @Test
  void aNoteSeesTheRowsOfAllSourcesAndTheirHosts() throws Exception {
    host("web1", "ann", "eve");
    host("web2", "ann", "bob");
    var diagnosis =
        together(
            "", "{name} of {host} is {other_name} on {other_host}.", ANOTHER_NAME, "web1", "web2");
    var finding = (Verdict.Finding) only(diagnosis);
    assertThat(finding.summary()).isEqualTo("eve of web1 is bob on web2.");
    assertThat(finding.host()).isEqualTo("web1, web2");
    assertThat(diagnosis.exitStatus()).isEqualTo(1);
  }

  @Test
  void linesAreCitedWithTheirSource() throws Exception {
    host("web1", "ann", "eve");
    host("web2", "ann", "bob");
    var finding =
        (Verdict.Finding)
            only(together("", "{name} is {other_name}.", ANOTHER_NAME, "web1", "web2"));
    assertThat(finding.evidence())
        .containsExactly(
            new Evidence(folder + "/web1: etc/passwd:2", "eve:x:1001:100::/:/bin/sh"),
            new Evidence(folder + "/web2: etc/passwd:2", "bob:x:1001:100::/:/bin/sh"));
  }

  @Test
  void sourcesThatAreNotTakenTogetherAreIncidentsOfTheirOwn() throws Exception {
    host("web1", "ann", "eve");
    host("web2", "ann", "bob");
    var diagnosis =
        investigation("", "{name} is {other_name}.", ANOTHER_NAME).of(sources("web1", "web2"));
    assertThat(diagnosis.verdicts())
        .hasSize(2)
        .allMatch(verdict -> verdict instanceof Verdict.Clear)
        .extracting(Verdict::host)
        .containsExactly("web1", "web2");
  }

  @Test
  void theHostsOfOneSourceAreSeenTogether() throws Exception {
    host("both/web1", "ann", "eve");
    host("both/web2", "ann", "bob");
    var diagnosis = investigation("", "{name} is {other_name}.", ANOTHER_NAME).of(sources("both"));
    var finding = (Verdict.Finding) only(diagnosis);
    assertThat(finding.evidence())
        .extracting(Evidence::at)
        .containsExactly(folder + "/both: web1/etc/passwd:2", folder + "/both: web2/etc/passwd:2");
  }

  @Test
  void whatEveryHostHasIsClear() throws Exception {
    host("web1", "ann");
    host("web2", "ann");
    assertThat(only(together("", "{name} is alone.", ALONE, "web1", "web2")))
        .isInstanceOf(Verdict.Clear.class);
  }

  @Test
  void nothingIsConcludedFromWhatOneHostLacks() throws Exception {
    host("web1", "ann");
    host("web2", "ann");
    host("web3", "ann");
    Files.delete(folder.resolve("web3/etc/passwd"));
    var verdict = only(together("", "{name} is alone.", ALONE, "web1", "web2", "web3"));
    assertThat(missing(verdict))
        .first()
        .asString()
        .startsWith("users: " + folder + "/web3: looked for /etc/passwd");
  }

  @Test
  void whatOneHostLacksDoesNotHideWhatAnotherShows() throws Exception {
    host("web1", "ann", "eve");
    host("web2", "ann", "bob");
    host("web3");
    Files.delete(folder.resolve("web3/etc/passwd"));
    assertThat(only(together("", "{name} is {other_name}.", ANOTHER_NAME, "web1", "web2", "web3")))
        .isInstanceOf(Verdict.Finding.class);
  }

  @Test
  void aLooseFileTellsOfNothingButItself() throws Exception {
    host("web1", "ann");
    host("web2", "ann");
    write("log.txt", "Nov 22 10:41:07 web1 sshd[1]: hello\n");
    var diagnosis = together("", "{name} is alone.", ALONE, "web1", "web2", "log.txt");
    assertThat(only(diagnosis)).isInstanceOf(Verdict.Clear.class);
    assertThat(diagnosis.exitStatus()).as("the log too was looked at").isZero();
  }

  @Test
  void linesOfAllLogsSayWhoseTheyAre() throws Exception {
    host("web1", "ann");
    host("web2", "ann");
    write("web1/var/log/a.log", "Nov 22 10:41:07 web1 app[1]: lost 10.0.0.1\n");
    write("web2/var/log/a.log", "Nov 22 10:41:09 web2 app[1]: lost 10.0.0.1\n");
    var finding =
        (Verdict.Finding)
            only(
                together(
                    """
                    signals:
                      lost:
                        in: [app]
                        match: 'lost (?<peer>[0-9.]+)'
                        example: 'lost 10.0.0.1'
                    """,
                    "{name} was lost by {hosts} ({places|place}).",
                    """
                    select peer as name, list(host order by host) as hosts,
                      count(distinct snapshot) as places, origins(origin) as origins
                    from signal.lost group by peer
                    """,
                    "web1",
                    "web2"));
    assertThat(finding.summary()).isEqualTo("10.0.0.1 was lost by web1, web2 (2 places).");
    assertThat(finding.evidence())
        .extracting(Evidence::at)
        .containsExactly(folder + "/web1: var/log/a.log:1", folder + "/web2: var/log/a.log:1");
  }

  @Test
  void aViewIsMadeOfEachSnapshotByItself() throws Exception {
    host("web1", "ann", "eve");
    host("web2", "ann");
    write(
        "notes/area/views/counted_users.md",
        """
        # counted_users
        One row counts the users of one host.

        - `users`, `origins`

        ```sql
        select count(*) as users, origins(origin) as origins from users
        ```
        """);
    var finding =
        (Verdict.Finding)
            only(
                together(
                    "",
                    "{name} has {users}.",
                    "select host as name, users, origins from counted_users where users > 1",
                    "web1",
                    "web2"));
    assertThat(finding.summary()).isEqualTo("web1 has 2.");
    assertThat(finding.evidence())
        .extracting(Evidence::at)
        .containsExactly(folder + "/web1: etc/passwd:1", folder + "/web1: etc/passwd:2");
  }

  @Test
  void twoSourcesMayShowOneHost() throws Exception {
    host("monday/web1", "ann");
    host("friday/web1", "eve");
    var finding =
        (Verdict.Finding)
            only(
                together(
                    "", "{name} became {other_name}.", ANOTHER_NAME, "friday/web1", "monday/web1"));
    assertThat(finding.summary()).isEqualTo("eve became ann.");
    assertThat(finding.host()).isEqualTo("web1");
  }

  @Test
  void aNoteIsLintedAsItSees() throws Exception {
    try (var schema = Schema.of(Catalogue.spine())) {
      var fit = casebook("", "{name} is {other_name}.", ANOTHER_NAME).notes().getFirst();
      assertThat(NoteLint.complaints(fit, schema)).isEmpty();
      var unfit =
          casebook("", "{name}.", "select name, sorce, origin from users").notes().getFirst();
      assertThat(NoteLint.complaints(unfit, schema))
          .hasSize(1)
          .first()
          .asString()
          .contains("sorce");
      var speaking =
          casebook(
                  """
                  signals:
                    lost:
                      in: [app]
                      silent: unless asked
                      speaks: from users where name = 'app'
                      match: 'lost (?<name>[0-9.]+)'
                      example: 'lost 10.0.0.1'
                  """,
                  "{name}.",
                  "from signal.lost")
              .notes()
              .getFirst();
      assertThat(NoteLint.complaints(speaking, schema))
          .singleElement()
          .asString()
          .contains("speaks: is asked of one snapshot");
    }
  }

  @Test
  void itsAuthorIsShownAllSourcesAtOnce() throws Exception {
    host("web1", "ann", "eve");
    host("web2", "ann", "bob");
    var casebook = casebook("", "{name} is {other_name}.", ANOTHER_NAME);
    var explained =
        investigation("", "{name} is {other_name}.", ANOTHER_NAME)
            .explain(casebook.notes().getFirst(), sources("web1", "web2"));
    assertThat(explained).hasSize(1);
    assertThat(explained.getFirst().relations().getFirst().rows()).isEqualTo(4);
    assertThat(explained.getFirst().blocks().getFirst().rows()).isEqualTo(1);
  }

  @Test
  void whatCannotBeOpenedIsToldAndTheOthersAreSeen() throws Exception {
    host("web1", "ann", "eve");
    host("web2", "ann", "bob");
    var diagnosis = together("", "{name} is {other_name}.", ANOTHER_NAME, "web1", "gone", "web2");
    assertThat(only(diagnosis)).isInstanceOf(Verdict.Finding.class);
    assertThat(diagnosis.exitStatus()).isEqualTo(2);
  }
}
