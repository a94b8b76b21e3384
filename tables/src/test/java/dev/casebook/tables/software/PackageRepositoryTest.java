package dev.casebook.tables.software;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;

class PackageRepositoryTest {

  @Test
  void repositoriesOfDnfAreRowsUsedOrNot() {
    var place = "/etc/yum.repos.d/centos.repo";
    var rows =
        Sample.root()
            .fileFrom(place, "package_repositories/centos.repo")
            .read(PackageRepository.TABLE);

    assertThat(rows.coverage().isComplete()).isTrue();
    assertThat(rows.rows())
        .containsExactly(
            new PackageRepository(
                "rpm",
                "baseos",
                "http://mirrorlist.example/?release=$releasever&arch=$basearch&repo=BaseOS",
                null,
                null,
                true,
                true,
                null,
                place),
            new PackageRepository(
                "rpm",
                "local",
                "http://cobbler.example/cobbler/repo_mirror/local",
                null,
                null,
                false,
                false,
                "http://proxy.example:3128",
                place));
  }

  @Test
  void sourcesOfAptInBothFormsAreRows() {
    var rows =
        Sample.root()
            .fileFrom("/etc/apt/sources.list", "package_repositories/sources.list")
            .fileFrom(
                "/etc/apt/sources.list.d/debian.sources", "package_repositories/debian.sources")
            .read(PackageRepository.TABLE);

    assertThat(rows.coverage().isComplete()).isTrue();
    assertThat(rows.rows())
        .extracting(PackageRepository::kind)
        .containsExactly("deb", "deb-src", "deb", "deb-src", "deb");
    assertThat(rows.rows().get(0).components()).isEqualTo("main contrib");
    assertThat(rows.rows().get(1).signed()).isFalse();
    assertThat(rows.rows().get(2).suite()).isEqualTo("bookworm bookworm-updates");
    assertThat(rows.rows().get(2).components()).isEqualTo("main contrib");
    assertThat(rows.rows().get(4).enabled()).isFalse();
  }

  @Test
  void aLooseOneIsKnownAndAnOddLineIsRejected() {
    var rows =
        Sample.loose()
            .fileFrom("a.repo", "package_repositories/centos.repo")
            .read(PackageRepository.TABLE);
    var odd =
        Sample.root().file("/etc/apt/sources.list", "deb http://x\n").read(PackageRepository.TABLE);

    assertThat(rows.rows()).hasSize(2);
    assertThat(odd.coverage().toString()).contains("not a source of apt");
  }
}
