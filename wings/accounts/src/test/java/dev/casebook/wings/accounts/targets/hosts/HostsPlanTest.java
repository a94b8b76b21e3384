package dev.casebook.wings.accounts.targets.hosts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.accounts.Launch;
import dev.casebook.wings.accounts.targets.PlannedFolder;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hosts behind real sshds, with the system's own ssh, sudo and visudo.
@Tag("integration")
@SuppressWarnings("NullAway.Init") // made before each test
class HostsPlanTest {

  private static final String COMPANY =
      """
      people:
        ann: {mail: ann@example.com, production: {uid: 7001, keys: [%1$s]}}
        bob: {mail: bob@example.com, production: {uid: 7002, keys: [%2$s]}}
      hosts:
        web01: {}
        web02: {}
      access:
        in: {people: [ann, bob], hosts: all, services: [sshd, sudo]}
      sudo:
        id: {people: [ann], hosts: [web01], commands: ['/usr/bin/id -u, a=b:c'], options: ['!authenticate']}
      """;

  private static final String USERS =
      "ann:x:7001:7001::/:/bin/sh\nbob:x:7002:7002::/:/bin/sh\nkeeper:x:7003:7003::/:/bin/sh\n";

  @TempDir private Path folder = Path.of("");
  private Fleet fleet;
  private SshdHost web01;
  private SshdHost web02;
  private PlannedFolder planned;
  private Path ann;
  private Path bob;

  @BeforeEach
  void begin() throws Exception {
    fleet = new Fleet(folder.resolve("fleet"));
    web01 = fleet.start("web01", USERS);
    web02 = fleet.start("web02", USERS);
    ann = SshdHost.key(folder.resolve("ann"));
    bob = SshdHost.key(folder.resolve("bob"));
    planned = new PlannedFolder(folder, "prod", "");
    planned.reachBy(fleet.ssh());
    planned.target(List.of("kind: hosts", "user: root", "hosts: all"));
    company(COMPANY);
  }

  @AfterEach
  void end() {
    fleet.close();
  }

  private void company(String yaml) throws Exception {
    planned.company(yaml.formatted(line(ann), line(bob)));
  }

  private static String line(Path key) throws IOException {
    return Files.readString(Path.of(key + ".pub")).strip();
  }

  @Test
  void rulesAndKeysComeAndGo() throws Exception {
    assertThat(planned.done(1, "plan"))
        .contains("create  keys web01/ann", "create  sudo web01/ann")
        .doesNotContain("sudo web02", "note:");
    assertThat(planned.done(0, "apply", "--yes"))
        .contains("5 changes made", "read again: nothing differs");
    assertThat(web01.sudoers())
        .content()
        .endsWith("# order 0\nann ALL = (root) NOPASSWD: /usr/bin/id -u\\, a\\=b\\:c\n");
    assertThat(Files.getAttribute(web01.sudoers(), "unix:mode")).isEqualTo(0100440);
    assertThat(web01.run("sudo", "-n", "-l", "-U", "ann", "/usr/bin/id", "-u,", "a=b:c").status())
        .isZero();
    assertThat(web01.maySudo("ann", "root", "/usr/bin/id -g")).isFalse();
    assertThat(fleet.letsIn("web02", "bob", bob)).isTrue();
    assertThat(fleet.letsIn("web02", "ann", bob)).isFalse();
    assertThat(planned.done(0, "plan")).contains("is as the folder wants it: 5 things looked at");
    assertThat(planned.done(0, "apply", "--yes")).contains("0 changes made");

    company(
        COMPANY
            .replaceAll("(?s)sudo:\n.*", "")
            .replace("bob@example.com,", "bob@example.com, disabled: true,"));
    planned.applied("--confirm");
    assertThat(fleet.letsIn("web02", "bob", bob)).isFalse();
    assertThat(fleet.letsIn("web02", "ann", ann)).isTrue();
    assertThat(web01.run("sudo", "-n", "-l", "-U", "ann", "/usr/bin/id", "-u,", "a=b:c").status())
        .isNotZero();
  }

