package dev.casebook.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameSetTest {

  private final NameSet names =
      new NameSet(
          List.of(
              ArtifactName.file("/etc/hosts"),
              ArtifactName.file("/proc/net/nf_conntrack"),
              ArtifactName.file("/var/log/**"),
              ArtifactName.file("/proc/*/stat"),
              ArtifactName.command("ip route show table all"),
              ArtifactName.command("journalctl*")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "etc/hosts",
        "sosreport-web1/etc/hosts",
        "insights-web1/data/etc/hosts",
        "a/b/c/etc/hosts",
        "sos/var/log/messages",
        "var/log/audit/audit.log",
        "sos/proc/17/stat",
        "sos/proc/net/nf_conntrack",
        "sos/proc/6507/net/nf_conntrack",
        "sos/sos_commands/networking/ip_route_show_table_all",
        "sos/sos_commands/sos_extras/ours/ip_route_show_table_all",
        "sos/sos_commands/logs/journalctl_--no-pager",
        "x/data/insights_commands/ip_route_show_table_all",
        "commands/journalctl"
      })
  void whatAnyLayoutMayKeepUnderOneOfTheNamesIsKept(String path) {
    assertThat(names.contains(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "etc/hostsx",
        "a/b/c/d/etc/hosts",
        "var/log",
        "proc/17/task/stat",
        "sos_commands/ip_route_show_table_all",
        "sos/sos_commands/a/b/c/ip_route_show_table_all",
        "ip_route_show_table_all",
        "sys/fs/cgroup/cpu/x/cpu.stat",
        ""
      })
  void otherPathsAreNot(String path) {
    assertThat(names.contains(path)).isFalse();
  }

  @Test
  void aNameThatBeginsWithAWildcardIsFoundAnywhere() {
    var anywhere = new NameSet(List.of(ArtifactName.file("/**/snap/db")));
    assertThat(anywhere.contains("x/var/lib/etcd/member/snap/db")).isTrue();
    assertThat(anywhere.contains("x/snap/dbx")).isFalse();
  }

  @Test
  void agreesWithEveryGlobUnderEveryFolder() {
    var random = new Random(20_261_127);
    var patterns = new String[] {"a", "b", "*", "?", "a*", "*b", "**"};
    var names = new String[] {"a", "b", "ab", "ba", "commands", "sos_commands", "c"};
    int contained = 0;
    for (int i = 0; i < 300; i++) {
      var files = new ArrayList<ArtifactName>();
      files.add(ArtifactName.file("/" + path(random, patterns)));
      files.add(ArtifactName.file("/" + path(random, patterns)));
      files.add(ArtifactName.command("c*"));
      var set = new NameSet(files);
      for (int j = 0; j < 300; j++) {
        var path = path(random, names);
        boolean wanted = isWanted(files, path);
        assertThat(set.contains(path)).as("%s in %s", path, files).isEqualTo(wanted);
        contained += wanted ? 1 : 0;
      }
    }
    assertThat(contained).isGreaterThan(10_000);
  }

  private static String path(Random random, String[] names) {
    return IntStream.rangeClosed(0, random.nextInt(6))
        .mapToObj(_ -> names[random.nextInt(names.length)])
        .collect(Collectors.joining("/"));
  }

  private static boolean isWanted(List<ArtifactName> names, String path) {
    var inside = path;
    for (int before = 0; before <= 3; before++) {
      for (var name : names) {
        var globs =
            switch (name) {
              case ArtifactName.File file -> List.of(file.glob());
              case ArtifactName.Command command ->
                  Layout.allCommandFolders().stream()
                      .map(folder -> Glob.of(folder + "/" + command.mangled()))
                      .toList();
            };
        for (var glob : globs) {
          if (glob.matches(inside)) {
            return true;
          }
        }
      }
      if (!inside.contains("/")) {
        return false;
      }
      inside = inside.substring(inside.indexOf('/') + 1);
    }
    return false;
  }

  /// Each look-up is of bounded work: a test that hangs fails the build by its deadline.
  @Test
  void longPathsAndNamesAreLookedUpInTime() {
    var hostile =
        new NameSet(
            List.of(
                ArtifactName.file("/" + "*a".repeat(20) + "b/**/x"),
                ArtifactName.file("/**/" + "*a".repeat(20) + "b"),
                ArtifactName.command("c*")));
    var deep = "a/".repeat(255);
    for (int i = 0; i < 1_000; i++) {
      assertThat(hostile.contains(deep + i + "/" + "a".repeat(3_000))).isFalse();
    }
    assertThat(hostile.contains(deep + "a".repeat(20) + "b")).isTrue();
  }
}
