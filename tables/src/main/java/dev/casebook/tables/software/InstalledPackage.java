package dev.casebook.tables.software;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A package that rpm or dpkg has installed, wholly or in part; what dpkg has removed but for its
/// configuration is not a row.
///
/// Compare versions by the order of their format, never as text. Collectors ask rpm in several
/// ways:
///
/// ```
/// glibc-2.17-326.el7_9.x86_64                                 Sun Nov 22 13:07:46 2026
/// glibc-2.17-326.el7_9.x86_64	Sun Nov 22 13:07:46 2026	1795352866	(none)	vm	(none)	(none)
/// {"name":"glibc","epoch":"(none)","version":"2.17","release":"326.el7_9","arch":"x86_64", …}
/// ```
///
/// The first two have no epoch; it is then unknown.
@Row("one installed package")
@Compared(
    key = {"name"},
    restless = {"installed_at", "epoch", "version", "release"},
    tells = Compared.Tells.SETTING)
public record InstalledPackage(
    @Column("name without version and architecture") String name,
    @Column("epoch of the version; NULL where there is none or the evidence does not tell")
        @Nullable Integer epoch,
    @Column(value = "upstream version", means = Meaning.VERSION) String version,
    @Column("what the distribution appended: rpm's release, Debian's revision")
        @Nullable String release,
    @Column("epoch, version and release as the package manager writes them together")
        String fullVersion,
    @Column("architecture; noarch and all are any") @Nullable String architecture,
    @Column("rpm or deb") String format,
    @Column("how far dpkg has installed it: installed, half-configured, unpacked …")
        @Nullable String status,
    @Column("when it was installed; rpm only") @Nullable Instant installedAt) {

  /// What each line of rpm's answer holds; see [RpmListing].
  private static final String RPM_FORMAT =
      "%{NAME}|%{EPOCH}|%{VERSION}|%{RELEASE}|%{ARCH}|%{INSTALLTIME}\\n";

  public static final Table<InstalledPackage> TABLE =
      Table.of("packages", InstalledPackage.class)
          .file("/var/lib/dpkg/status", DpkgListing::parseStatus)
          .command("rpm -qa --qf " + RPM_FORMAT, RpmListing::parse)
          .command("rpm -qa*", RpmListing::parse)
          .command("package-data*", RpmListing::parse)
          .command("sh -c*rpm*-qa*", RpmListing::parse)
          .file("/installed-rpms", RpmListing::parse)
          .command("dpkg -l", DpkgListing::parseList)
          .command("dpkg -l*", DpkgListing::parseList)
          .file("/installed-debs", DpkgListing::parseList)
          .command("dpkg-query -W*", DpkgListing::parseQuery)
          .sniff(
              ArtifactName.file("/var/lib/dpkg/status"),
              head -> head.startsWith("Package: ") && head.contains("\nStatus: "))
          .sniff(ArtifactName.command("dpkg -l"), head -> head.startsWith("Desired=Unknown"))
          .sniff(ArtifactName.file("/installed-rpms"), RpmListing::isListing)
          .sniff(ArtifactName.file("/installed-rpms"), head -> head.startsWith("{\"name\":\""))
          .example(
              "which C library is installed",
              "select name, full_version from packages where name in ('glibc', 'libc6')");

  /// @param version without epoch and release
  static String together(@Nullable Integer epoch, String version, @Nullable String release) {
    return (epoch == null || epoch == 0 ? "" : epoch + ":")
        + version
        + (release == null ? "" : "-" + release);
  }
}
