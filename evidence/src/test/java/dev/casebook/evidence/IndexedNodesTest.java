package dev.casebook.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IndexedNodesTest {

  private final IndexedNodes nodes = new IndexedNodes(null);

  private boolean mayLead(String glob) {
    return nodes.mayLead(Glob.of(glob));
  }

  @Test
  void theLastNodeOfAPathCountsWheneverItIsAskedFor() {
    nodes.put("a/b", Node.NOT_KEPT);
    nodes.put("a/b", new Node.Link("c"));
    nodes.put("a/c", Node.NOT_KEPT);
    assertThat(nodes.at("a", "b")).isEqualTo(new Node.Link("c"));
    nodes.put("a/b", Node.NOT_KEPT);
    assertThat(nodes.at("a/b")).isEqualTo(Node.NOT_KEPT);
    assertThat(nodes.names("a")).containsExactly("b", "c");
  }

  @Test
  void aFolderWithSomethingInItStaysOne() {
    nodes.put("a/b/c", Node.NOT_KEPT);
    nodes.put("a/b", new Node.Link("d"));
    assertThat(nodes.at("a/b")).isEqualTo(Node.FOLDER);
    assertThat(nodes.problems()).singleElement().asString().startsWith("a/b: is a link to d");
  }

  @Test
  void aGlobIsLedElsewhereOnlyByALinkOnItsWay() {
    nodes.put("host/etc/ssl/a", Node.NOT_KEPT);
    nodes.put("host/sys/class/net/eth0", new Node.Link("../../devices/eth0"));
    nodes.put("host/var/log/old/messages", new Node.Link("/srv/messages"));
    nodes.put("host/var/log/hard", new Node.NotKept("host/srv/hard"));
    assertThat(mayLead("host/sys/class/net/*/mtu")).isTrue();
    assertThat(mayLead("host/**/messages")).isTrue();
    assertThat(mayLead("host/var/log/**")).isTrue();
    assertThat(mayLead("host/var/*/hard")).isTrue();
    assertThat(mayLead("host/etc/../var/x")).isTrue();
    assertThat(mayLead("host/etc/**")).isFalse();
    assertThat(mayLead("host/sys/class/net/lo/mtu")).isFalse();
    assertThat(mayLead("host/var/log/**/syslog")).isFalse();
    assertThat(mayLead("host/var/log/messages")).isFalse();
  }

  @Test
  void whatIsSoDeepThatItIsNotLookedIntoIsToldOf() {
    nodes.put("host/var/log/messages", Node.NOT_KEPT);
    assertThat(mayLead("host/var/log/**")).isFalse();
    nodes.put("host/var/log/" + "d/".repeat(FileTree.DEPTH_MAX) + "messages", Node.NOT_KEPT);
    assertThat(mayLead("host/var/log/**")).isTrue();
  }

  @Test
  void foldersAreLookedForOnlyWhereSomeLie() {
    nodes.put("a/b/c", Node.NOT_KEPT);
    nodes.put("a/empty", Node.FOLDER);
    assertThat(nodes.mayHaveFolders("a")).isTrue();
    assertThat(nodes.mayHaveFolders("a/b")).isFalse();
    assertThat(nodes.mayHaveFolders("a/empty")).isFalse();
  }
}
