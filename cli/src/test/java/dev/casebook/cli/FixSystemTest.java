package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Limits and full disks of a host that are found, fixed, clear, taken back, and found again.
@Tag("integration")
class FixSystemTest {

  @TempDir private Path folder;

  private static int found(Sandbox host, String note) throws Exception {
    return host.casebook("diagnose", "--note", note).status();
  }

  /// Of several looks, since a process that ends while /proc is searched leaves that look without
  /// evidence; what is found is told by each.
  private static void assertClear(Sandbox host, String note) throws Exception {
    var diagnosis = host.casebook("diagnose", "--note", note);
    for (int i = 0; i < 4 && diagnosis.status() == 2; i++) {
      diagnosis = host.casebook("diagnose", "--note", note);
    }
    assertThat(diagnosis.status()).as(diagnosis.output()).isZero();
  }

  private static String id(Sandbox host) throws Exception {
    return host.casebook("fix", "list").output().split(" +")[1];
  }

  /// The limit is the sandbox's own: it belongs to the namespace of processes (Linux 6.14).
  @Test
  void processIdsAreKeptBelow65536AlsoAfterAReboot() throws Exception {
    try (var host = Sandbox.in(folder)) {
      host.sh(
          """
          sysctl -qw kernel.pid_max=100000
          {
            echo "$(date '+%b %e %T') vpn1 pppd[70001]: pppd 2.4.5 started by root, uid 0"
            echo "$(date '+%b %e %T') vpn1 pppd[70001]: /usr/lib64/pppd/2.4.5/radius.so(rc_mksid+0x43)[0x7fdba4272763]"
          } > /var/log/messages
          sleep 1
          """);
      assertThat(found(host, "pppd-pid-overflow")).isEqualTo(1);
      var fix = host.casebook("fix", "pppd-pid-overflow", "--yes");
      assertThat(fix.status()).as(fix.output() + fix.errors()).isZero();
      assertThat(host.sh("sysctl -n kernel.pid_max; cat /etc/sysctl.d/99-pid-max.conf"))
          .isEqualTo("65535\nkernel.pid_max = 65535\n");
      assertThat(host.casebook("fix", "undo", id(host), "--yes").status()).isZero();
      assertThat(host.sh("sysctl -n kernel.pid_max; ls -A /etc/sysctl.d | grep pid-max || true"))
          .isEqualTo("100000\n");
      assertThat(found(host, "pppd-pid-overflow")).isEqualTo(1);
    }
  }

