package dev.casebook.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
}
