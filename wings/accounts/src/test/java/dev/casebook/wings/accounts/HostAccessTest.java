package dev.casebook.wings.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.accounts.decide.HostAccess;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.load.FolderReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random companies, of which SSSD's own library says who may use what.
@Tag("integration")
class HostAccessTest {

  private static final int COMPANIES = 400;
  private static final int NAMES = 8;
  private static final List<String> SERVICES = List.of("sshd", "sudo", "login", "SSHD", "ftp");

  /// Reads groups, rules and requests as lines of words, and says 1 or 0 for each request. It knows
  /// groups in groups by itself.
  private static final String ORACLE =
      """
      import sys, pyhbac
      inner = {}
      rules = []
      def closure(kind, name):
          seen = set()
          waiting = [g for (k, g), m in inner.items() if k == kind and name in m[0]]
          while waiting:
              one = waiting.pop()
              if one in seen:
                  continue
              seen.add(one)
              waiting += [g for (k, g), m in inner.items() if k == kind and one in m[1]]
          return sorted(seen)
      def words(text):
          return [w for w in text.split(',') if w]
      def element(members, groups):
          if members == 'all':
              return pyhbac.HbacRuleElement(category=set([pyhbac.HBAC_CATEGORY_ALL]))
          return pyhbac.HbacRuleElement(names=words(members), groups=words(groups))
      for line in sys.stdin:
          part = line.rstrip('\\n').split('|')
          if part[0] == 'company':
              inner, rules = {}, []
          elif part[0] == 'group':
              inner[(part[1], part[2])] = (words(part[3]), words(part[4]))
          elif part[0] == 'rule':
              rule = pyhbac.HbacRule(part[1])
              rule.enabled = part[2] == 'True'
              rule.users = element(part[3], part[4])
              rule.targethosts = element(part[5], part[6])
              rule.services = element(part[7], '')
              rule.srchosts = pyhbac.HbacRuleElement(category=set([pyhbac.HBAC_CATEGORY_ALL]))
              rules.append(rule)
          else:
              request = pyhbac.HbacRequest()
              request.user.name = part[1]
              request.user.groups = closure('user', part[1])
              request.targethost.name = part[2]
              request.targethost.groups = closure('host', part[2])
              request.service.name = part[3]
              allowed = request.evaluate(rules) == pyhbac.HBAC_EVAL_ALLOW
              sys.stdout.write('1' if allowed else '0')
      """;

  @TempDir private Path folder = Path.of("");
  private final Random random = new Random(20);

  @Test
  void randomRulesAllowWhatTheLibraryOfSssdAllows() throws Exception {
    var script = new StringBuilder();
    var ours = new StringBuilder();
    for (int i = 0; i < COMPANIES; i++) {
      script.append("company\n");
      var one = Files.createDirectory(folder.resolve("company" + i));
      Files.writeString(one.resolve("all.yaml"), company(script));
      var loaded = FolderReader.read(one);
      var access = new HostAccess(Snapshot.of(loaded.company()));
      for (var user : names("u")) {
        for (var host : names("h")) {
          for (var service : SERVICES) {
            script.append("ask|%s|%s|%s\n".formatted(user, host, service));
            ours.append(access.allows(user, host, service) ? '1' : '0');
          }
        }
      }
    }
    var theirs = oracle(script.toString());
    assertThat(theirs).hasSize(COMPANIES * NAMES * NAMES * SERVICES.size()).contains("0", "1");
    assertThat(ours.toString()).isEqualTo(theirs);
  }

  private static List<String> names(String kind) {
    return IntStream.range(0, NAMES).mapToObj(i -> kind + i).toList();
  }

  private String company(StringBuilder script) {
    var yaml = new StringBuilder("people:\n");
    names("u").forEach(name -> yaml.append("  %s: {mail: a@b}\n".formatted(name)));
    yaml.append("hosts:\n");
    names("h").forEach(name -> yaml.append("  %s: {}\n".formatted(name)));
    yaml.append("groups:\n");
    for (var group : names("g")) {
      var members = some(names("u"), 2);
      var groups = some(names("g"), 1);
      yaml.append("  %s: {members: %s, groups: %s}\n".formatted(group, members, groups));
      script.append("group|user|%s|%s|%s\n".formatted(group, list(members), list(groups)));
    }
    yaml.append("host_groups:\n");
    for (var group : names("k")) {
      var members = some(names("h"), 2);
      var groups = some(names("k"), 1);
      yaml.append("  %s: {hosts: %s, groups: %s}\n".formatted(group, members, groups));
      script.append("group|host|%s|%s|%s\n".formatted(group, list(members), list(groups)));
    }
    yaml.append("access:\n");
    for (var rule : names("r")) {
      boolean everyone = random.nextInt(8) == 0;
      boolean everywhere = random.nextInt(8) == 0;
      boolean anything = random.nextInt(8) == 0;
      boolean disabled = random.nextInt(6) == 0;
      var users = some(names("u"), 2);
      var groups = some(names("g"), 2);
      var hosts = some(names("h"), 2);
      var hostGroups = some(names("k"), 2);
      var services = some(SERVICES, 2);
      yaml.append(
          "  %s: {disabled: %s, people: %s, groups: %s, hosts: %s, host_groups: %s, services: %s}\n"
              .formatted(
                  rule,
                  disabled,
                  everyone ? "all" : users,
                  groups,
                  everywhere ? "all" : hosts,
                  hostGroups,
                  anything ? "all" : services));
      script.append(
          "rule|%s|%s|%s|%s|%s|%s|%s\n"
              .formatted(
                  rule,
                  disabled ? "False" : "True",
                  everyone ? "all" : list(users),
                  list(groups),
                  everywhere ? "all" : list(hosts),
                  list(hostGroups),
                  anything ? "all" : list(services)));
    }
    return yaml.toString();
  }

  /// None to `max` of them.
  private List<String> some(List<String> names, int max) {
    var some = new ArrayList<String>();
    for (int i = random.nextInt(max + 1); i > 0; i--) {
      some.add(names.get(random.nextInt(names.size())));
    }
    return some;
  }

  private static String list(List<String> names) {
    return String.join(",", names);
  }

  private String oracle(String script) throws IOException, InterruptedException {
    var input = Files.writeString(folder.resolve("script"), script);
    var process =
        new ProcessBuilder("/usr/bin/python3", "-c", ORACLE)
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