  @Test
  void aHostThatIsNotReachedIsToldAndKeepsNothingFromOthers() throws Exception {
    planned.applied();
    company(COMPANY.replace("bob@example.com,", "bob@example.com, disabled: true,"));
    planned.done(1, "plan");
    fleet.lose("web01");
    assertThat(planned.done(1, "apply", "--yes", "--confirm"))
        .contains("web01: not as planned: ", "Connection refused", "1 change made");
    assertThat(fleet.letsIn("web02", "bob", bob)).isFalse();
    assertThat(planned.done(1, "plan"))
        .contains("note: web01 is left alone: ", "prod: web01 not read; nothing differs elsewhere");
    assertThat(planned.done(1, "apply", "--yes")).contains("web01 is left alone", "0 changes");
    fleet.reach("web01", web01.port());
    assertThat(planned.done(1, "plan")).contains("delete  keys web01/bob");
  }

  @Test
  void filesOfOthersAreLeftAlone() throws Exception {
    Files.writeString(web01.sudoers(), "# by hand\nbob ALL = (root) /bin/true\n");
    Files.createDirectories(requireNonNull(web02.keys("ann").getParent()));
    Files.writeString(web02.keys("ann"), line(bob) + "\n");
    Files.createSymbolicLink(web02.keys("bob"), Path.of("ann"));
    assertThat(planned.done(1, "plan"))
        .contains(
            "web01: /etc/sudoers.d/casebook is not as casebook writes it",
            "keys web02/ann is there already, is not ours and differs",
            "web02: /etc/ssh/authorized_keys.d/bob is no plain file")
        .doesNotContain("sudo web01", "create  keys web02");
    planned.done(0, "apply", "--yes");
    assertThat(web01.sudoers()).content().startsWith("# by hand");
    assertThat(web02.keys("ann")).hasContent(line(bob));
  }

  @Test
  void whatSudoersCannotSayLeavesWhatIsThere() throws Exception {
    planned.applied();
    company(COMPANY.replace("!authenticate", "requiretty"));
    assertThat(planned.done(0, "plan"))
        .contains("company.yaml:10: option requiretty can't be had for one rule of a file");
  }

  @Test
  void whatKeepsOursFromCountingIsTold() throws Exception {
    var config = requireNonNull(web01.keys("x").getParent()).resolveSibling("sshd_config");
    Files.writeString(config, Files.readString(config).replace("authorized_keys.d", "elsewhere"));
    assertThat(planned.done(1, "plan"))
        .contains("web01: sshd does not read keys from /etc/ssh/authorized_keys.d/");
  }

  @Test
  void whatMovedSinceThePlanIsRefusedWhereItMattersAlone() throws Exception {
    planned.applied();
    company(COMPANY.replace("bob@example.com,", "bob@example.com, disabled: true,"));
    planned.done(1, "plan");
    Files.writeString(web01.keys("ann"), line(bob) + "\n");
    assertThat(planned.done(2, "apply", "--yes", "--confirm")).contains("the target was changed");
    assertThat(fleet.letsIn("web02", "bob", bob)).isTrue();
  }

  @Test
  void whoSignsInAndWhoIsRequiredKeepTheirKeys() throws Exception {
    planned.target(List.of("kind: hosts", "user: root", "hosts: all", "required: [bob]"));
    planned.applied();
    company(COMPANY.replace("bob@example.com,", "bob@example.com, disabled: true,"));
    assertThat(planned.done(1, "plan"))
        .contains("bob is required there and would lose keys web01/bob");
    assertThat(planned.done(2, "apply", "--yes", "--confirm")).contains("refused: bob is required");
  }

  /// As after a change that keeps us out.
  @Test
  void whereNobodyComesInAnewTheHostTakesTheChangeBack() throws Exception {
    planned.done(1, "plan");
    var list = new ArrayList<>(fleet.ssh());
    var once = folder.resolve("once");
    list.set(0, oneWithoutNewConnections(once));
    planned.reachBy(list);
    assertThat(planned.done(1, "apply", "--yes"))
        .contains("nobody comes in any more since it was changed, and it takes the change back");
    assertThat(web01.keys("ann")).exists();
    for (int i = 0; i < 180 && Files.exists(web01.sudoers()); i++) {
      Thread.sleep(1000);
    }
    assertThat(web01.sudoers()).doesNotExist();
    assertThat(web01.keys("ann")).doesNotExist();
    planned.reachBy(fleet.ssh());
    assertThat(planned.done(0, "apply", "--yes")).contains("5 changes made");
  }

