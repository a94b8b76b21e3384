package dev.casebook.wings.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// States of a folder that git keeps, held against each other.
@Tag("integration")
class CompareTest {

  private static final String COMPANY =
      """
      people:
        ann: {mail: ann@example.com, production: {uid: 2000}}
        bob: {mail: bob@example.com, production: {uid: 2001}}
      groups:
        ops: {members: [ann]}
      hosts:
        "web[01-40]": {}
      access:
        ops: {groups: [ops], hosts: all, services: [sshd, sudo]}
      sudo:
        ops: {groups: [ops], hosts: all, commands: [/bin/ls]}
      """;

  @TempDir private Path repository = Path.of("");
  private Path folder = Path.of("");

  @BeforeEach
  void begin() throws Exception {
    git("init", "-q", "-b", "main", ".");
    folder = Files.createDirectory(repository.resolve("accounts"));
    committed("main", COMPANY);
  }

  private String git(String... words) throws Exception {
    var command =
        new ArrayList<>(
            List.of("git", "-C", repository.toString(), "-c", "user.name=t", "-c", "user.email=t"));
    command.addAll(List.of(words));
    return Programs.said("", command);
  }

  private void committed(String message, String yaml) throws Exception {
    Files.writeString(folder.resolve("a.yaml"), yaml);
    git("add", ".");
    git("commit", "-q", "-m", message);
  }

  private Launch compare(String... words) {
    var line = new ArrayList<>(List.of("compare"));
    line.addAll(List.of(words));
    return Launch.of(folder, line.toArray(String[]::new));
  }

  @Test
  void aBranchIsHeldAgainstWhereItParted() throws Exception {
    git("checkout", "-q", "-b", "request");
    committed("request", COMPANY.replace("[ann]", "[ann, bob]"));
    git("checkout", "-q", "main");
    committed("meanwhile", COMPANY.replace("/bin/ls", "/bin/cp"));
    var launch = compare("--branch", "request");
    assertThat(launch.output().lines().skip(1).collect(Collectors.joining("\n")))
        .isEqualTo(
            """

            Groups
              gain  bob: ops
                      by group ops (a.yaml:5)

            Sign-in on hosts
              gain  bob: sshd, sudo on all 40 hosts
                      by access rule ops (a.yaml:9)

            Sudo
              gain  bob: /bin/ls as root on all 40 hosts
                      by sudo rule ops (a.yaml:11)

            1 account gains, 0 accounts lose\
            """);
    assertThat(launch.status()).isEqualTo(1);
    assertThat(compare("request", "main").output())
        .contains("lose  bob: ops", "lose  bob: sshd, sudo on all 40 hosts")
        .contains("gain  ann: /bin/cp as root on all 40 hosts")
        .contains("lose  ann, bob: /bin/ls as root on all 40 hosts");
  }

  @Test
  void theFolderAsItIsIsHeldAgainstTheLastCommit() throws Exception {
    assertThat(compare())
        .isEqualTo(
            new Launch(0, "HEAD → the folder as it is\n\nnobody gains or loses anything\n", ""));
    Files.writeString(
        folder.resolve("a.yaml"),
        COMPANY.replace("bob@example.com,", "b@example.com, disabled: true,"));
    var status = git("status", "--porcelain=v2");
    assertThat(compare().output())
        .contains("Applications\n  lose  bob: signs in\n          by person bob (a.yaml:3)")
        .endsWith("0 accounts gain, 1 account loses\n");
    assertThat(git("status", "--porcelain=v2")).isEqualTo(status);
    assertThat(compare("HEAD", "HEAD").status()).isZero();
  }

