package dev.casebook.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.NoteIndex;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people ask, and which note they mean.
class LibraryTest {

  @TempDir private static Path folder;

  private static Casebook casebook;
  private static Library library;

  @BeforeAll
  static void read() throws Exception {
    var notes = Path.of(System.getProperty("casebook.root"), "notes");
    var index = new NoteIndex(folder.resolve("cache"), Optional.empty(), Instant.now());
    casebook = Casebook.read(notes, index);
    library = Library.of(casebook, Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Words of the posts.
        "openvpn iroute subnet behind client dropped | openvpn-missing-iroute",
        "OpenVPN 客户端 后方 网段 丢包 iroute | openvpn-missing-iroute",
        "docker stats shows -- on one node | docker-stats-third-cpuacct-field",
        "cpuacct.stat sched_delay | docker-stats-third-cpuacct-field",
        "ssh locked pam_tally2 | ssh-locked-by-pam-tally2",
        "节点之间无法 ssh 登录 被锁 | ssh-locked-by-pam-tally2",
        "dbus restarted pods fail | kubelet-lost-dbus",
        "误重启 dbus kubelet pod 创建失败 | kubelet-lost-dbus",
        "ssh slow logind timed out | ssh-logind-timeout",
        "pppd crashes pid 65535 | pppd-pid-overflow",
        "GLIBC_2.34 not found | binary-needs-newer-glibc",
        "auger blocks etcd running database | etcd-file-locked-by-running-etcd",
        "wireshark remote capture rpcapd temporary send buffer | rpcap-session-fails",
        "vagrant paused | vagrant-machine-paused-at-boot",
        "GOPROXY timeout | go-proxy-unreachable",
        "编译 flex bison | build-needs-flex-and-bison",
        // Plain questions.
        "disk is full | filesystem-full",
        "磁盘满 | filesystem-full",
        "process killed out of memory | out-of-memory-kill",
        "内存不足 被杀 | out-of-memory-kill",
        "certificate revocation list expired | openvpn-crl-expired",
        "clock is wrong ntp | clock-not-synchronised",
        "etcd slow disk fdatasync | etcd-disk-too-slow",
        "which resource fills etcd | etcd-filled-by-one-resource",
        // Names, whole and in parts.
        "task-hung | task-hung",
        "nf_conntrack | conntrack-table-full",
        "faillock | login-locked-by-faillock",
        // Error lines, raw and with their own values masked.
        "Nov 22 10:41:07 web1 kernel: nf_conntrack: nf_conntrack: table full, dropping packet | conntrack-table-full",
        "go: go.mod requires go >= 1.99.7 (running go 1.21.8; GOTOOLCHAIN=local) | go-module-needs-newer-go",
        "gcc: error: @OTHER@: linker input file not found: No such file or directory | configure-placeholder-left-in-makefile",
        "wal: sync duration of <number>, expected less than <number> | etcd-disk-too-slow",
        "env: ‘/opt/x/y’: No such file or directory | program-built-for-musl"
      })
  void whatIsMeantComesFirst(String asked, String id) {
    assertThat(library.find(asked, 3)).extracting(found -> found.note().id()).startsWith(id);
  }

  @Test
  void anErrorLineIsToldToBeOne() {
    var found = library.find("nf_conntrack: nf_conntrack: table full, dropping packet", 5);
    assertThat(found.getFirst().isLine()).isTrue();
    assertThat(library.find("conntrack table", 5)).noneMatch(Found::isLine);
  }

  @Test
  void thePassageIsTheOneWithTheWords() {
    var found = library.find("rpcap session dialogue second connection port", 1).getFirst();
    assertThat(found.passage()).startsWith("An rpcap session is a dialogue");
    assertThat(library.find("rpcap 防火墙 第二条连接", 1).getFirst().passage()).contains("防火墙");
  }

  @Test
  void wordsThatWereAskedForAreMarkedWithTheirEndings() {
    var found = library.find("alarm disarms 磁盘满", 1).getFirst();
    assertThat(found.marked("an alarm, disarmed; alarms, malarms; 磁盘满了", word -> "<" + word + ">"))
        .isEqualTo("an <alarm>, <disarmed>; <alarms>, malarms; <磁盘>满了");
  }

  @Test
  void aSingleChineseCharacterIsFound() {
    assertThat(library.find("卡", 10)).extracting(found -> found.note().id()).contains("task-hung");
  }

  /// Whoever pastes a whole file waits no longer than for a line.
  @Test
  void longInputEnds() {
    for (var piece : List.of("/a", "a", "0:", "<x", "Failed password ", "磁盘")) {
      assertThat(library.find(piece.repeat(50_000), 3)).as(piece).hasSizeLessThan(4);
    }
  }

  @Test
  void whatNobodyWroteIsNotFound() {
    assertThat(library.find("zyzzyva", 5)).isEmpty();
    assertThat(library.find("?!", 5)).isEmpty();
  }

  @Test
  void theIndexOfTheBuildIsUsedUntilNotesChange(@TempDir Path built) throws Exception {
    Library.build(casebook, built);
    var of = Library.of(casebook, Optional.of(built));
    assertThat(of.find("iroute", 1)).isEqualTo(library.find("iroute", 1));
    var fewer = Library.of(casebook.only(List.of("task-hung")), Optional.of(built));
    assertThat(fewer.find("task-hung iroute", 5)).hasSize(1);
  }
}
