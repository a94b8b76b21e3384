package dev.casebook.wings.accounts.targets.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.accounts.decide.Access;
import dev.casebook.wings.accounts.decide.Question;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.load.FolderReader;
import dev.casebook.wings.accounts.model.Who;
import dev.casebook.wings.accounts.plan.Observed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `explain --sudo` says of random rules, against sudo itself with the file that we write of
/// them.
@Tag("integration")
class SudoOracleTest {

  private static final int ROUNDS = 25;
  private static final int RULES = 10;
  private static final int QUESTIONS = 40;

  private static final List<String> ACCOUNTS = List.of("ann", "bob", "eve");
  private static final List<String> GROUPS = List.of("sre", "dba");

  /// As rows have them.
  private static final List<String> COMMANDS =
      List.of(
          "all",
          "/usr/bin/id",
          "/usr/bin/id -u",
          "/usr/bin/id \\\"\\\"",
          "/usr/bin/id -*",
          "/usr/bin/id -[ug]",
          "/usr/bin/id -[!u]",
          "/usr/bin/id a=b,c:d #e",
          "/usr/bin/",
          "/usr/bin/*",
          "/usr/*/id",
          "/usr/bin/i?",
          "/usr/bin/cat /etc/*",
          "/usr/bin/cat /etc/hosts",
          "/usr/sbin/visudo");

  private static final List<String> ASKED =
      List.of(
          "/usr/bin/id",
          "/usr/bin/id -u",
          "/usr/bin/id -g",
          "/usr/bin/id -G",
          "/usr/bin/id a=b,c:d #e",
          "/usr/bin/cat",
          "/usr/bin/cat /etc/hosts",
          "/usr/bin/cat /etc/ssh/sshd_config",
          "/usr/bin/cat /etc/hosts /var/x",
          "/usr/bin/env",
          "/usr/sbin/visudo");

  private static final List<String> RUN_AS =
      List.of("", "run_as: [root], ", "run_as: [www-data], ", "run_as: [ALL], ");
  private static final List<String> OPTIONS =
      List.of("", "options: ['!authenticate'], ", "options: [setenv, noexec], ");

  @TempDir private Path folder = Path.of("");

  private final Random random = new Random(20_261_128);

  @Test
  void sudoSaysWhatExplainSays() throws Exception {
    int allowed = 0;
    try (var fleet = new Fleet(folder.resolve("fleet"))) {
      var host =
          fleet.start(
              "web01",
              "ann:x:7001:7001::/:/bin/sh\nbob:x:7002:7002::/:/bin/sh\neve:x:7003:7003::/:/bin/sh\n");
      for (int round = 0; round < ROUNDS; round++) {
        var yaml = company();
        var snapshot = snapshot(yaml, round);
        var text = text(snapshot);
        Files.deleteIfExists(host.sudoers());
        Files.writeString(host.sudoers(), text);
        Files.setPosixFilePermissions(host.sudoers(), PosixFilePermissions.fromString("r--r-----"));
        var checked = host.run("visudo", "-c");
        assertThat(checked.status()).as(checked.said() + text).isZero();
        for (int i = 0; i < QUESTIONS; i++) {
          var account = any(ACCOUNTS);
          var command = any(ASKED);
          var runAs = any(List.of("root", "www-data"));
          boolean may = host.maySudo(account, runAs, command);
          var explained =
              new Access(snapshot)
                  .explain(
                      new Question(
                          account,
                          new Question.Sudo("web01", command, runAs),
                          Optional.empty(),
                          Instant.EPOCH));
          assertThat(may)
              .as("%s as %s: %s%n%s%n%s", account, runAs, command, yaml, text)
              .isEqualTo(!explained.isDenied());
          allowed += may ? 1 : 0;
        }
      }
    }
    assertThat(allowed).isBetween(ROUNDS * QUESTIONS / 10, ROUNDS * QUESTIONS * 9 / 10);
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private String company() {
    var yaml =
        new StringBuilder(
            """
            people:
              ann: {mail: ann@example.com, production: {uid: 7001}}
              bob: {mail: bob@example.com, production: {uid: 7002}}
              eve: {mail: eve@example.com, production: {uid: 7003}}
            groups:
              sre: {members: [ann, bob]}
              dba: {members: [eve], groups: [sre]}
            hosts:
              web01: {}
              web02: {}
            access:
              in: {people: all, hosts: all, services: all}
            sudo:
            """);
    for (int i = 0; i < RULES; i++) {
      yaml.append(
          "  r%d: {%s, hosts: [%s], commands: [%s], %s%s%sorder: %d}\n"
              .formatted(
                  i,
                  random.nextBoolean()
                      ? "people: [" + any(ACCOUNTS) + "]"
                      : "groups: [" + any(GROUPS) + "]",
                  random.nextInt(5) == 0 ? "web02" : "web01",
                  commands(),
                  random.nextInt(3) == 0 ? "denied: [" + commands() + "], " : "",
                  any(RUN_AS),
                  any(OPTIONS),
                  random.nextInt(3)));
    }
    return yaml.toString();
  }

  private String commands() {
    return random
        .ints(1 + random.nextInt(2), 0, COMMANDS.size())
        .mapToObj(COMMANDS::get)
        .map(command -> '"' + command + '"')
        .collect(Collectors.joining(", "));
  }

  private Snapshot snapshot(String yaml, int round) throws Exception {
    var accounts = Files.createDirectories(folder.resolve("round" + round));
    Files.writeString(accounts.resolve("company.yaml"), yaml);
    var loaded = FolderReader.read(accounts);
    assertThat(loaded.problems()).as(yaml).isEmpty();
    return Snapshot.of(loaded.company());
  }

  /// The file of web01.
  private static String text(Snapshot snapshot) {
    var files =
        new HostFiles(
            "web01",
            "root",
            "",
            List.of(),
            Set.of(),
            new TreeMap<>(),
            true,
            true,
            Optional.empty());
    var wanted =
        new Wishes(
                snapshot,
                new Who(true, List.of(), List.of()),
                List.of(files),
                Observed.of(List.of(), List.of()),
                Instant.EPOCH)
            .all();
    assertThat(wanted.remarks()).isEmpty();
    var rules = new TreeMap<String, Collection<String>>();
    wanted.items().forEach(item -> rules.put(Items.account(item.key()), Items.values(item)));
    var text = SudoersFile.text(rules);
    assertThat(SudoersFile.rules(text).orElseThrow()).isEqualTo(rules);
    return text;
  }
}
