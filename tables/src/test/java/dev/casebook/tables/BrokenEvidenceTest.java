package dev.casebook.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.identity.FailedLogin;
import dev.casebook.tables.identity.PamRule;
import dev.casebook.tables.identity.User;
import dev.casebook.tables.network.ConnectionEvent;
import dev.casebook.tables.network.ConntrackCounter;
import dev.casebook.tables.network.FirewallRule;
import dev.casebook.tables.network.Hop;
import dev.casebook.tables.network.Neighbour;
import dev.casebook.tables.network.NetworkCounter;
import dev.casebook.tables.network.Probe;
import dev.casebook.tables.pki.IndexedCertificate;
import dev.casebook.tables.software.InstalledPackage;
import dev.casebook.tables.storage.Filesystem;
import dev.casebook.tables.storage.Mount;
import dev.casebook.tables.system.Host;
import dev.casebook.tables.system.HostProcess;
import dev.casebook.tables.system.KernelModule;
import dev.casebook.tables.system.KernelParameter;
import dev.casebook.tables.system.KernelParameterSetting;
import dev.casebook.tables.system.Memory;
import dev.casebook.tables.system.Unit;
import dev.casebook.tables.system.UnitFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is empty, refused, cut or changed at random is told and never thrown.
class BrokenEvidenceTest {

  private static final int MUTATIONS = 25;

  /// One way in which a table is read.
  record Form(Table<?> table, ArtifactName artifact, byte[] sound) {
    Sample.Outcome<?> read(byte[] bytes) {
      return Sample.root().artifact(artifact, bytes).file("/etc/hostname", "node1\n").read(table);
    }

    @Override
    public String toString() {
      return table.name() + " from " + artifact.text();
    }
  }

  static Stream<Form> forms() {
    return Stream.of(
        command(InstalledPackage.TABLE, "rpm -qa", "packages/insights.json"),
        command(InstalledPackage.TABLE, "rpm -qa", "packages/cells"),
        command(InstalledPackage.TABLE, "package-data", "packages/package-data"),
        file(InstalledPackage.TABLE, "/installed-rpms", "packages/installed-rpms"),
        file(InstalledPackage.TABLE, "/var/lib/dpkg/status", "packages/dpkg-status"),
        command(InstalledPackage.TABLE, "dpkg -l", "packages/dpkg-l"),
        command(KernelParameter.TABLE, "sysctl -a", "kernel_parameters/sysctl-a"),
        file(
            IndexedCertificate.TABLE,
            "/etc/easy-rsa/pki/index.txt",
            "certificate_index/easyrsa-3.txt"),
        file(KernelParameterSetting.TABLE, "/etc/sysctl.conf", "kernel_parameters/sysctl-a"),
        text(
            KernelModule.TABLE,
            "/proc/modules",
            "nf_conntrack 180224 3 nf_nat,xt_conntrack, Live 0x0000000000000000 (OE)\n"),
        file(Memory.TABLE, "/proc/meminfo", "memory/meminfo"),
        command(Memory.TABLE, "free", "memory/free"),
        command(HostProcess.TABLE, "ps auxwwwm", "processes/ps-auxwwwm"),
        command(HostProcess.TABLE, "ps -elfL", "processes/ps-elfL"),
        command(HostProcess.TABLE, "ps axo flags,state,uid,pid,ppid", "processes/ps-axo-flags"),
        command(HostProcess.TABLE, "ps axo pid,ppid,user,group", "processes/ps-axo-comm"),
        file(HostProcess.TABLE, "/proc/4835/stat", "processes/proc/4835/stat"),
        file(HostProcess.TABLE, "/proc/4835/status", "processes/proc/4835/status"),
        command(Unit.TABLE, "systemctl list-units --all", "units/list-units-all"),
        command(Unit.TABLE, "systemctl show *service --all", "units/show-service"),
        command(Unit.TABLE, "systemctl status --all", "units/status-all"),
        command(UnitFile.TABLE, "systemctl list-unit-files", "units/list-unit-files"),
        file(Mount.TABLE, "/proc/mounts", "mounts/proc-mounts"),
        file(Mount.TABLE, "/proc/self/mountinfo", "mounts/mountinfo"),
        command(Mount.TABLE, "mount -l", "mounts/mount-l"),
        command(Mount.TABLE, "findmnt", "mounts/findmnt"),
        command(Filesystem.TABLE, "df -al", "filesystems/df-al"),
        command(Filesystem.TABLE, "df -alPT", "filesystems/df-alPT"),
        command(Filesystem.TABLE, "df -h", "filesystems/df-h"),
        command(Filesystem.TABLE, "df -li", "filesystems/df-ali"),
        command(FirewallRule.TABLE, "nft list ruleset", "firewall_rules/nft"),
        command(FirewallRule.TABLE, "nft -j list ruleset", "firewall_rules/nft-j"),
        command(FirewallRule.TABLE, "iptables-save", "firewall_rules/iptables-save"),
        command(FirewallRule.TABLE, "iptables -t nat -nvL", "firewall_rules/iptables-t-nat-nvL"),
        command(Neighbour.TABLE, "ip -s -s neigh show", "neighbours/ip-s-s-neigh"),
        command(NetworkCounter.TABLE, "nstat -as", "network_counters/nstat-as"),
        file(NetworkCounter.TABLE, "/proc/net/snmp", "network_counters/snmp"),
        command(ConntrackCounter.TABLE, "conntrack -S", "conntrack_counters/conntrack-S"),
        command(ConnectionEvent.TABLE, "conntrack -E", "connection_events/stale-entry"),
        command(Probe.TABLE, "ping -D -O", "probes/ping-D-O"),
        command(Probe.TABLE, "fping -C", "probes/fping-C-full"),
        command(Probe.TABLE, "rrdtool fetch x", "probes/smokeping.csv"),
        command(Hop.TABLE, "mtr -r", "hops/mtr-rate-limited"),
        command(Hop.TABLE, "traceroute -n", "hops/traceroute"),
        command(Hop.TABLE, "tracepath -n", "hops/tracepath"),
        file(PamRule.TABLE, "/etc/pam.d/su", "pam_rules/su"),
        file(PamRule.TABLE, "/etc/pam.d/common-auth", "pam_rules/common-auth"),
        text(User.TABLE, "/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n"),
        command(FailedLogin.TABLE, "faillock", "failed_logins/faillock"));
  }

