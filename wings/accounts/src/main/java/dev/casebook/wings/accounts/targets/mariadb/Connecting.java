package dev.casebook.wings.accounts.targets.mariadb;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.targets.Destination;
import dev.casebook.wings.accounts.targets.ServerAddress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.mariadb.jdbc.Driver;

/// Reaches a server and signs in. A password goes out by TLS alone, or to this machine.
final class Connecting {

  private static final int PORT = 3306;
  private static final String CONNECT_MILLIS_MAX = "10000";
  private static final String ANSWER_MILLIS_MAX = "120000";

  private Connecting() {}

  static Connection to(Destination destination) throws SQLException, IOException, Refusal {
    var settings = destination.settings();
    var address = ServerAddress.of(destination, PORT, "mariadb", "mysql");
    var password = destination.password();
    var properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", new String(password));
    properties.setProperty("connectTimeout", CONNECT_MILLIS_MAX);
    properties.setProperty("socketTimeout", ANSWER_MILLIS_MAX);
    properties.setProperty("allowLocalInfile", "false");
    if (address.isHere()) {
      properties.setProperty("sslMode", "disable");
    } else {
      properties.setProperty("sslMode", "verify-full");
      if (!settings.authority().isEmpty()) {
        properties.setProperty(
            "serverSslCert", destination.folder().resolve(settings.authority()).toString());
      }
    }
    return new Driver()
        .connect("jdbc:mariadb://%s:%d/".formatted(address.host(), address.port()), properties);
  }
}
