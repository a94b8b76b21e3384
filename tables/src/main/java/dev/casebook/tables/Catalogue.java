package dev.casebook.tables;

import dev.casebook.tables.containers.CgroupCounter;
import dev.casebook.tables.network.Bond;
import dev.casebook.tables.network.Connection;
import dev.casebook.tables.network.Interface;
import dev.casebook.tables.network.InterfaceAddress;
import dev.casebook.tables.network.Route;
import dev.casebook.tables.network.Socket;
import dev.casebook.tables.vpn.OpenvpnClient;
import dev.casebook.tables.vpn.OpenvpnRoute;
import dev.casebook.tables.vpn.OpenvpnSetting;
import java.util.List;
import java.util.Optional;

/// All tables, in the order in which they are listed to people.
public final class Catalogue {

  private static final List<Table<?>> TABLES =
      List.of(
          Interface.TABLE,
          Bond.TABLE,
          InterfaceAddress.TABLE,
          Route.TABLE,
          Socket.TABLE,
          Connection.TABLE,
          CgroupCounter.TABLE,
          OpenvpnSetting.TABLE,
          OpenvpnClient.TABLE,
          OpenvpnRoute.TABLE);

  private Catalogue() {}

  public static List<Table<?>> tables() {
    return TABLES;
  }

  public static Optional<Table<?>> table(String name) {
    return TABLES.stream().<Table<?>>map(t -> t).filter(t -> t.name().equals(name)).findFirst();
  }
}