  private static String oneWithoutNewConnections(Path script) throws IOException {
    Files.writeString(
        script,
        """
        #!/bin/sh
        case $* in *ControlPath=none*) echo 'no new connection' >&2; exit 255 ;; esac
        exec ssh "$@"
        """);
    script.toFile().setExecutable(true);
    return script.toString();
  }

  @Test
  void whatNobodyConfirmedIsConfirmedByTheNextThatComesIn() throws Exception {
    planned.done(1, "plan");
    var list = new ArrayList<>(fleet.ssh());
    list.set(0, oneWithoutNewConnections(folder.resolve("once")));
    planned.reachBy(list);
    planned.done(1, "apply", "--yes");
    planned.reachBy(fleet.ssh());
    assertThat(planned.done(0, "plan")).contains("was broken off: apply brings it to an end first");
    assertThat(planned.done(0, "apply", "--yes")).contains("0 changes made");
    assertThat(planned.done(0, "plan")).doesNotContain("note:");
    assertThat(web01.maySudo("ann", "root", "/usr/bin/id -u, a=b:c")).isTrue();
  }

  @Test
  void anApplyThatWasKilledGoesOn() throws Exception {
    planned.done(1, "plan");
    var apply = apart("apply", "--yes");
    while (!isMaking()) {
      assertThat(apply.isAlive()).isTrue();
      Thread.onSpinWait();
    }
    apply.destroyForcibly().waitFor();
    assertThat(planned.done(0, "apply", "--yes")).contains("read again: nothing differs");
    assertThat(fleet.letsIn("web01", "bob", bob)).isTrue();
    assertThat(web01.maySudo("ann", "root", "/usr/bin/id -u, a=b:c")).isTrue();
  }

  /// Whether a step of a change of web01 is made, and the change is not at its end.
  private boolean isMaking() throws IOException {
    if (!Files.exists(web01.journal())) {
      return false;
    }
    try (var changes = Files.newDirectoryStream(web01.journal(), "*-accounts-*")) {
      for (var change : changes) {
        if (Files.exists(change.resolve("1/state"))
            && Files.readString(change.resolve("1/state")).equals("made\n")) {
          return Files.readString(change.resolve("state")).equals("running\n");
        }
      }
    } catch (NoSuchFileException e) {
      // replaced just now
    }
    return false;
  }

  /// The command as a process of its own.
  private Process apart(String... words) throws IOException {
    var bin = Files.createDirectories(folder.resolve("bin"));
    var ssh =
        Files.writeString(bin.resolve("ssh"), "#!/bin/sh\nexec /usr/bin/" + quoted(fleet.ssh()));
    ssh.toFile().setExecutable(true);
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Launch.class.getName(),
                folder.toString(),
                folder.toString()));
    command.addAll(List.of(words));
    command.addAll(
        List.of(
            "prod",
            "--accounts",
            planned.file("").toString(),
            "--state",
            planned.state().toString()));
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.DISCARD);
    builder.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
    return builder.start();
  }

  private static String quoted(List<String> command) {
    return String.join(" ", command) + " \"$@\"\n";
  }

  @Test
  void whatIsThereIsAdoptedAndThePlanIsEmpty() throws Exception {
    planned.applied();
    Files.delete(planned.state().resolve("targets/prod.owned"));
    planned.company("hosts:\n  web01: {}\n  web02: {}\n");
    assertThat(planned.done(0, "adopt"))
        .contains("2 people, 3 access, 1 sudo rule written", "ann has no mail");
    assertThat(Files.readString(planned.file("prod.yaml")))
        .contains("- /usr/bin/id -u, a=b:c", "- '!authenticate'", line(ann));
    assertThat(planned.done(0, "plan")).contains("is as the folder wants it");
    var rows = Files.readString(planned.file("prod.yaml"));
    Files.writeString(
        planned.file("prod.yaml"),
        rows.replace("  ann:\n", "  ann:\n    mail: ann@example.com\n")
            .replace("  bob:\n", "  bob:\n    mail: bob@example.com\n"));
    assertThat(planned.done(0, "plan")).contains("is as the folder wants it");
  }
}
