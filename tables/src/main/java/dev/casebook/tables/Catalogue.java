package dev.casebook.tables;

import dev.casebook.tables.identity.FailedLogin;
import dev.casebook.tables.identity.PamRule;
import dev.casebook.tables.identity.User;
import dev.casebook.tables.software.InstalledPackage;
import dev.casebook.tables.storage.Filesystem;
import dev.casebook.tables.storage.Mount;
import dev.casebook.tables.system.Host;
import dev.casebook.tables.system.HostProcess;
import dev.casebook.tables.system.KernelModule;
import dev.casebook.tables.system.KernelParameter;
import dev.casebook.tables.system.KernelParameterSetting;
import dev.casebook.tables.system.Memory;
import dev.casebook.tables.system.Unit;
import dev.casebook.tables.system.UnitFile;
import dev.casebook.tables.vpn.OpenvpnRoute;
import java.util.List;
import java.util.Optional;

/// All tables, in the order in which they are listed to people.
public final class Catalogue {

  private static final List<Table<?>> TABLES =
      List.of(
          Host.TABLE,
          InstalledPackage.TABLE,
          KernelParameter.TABLE,
          KernelParameterSetting.TABLE,
          KernelModule.TABLE,
          Memory.TABLE,
          HostProcess.TABLE,
          Unit.TABLE,
          UnitFile.TABLE,
          Mount.TABLE,
          Filesystem.TABLE,
          User.TABLE,
          PamRule.TABLE,
          FailedLogin.TABLE,
          OpenvpnRoute.TABLE);

  private Catalogue() {}

  public static List<Table<?>> tables() {
    return TABLES;
  }

  public static Optional<Table<?>> table(String name) {
    return TABLES.stream().<Table<?>>map(t -> t).filter(t -> t.name().equals(name)).findFirst();
  }
}
