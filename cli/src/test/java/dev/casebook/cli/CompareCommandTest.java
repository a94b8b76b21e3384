package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareCommandTest {

  @TempDir private Path folder;

  /// The lines that tell a difference, without their places.
  private static List<String> told(Launch launch) {
    return launch.output().lines().filter(line -> line.contains(" → ")).toList();
  }

  @Test
  void everyTableOfTheWingsSaysHowItIsComparedToo() {
    for (var table : Wings.catalogue().tables()) {
      var how = table.compared();
      var columns = table.fields().stream().map(field -> field.name()).toList();
      for (var named : List.of(how.key(), how.restless(), how.ofHost())) {
        assertThat(columns).as(table.name()).containsAll(List.of(named));
      }
    }
  }

  @Test
  void oneChangedFactComesFirst() throws Exception {
    int first = 0;
    var late = new ArrayList<String>();
    for (var fact : ChangedFacts.ALL) {
      var at = folder.resolve(fact.table() + ChangedFacts.ALL.indexOf(fact));
      var good = ChangedFacts.write(at.resolve("good"), fact, false);
      var bad = ChangedFacts.write(at.resolve("bad"), fact, true);
      var launch = Launch.of("compare", good.toString(), bad.toString());
      var told = told(launch);
      int place =
          IntStream.range(0, told.size())
              .filter(i -> told.get(i).startsWith(fact.table() + " "))
              .filter(i -> told.get(i).contains(fact.key()))
              .findFirst()
              .orElse(99);
      first += place == 0 ? 1 : 0;
      if (place > 4) {
        late.add(fact + "\n" + launch.output() + launch.errors());
      }
    }
    assertThat(late).isEmpty();
    assertThat(first).isGreaterThanOrEqualTo(16);
  }

  @Test
  void whatChangesByItselfIsFolded() throws Exception {
    var fact = ChangedFacts.ALL.getFirst();
    var good = ChangedFacts.write(folder.resolve("good"), fact, false);
    var bad = ChangedFacts.write(folder.resolve("bad"), fact, true);
    Files.writeString(
        bad.resolve(fact.file()),
        Files.readString(bad.resolve(fact.file())).replace(fact.bad(), fact.good()));
    var launch = Launch.of("compare", good.toString(), bad.toString());
    assertThat(told(launch)).isEmpty();
    assertThat(launch.status()).isZero();
    assertThat(launch.output()).contains("folded: ").contains("changes by itself");
  }

  @Test
  void aDifferenceShowsBothValuesAndBothPlaces() throws Exception {
    var fact = ChangedFacts.ALL.getFirst();
    var good = ChangedFacts.write(folder.resolve("good"), fact, false);
    var bad = ChangedFacts.write(folder.resolve("bad"), fact, true);
    var launch = Launch.of("compare", good.toString(), bad.toString());
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.output())
        .startsWith(
            """
            kernel_parameters kernel.pid_max value: 32768 → 4194304  (note pppd-pid-overflow asks for it)
              good sos_commands/kernel/sysctl_-a:5: kernel.pid_max = 32768
              bad sos_commands/kernel/sysctl_-a:5: kernel.pid_max = 4194304
            """);
  }

  /// A node of the post about `docker stats`: its name, kernel, pod, and what its group counts.
  private Path node(String name, String kernel, String pod, String counts) throws Exception {
    var node = folder.resolve(name);
    var group = "sys/fs/cgroup/cpuacct/kubepods.slice/" + pod + "/cpuacct.stat";
    file(node, "etc/hostname", name);
    file(node, "etc/machine-id", name.endsWith("1") ? "1".repeat(32) : "2".repeat(32));
    file(node, "proc/sys/kernel/osrelease", kernel);
    file(node, group, counts);
    file(node, "proc/mounts", "/dev/sda1 / ext4 rw,relatime 0 0");
    file(
        node,
        "commands/sysctl_-a",
        "kernel.hostname = %s\nkernel.osrelease = %s\nkernel.pid_max = 32768\nfs.dentry-state = %s"
            .formatted(name, kernel, pod.length()));
    return node;
  }

  private static void file(Path root, String name, String text) throws Exception {
    var path = root.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text + "\n");
  }

  @Test
  void theSeedsNodesDifferInTheirKernelAndInSchedDelay() throws Exception {
    var good = node("node2", "5.10.0", "podaaa", "user 1568\nsystem 6436");
    var bad = node("node1", "4.14.0", "podbbb", "user 32\nsystem 89\nsched_delay 0");
    file(bad, "proc/sys/kernel/core_uses_pid", "1");
    var launch = Launch.of("compare", good.toString(), bad.toString());
    assertThat(told(launch)).hasSize(2);
    assertThat(told(launch).getFirst()).startsWith("hosts kernel: 5.10.0 → 4.14.0");
    assertThat(told(launch).getLast()).startsWith("cgroup_cpu_times sched_delay 1: (not there) → ");
    assertThat(launch.output())
        .contains("follows from being another host")
        .contains("different hosts");
  }

  /// The lab's own server before and after the cure, and stacks and packages of two posts' nodes.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          vpn/openvpn-missing-iroute   | mended               | lab             | openvpn_settings iroute /etc/openvpn/ccd/btc
          kubernetes/kubelet-lost-dbus | kubelet-1.25         | dbus-restarted  | packages kubelet full_version: 1.25.4-00 → 1.23.4-00
          ssh/ssh-locked-by-pam-tally2 | account-rule-resets  | no-account-rule | pam_rules password-auth /etc/pam.d/password-auth pam_tally2.so account
          """)
  void theLineThatThePostFoundComesFirst(String note, String good, String bad, String first) {
    var folder = Launch.ROOT.resolve("notes").resolve(note);
    var launch =
        Launch.of(
            "compare",
            folder.resolve("clear").resolve(good).toString(),
            folder.resolve("fires").resolve(bad).toString());
    assertThat(told(launch).getFirst()).startsWith(first);
  }

  /// A kernel of Kylin V10 SP02, which deletes tracked connections, and one of SP03, which does
  /// not.
  @Test
  void theKernelIsTheFirstThingThatTwoReleasesOfOneSystemDifferIn() throws Exception {
    var good = node("sp02", "4.19.90-24.4.v2101.ky10.x86_64", "poda", "user 1\nsystem 2");
    var bad = node("sp03", "4.19.90-52.22.v2207.ky10.x86_64", "podb", "user 3\nsystem 4");
    file(good, "etc/os-release", "ID=kylin\nVERSION_ID=V10");
    file(bad, "etc/os-release", "ID=kylin\nVERSION_ID=V10");
    var launch = Launch.of("compare", good.toString(), bad.toString());
    assertThat(told(launch).getFirst()).startsWith("hosts kernel: 4.19.90-24.4.v2101");
  }

  @Test
  void aFileThatIsNotAsItsPackageBroughtItCountsMore() throws Exception {
    var good = node("node2", "5.10.0", "podaaa", "user 1\nsystem 6");
    var bad = node("node1", "5.10.0", "podbbb", "user 3\nsystem 8");
    for (var name : List.of("a", "b", "c")) {
      file(good, "etc/sysctl.d/" + name + ".conf", "vm.param_" + name + " = 1");
      file(bad, "etc/sysctl.d/" + name + ".conf", "vm.param_" + name + " = 2");
    }
    file(bad, "commands/rpm_-Va", "S.5....T.  c /etc/sysctl.d/c.conf");
    var launch = Launch.of("compare", good.toString(), bad.toString());
    assertThat(told(launch).getFirst())
        .startsWith("kernel_parameter_settings vm.param_c")
        .contains("the bad one's /etc/sysctl.d/c.conf is not as its package brought it");
    assertThat(launch.output()).contains("not compared: altered_files: ");
  }

  @Test
  void oneViewOfTheRoutesIsHeldAgainstTheSamePartOfAnother() throws Exception {
    var good = node("node2", "5.10.0", "podaaa", "user 1\nsystem 6");
    var bad = node("node1", "5.10.0", "podbbb", "user 3\nsystem 8");
    file(good, "commands/ip_route", "default via 192.0.2.1 dev eth0\n10.8.0.0/24 dev tun0");
    file(
        bad,
        "commands/ip_route_show_table_all",
        """
        default via 192.0.2.1 dev eth0
        10.8.0.0/24 via 192.0.2.7 dev tun0
        10.3.0.0/24 via 192.0.2.3 dev eth0 table 77
        local 192.0.2.9 dev eth0 table local proto kernel scope host src 192.0.2.9
        fe80::/64 dev eth0 proto kernel metric 256 pref medium\
        """);
    var launch = Launch.of("compare", good.toString(), bad.toString());
    assertThat(told(launch)).hasSize(1);
    assertThat(told(launch).getFirst())
        .startsWith("routes 10.8.0.0/24 main ipv4 tun0 unicast gateway: (none) → 192.0.2.7");
    assertThat(launch.output())
        .contains("folded: 3 in one of them only, where the other's evidence shows no such rows")
        .contains("shows only those of family = ipv4 and route_table = main");
  }

  @Test
  void whatOnesLogsTellAndTheOthersDoNotComesAmongTheFirst() throws Exception {
    var good = node("node2", "5.10.0", "podaaa", "user 1\nsystem 6");
    var bad = node("node1", "5.14.0", "podbbb", "user 3\nsystem 8");
    var full = "Jan  1 10:30:00 node1 kernel: nf_conntrack: table full, dropping packet\n";
    var other =
        "Jan  1 10:20:00 node1 sshd[7]: Accepted password for a from 192.0.2.1 port 22 ssh2\n";
    log(good, "node2", "10:00:00", "", "11:00:00");
    log(bad, "node1", "10:00:00", other + full, "11:00:00");

    var launch = Launch.of("compare", good.toString(), bad.toString());
    assertThat(told(launch).getFirst())
        .startsWith("signals conntrack-table-full full: (not there) → 1 line");
    assertThat(launch.output()).contains("bad var/log/messages:3: " + full.strip());
    var back = Launch.of("compare", bad.toString(), good.toString());
    assertThat(told(back).getFirst())
        .startsWith("signals conntrack-table-full full: 1 line → (not there)");

    log(good, "node2", "11:30:00", "", "12:00:00");
    var later = Launch.of("compare", good.toString(), bad.toString());
    assertThat(told(later)).noneMatch(line -> line.startsWith("signals"));
    assertThat(later.output()).contains("where the other's logs are of another time");
  }

  private static void log(Path root, String host, String from, String between, String to)
      throws Exception {
    file(
        root,
        "var/log/messages",
        "Jan  1 %s %s kernel: eth0: link up\n%sJan  1 %s %s kernel: eth1: link up"
            .formatted(from, host, between, to, host));
  }

  @Test
  void whatOneLacksIsListedApart() throws Exception {
    var good = node("node2", "5.10.0", "podaaa", "user 1568\nsystem 6436");
    var bad = node("node1", "5.10.0", "podbbb", "user 32\nsystem 89");
    Files.delete(bad.resolve("proc/mounts"));
    var launch = Launch.of("compare", good.toString(), bad.toString());
    assertThat(told(launch)).isEmpty();
    assertThat(launch.output()).contains("not compared: mounts: the bad one has no evidence of it");
  }

  @Test
  void whatMoreGoodOnesAgreeInComesFirst() throws Exception {
    var one = node("node2", "5.10.0", "podaaa", "user 1\nsystem 6");
    var two = node("node3", "5.10.0", "podccc", "user 2\nsystem 7");
    var bad = node("node1", "5.10.0", "podbbb", "user 3\nsystem 8");
    file(one, "etc/sysctl.d/a.conf", "vm.swappiness = 1");
    file(two, "etc/sysctl.d/a.conf", "vm.swappiness = 1\nvm.dirty_ratio = 5");
    file(bad, "etc/sysctl.d/a.conf", "vm.swappiness = 60\nvm.dirty_ratio = 20");
    var launch = Launch.of("compare", "--good", two.toString(), one.toString(), bad.toString());
    assertThat(told(launch).getFirst())
        .startsWith("kernel_parameter_settings vm.swappiness /etc/sysctl.d/a.conf value: 1 → 60");
    assertThat(launch.output()).contains("good (2 of 2)").contains("good (1 of 2)");
  }

  @Test
  void oneTableIsComparedAsJson() throws Exception {
    var fact = ChangedFacts.ALL.getFirst();
    var good = ChangedFacts.write(folder.resolve("good"), fact, false);
    var bad = ChangedFacts.write(folder.resolve("bad"), fact, true);
    var launch =
        Launch.of(
            "compare", "--json", "--table", "kernel_parameters", good.toString(), bad.toString());
    assertThat(launch.output())
        .startsWith("{\"schema\":1,")
        .contains("\"key\":\"kernel.pid_max\",\"column\":\"value\",\"good\":{\"value\":\"32768\"")
        .contains("\"tables_compared\":1");
  }

  @Test
  void whatCannotBeComparedIsSaid() throws Exception {
    var good = ChangedFacts.write(folder.resolve("good"), ChangedFacts.ALL.getFirst(), false);
    var logs = Launch.of("compare", "--table", "logs", good.toString(), good.toString());
    assertThat(logs.status()).isEqualTo(2);
    assertThat(logs.errors()).contains("logs is not compared: ");
    var unknown = Launch.of("compare", "--table", "package", good.toString(), good.toString());
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.errors()).contains("did you mean packages?");
    assertThat(Launch.of("compare", good.toString(), "/nowhere").status()).isEqualTo(2);
  }
}
