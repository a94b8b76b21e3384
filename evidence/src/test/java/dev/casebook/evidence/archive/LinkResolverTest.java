package dev.casebook.evidence.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.evidence.archive.LinkResolver.Resolution;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkResolverTest {
  private final Map<String, Member> members = new HashMap<>();

  private void file(String path) {
    add(path, Member.Kind.FILE, "");
  }

  private void link(String path, String target) {
    add(path, Member.Kind.SYMBOLIC_LINK, target);
  }

  private void add(String path, Member.Kind kind, String target) {
    members.put(path, new Member(path, kind, 0, 0, Instant.EPOCH, target, false));
  }

  private Resolution resolve(String path) {
    return new LinkResolver("sos", member -> Optional.ofNullable(members.get(member)))
        .resolve(path);
  }

  private Resolution found(String path) {
    return new Resolution.Found(Optional.ofNullable(members.get(path)).orElseThrow());
  }

  @Test
  void followsRelativeAndAbsoluteTargetsBelowTheRoot() {
    file("sos/usr/lib/os-release");
    file("sos/sos_commands/rpm/list");
    link("sos/etc/os-release", "../usr/lib/os-release");
    link("sos/etc/system-release", "/usr/lib/os-release");
    link("sos/installed-rpms", "sos_commands/rpm/list");
    link("sos/dotted", "./usr/./lib//os-release");
    for (var path : new String[] {"sos/etc/os-release", "sos/etc/system-release", "sos/dotted"}) {
      assertThat(resolve(path)).isEqualTo(found("sos/usr/lib/os-release"));
    }
    assertThat(resolve("sos/installed-rpms")).isEqualTo(found("sos/sos_commands/rpm/list"));
  }

  @Test
  void followsLinksInTheMiddleOfAPathAndLinksToLinks() {
    file("sos/run/systemd/resolv.conf");
    link("sos/var/run", "../run");
    link("sos/etc/resolv.conf", "/var/run/systemd/resolv.conf");
    assertThat(resolve("sos/etc/resolv.conf")).isEqualTo(found("sos/run/systemd/resolv.conf"));
  }

  @Test
  void followsHardLinksFromTheTopOfTheArchive() {
    file("sos/a");
    add("sos/b", Member.Kind.HARD_LINK, "sos/a");
    assertThat(resolve("sos/b")).isEqualTo(found("sos/a"));
    file("other/a");
    add("sos/c", Member.Kind.HARD_LINK, "other/a");
    assertThat(resolve("sos/c")).isEqualTo(new Resolution.Outside("sos/c"));
  }

  @Test
  void saysWhatADanglingLinkWanted() {
    link("sos/etc/mtab", "/proc/self/mounts");
    assertThat(resolve("sos/etc/mtab")).isEqualTo(new Resolution.Missing("sos/proc/self/mounts"));
    assertThat(resolve("sos/nothing")).isEqualTo(new Resolution.Missing("sos/nothing"));
  }

  @Test
  void neverLeavesTheRoot() {
    file("other/secret");
    link("sos/a", "../other/secret");
    link("sos/b", "../../../../etc/passwd");
    link("sos/c", "x/../../other/secret");
    for (var path : new String[] {"sos/a", "sos/b", "sos/c"}) {
      assertThat(resolve(path)).isEqualTo(new Resolution.Outside(path));
    }
    assertThat(resolve("other/secret")).isEqualTo(new Resolution.Outside("other/secret"));
  }

  @Test
  void endsOnCircles() {
    link("sos/a", "b");
    link("sos/b", "a");
    link("sos/self", "self/self");
    assertThat(resolve("sos/a")).isEqualTo(new Resolution.Circle("sos/a"));
    assertThat(resolve("sos/self")).isEqualTo(new Resolution.Circle("sos/self"));
  }

  @Test
  void followsFortyLinksAndNoMore() {
    file("sos/0");
    for (int i = 1; i <= 41; i++) {
      link("sos/" + i, Integer.toString(i - 1));
    }
    assertThat(resolve("sos/40")).isEqualTo(found("sos/0"));
    assertThat(resolve("sos/41")).isEqualTo(new Resolution.Circle("sos/41"));
  }
}
