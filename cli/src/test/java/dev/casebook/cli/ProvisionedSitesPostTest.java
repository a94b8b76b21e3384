package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The post about provisioning several data centres with `cobbler replicate`. It shows a command
/// and no output; what it tells of, a site that is behind the centre and systems that a trigger
/// mixed up, is told from the servers' own collections.
class ProvisionedSitesPostTest {

  private static final String DIFFERS = "provisioning-site-differs";
  private static final String TWICE = "system-at-two-sites";

  /// Word by word, with the blog's dashes and the command's name twice.
  private static final String COMMAND =
      "# cobbler replicate cobbler replicate –master=cobbler.example.org [–distros=pattern]"
          + " [–profiles=pattern] [–systems=pattern] [–repos-pattern] [–images=pattern] [–prune]"
          + " [–omit-data]\n";

  @TempDir private Path folder = Path.of("");

  private PostedEvidence posted() {
    return new PostedEvidence(folder);
  }

  @Test
  void theCommandAloneIsNoFinding() {
    assertThat(posted().with("terminal.txt", COMMAND).found()).isEmpty();
  }

  @Test
  void theNotesAreFoundByThePostsWords() {
    assertThat(Launch.of("search", "cobbler replicate trigger").output()).contains(TWICE);
    assertThat(Launch.of("search", "cobbler replicate site").output()).contains(DIFFERS);
  }

  @Test
  void systemsThatATriggerCopiedToEverySiteAreTold() {
    var sites = posted().like("provisioning/system-at-two-sites/fires/copied-everywhere");

    assertThat(sites.said(TWICE))
        .contains("web1 (02:00:00:00:00:0a) is enabled to be installed at central, idc1, idc2")
        .contains("web3 (02:00:00:00:00:0c) is enabled to be installed at central, idc1, idc2")
        .contains("supported A trigger copied all of the centre's systems to every site");
  }

  @Test
  void oneSystemAtTwoSitesIsToldByItselfAndNoTriggerIsBlamed() {
    var sites =
        posted()
            .like(
                "provisioning/system-at-two-sites/fires/triggers",
                text -> text.replace("web1", "db-9").replace("idc2", "muc"));

    assertThat(sites.found()).contains(TWICE + " db-9");
    assertThat(sites.said(TWICE)).contains("ruled out A trigger copied all of the centre's");
  }

  @Test
  void aSiteThatHasNotReplicatedIsToldWithOtherNames() {
    var sites =
        posted()
            .like(
                "provisioning/provisioning-site-differs/fires/old-distribution",
                text -> text.replace("centos7", "rocky9").replace("idc1", "fra"));

    assertThat(sites.found()).contains(DIFFERS + " distro rocky9-x86_64");
    assertThat(sites.said(DIFFERS))
        .contains("The distro rocky9-x86_64 differs between central, fra")
        .contains("supported A site has not replicated since the item was changed");
  }

  @Test
  void aReplicatedSiteAndOneThatHasItsOwnServerAreNoFinding() {
    for (var rival : new String[] {"replicated", "another-server"}) {
      var sites = new PostedEvidence(folder.resolve(rival));
      sites.like("provisioning/provisioning-site-differs/clear/" + rival);
      assertThat(sites.found()).as(rival).noneMatch(found -> found.startsWith(DIFFERS));
    }
    var one = new PostedEvidence(folder.resolve("one"));
    one.like("provisioning/system-at-two-sites/clear/switched-off-at-one");
    assertThat(one.found()).isEmpty();
  }
}