  /// @param file what the file of the remedy holds before
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "kernel.pid_max = 65535",
        "kernel.pid_max = 4194304",
        "#kernel.pid_max = 65535",
        "kernel.pid_max=99\nkernel.pid_max = 4194304"
      })
  void processIdsAreKeptBelow65536FromEachStateOfTheFile(String file) throws Exception {
    try (var host = Sandbox.in(folder)) {
      host.sh(
          """
          sysctl -qw kernel.pid_max=100000
          printf '%%s\\n' '%s' > /etc/sysctl.d/99-pid-max.conf
          {
            echo "$(date '+%%b %%e %%T') vpn1 pppd[70001]: pppd 2.4.5 started by root, uid 0"
            echo "$(date '+%%b %%e %%T') vpn1 pppd[70001]: /usr/lib64/pppd/2.4.5/radius.so(rc_mksid+0x43)[0x7fdba4272763]"
          } > /var/log/messages
          sleep 1
          """
              .formatted(file));
      var before = host.sh("md5sum /etc/sysctl.d/99-pid-max.conf");
      var fix = host.casebook("fix", "pppd-pid-overflow", "--yes");
      assertThat(fix.status()).as(fix.output() + fix.errors()).isZero();
      assertThat(host.sh("sysctl -n kernel.pid_max").strip()).isEqualTo("65535");
      assertThat(host.sh("grep '^[^#]' /etc/sysctl.d/99-pid-max.conf | tr -d ' '"))
          .isEqualTo("kernel.pid_max=65535\n");
      var id = id(host);
      assertThat(host.casebook("fix", "undo", id, "--yes").status()).isZero();
      assertThat(host.sh("md5sum /etc/sysctl.d/99-pid-max.conf; sysctl -n kernel.pid_max"))
          .isEqualTo(before + "100000\n");
    }
  }

  /// Later files of `sysctl --system`, by name whatever their folder, and /etc/sysctl.conf last.
  @Test
  void aLaterFileThatBringsTheOldValueBackIsTold() throws Exception {
    try (var host = Sandbox.in(folder)) {
      host.sh(
          """
          sysctl -qw kernel.pid_max=100000
          mkdir -p /run/sysctl.d
          echo '-kernel/pid_max =  90000' > /run/sysctl.d/99-z.conf
          echo 'kernel.pid_max = 65535' > /run/sysctl.d/99-y.conf
          echo '# kernel.pid_max = 7' > /etc/sysctl.d/99-q.conf
          echo 'kernel.pid_max = 80000' > /etc/sysctl.d/10-early.conf
          {
            echo "$(date '+%b %e %T') vpn1 pppd[70001]: pppd 2.4.5 started by root, uid 0"
            echo "$(date '+%b %e %T') vpn1 pppd[70001]: /usr/lib64/pppd/2.4.5/radius.so(rc_mksid+0x43)[0x7fdba4272763]"
          } > /var/log/messages
          sleep 1
          """);
      var said =
          "/run/sysctl.d/99-z.conf is read later and sets kernel.pid_max to 90000: only the running value holds";
      var dry = host.casebook("fix", "pppd-pid-overflow", "--dry-run");
      assertThat(dry.output()).contains(said).doesNotContain("99-y", "99-q", "10-early");
      var fix = host.casebook("fix", "pppd-pid-overflow", "--yes");
      assertThat(fix.output()).containsSubsequence(said, "Examining", said);
    }
  }

  /// The limit can be set in the machine's first network namespace alone; it is put back.
  @Test
  void theLimitOfTrackedConnectionsIsRaisedAndPutBack() throws Exception {
    try (var host = Sandbox.inNetworkOfThisMachine(folder)) {
      var before = host.sh("sysctl -n net.netfilter.nf_conntrack_max").strip();
      try {
        host.sh(
            """
            for i in 1 2; do
              echo "$(date '+%b %e %T') vpn1 kernel: nf_conntrack: nf_conntrack: table full, dropping packet"
            done > /var/log/kern.log
            sleep 1
            """);
        assertThat(found(host, "conntrack-table-full")).isEqualTo(1);
        var fix = host.casebook("fix", "conntrack-table-full", "--yes");
        assertThat(fix.status()).as(fix.output() + fix.errors()).isZero();
        var raised = host.sh("sysctl -n net.netfilter.nf_conntrack_max").strip();
        assertThat(Long.parseLong(raised)).isGreaterThanOrEqualTo(Long.parseLong(before));
        assertThat(
                host.sh(
                    "cat /etc/sysctl.d/90-nf_conntrack.conf /etc/modules-load.d/nf_conntrack.conf"))
            .isEqualTo("net.netfilter.nf_conntrack_max = " + raised + "\nnf_conntrack\n");
        assertThat(host.casebook("fix", "undo", id(host), "--yes").status()).isZero();
        assertThat(host.sh("sysctl -n net.netfilter.nf_conntrack_max").strip()).isEqualTo(before);
        assertThat(found(host, "conntrack-table-full")).isEqualTo(1);
      } finally {
        host.sh("sysctl -qw net.netfilter.nf_conntrack_max=" + before);
      }
    }
  }

  @Test
  void aDeletedFileIsEmptiedThroughItsHolder() throws Exception {
    try (var host = Sandbox.in(folder)) {
      host.sh(
          """
          mount -t tmpfs -o size=40m disk /mnt
          sh -c 'exec 3>>/mnt/app.log; head -c 30M /dev/zero >&3; rm /mnt/app.log; exec sleep 600' \\
            >/dev/null 2>&1 &
          sleep 1
          head -c 20M /dev/zero > /mnt/rest || true
          """);
      assertThat(found(host, "disk-full-of-deleted-files")).isEqualTo(1);
      var asked = host.casebook("fix", "disk-full-of-deleted-files", "--yes");
      assertThat(asked.output())
          .contains(
              "No way back: what stands in the file is lost", "--one-way", "Nothing was done");
      assertThat(asked.status()).isEqualTo(2);
      var fix = host.casebook("fix", "disk-full-of-deleted-files", "--yes", "--one-way");
      assertThat(fix.status()).as(fix.output() + fix.errors()).isZero();
      assertThat(host.sh("df --output=pcent /mnt | tail -n 1").strip()).isEqualTo("25%");
      assertClear(host, "disk-full-of-deleted-files");
      assertThat(host.casebook("fix", "undo", id(host), "--yes").output())
          .contains("left as it is, since what stands in the file is lost");
    }
  }

  @Test
  void anEtcdWithoutRoomIsCompactedAndDefragmentedAndWritesAgain() throws Exception {
    try (var host = Sandbox.in(folder)) {
      host.sh(
          """
          export ETCDCTL_API=3
          mkdir -p /var/log/etcd
          etcd --name vpn1 --data-dir=/var/lib/etcd --quota-backend-bytes=20000000 \\
            > /var/log/etcd/etcd.log 2>&1 &
          for i in $(seq 100); do etcdctl endpoint health >/dev/null 2>&1 && break; sleep 0.1; done
          head -c 900000 /dev/zero | tr '\\0' x > /run/value
          for i in $(seq 40); do etcdctl put /registry/a < /run/value >/dev/null 2>&1 || break; done
          ! etcdctl put /registry/b 1 2>/dev/null
          sleep 1
          """);
      assertThat(found(host, "etcd-refuses-writes")).isEqualTo(1);
      var fix = host.casebook("fix", "etcd-refuses-writes", "--yes", "--one-way");
      assertThat(fix.status()).as(fix.output() + fix.errors()).isZero();
      assertThat(host.sh("ETCDCTL_API=3 etcdctl put /registry/b 1")).isEqualTo("OK\n");
      assertThat(host.sh("ETCDCTL_API=3 etcdctl alarm list")).isEmpty();
      assertThat(host.sh("ls /var/backups/etcd-*.db")).isNotEmpty();
      assertClear(host, "etcd-refuses-writes");
      var again = host.casebook("fix", "etcd-refuses-writes", "--yes", "--one-way");
      assertThat(again.output()).contains("nothing to fix");
    }
  }

  @Test
  void whatOnlyAnUpgradeMendsIsSaidAndLeft() throws Exception {
    try (var host = Sandbox.in(folder)) {
      host.sh(
          """
          echo "$(date '+%b %e %T') vpn1 containerd[7]: collecting metrics for x error=\"\\\"/sys/fs/cgroup/cpuacct/default/x/cpuacct.stat\\\" is expected to have 4 fields: unknown\"" \
            > /var/log/syslog
          """);
      assertThat(found(host, "docker-stats-third-cpuacct-field")).isEqualTo(1);
      var fix = host.casebook("fix", "docker-stats-third-cpuacct-field", "--yes");
      assertThat(fix.errors()).contains("has no remedy to apply: only an upgrade mends it");
      assertThat(fix.status()).isEqualTo(2);
    }
  }

  /// An ext4 of the test's own, which ordinary users have filled.
  @Test
  void roomThatIsKeptForRootIsGivenToUsersAndTakenAgain() throws Exception {
    var note = "filesystem-full";
    try (var host = Sandbox.in(folder)) {
      host.sh(
          """
          truncate -s 64M /var/disk
          mkfs.ext4 -q -m 5 /var/disk
          mkdir /mnt/disk
          losetup --find --show /var/disk > /run/device
          mount "$(cat /run/device)" /mnt/disk
          chmod 777 /mnt/disk
          setpriv --reuid=65534 --clear-groups sh -c 'cat /dev/zero > /mnt/disk/filled' || true
          echo "$(date '+%b %e %T') vpn1 app[7]: /mnt/disk/filled: No space left on device" \
            > /var/log/syslog
          """);
      assertThat(found(host, note)).isEqualTo(1);
      var reserved = "tune2fs -l \"$(cat /run/device)\" | grep 'Reserved block count'";
      var kept = host.sh(reserved);
      var fix = host.casebook("fix", note, "--yes", "--subject", "/mnt/disk");
      assertThat(fix.status()).as(fix.output() + fix.errors()).isZero();
      host.sh(
          "setpriv --reuid=65534 --clear-groups sh -c 'head -c 1M /dev/zero >> /mnt/disk/filled'");
      assertThat(host.casebook("fix", "undo", id(host), "--yes").status()).isZero();
      assertThat(host.sh(reserved)).isEqualTo(kept);
      assertThat(found(host, note)).isEqualTo(1);
      host.sh("umount /mnt/disk; losetup --detach \"$(cat /run/device)\"");
    }
  }

  /// Three members, whose files are made small again one after the other.
  @Test
  void aClusterThatOneResourceFillsIsCompactedAndDefragmentedMemberByMember() throws Exception {
    var note = "etcd-filled-by-one-resource";
    try (var host = Sandbox.in(folder)) {
      host.sh(
          """
          export ETCDCTL_API=3
          mkdir -p /var/log/etcd
          member() {
            etcd --name "m$1" --data-dir="$2" --quota-backend-bytes=20000000 --initial-cluster-state=new \
              --listen-client-urls="http://127.0.0.1:${1}2379" --advertise-client-urls="http://127.0.0.1:${1}2379" \
              --listen-peer-urls="http://127.0.0.1:${1}2380" --initial-advertise-peer-urls="http://127.0.0.1:${1}2380" \
              --initial-cluster="m=http://127.0.0.1:2380,m1=http://127.0.0.1:12380,m2=http://127.0.0.1:22380" \
              >> /var/log/etcd/etcd.log 2>&1 &
          }
          member '' /var/lib/etcd
          member 1 /var/lib/etcd1
          member 2 /var/lib/etcd2
          for i in $(seq 100); do etcdctl endpoint health --cluster >/dev/null 2>&1 && break; sleep 0.1; done
          etcdctl put /registry/pods/default/kept alive
          """);
      fill(host);
      assertThat(found(host, note)).isEqualTo(1);
      assertThat(sizes(host)).allMatch(size -> size > 15_000_000);
      var fix = host.casebook("fix", note, "--yes", "--one-way");
      assertThat(fix.status()).as(fix.output() + fix.errors()).isZero();
      assertThat(sizes(host)).hasSize(3).allMatch(size -> size < 5_000_000);
      assertThat(host.sh("ETCDCTL_API=3 etcdctl alarm list")).isEmpty();
      assertThat(
              host.sh("ETCDCTL_API=3 etcdctl get /registry/pods/default/kept --print-value-only"))
          .isEqualTo("alive\n");
      assertThat(host.sh("ls /var/backups/etcd-*.db")).isNotEmpty();
      assertClear(host, note);
      assertThat(host.casebook("fix", note, "--yes", "--one-way").output())
          .contains("nothing to fix");
      var undo = host.casebook("fix", "undo", id(host), "--yes");
      assertThat(undo.output()).contains("left as it is, since old revisions of keys are gone");
      fill(host);
      assertThat(found(host, note)).isEqualTo(1);
    }
  }

  private static void fill(Sandbox host) throws Exception {
    host.sh(
        """
        export ETCDCTL_API=3
        head -c 900000 /dev/zero | tr '\\0' x > /run/value
        for i in $(seq 40); do
          etcdctl put /registry/events/default/a < /run/value >/dev/null 2>&1 || break
        done
        ! etcdctl put /registry/events/default/b 1 2>/dev/null
        sleep 1
        """);
  }

  private static List<Long> sizes(Sandbox host) throws Exception {
    return host.sh("stat -c %s /var/lib/etcd*/member/snap/db").lines().map(Long::valueOf).toList();
  }
}
