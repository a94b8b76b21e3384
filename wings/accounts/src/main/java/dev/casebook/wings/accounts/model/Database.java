package dev.casebook.wings.accounts.model;

import dev.casebook.formats.network.IpNetwork;
import java.util.List;

/// A database server.
///
/// @param kind such as `mariadb`
/// @param host the host that it runs on
/// @param clients addresses from which it may be reached; empty for any
public record Database(String name, Place place, Kind kind, String host, List<IpNetwork> clients) {

  public Database {
    clients = List.copyOf(clients);
  }

  public enum Kind {
    MARIADB,
    MYSQL,
    POSTGRESQL,
    REDIS,
    ELASTICSEARCH
  }
}