  @Test
  void manyPeopleOnManyHostsAreALine() throws Exception {
    var many =
        IntStream.range(0, 300)
            .mapToObj("  p%03d: {mail: p@example.com, production: {}}"::formatted)
            .collect(Collectors.joining("\n", "people:\n", "\nhosts: {\"h[001-999]\": {}}\n"));
    var members =
        IntStream.range(0, 300).mapToObj("p%03d"::formatted).collect(Collectors.joining(", "));
    Files.writeString(folder.resolve("many.yaml"), many);
    git("add", ".");
    git("commit", "-q", "-m", "many");
    Files.writeString(folder.resolve("a.yaml"), COMPANY.replace("[ann]", "[ann, " + members + "]"));
    var launch = compare();
    assertThat(launch.output())
        .contains("gain  p000, p001, p002 and 297 more: sshd, sudo on all 1039 hosts");
    assertThat(launch.output().lines()).hasSizeLessThan(20);
    assertThat(compare("--json").output()).contains("\"p299\"", "\"h999\"");
  }

  @Test
  void aGroupIsNamedWhereAllOfItGains() throws Exception {
    var more = COMPANY.replace("members: [ann]", "members: [ann, bob, eve, joe]");
    more =
        more.replace(
            "groups:\n",
            "  eve: {mail: e@b, production: {}}\n  joe: {mail: j@b, production: {}}\ngroups:\n");
    committed("more", more);
    Files.writeString(folder.resolve("a.yaml"), more.replace("[sshd, sudo]", "[sshd, sudo, ftp]"));
    assertThat(compare().output()).contains("gain  all 4 accounts: ftp on all 40 hosts");
    Files.writeString(
        folder.resolve("a.yaml"),
        more.replace("[sshd, sudo]", "[sshd, sudo, ftp]")
            .replace("groups:\n", "  kim: {mail: k@b, production: {}}\ngroups:\n"));
    assertThat(compare().output()).contains("gain  group ops (4): ftp on all 40 hosts");
  }

  /// What a branch brings is told even where its attributes would keep it out of an archive, and
  /// links of a commit are not followed.
  @Test
  void nothingOfACommitHidesItsRows() throws Exception {
    git("checkout", "-q", "-b", "sly");
    Files.writeString(
        repository.resolve(".gitattributes"), "* export-ignore\n*.yaml -diff export-subst\n");
    Files.createSymbolicLink(folder.resolve("link.yaml"), Path.of("/etc/hostname"));
    committed("sly", COMPANY.replace("[ann]", "[ann, bob]"));
    git("checkout", "-q", "main");
    var launch = compare("main", "sly");
    assertThat(launch.output()).contains("gain  bob: ops");
    assertThat(launch.errors()).isEmpty();
  }

  @Test
  void aRevisionIsNeverAnOption() throws Exception {
    var written = repository.resolve("written").toString();
    for (var name : List.of("--output=" + written, "-h", "$(touch " + written + ")", "a'b", "")) {
      var launch = compare("--branch=" + name);
      assertThat(launch.status()).as(name).isEqualTo(2);
      assertThat(launch.errors()).contains("its repository knows no revision");
    }
    assertThat(Path.of(written)).doesNotExist();
  }

  @Test
  void otherCommandsAnswerAsABranchHasTheFolder() throws Exception {
    git("checkout", "-q", "-b", "request");
    committed("request", COMPANY.replace("[ann]", "[ann, bob]"));
    git("checkout", "-q", "main");
    assertThat(Launch.of(folder, "reach", "web01", "--branch", "request", "--json").output())
        .contains("{\"account\":\"bob\",\"uid\":2001}");
    assertThat(Launch.of(folder, "explain", "bob", "--host", "web01").status()).isEqualTo(1);
    assertThat(
            Launch.of(folder, "explain", "bob", "--host", "web01", "--branch", "request").status())
        .isZero();
  }

  @Test
  void whatCanNotBeComparedIsSaid(@TempDir Path elsewhere) throws Exception {
    Files.writeString(elsewhere.resolve("a.yaml"), COMPANY);
    var none = Launch.of(elsewhere, "compare");
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.errors()).contains("is in no repository of git");
    git("checkout", "-q", "--orphan", "empty");
    git("rm", "-q", "-r", "-f", ".");
    git("commit", "-q", "--allow-empty", "-m", "empty");
    git("checkout", "-q", "main");
    assertThat(compare("empty").errors()).contains("holds no accounts at empty");
    assertThat(compare("--branch", "empty").errors()).contains("have no commit in common");
  }
}
