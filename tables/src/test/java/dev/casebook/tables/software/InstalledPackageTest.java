package dev.casebook.tables.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Sample;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InstalledPackageTest {

  private static final String EXTENDED =
      "rpm --nodigest -qa --qf=\"%{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}\\t%{INSTALLTIME:date}\"";

  static Stream<Sample> rpmForms() {
    return Stream.of(
        Sample.root().commandFrom("rpm -qa", "packages/rpm-qa"),
        Sample.insights().commandFrom("rpm -qa --qf '{name}'", "packages/insights.json"),
        Sample.sosreport().commandFrom("package-data", "packages/package-data"),
        Sample.sosreport().commandFrom("sh -c '" + EXTENDED + "'", "packages/installed-rpms"),
        Sample.sosreport().fileFrom("/installed-rpms", "packages/installed-rpms"),
        Sample.loose().fileFrom("packages.txt", "packages/installed-rpms"),
        Sample.loose().fileFrom("packages.txt", "packages/insights.json"),
        Sample.root().commandFrom(live(), "packages/cells"));
  }

  /// The exact command that a live host is asked.
  private static String live() {
    return InstalledPackage.TABLE.artifacts().stream()
        .map(ArtifactName::text)
        .filter(line -> line.startsWith("rpm -qa --qf"))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("rpmForms")
  void everyFormOfRpmsAnswerTellsTheSamePackages(Sample sample) {
    var packages = sample.read(InstalledPackage.TABLE);

    assertThat(packages.coverage().isComplete()).as(packages.coverage().reason()).isTrue();
    assertThat(packages.rows())
        .extracting(
            InstalledPackage::name,
            InstalledPackage::version,
            InstalledPackage::release,
            InstalledPackage::architecture,
            InstalledPackage::format)
        .containsExactlyInAnyOrder(
            tuple("glibc", "2.17", "326.el7_9", "x86_64", "rpm"),
            tuple("openssl-libs", "1.0.2k", "26.el7_9", "x86_64", "rpm"),
            tuple("libnetfilter_conntrack", "1.0.6", "1.el7_3", "x86_64", "rpm"),
            tuple("tzdata", "2024a", "1.el7", "noarch", "rpm"),
            tuple("java-1.8.0-openjdk-headless", "1.8.0.412.b08", "1.el7_9", "x86_64", "rpm"));
  }

  @Test
  void theTimeOfInstallationIsReadWhereItIsTold() {
    var dated =
        List.of(
            Sample.sosreport().commandFrom("package-data", "packages/package-data"),
            Sample.sosreport().fileFrom("/installed-rpms", "packages/installed-rpms"),
            Sample.insights().commandFrom("rpm -qa --qf '{name}'", "packages/insights.json"));
    for (var sample : dated) {
      assertThat(sample.read(InstalledPackage.TABLE).rows())
          .allMatch(row -> Instant.parse("2026-11-22T13:07:46Z").equals(row.installedAt()));
    }
  }

  @Test
  void anEpochStandsBeforeTheVersion() {
    var openssl =
        Sample.insights()
            .commandFrom("rpm -qa --qf '{name}'", "packages/insights.json")
            .read(InstalledPackage.TABLE)
            .rows()
            .stream()
            .filter(row -> row.name().equals("openssl-libs"))
            .findFirst()
            .orElseThrow();

    assertThat(openssl.epoch()).isEqualTo(1);
    assertThat(openssl.fullVersion()).isEqualTo("1:1.0.2k-26.el7_9");
  }

  @Test
  void theSeedsLineOfRpmHasNoColumnsButIsAPackage() {
    var glibc =
        Sample.root()
            .command("rpm -qa", "glibc-2.17-326.el7_9.x86_64\ngpg-pubkey-f4a80eb5-53a7ff4b\n")
            .read(InstalledPackage.TABLE);

    assertThat(glibc.rows())
        .extracting(InstalledPackage::name, InstalledPackage::fullVersion)
        .containsExactly(
            tuple("glibc", "2.17-326.el7_9"), tuple("gpg-pubkey", "f4a80eb5-53a7ff4b"));
  }

  @Test
  void aDamagedDatabaseIsNotAnEmptyOne() {
    var packages =
        Sample.root()
            .command(
                "rpm -qa",
                """
                error: rpmdb: BDB0113 Thread/process 2673/140126198814528 failed: BDB1507
                error: db5 error(-30973) from dbenv->failchk: BDB0087 DB_RUNRECOVERY
                error: cannot open Packages index using db5 -  (-30973)
                error: cannot open Packages database in /var/lib/rpm
                """)
            .read(InstalledPackage.TABLE);

    assertThat(packages.rows()).isEmpty();
    assertThat(packages.coverage().isComplete()).isFalse();
  }

  static Stream<Sample> dpkgForms() {
    return Stream.of(
        Sample.root().fileFrom("/var/lib/dpkg/status", "packages/dpkg-status"),
        Sample.loose().fileFrom("status.txt", "packages/dpkg-status"));
  }

  @ParameterizedTest
  @MethodSource("dpkgForms")
  void dpkgsDatabaseLeavesOutWhatIsOnlyConfiguration(Sample sample) {
    var packages = sample.read(InstalledPackage.TABLE);

    assertThat(packages.coverage().isComplete()).isTrue();
    assertThat(packages.rows())
        .extracting(
            InstalledPackage::name,
            InstalledPackage::version,
            InstalledPackage::release,
            InstalledPackage::architecture,
            InstalledPackage::status)
        .containsExactly(
            tuple("libc6", "2.36", "9+deb12u14", "amd64", "installed"),
            tuple("dpkg", "1.21.22", null, "amd64", "installed"),
            tuple("perl-base", "5.36.0", "7+deb12u2", "amd64", "installed"));
  }

  @Test
  void dpkgsListHasStatesAndArchitectures() {
    var packages =
        Sample.sosreport().commandFrom("dpkg -l", "packages/dpkg-l").read(InstalledPackage.TABLE);

    assertThat(packages.coverage().isComplete()).isTrue();
    assertThat(packages.rows())
        .extracting(InstalledPackage::name, InstalledPackage::fullVersion)
        .containsExactly(
            tuple("ca-certificates", "20230311+deb12u1"),
            tuple("ca-certificates-java", "20230710~deb12u1"),
            tuple("dpkg", "1.21.22"),
            tuple("libc6", "2.36-9+deb12u14"),
            tuple("perl-base", "5.36.0-7+deb12u2"));
  }

  @Test
  void dpkgQueryTellsNameAndVersion() {
    var packages =
        Sample.root()
            .command("dpkg-query -W", "dpkg\t1.21.22\nlibc6:amd64\t2.36-9+deb12u14\nppp\t\n")
            .read(InstalledPackage.TABLE);

    assertThat(packages.rows())
        .extracting(InstalledPackage::name, InstalledPackage::architecture)
        .containsExactly(tuple("dpkg", null), tuple("libc6", "amd64"));
  }

  @Test
  void anOldListOfDpkgHasNoArchitecture() {
    var packages =
        Sample.root()
            .command(
                "dpkg -l",
                """
                ||/ Name           Version        Description
                +++-==============-==============-============================================
                ii  ppp            2.4.5-5.1+deb7u1 Point-to-Point Protocol (PPP) - daemon
                """)
            .read(InstalledPackage.TABLE);

    assertThat(packages.only().architecture()).isNull();
    assertThat(packages.only().fullVersion()).isEqualTo("2.4.5-5.1+deb7u1");
  }

  @Test
  void aPackageOnHoldIsInstalledAndARemovedOneIsNot() {
    var packages =
        Sample.sosreport()
            .command(
                "dpkg -l",
                """
                Desired=Unknown/Install/Remove/Purge/Hold
                ||/ Name Version Architecture Description
                +++-====-=======-============-===========
                hi  kubelet  1.23.3  amd64  k
                rc  old  1.0  amd64  removed
                """)
            .read(InstalledPackage.TABLE);
    assertThat(packages.only().name()).isEqualTo("kubelet");
    assertThat(packages.only().status()).isEqualTo("installed");
    assertThat(packages.coverage().isComplete()).isTrue();
  }

  @Test
  void rpmsTimesHaveTheirOwnZone() {
    var bash =
        Sample.insights()
            .command("date", "Sun Nov 22 12:00:00 UTC 2026\n")
            .command(
                "rpm -qa --qf x",
                "{\"name\": \"bash\",\"version\": \"4.2.46\",\"epoch\": \"(none)\",\"release\": \"19.el7\","
                    + "\"arch\": \"x86_64\",\"installtime\": \"Fri 06 May 2016 03:52:13 PM EDT\"}\n")
            .read(InstalledPackage.TABLE)
            .only();
    assertThat(bash.installedAt()).isEqualTo(Instant.parse("2016-05-06T19:52:13Z"));
  }
}
