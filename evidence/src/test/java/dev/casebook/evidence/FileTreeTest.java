package dev.casebook.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {

  @TempDir private Path temporary = Path.of("");

  private Bundle bundle = new Bundle(temporary);

  @BeforeEach
  void besideASecret() throws IOException {
    Files.createDirectories(temporary.resolve("outside/sub"));
    Files.writeString(temporary.resolve("outside/secret"), "secret");
    Files.writeString(temporary.resolve("outside/sub/secret"), "secret");
    bundle = new Bundle(Files.createDirectory(temporary.resolve("bundle")));
  }

  private String content(String path) throws IOException {
    var entry = bundle.tree().matching(Glob.of(path)).getFirst();
    try (var in = entry.open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aTrailingDoubleStarFindsEveryFileBelow() {
    bundle.file("var/log/messages", "m").file("var/log/audit/audit.log", "a").file("etc/x", "x");
    assertThat(bundle.matching("var/log/**"))
        .containsExactly("var/log/audit/audit.log", "var/log/messages");
    assertThat(bundle.matching("**"))
        .containsExactly("etc/x", "var/log/audit/audit.log", "var/log/messages");
  }

  @Test
  void aDoubleStarStandsForNoFolderToo() {
    bundle.file("etc/openvpn/a.log", "").file("etc/openvpn/server/b.log", "");
    assertThat(bundle.matching("etc/openvpn/**/*.log"))
        .containsExactly("etc/openvpn/a.log", "etc/openvpn/server/b.log");
    assertThat(bundle.matching("**/**/*.log"))
        .containsExactly("etc/openvpn/a.log", "etc/openvpn/server/b.log");
  }

  @Test
  void aRelativeLinkIsFollowedFromWhereItStands() throws IOException {
    bundle.file("run/resolv.conf", "there").link("etc/resolv.conf", "../run/resolv.conf");
    assertThat(content("etc/resolv.conf")).isEqualTo("there");
  }

  @Test
  void anAbsoluteLinkStartsAtTheFoldersOwnRoot() throws IOException {
    bundle.file("usr/lib/os-release", "ours").link("etc/os-release", "/usr/lib/os-release");
    assertThat(content("etc/os-release")).isEqualTo("ours");
  }

  @Test
  void noLinkLeadsOut() {
    bundle
        .link("etc/a", "../../outside/secret")
        .link("etc/b", temporary.resolve("outside/secret").toString())
        .link("etc/c", "../../../../../../../../etc/passwd")
        .link("etc/d", temporary.resolve("outside").toString())
        .link("logs", "../outside");
    for (var glob : List.of("etc/*", "etc/d/secret", "**", "logs/**", "logs/*/secret")) {
      assertThat(bundle.matching(glob)).as(glob).isEmpty();
      assertThat(bundle.unreadable(glob))
          .as(glob)
          .allSatisfy(reason -> assertThat(reason).contains("is not in the source"));
    }
    assertThat(bundle.tree().hasFolder("logs")).isFalse();
  }

  @Test
  void dotsStopAtTheRoot() throws IOException {
    bundle.file("etc/hostname", "web1").link("a/b/c", "../../../../../etc/hostname");
    assertThat(content("a/b/c")).isEqualTo("web1");
    assertThat(content("etc/../../../etc/./hostname")).isEqualTo("web1");
    assertThat(bundle.matching("../outside/*")).isEmpty();
  }

  @Test
  void theFolderBehindALinkIsWalkedInsideTheRoot() {
    bundle.file("data/log/deep/er/x.log", "x").link("var/log", "/data/log");
    assertThat(bundle.matching("var/log/**")).containsExactly("var/log/deep/er/x.log");
    assertThat(bundle.matching("var/log/*/er/*")).containsExactly("var/log/deep/er/x.log");
    assertThat(bundle.tree().names("var/log")).containsExactly("deep");
  }

  @Test
  void aWalkDoesNotGoRoundThroughALinkToItsOwnFolder() {
    bundle.file("var/log/messages", "m").link("var/log/again", ".").link("var/log/up", "..");
    assertThat(bundle.matching("**")).containsExactly("var/log/messages");
  }

  @Test
  void aLinkToNothingIsAFileThatCannotBeReadAndSaysWhy() {
    bundle.link("etc/a", "b").link("etc/b", "a").link("etc/nowhere", "/no/such/file");
    assertThat(bundle.unreadable("etc/*"))
        .containsExactly(
            "etc/a is a link that leads in a circle",
            "etc/b is a link that leads in a circle",
            "etc/nowhere is a link to /no/such/file, which is not in the source");
    assertThat(bundle.unreadable("etc/nowhere")).hasSize(1);
    assertThat(bundle.unreadable("etc/nowhere/deeper")).hasSize(1);
    try (var tree = bundle.tree()) {
      assertThat(tree.matching(Glob.of("etc/*"))).hasSize(3);
      assertThat(tree.problems())
          .containsExactlyInAnyOrder("etc/a: too many links", "etc/b: too many links");
    }
  }

  @Test
  void aMaskedUnitIsNoFile() {
    bundle.link("etc/systemd/system/ctrl-alt-del.target", "/dev/null");
    assertThat(bundle.tree().matching(Glob.of("etc/systemd/system/*"))).isEmpty();
  }

  @Test
  void aHostInASourceIsATreeOfItsOwnThatNoLinkLeavesForAnothersPart() throws IOException {
    bundle
        .file("a/etc/motd", "of a")
        .file("b/etc/motd", "of b")
        .link("a/etc/absolute", "/etc/motd")
        .link("a/etc/climbing", "../../b/etc/motd")
        .link("a/etc/far", "../../../../etc/motd")
        .link("a/etc/up", "../../../b/etc/motd");
    try (var tree = bundle.tree()) {
      var host = tree.under("a");
      for (var link : List.of("etc/absolute", "etc/far")) {
        try (var in = host.matching(Glob.of(link)).getFirst().open()) {
          assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("of a");
        }
      }
      for (var link : List.of("etc/climbing", "etc/up")) {
        var entry = host.matching(Glob.of(link)).getFirst();
        assertThat(entry.shortcoming()).contains("is not in the source");
        assertThatThrownBy(entry::open).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void whatLiesDeeperThanAnybodyLooksIsSaid() {
    bundle.file("d/".repeat(70) + "x.log", "x");
    assertThat(bundle.matching("**")).isEmpty();
    assertThat(bundle.unreadable("**")).singleElement().asString().contains("deeper than 64");
  }

  @Test
  void aLinksTargetIsToldAsWrittenAndNotFromOutside() throws IOException {
    bundle.link("etc/localtime", "../usr/share/zoneinfo/Europe/Berlin").link("out", "../outside");
    Files.createSymbolicLink(temporary.resolve("outside/localtime"), Path.of("/secret"));
    assertThat(bundle.tree().linkTarget("etc/localtime"))
        .contains("../usr/share/zoneinfo/Europe/Berlin");
    assertThat(bundle.tree().linkTarget("out/localtime")).isEmpty();
    assertThat(bundle.tree().linkTarget("etc/none")).isEmpty();
  }

  @Test
  void aNameThatIsNoTextOfThisLocaleIsAProblemAndTheOthersAreRead() throws Exception {
    bundle.file("var/log/messages", "m");
    var touch =
        new ProcessBuilder(
                "sh", "-c", "printf x > \"$0/$(printf 'b\\377d')\"", bundle.folder() + "/var/log")
            .inheritIO()
            .start();
    assertThat(touch.waitFor(10, TimeUnit.SECONDS)).isTrue();
    try (var tree = bundle.tree()) {
      assertThat(tree.matching(Glob.of("var/log/*")))
          .extracting(FileTree.Entry::path)
          .containsExactly("var/log/messages");
      assertThat(tree.matching(Glob.of("**"))).hasSize(1);
      assertThat(tree.problems()).hasSize(1);
      assertThat(tree.problems().getFirst()).startsWith("var/log: ").contains("name");
    }
  }

  @Test
  void whatIsNoRegularFileIsNotOpened() throws Exception {
    var fifo = new ProcessBuilder("mkfifo", bundle.folder().resolve("pipe").toString()).start();
    assertThat(fifo.waitFor(10, TimeUnit.SECONDS)).isTrue();
    bundle.emptyFolder("etc");
    assertThat(bundle.matching("**")).isEmpty();
    assertThat(bundle.unreadable("pipe")).containsExactly("pipe is a pipe, socket or device");
  }

  @Test
  void aFileInPlaceOfAFolderIsNoFolder() {
    bundle.file("etc", "a file");
    assertThat(bundle.matching("etc/hostname")).isEmpty();
    assertThat(bundle.tree().names("etc")).isEmpty();
    assertThat(bundle.tree().hasFolder("etc")).isFalse();
  }

  @Test
  void aGlobFindsNoMoreThanAHundredThousandFilesAndSaysSo() {
    var nodes = new IndexedNodes(null);
    for (int i = 0; i <= 100_000; i++) {
      nodes.put("var/log/" + i, Node.NOT_KEPT);
      nodes.put("var/links/" + i, new Node.Link("../links/" + (i + 1)));
    }
    var tree = new FileTree(nodes);
    assertThat(tree.matching(Glob.of("var/log/**"))).hasSize(100_000);
    assertThat(tree.matching(Glob.of("var/links/*"))).hasSize(100_000);
    assertThat(tree.cut()).isEqualTo("not all files were looked at");
    assertThat(tree.problems())
        .contains("var/log/**/*: 100,000 files were found; what else matches was not looked at");
    assertThat(new FileTree(nodes).matching(Glob.of("**"))).hasSize(200_002);
  }
}
