package dev.casebook.tables.system;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What one artifact tells of the distribution of a host.
///
/// @param id as os-release(5) has it in ID: debian, rhel
/// @param name in full, as people call it
/// @param version as os-release has it in VERSION_ID
record Distribution(@Nullable String id, @Nullable String name, @Nullable String version) {

  /// How names begin, in lower case, and what os-release of the same distribution has in ID.
  private static final Map<String, String> IDS =
      Map.ofEntries(
          Map.entry("red hat enterprise", "rhel"),
          Map.entry("rhel", "rhel"),
          Map.entry("redhatenterprise", "rhel"),
          Map.entry("centos", "centos"),
          Map.entry("fedora", "fedora"),
          Map.entry("rocky", "rocky"),
          Map.entry("almalinux", "almalinux"),
          Map.entry("oracle linux", "ol"),
          Map.entry("oracleserver", "ol"),
          Map.entry("scientific linux", "scientific"),
          Map.entry("amazon linux", "amzn"),
          Map.entry("suse linux enterprise server", "sles"),
          Map.entry("suse linux enterprise desktop", "sled"),
          Map.entry("opensuse leap", "opensuse-leap"),
          Map.entry("opensuse tumbleweed", "opensuse-tumbleweed"),
          Map.entry("debian", "debian"),
          Map.entry("raspbian", "raspbian"),
          Map.entry("ubuntu", "ubuntu"),
          Map.entry("linux mint", "linuxmint"),
          Map.entry("linuxmint", "linuxmint"),
          Map.entry("arch linux", "arch"),
          Map.entry("alpine", "alpine"),
          Map.entry("gentoo", "gentoo"),
          Map.entry("kylin", "kylin"),
          Map.entry("openeuler", "openEuler"),
          Map.entry("euleros", "euleros"),
          Map.entry("anolis", "anolis"),
          Map.entry("alibaba cloud linux", "alinux"),
          Map.entry("uniontech", "uos"),
          Map.entry("uos", "uos"));

  private static final Distribution UNKNOWN = new Distribution(null, null, null);

  private static final Pattern VERSION =
      Pattern.compile("(?:^|[ (])([Vv]?(\\d{1,9}(?:\\.\\d{1,9}){0,3}))(?: SP(\\d{1,2}))?");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9}){0,3}");

  static Distribution unknown() {
    return UNKNOWN;
  }

  /// By os-release(5).
  static Distribution ofOsRelease(Settings settings) {
    var name = settings.value("PRETTY_NAME").or(() -> settings.value("NAME"));
    return new Distribution(
        settings.value("ID").or(() -> name.flatMap(Distribution::idOf)).orElse(null),
        name.orElse(null),
        settings.value("VERSION_ID").orElse(null));
  }

  /// By `/etc/lsb-release` or what lsb_release(1) prints. Red Hat's file holds no name.
  static Distribution ofLsb(Settings settings) {
    var name = settings.value("DISTRIB_DESCRIPTION").or(() -> settings.value("Description"));
    var brand = settings.value("DISTRIB_ID").or(() -> settings.value("Distributor ID"));
    var version = settings.value("DISTRIB_RELEASE").or(() -> settings.value("Release"));
    return new Distribution(
        brand.flatMap(Distribution::idOf).or(() -> name.flatMap(Distribution::idOf)).orElse(null),
        name.or(() -> brand).orElse(null),
        version.or(() -> name.flatMap(Distribution::versionIn)).orElse(null));
  }

  /// By a line for people, such as a release file's or hostnamectl's: `CentOS release 6.10
  /// (Final)`, `Debian GNU/Linux 12 (bookworm)`.
  static Distribution ofLine(String line) {
    return new Distribution(
        idOf(line).or(() -> brandOf(line)).orElse(null), line, versionIn(line).orElse(null));
  }

  /// By `/etc/debian_version`, which in a testing release holds codenames and which Ubuntu takes
  /// over from the Debian that it was made of.
  ///
  /// @param isUbuntu whether the kernel is Ubuntu's
  static Distribution ofDebianVersion(String line, boolean isUbuntu) {
    return isUbuntu
        ? new Distribution("ubuntu", "Ubuntu", null)
        : new Distribution(
            "debian", "Debian GNU/Linux " + line, NUMBER.matcher(line).matches() ? line : null);
  }

  private static Optional<String> idOf(String name) {
    var lower = name.strip().toLowerCase(Locale.ROOT);
    return IDS.entrySet().stream()
        .filter(entry -> lower.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /// The first word of `BRAND … release VERSION`, the form that all children of Red Hat keep.
  private static Optional<String> brandOf(String line) {
    int blank = line.indexOf(' ');
    return blank > 0 && line.contains(" release ")
        ? Optional.of(line.substring(0, blank).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  /// What os-release has in VERSION_ID where a line has more: `15.4` of `15 SP4`, `20.04` of
  /// Ubuntu's `20.04.3`.
  private static Optional<String> versionIn(String line) {
    var match = VERSION.matcher(line);
    if (!match.find()) {
      return Optional.empty();
    }
    var number = match.group(2);
    if (match.group(3) != null) {
      return Optional.of(number + "." + match.group(3));
    }
    var parts = number.split("\\.");
    return Optional.of(
        line.startsWith("Ubuntu") && parts.length == 3
            ? parts[0] + "." + parts[1]
            : match.group(1));
  }

  /// This, with what it lacks taken from another.
  Distribution or(Distribution other) {
    return new Distribution(
        id == null ? other.id : id,
        name == null ? other.name : name,
        version == null ? other.version : version);
  }
}
