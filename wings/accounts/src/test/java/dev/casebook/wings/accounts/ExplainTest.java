package dev.casebook.wings.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.accounts.credentials.Credentials;
import dev.casebook.wings.accounts.load.FolderReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of the small company in `examples/`.
class ExplainTest {

  private static final Path COMPANY = Path.of("..", "..", "examples", "accounts");

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static Launch run(String... arguments) {
    return Launch.of(COMPANY, arguments);
  }

  @Test
  void theExampleHasNoFault() {
    assertThat(run("lint").output())
        .isEqualTo("5 accounts, 4 groups, 4 hosts, 4 rules: nothing is wrong\n");
  }

  @Test
  void everyStepIsToldWithTheRowsThatDecide() {
    var launch = run("explain", "lihua", "--host", "ih1", "--from", "10.1.2.3");
    assertThat(launch.output())
        .isEqualTo(
            """
            lihua signs in on ih1 by sshd

              ✓ gate           10.1.2.3 is lihua's, from 00:16:3e:5e:6c:01 alone (networks.yaml:8)
              ✓ network        rule office to the jump host lets network office reach ih1 at tcp/22 (networks.yaml:12)
              ✓ account        lihua is enabled (people.yaml:3)
              ✓ identity       uid 20001, /bin/bash, one key (people.yaml:3)
              ? second factor  policy jump host and vpn asks for one; whether lihua has a token, the folder does not say (rules.yaml:27)
              ✓ access         may use sshd of ih1 (rules.yaml:2)
                               rule engineers on the jump host matches: group engineering > sre

            nothing denies it; not known: second factor
            """);
    assertThat(launch.status()).isZero();
  }

  @Test
  void whatTheStateFolderKeepsIsToldToo(@TempDir Path folder) throws Exception {
    var state = folder.resolve("state").toString();
    assertThat(run("explain", "lihua", "--vpn", "--state", state).errors())
        .contains("is no state folder");
    var password = Files.writeString(folder.resolve("password"), "correct horse battery\n");
    run("password", "wangwei", "--file", password.toString(), "--state", state);
    assertThat(run("explain", "lihua", "--vpn", "--state", state).output())
        .contains("✗ password       lihua has none", "✗ second factor", "has no token");
    run("password", "lihua", "--file", password.toString(), "--state", state);
    run("token", "lihua", "--add", "totp", "--state", state);
    assertThat(run("explain", "lihua", "--vpn", "--state", state).output())
        .contains("✓ lock           no wrong passwords lock it")
        .contains("✓ password       set 0 days ago")
        .contains(
            "✓ second factor  policy jump host and vpn asks for one; lihua has token1 (TOTP)");
    assertThat(run("explain", "lihua", "--vpn", "--state", state, "--at", "2026-08-01").output())
        .contains("✗ password       it is 210 days old, and may be 180 days");
    try (var credentials = Credentials.in(folder.resolve("state"))) {
      var policy = FolderReader.read(COMPANY).company().passwords();
      for (int i = 0; i < policy.failuresMax(); i++) {
        credentials.signIn(NOW, "lihua", "wrong".toCharArray(), false, policy, "test");
      }
    }
    assertThat(run("explain", "lihua", "--application", "--state", state).output())
        .contains("✗ lock           wrong passwords lock it until 2026-01-02 03:19 UTC")
        .contains("to change it: casebook accounts unlock lihua, or the time");
  }

  @Test
  void whereTheNetworkStopsSomebodyTheWayByAJumpHostIsShown() {
    var launch = run("explain", "lihua", "--host", "web01", "--from", "10.1.2.3");
    assertThat(launch.output())
        .contains("✗ network        nothing lets network office reach web01 at tcp/22")
        .contains("by way of ih1, which it may sign in on, web01 is reached")
        .contains("to change it: a gate rule from office to web01");
    assertThat(launch.status()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tom | --host web01 | tom is disabled",
        "maria | --host web01 | maria is no user of hosts",
        "wangwei | --host web01 | no rule lets wangwei use sshd of web01",
        "wangwei | --host db1 --service ftp | rule dba on databases nearly: it is not for ftp",
        "wangwei | --host db1 --from 10.1.2.3 | 10.1.2.3 is lihua's, not wangwei's",
        "wangwei | --host ih1 --from 10.1.9.9 | 10.1.9.9 of network office is nobody's",
        "wangwei | --host ih1 --from 8.8.8.8 | 8.8.8.8 lies in none of the company's networks",
        "lihua | --database orders | nothing of orders is granted to lihua",
        "wangwei | --database orders --from 10.1.2.4 | 10.1.2.4 is none of the clients of orders",
        "wangwei | --vpn | wangwei may not come in",
        "lihua | --vpn --at 2026-01-01 | gets 10.99.0.7/32"
      })
  void whatDecidesIsSaid(String account, String how, String says) {
    var words = (account + " " + how).split(" ");
    var line = new String[words.length + 1];
    line[0] = "explain";
    System.arraycopy(words, 0, line, 1, words.length);
    assertThat(run(line).output()).contains(says);
  }

  @Test
  void anAccountExpiresAtTheEndOfItsLastDay() {
    assertThat(run("explain", "maria", "--vpn", "--at", "2027-03-31T23:59:59Z").output())
        .contains("✓ account        maria is enabled, until 2027-03-31");
    assertThat(run("explain", "maria", "--vpn", "--at", "2027-04-01").output())
        .contains("✗ account        maria expired after 2027-03-31");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/bin/su - worker | root | 0",
        "/bin/chmod 644 /etc/passwd | root | 0",
        "/bin/su | root | 1",
        "/bin/su - root | root | 1",
        "/bin/su - worker | worker | 1",
        "/bin/../bin/su - worker | root | 1"
      })
  void sudoTakesCommandsAsTheyAreWritten(String command, String runAs, int status) {
    var launch = run("explain", "lihua", "--host", "web01", "--sudo", command, "--as", runAs);
    assertThat(launch.status()).as(launch.output()).isEqualTo(status);
  }

  @Test
  void whoReachesAHostLeavesOutWhoMayNotSignInAtAll() {
    assertThat(run("reach", "db1", "--json").output())
        .isEqualTo(
            """
            [
            {"account":"lihua","uid":20001},
            {"account":"wangwei","uid":20002}
            ]
            """);
    assertThat(run("reach", "--account", "tom").status()).isEqualTo(1);
  }

  @Test
  void everybodyEverywhereIsToldByHostsThatAreReachedAlike() {
    assertThat(run("reach", "--all").output())
        .isEqualTo(
            """
            services            hosts                      accounts
            sshd                ih1, db1                   lihua, wangwei
            sudo, systemd-user  web[01-02], db1 (3 hosts)  lihua
            sshd                web[01-02] (2 hosts)       lihua
            3 rows
            """);
    assertThat(run("reach", "--all", "--service", "sudo", "--json").output())
        .isEqualTo(
            """
            [
            {"services":["sudo"],"hosts":["web01","web02","db1"],"accounts":["lihua"]}
            ]
            """);
    assertThat(run("reach", "--all", "--csv").output().lines())
        .hasSize(1 + 4 + 6 + 2)
        .contains("account,host,service", "wangwei,db1,sshd", "lihua,web02,systemd-user");
    assertThat(run("reach", "--all", "--service", "ftp").status()).isEqualTo(1);
  }

  @Test
  void aMisspeltNameIsMetWithTheOneThatWasMeant() {
    var launch = run("explain", "lihau", "--host", "web01");
    assertThat(launch.errors()).isEqualTo("casebook: no account lihau; is lihua meant?\n");
    assertThat(launch.status()).isEqualTo(2);
  }
}
