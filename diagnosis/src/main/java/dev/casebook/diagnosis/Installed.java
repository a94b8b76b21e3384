package dev.casebook.diagnosis;

import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.TableReader;
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
record Installed(Set<String> names) {

  static final List<String> TABLES =
      List.of(
          InstalledPackage.TABLE.name(),
          Unit.TABLE.name(),
          UnitFile.TABLE.name(),
          HostProcess.TABLE.name());

  Installed {
    names = Set.copyOf(names);
  }

  static Installed on(Snapshot snapshot) {
    var names = new HashSet<String>();
    TableReader.Sink sink =
        (_, row) -> {
          names.add(name(row));
          return true;
        };
    var reader = new TableReader(snapshot);
    reader.read(InstalledPackage.TABLE, sink);
    reader.read(Unit.TABLE, sink);
    reader.read(UnitFile.TABLE, sink);
    reader.read(HostProcess.TABLE, sink);
    return new Installed(names);
  }

  private static String name(Record row) {
    return switch (row) {
      case InstalledPackage each -> each.name();
      case Unit each -> "not-found".equals(each.load()) ? "" : each.unit();
      case UnitFile each -> each.unit();
      case HostProcess each -> each.command();
      default -> throw new IllegalArgumentException("names nothing installed: " + row);
    };
  }

  /// Whether something goes by this name, or by one that it begins: `docker` is there where
  /// `docker.service`, `docker-ce` or `docker.io` is, `openvpn` where `openvpn@office.service` is,
  /// and `kubelet` where snap's `snap.kubelet.daemon.service` is.
  boolean has(String thing) {
    var wanted = thing.toLowerCase(Locale.ROOT);
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT).replaceFirst("^snap[.-]", ""))
        .anyMatch(name -> isCalled(name, wanted));
  }

  private static boolean isCalled(String name, String thing) {
    return name.startsWith(thing)
        && (name.length() == thing.length()
            || !Character.isLetterOrDigit(name.charAt(thing.length())));
  }
}
