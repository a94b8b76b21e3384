package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The post about reading Kubernetes' objects out of etcd with auger: it is built on an old host,
/// and then hangs on the file of an etcd that runs. Its terminals are word by word.
class EtcdObjectsPostTest {

  private static final String LOCKED = "etcd-file-locked-by-running-etcd";

  private static final String TOO_OLD =
      """
      export GOPATH=/go
      GOOS=linux GOARCH=amd64 GO111MODULE=on go build
      go: go.mod requires go >= 1.22.0 (running go 1.21.8; GOTOOLCHAIN=local)
      make: *** [/go/src/github.com/etcd-io/auger/Makefile:66: release-docker-build] Error 1
      make: *** [release] Error 2
      """;

  private static final String NO_PROXY =
      """
      GOOS=linux GOARCH=amd64 GO111MODULE=on go build
      go: downloading github.com/coreos/etcd v3.1.11+incompatible
      go: downloading k8s.io/apimachinery v0.30.0
      go: downloading proxy.golang.org/xxx io timeout
      ...
      """;

  private static final String BUILT =
      """
      GOOS=linux GOARCH=amd64 GO111MODULE=on GOPROXY='https://goproxy.cn,direct' go build
      go: downloading github.com/coreos/etcd v3.1.11+incompatible
      ...
      build/auger built!
      """;

  private static final String NO_GLIBC =
      """
      [root@node1 auger]# ./build/auger -help
      ./build/auger: /lib64/libc.so.6: version `GLIBC_2.34' not found (required by ./build/auger)
      ./build/auger: /lib64/libc.so.6: version `GLIBC_2.32' not found (required by ./build/auger)
      """;

  private static final String STRACE =
      """
      [root@node1]# strace ./auger checksum -f /var/lib/etcd/default.etcd/member/snap/db
      execve("./auger", ["./auger", "checksum", "-f", "/var/lib/etcd/default.etcd/membe"...], [/* 25 vars */]) = 0
      brk(NULL) = 0x3e75000
      open("/etc/ld.so.cache", O_RDONLY|O_CLOEXEC) = 3
      close(3) = 0
      ...
      openat(AT_FDCWD, "/var/lib/etcd/default.etcd/member/snap/db", O_RDWR|O_CREAT|O_CLOEXEC, 0400) = 3
      fcntl(3, F_GETFL) = 0x8002 (flags O_RDWR|O_LARGEFILE)
      epoll_ctl(4, EPOLL_CTL_ADD, 3, {EPOLLIN|EPOLLOUT|EPOLLRDHUP|EPOLLET, {u32=1581252610, u64=9172183252402700290}}) = -1 EPERM (Operation not permitted)
      flock(3, LOCK_EX|LOCK_NB) = -1 EAGAIN (Resource temporarily unavailable)
      futex(0xc000100148, FUTEX_WAKE_PRIVATE, 1) = 1
      futex(0x1edd920, FUTEX_WAIT_PRIVATE, 0, NULL) = 0
      """;

  @TempDir private Path folder = Path.of("");

  private PostedEvidence terminal(String text) {
    return new PostedEvidence(folder).with("terminal.txt", text);
  }

  @Test
  void theStepsOfThePostsBuildAreToldEach() {
    assertThat(terminal(TOO_OLD).found()).containsExactly("go-module-needs-newer-go go.mod");
    assertThat(terminal(TOO_OLD).said("go-module-needs-newer-go"))
        .contains("go.mod needs Go 1.22.0; Go 1.21.8 runs, and may fetch no newer one")
        .contains("supported The toolchain may fetch no newer one");
    assertThat(terminal(NO_PROXY).found()).containsExactly("go-proxy-unreachable proxy.golang.org");
    assertThat(terminal(BUILT).found()).isEmpty();
  }

  @Test
  void theHostsOwnGlibcIsToldBesideTheOneThatIsWanted() {
    var post = terminal(NO_GLIBC);
    post.with(
        "rpm-qa-glibc.txt",
        "[root@node1 l14185]# rpm -qa|grep glibc\nglibc-2.17-326.el7_9.x86_64\n");

    assertThat(post.found()).containsExactly("binary-needs-newer-glibc ./build/auger");
    assertThat(post.said("binary-needs-newer-glibc"))
        .contains("./build/auger needs glibc 2.34 (/lib64/libc.so.6); glibc 2.17-326.el7_9 is")
        .contains(
            "supported The host's C library is older than the one the program was built with");
  }

  @Test
  void theHangIsTheLockOfARunningEtcd() {
    var post = new PostedEvidence(folder).with("strace.txt", STRACE);

    assertThat(post.found()).containsExactly(LOCKED + " /var/lib/etcd/default.etcd/member/snap/db");
    assertThat(post.said(LOCKED))
        .contains("auger waits for the lock on /var/lib/etcd/default.etcd/member/snap/db")
        .contains("ruled out rival: The tool may not read the file")
        .contains("supported The tool asks for the lock of etcd's database, and is refused");
  }

  @Test
  void otherToolsVersionsAndFilesAreTold() {
    assertThat(
            terminal(
                    STRACE
                        .replace("./auger", "/usr/local/bin/etcdutl")
                        .replace("/var/lib/etcd/default.etcd", "/data/etcd-2"))
                .said(LOCKED))
        .contains("etcdutl waits for the lock on /data/etcd-2/member/snap/db");
    assertThat(
            terminal(TOO_OLD.replace("1.22.0", "1.24").replace("1.21.8", "1.23.1"))
                .said("go-module-needs-newer-go"))
        .contains("go.mod needs Go 1.24; Go 1.23.1 runs");
    assertThat(
            terminal(NO_GLIBC.replace("./build/auger", "/opt/tool").replace("2.34", "2.38"))
                .found())
        .containsExactly("binary-needs-newer-glibc /opt/tool");
  }

  @Test
  void aCopyTheRightsAndAnotherLibraryAreOtherThings() {
    assertThat(
            terminal(STRACE.replace("= -1 EAGAIN (Resource temporarily unavailable)", "= 0"))
                .found())
        .isEmpty();
    assertThat(
            terminal(STRACE.replace("O_CLOEXEC, 0400) = 3", "O_CLOEXEC, 0400) = -1 EACCES"))
                .found())
        .isEmpty();
    assertThat(terminal(NO_GLIBC.replace("GLIBC_", "GLIBCXX_3.")).found()).isEmpty();
  }

  /// Members that were compacted at different revisions have the same data where their checksums at
  /// one revision are the same.
  @Test
  void equalChecksumsAreNoDifference() {
    var post =
        terminal(
            """
            [root@node1]# ./auger checksum -f /root/etcd.db
            checksum: 2125275681
            compact-revision: 6609891
            revision: 6610932

            [root@node2 ~]# ./auger checksum -f /root/etcd.db -r 6610932
            checksum: 2125275681
            compact-revision: 6610743
            revision: 6610932
            """);

    assertThat(post.found()).isEmpty();
  }
}
