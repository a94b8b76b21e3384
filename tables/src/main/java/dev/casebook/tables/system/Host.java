package dev.casebook.tables.system;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the snapshot is of: always one row, however little of it is told.
///
/// The system comes from os-release(5), else from lsb_release(1) or its file, the one line of the
/// distribution's release file, or hostnamectl; the kernel from `/proc/sys/kernel/osrelease`,
/// `uname` or `/proc/version`.
///
/// ```
/// Linux node1 4.19.90-52.39.v2207.ky10.x86_64 #4 SMP Wed Jun 5 15:42:10 CST 2024 x86_64 x86_64 x86_64 GNU/Linux
/// ```
@Row("the host that the evidence is of")
@Compared(
    restless = {"boot_time", "capture_time"},
    ofHost = {"name"},
    tells = Compared.Tells.SETTING)
public record Host(
    @Column("host name; the source's name where none is told") String name,
    @Column("the distribution as its files call it: debian, rhel, kylin") @Nullable String osId,
    @Column("the distribution in full, as people call it") @Nullable String osName,
    @Column("the distribution's version, often without the minor one") @Nullable String osVersion,
    @Column("the line of the distribution's release file, which often has the minor version")
        @Nullable String osRelease,
    @Column("release of the running kernel, as uname -r prints it") @Nullable String kernel,
    @Column("machine, as uname -m prints it: x86_64, aarch64") @Nullable String architecture,
    @Column("when the kernel started") @Nullable Instant bootTime,
    @Column("when the evidence was taken") @Nullable Instant captureTime,
    @Column("time zone of the host's clock, such as Asia/Shanghai") @Nullable String zone,
    @Column("kind of virtual machine or container, none on hardware")
        @Nullable String virtualisation) {

  private static final ArtifactName[] OS_RELEASE = {
    ArtifactName.file("/etc/os-release"), ArtifactName.file("/usr/lib/os-release")
  };

  /// The most telling first: Kylin, too, has a redhat-release in some versions.
  private static final ArtifactName[] RELEASE = {
    ArtifactName.file("/etc/kylin-release"),
    ArtifactName.file("/etc/redhat-release"),
    ArtifactName.file("/etc/centos-release"),
    ArtifactName.file("/etc/rocky-release"),
    ArtifactName.file("/etc/almalinux-release"),
    ArtifactName.file("/etc/fedora-release"),
    ArtifactName.file("/etc/openEuler-release"),
    ArtifactName.file("/etc/SuSE-release"),
    ArtifactName.file("/etc/system-release")
  };

  private static final ArtifactName[] LSB = {
    ArtifactName.file("/etc/lsb-release"),
    ArtifactName.command("lsb_release"),
    ArtifactName.command("lsb_release *")
  };
  private static final ArtifactName DEBIAN_VERSION = ArtifactName.file("/etc/debian_version");

  private static final ArtifactName OS_RELEASE_OF_KERNEL =
      ArtifactName.file("/proc/sys/kernel/osrelease");
  private static final ArtifactName[] UNAME = {
    ArtifactName.command("uname -a"), ArtifactName.file("/proc/version")
  };
  private static final ArtifactName UNAME_R = ArtifactName.command("uname -r");
  private static final ArtifactName ARCHITECTURE = ArtifactName.file("/proc/sys/kernel/arch");

  /// Not asked of a live host: it wakes a service over D-Bus, which hangs where that is broken.
  private static final ArtifactName HOSTNAMECTL = ArtifactName.command("hostnamectl*");

  private static final ArtifactName[] VIRTUALISATION = {
    ArtifactName.command("systemd-detect-virt"), ArtifactName.command("virt-what")
  };
  private static final ArtifactName[] NAME = {
    ArtifactName.file("/proc/sys/kernel/hostname"),
    ArtifactName.file("/etc/hostname"),
    ArtifactName.command("hostname"),
    ArtifactName.file("/proc/uptime"),
    ArtifactName.command("uptime"),
    ArtifactName.command("date")
  };

  public static final Table<Host> TABLE = table();

  /// Any of these artifacts is reason enough for the row; all of them are then looked at.
  private static Table<Host> table() {
    var anchors =
        Stream.of(
                Stream.of(OS_RELEASE),
                Stream.of(RELEASE),
                Stream.of(LSB),
                Stream.of(DEBIAN_VERSION),
                Stream.of(OS_RELEASE_OF_KERNEL),
                Stream.of(UNAME),
                Stream.of(UNAME_R),
                Stream.of(HOSTNAMECTL),
                Stream.of(NAME))
            .flatMap(names -> names)
            .toList();
    var table = Table.of("hosts", Host.class);
    for (var anchor : anchors) {
      table = table.from(List.of(anchor), Host::parse);
    }
    return table
        .completedBy(anchors.toArray(ArtifactName[]::new))
        .completedBy(ARCHITECTURE)
        .completedBy(VIRTUALISATION)
        .sniff(
            OS_RELEASE[0],
            head -> head.lines().limit(5).anyMatch(line -> line.startsWith("PRETTY_NAME=")))
        .sniff(UNAME[0], head -> head.startsWith("Linux ") && head.contains(" #"))
        .sniff(UNAME[1], head -> head.startsWith("Linux version "))
        .example(
            "which system and kernel it is", "select name, os_name, kernel, boot_time from hosts");
  }

  static void parse(Text text, Rows<Host> rows) {
    var told = text.shared(AtomicBoolean.class, AtomicBoolean::new);
    if (told.getAndSet(true)) {
      return;
    }
    var release = text.beside(RELEASE).flatMap(Host::firstLine);
    var debian = text.beside(DEBIAN_VERSION).flatMap(Host::firstLine);
    var control = text.beside(HOSTNAMECTL).map(Host::settings).orElse(Settings.none());
    var uname = text.beside(UNAME).flatMap(Uname::of);
    var os = distribution(text, release, debian, control);
    var facts = text.facts();
    rows.add(
        0,
        new Host(
            facts.host(),
            os.id(),
            os.name(),
            os.version(),
            release.or(() -> debian).orElse(null),
            text.beside(OS_RELEASE_OF_KERNEL)
                .flatMap(Host::firstLine)
                .or(() -> uname.map(Uname::release))
                .or(() -> text.beside(UNAME_R).flatMap(Host::firstLine))
                .or(() -> control.value("Kernel").map(Host::withoutLinux))
                .orElse(null),
            text.beside(ARCHITECTURE)
                .flatMap(Host::firstLine)
                .or(() -> uname.flatMap(Uname::machine))
                .or(() -> control.value("Architecture").map(Host::machineNamed))
                .orElse(null),
            facts.booted(),
            facts.captured(),
            Optional.ofNullable(facts.zoneIfKnown()).map(ZoneId::getId).orElse(null),
            text.beside(VIRTUALISATION)
                .flatMap(Host::firstLine)
                .or(() -> control.value("Virtualization"))
                .orElse(null)));
  }

  /// The surest first: a child of a distribution often keeps the files of its parent.
  private static Distribution distribution(
      Text text, Optional<String> release, Optional<String> debian, Settings control) {
    return Stream.of(
            text.beside(OS_RELEASE).map(Host::settings).map(Distribution::ofOsRelease),
            release.map(Distribution::ofLine),
            text.beside(LSB).map(Host::settings).map(Distribution::ofLsb),
            control.value("Operating System").map(Distribution::ofLine),
            debian.map(line -> Distribution.ofDebianVersion(line, isUbuntusKernel(text))))
        .flatMap(Optional::stream)
        .reduce(Distribution.unknown(), Distribution::or);
  }

  private static boolean isUbuntusKernel(Text text) {
    return text.beside(UNAME).flatMap(Host::firstLine).orElse("").contains("Ubuntu");
  }

  private static Settings settings(Text text) {
    return Settings.of(text.lines());
  }

  private static Optional<String> firstLine(Text text) {
    return text.lines().stream()
        .map(line -> line.text().strip())
        .filter(line -> !line.isEmpty())
        .findFirst();
  }

  private static String withoutLinux(String kernel) {
    return kernel.startsWith("Linux ") ? kernel.substring("Linux ".length()) : kernel;
  }

  /// systemd has its own names of machines.
  private static String machineNamed(String architecture) {
    return switch (architecture) {
      case "x86-64" -> "x86_64";
      case "arm64" -> "aarch64";
      case "ppc64-le" -> "ppc64le";
      case "x86" -> "i686";
      default -> architecture;
    };
  }

  /// The words of `uname -a` or `/proc/version`.
  private record Uname(String release, Optional<String> machine) {

    static Optional<Uname> of(Text text) {
      return text.lines().stream()
          .map(line -> line.text().strip().split("\\s+"))
          .filter(words -> words.length > 2 && words[0].equals("Linux"))
          .findFirst()
          .map(words -> new Uname(words[2], machine(words)));
    }

    /// After the year of the build where there is one; else the word before `GNU/Linux`.
    private static Optional<String> machine(String[] words) {
      int last = words.length - 1;
      if (words[1].equals("version") || !words[last].equals("GNU/Linux")) {
        return Optional.empty();
      }
      for (int i = last - 1; i > last - 5 && i > 3; i--) {
        if (words[i - 1].matches("20\\d\\d")) {
          return Optional.of(words[i]);
        }
      }
      return Optional.of(words[last - 1]);
    }
  }
}
