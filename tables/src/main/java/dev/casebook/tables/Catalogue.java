package dev.casebook.tables;

import dev.casebook.tables.vpn.OpenvpnRoute;
import java.util.List;
import java.util.Optional;

/// All tables, in the order in which they are listed to people.
public final class Catalogue {

  private static final List<Table<?>> TABLES = List.of(OpenvpnRoute.TABLE);

  private Catalogue() {}

  public static List<Table<?>> tables() {
    return TABLES;
  }

  public static Optional<Table<?>> table(String name) {
    return TABLES.stream().<Table<?>>map(t -> t).filter(t -> t.name().equals(name)).findFirst();
  }
}
