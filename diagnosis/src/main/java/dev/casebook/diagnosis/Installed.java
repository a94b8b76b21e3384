package dev.casebook.diagnosis;

import dev.casebook.tables.software.InstalledPackage;
import dev.casebook.tables.system.HostProcess;
import dev.casebook.tables.system.Unit;
import dev.casebook.tables.system.UnitFile;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The things that are installed or run on a host: its packages, its systemd units and their files,
/// and its processes. Only all four together tell that something is not there: what was built by
/// hand has no package, what runs in a container no unit, and what is stopped no process.
final class Installed {

  static final List<String> TABLES =
      List.of(
          InstalledPackage.TABLE.name(),
          Unit.TABLE.name(),
          UnitFile.TABLE.name(),
          HostProcess.TABLE.name());

  /// In lower case, without what snap puts before them.
  private final Set<String> names = new HashSet<>();

  /// Takes note of a row of any table.
  void see(Record row) {
    switch (row) {
      case InstalledPackage each -> add(each.name());
      case Unit each when !"not-found".equals(each.load()) -> add(each.unit());
      case UnitFile each -> add(each.unit());
      case HostProcess each -> add(each.command());
      default -> {
        // It names nothing installed.
      }
    }
  }

  private void add(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    boolean isSnap = lower.startsWith("snap.") || lower.startsWith("snap-");
    names.add(isSnap ? lower.substring("snap.".length()) : lower);
  }

  /// Whether something goes by this name, or by one that it begins: `docker` is there where
  /// `docker.service`, `docker-ce` or `docker.io` is, `openvpn` where `openvpn@office.service` is,
  /// and `kubelet` where snap's `snap.kubelet.daemon.service` is.
  boolean has(String thing) {
    var wanted = thing.toLowerCase(Locale.ROOT);
    return names.stream().anyMatch(name -> isCalled(name, wanted));
  }

  private static boolean isCalled(String name, String thing) {
    return name.startsWith(thing)
        && (name.length() == thing.length()
            || !Character.isLetterOrDigit(name.charAt(thing.length())));
  }
}
