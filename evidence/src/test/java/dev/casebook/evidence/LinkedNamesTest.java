package dev.casebook.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class LinkedNamesTest {

  private static LinkedNames wanting(String... paths) {
    var wanted = Set.of(paths);
    return new LinkedNames(folder -> name -> wanted.contains(FileTree.join(folder, name)));
  }

  @Test
  void whatALinkBeforeItLeadsToIsKept() {
    var names = wanting("host/etc/resolv.conf");
    names.take("host/etc/resolv.conf", "../run/systemd/resolve/stub-resolv.conf");
    assertThat(names.contains("host/run/systemd/resolve/stub-resolv.conf")).isTrue();
    assertThat(names.contains("host/run/systemd/resolve/resolv.conf")).isFalse();
  }

  @Test
  void aLinkedFolderLeadsToWhatLiesInIt() {
    var names = wanting("host/sys/class/net/lo/flags");
    names.take("host/sys/class/net/lo", "../../devices/virtual/net/lo");
    assertThat(names.contains("host/sys/devices/virtual/net/lo/mtu")).isFalse();
    assertThat(names.contains("host/sys/devices/virtual/net/lo/flags")).isTrue();
  }

  @Test
  void linksLeadOverOthers() {
    var names = wanting("host/proc/mounts");
    names.take("host/proc/self", "6507");
    names.take("host/proc/mounts", "self/mounts");
    assertThat(names.contains("host/proc/6507/mounts")).isTrue();
    assertThat(names.contains("host/proc/6508/mounts")).isFalse();
  }

  @Test
  void anAbsoluteTargetStartsInTheBundlesOwnFolder() {
    var names = wanting("host/etc/localtime");
    names.take("host/etc/localtime", "/usr/share/zoneinfo/UTC");
    assertThat(names.contains("host/usr/share/zoneinfo/UTC")).isTrue();
  }

  @Test
  void circlesAndLinksOutOfTheArchiveEnd() {
    var names = wanting("host/c/file");
    names.take("host/a", "b");
    names.take("host/b", "a");
    names.take("host/a", ".");
    names.take("host/up", "../../../../..");
    assertThat(names.contains("host/a/file")).isFalse();
    assertThat(names.contains("host/c/file")).isTrue();
  }

  @Test
  void noNumberOfLinksMakesItSlow() {
    var names = wanting("host/wanted");
    for (int i = 0; i < 200_000; i++) {
      names.take("host/link" + i, "deep/" + "d/".repeat(i % 200));
    }
    assertThat(names.contains("host/deep/" + "d/".repeat(199) + "file")).isFalse();
  }
}