  private static Form command(Table<?> table, String line, String resource) {
    return new Form(table, ArtifactName.command(line), Sample.bytes(resource));
  }

  private static Form file(Table<?> table, String path, String resource) {
    return new Form(table, ArtifactName.file(path), Sample.bytes(resource));
  }

  private static Form text(Table<?> table, String path, String content) {
    return new Form(table, ArtifactName.file(path), content.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void whatIsSoundIsComplete(Form form) {
    var outcome = form.read(form.sound);

    assertThat(outcome.rows()).isNotEmpty();
    assertThat(Sample.isSound(outcome.coverage())).as(outcome.coverage().reason()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void zeroBytesTellNothing(Form form) {
    assertThat(form.read(new byte[0]).coverage().isThere()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aCommandThatWasNotFoundTellsNothing(Form form) {
    if (form.artifact instanceof ArtifactName.Command) {
      var refusal = "/bin/sh: line 1: it: command not found\n".getBytes(StandardCharsets.UTF_8);

      assertThat(form.read(refusal).coverage().isThere()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void garbageIsNotTakenForTheWholeTruth(Form form) {
    var garbage = new byte[2000];
    new Random(11).nextBytes(garbage);

    assertThat(form.read(garbage).coverage().isComplete()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void changedBytesNeverThrow(Form form) {
    var random = new Random(form.toString().hashCode());
    for (int i = 0; i < MUTATIONS; i++) {
      form.read(mutated(form.sound, random));
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void theHostIsReadBesideAnything(Form form) {
    var random = new Random(form.toString().hashCode());

    assertThat(new Form(Host.TABLE, form.artifact, form.sound).read(form.sound).rows()).hasSize(1);
    assertThat(
            new Form(Host.TABLE, ArtifactName.file("/etc/os-release"), form.sound)
                .read(mutated(form.sound, random))
                .rows())
        .hasSize(1);
  }

  /// Some bytes replaced, removed, doubled, or the end cut off.
  private static byte[] mutated(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    byte[] telling =
        "0-9999999999999999999:. \n\t[](){}\"\\%/\u00ff".getBytes(StandardCharsets.UTF_8);
    for (int changes = 1 + random.nextInt(8); changes > 0 && bytes.length > 0; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = telling[random.nextInt(telling.length)];
        case 1 ->
            bytes =
                spliced(
                    bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(9)), telling, random);
        case 2 -> bytes[at] = (byte) random.nextInt(256);
        default -> bytes = Arrays.copyOf(bytes, at);
      }
    }
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] telling, Random random) {
    int start = random.nextInt(telling.length);
    byte[] other = Arrays.copyOfRange(telling, start, random.nextInt(start, telling.length + 1));
    byte[] whole = Arrays.copyOf(bytes, from + other.length + bytes.length - to);
    System.arraycopy(other, 0, whole, from, other.length);
    System.arraycopy(bytes, to, whole, from + other.length, bytes.length - to);
    return whole;
  }
}
