package dev.casebook.wings.accounts.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.accounts.load.FolderReader;
import dev.casebook.wings.accounts.model.Company;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random companies: what sets say is what [Access] says to each question.
class RightsTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final int COMPANIES = 60;
  private static final List<String> ACCOUNTS = List.of("a0", "a1", "a2", "a3", "a4", "a5");
  private static final List<String> GROUPS = List.of("g0", "g1", "g2", "g3");
  private static final List<String> HOSTS = List.of("h0", "h1", "h2", "h3", "h4");
  private static final List<String> HOST_GROUPS = List.of("k0", "k1", "k2");
  private static final List<String> SERVICES = List.of("sshd", "sudo", "ftp");
  private static final List<String> COMMANDS =
      List.of("/bin/su", "/bin/su - root", "/bin/ls", "/usr/bin/", "/bin/*", "/bin/cp \"\"");
  private static final List<String> USERS = List.of("root", "worker", "ALL");

  private static Company company(Random random) {
    var text = new StringBuilder("people:\n");
    for (var name : some(random, ACCOUNTS, 5)) {
      text.append("  ").append(name).append(": {mail: a@b");
      text.append(random.nextInt(5) == 0 ? ", disabled: true" : "");
      text.append(random.nextInt(5) == 0 ? ", expires: 2026-01-0" + (1 + random.nextInt(3)) : "");
      text.append(random.nextInt(5) > 0 ? ", production: {}" : "");
      text.append(random.nextInt(3) == 0 ? ", vpn: {addresses: [10.0.0.1]}" : "").append("}\n");
    }
    text.append("groups:\n");
    for (var name : some(random, GROUPS, 3)) {
      text.append(
          "  %s: {members: %s, groups: %s}\n"
              .formatted(name, some(random, ACCOUNTS, 3), some(random, GROUPS, 1)));
    }
    text.append("hosts:\n");
    some(random, HOSTS, 4).forEach(name -> text.append("  ").append(name).append(": {}\n"));
    text.append("host_groups:\n");
    for (var name : some(random, HOST_GROUPS, 2)) {
      text.append(
          "  %s: {hosts: %s, groups: %s}\n"
              .formatted(name, some(random, HOSTS, 3), some(random, HOST_GROUPS, 1)));
    }
    text.append("access:\n");
    for (int i = 0; i < 5; i++) {
      text.append(
          "  r%d: {%s, services: %s%s}\n"
              .formatted(
                  i,
                  where(random),
                  random.nextInt(5) == 0 ? "all" : some(random, SERVICES, 2),
                  random.nextInt(5) == 0 ? ", disabled: true" : ""));
    }
    text.append("sudo:\n");
    for (int i = 0; i < 5; i++) {
      text.append(
          "  s%d: {%s, commands: %s, denied: %s, run_as: %s, order: %d, options: %s%s}\n"
              .formatted(
                  i,
                  where(random),
                  random.nextInt(4) == 0 ? "[all]" : quoted(some(random, COMMANDS, 2)),
                  quoted(some(random, COMMANDS, 1)),
                  some(random, USERS, 2),
                  random.nextInt(3),
                  random.nextInt(3) == 0 ? "['!authenticate']" : "[]",
                  random.nextInt(6) == 0 ? ", disabled: true" : ""));
    }
    text.append("databases: {d: {kind: redis, host: h0}}\ngrants:\n");
    for (int i = 0; i < 2; i++) {
      text.append(
          "  t%d: {database: d, groups: %s, on: x, privileges: [get]}\n"
              .formatted(i, some(random, GROUPS, 1)));
    }
    return FolderReader.read("a.yaml", text.toString()).company();
  }

  private static String where(Random random) {
    return "people: %s, groups: %s, hosts: %s, host_groups: %s"
        .formatted(
            random.nextInt(5) == 0 ? "all" : some(random, ACCOUNTS, 1),
            some(random, GROUPS, 1),
            random.nextInt(5) == 0 ? "all" : some(random, HOSTS, 1),
            some(random, HOST_GROUPS, 1));
  }

  private static List<String> some(Random random, List<String> names, int about) {
    return names.stream().filter(_ -> random.nextInt(names.size()) < about).toList();
  }

  private static List<String> quoted(List<String> names) {
    return names.stream().map(name -> "'" + name + "'").toList();
  }

  private record State(Snapshot snapshot, Rights rights, Access access) {

    static State of(Snapshot snapshot) {
      return new State(snapshot, new Rights(snapshot, NOW), new Access(snapshot));
    }

    boolean isIn(Extent extent, String account, String host) {
      return extent.has(
          snapshot.accounts().number(account).orElseThrow(),
          snapshot.hosts().number(host).orElseThrow());
    }

    boolean explained(String account, Question.Goal goal) {
      return !access.explain(new Question(account, goal, Optional.empty(), NOW)).isDenied();
    }
  }

  /// Both states have numbers of the other's names too.
  @Test
  void setsSayWhatEachQuestionIsAnswered() {
    var random = new Random(11);
    int allowed = 0;
    for (int i = 0; i < COMPANIES; i++) {
      var both = Snapshot.of(company(random), company(random));
      for (var state : List.of(State.of(both.before()), State.of(both.after()))) {
        allowed += signIns(state) + sudo(state) + without(state);
      }
    }
    assertThat(allowed).isGreaterThan(2_000);
  }

  private static int signIns(State state) {
    int allowed = 0;
    for (var service : List.of("sshd", "sudo", "FTP", "other")) {
      var extent = state.rights().signIn(service);
      for (var account : state.snapshot().company().accounts().keySet()) {
        for (var host : state.snapshot().company().hosts().keySet()) {
          boolean explained = state.explained(account, new Question.SignIn(host, service));
          assertThat(state.isIn(extent, account, host))
              .as("%s on %s by %s", account, host, service)
              .isEqualTo(explained);
          allowed += explained ? 1 : 0;
        }
      }
    }
    return allowed;
  }

  private static int sudo(State state) {
    int allowed = 0;
    for (var command : List.of("/bin/su", "/bin/su - root", "/bin/ls", "/usr/bin/id", "/bin/cp")) {
      for (var user : List.of("root", "worker", "nobody")) {
        var plain = state.rights().of(Right.of(Right.Kind.SUDO, command, user, ""));
        var bare = state.rights().of(Right.of(Right.Kind.SUDO, command, user, "!authenticate"));
        var extent = plain.or(bare);
        for (var account : state.snapshot().company().accounts().keySet()) {
          for (var host : state.snapshot().company().hosts().keySet()) {
            boolean explained = state.explained(account, new Question.Sudo(host, command, user));
            assertThat(state.isIn(extent, account, host))
                .as("%s on %s runs %s as %s", account, host, command, user)
                .isEqualTo(explained);
            allowed += explained ? 1 : 0;
          }
        }
      }
    }
    return allowed;
  }

  private static int without(State state) {
    int allowed = 0;
    var wishes =
        List.of(
            Right.of(Right.Kind.DATABASE, "GET", "x", "d"),
            Right.of(Right.Kind.VPN, "comes in"),
            Right.of(Right.Kind.APPLICATION, "signs in"));
    var goals =
        List.of(new Question.UseDatabase("d"), new Question.Vpn(), new Question.Application());
    for (int i = 0; i < wishes.size(); i++) {
      var extent = state.rights().of(wishes.get(i));
      for (var account : state.snapshot().company().accounts().keySet()) {
        boolean explained = state.explained(account, goals.get(i));
        int number = state.snapshot().accounts().number(account).orElseThrow();
        assertThat(extent.has(number, 0)).as(account + wishes.get(i)).isEqualTo(explained);
        allowed += explained ? 1 : 0;
      }
    }
    return allowed;
  }

  @Test
  void extentsFollowTheLawsOfSets() {
    var random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      var one = areas(random);
      var other = areas(random);
      var left = Extent.union(one);
      var right = Extent.union(other);
      for (int host = 0; host < 6; host++) {
        for (int account = 0; account < 6; account++) {
          boolean inOne = has(one, account, host);
          boolean inOther = has(other, account, host);
          assertThat(left.has(account, host)).isEqualTo(inOne);
          assertThat(left.or(right).has(account, host)).isEqualTo(inOne || inOther);
          assertThat(left.and(right).has(account, host)).isEqualTo(inOne && inOther);
          assertThat(left.minus(right).has(account, host)).isEqualTo(inOne && !inOther);
        }
      }
    }
  }

  private static boolean has(List<Extent.Area> areas, int account, int host) {
    return areas.stream().anyMatch(area -> area.accounts().get(account) && area.hosts().get(host));
  }

  private static List<Extent.Area> areas(Random random) {
    var areas = new ArrayList<Extent.Area>();
    for (int i = random.nextInt(5); i > 0; i--) {
      areas.add(
          new Extent.Area(
              BitSet.valueOf(new long[] {random.nextInt(64)}),
              BitSet.valueOf(new long[] {random.nextInt(64)})));
    }
    return areas;
  }

  @Test
  void namesThatDifferByANumberAreARange() {
    assertThat(NameRanges.of(List.of("web01", "db1", "web02", "web03", "web07", "ih", "a2-b")))
        .containsExactly("ih", "web[01-03]", "web07", "db1", "a2-b");
  }
}
