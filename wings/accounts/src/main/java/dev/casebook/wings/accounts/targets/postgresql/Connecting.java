package dev.casebook.wings.accounts.targets.postgresql;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.targets.Destination;
import dev.casebook.wings.accounts.targets.ServerAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.Driver;

/// Reaches a server and signs in. A password goes out by TLS alone, or to this machine.
final class Connecting {

  private static final int PORT = 5432;
  private static final String DATABASE = "postgres";
  private static final String CONNECT_SECONDS_MAX = "10";
  private static final String ANSWER_SECONDS_MAX = "120";

  /// Whoever owns a database sets how its sessions begin. A search path of theirs would have us
  /// call their functions with our rights, by the names of the server's own.
  private static final String SETTINGS =
      "-c search_path=pg_catalog -c standard_conforming_strings=on -c lock_timeout=10s";

  private final Destination destination;
  private final ServerAddress address;
  private final Properties properties = new Properties();

  Connecting(Destination destination) throws IOException, Refusal {
    this.destination = destination;
    address = ServerAddress.of(destination, PORT, "postgresql", "postgres");
    var settings = destination.settings();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", new String(destination.password()));
    properties.setProperty("connectTimeout", CONNECT_SECONDS_MAX);
    properties.setProperty("socketTimeout", ANSWER_SECONDS_MAX);
    properties.setProperty("gssEncMode", "disable");
    properties.setProperty("ApplicationName", "casebook");
    properties.setProperty("options", SETTINGS);
    if (address.isHere()) {
      properties.setProperty("sslmode", "disable");
    } else {
      properties.setProperty("sslmode", "verify-full");
      if (settings.authority().isEmpty()) {
        properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
      } else {
        properties.setProperty(
            "sslrootcert", destination.folder().resolve(settings.authority()).toString());
      }
    }
  }

  /// To the database that the address names.
  Session first() throws SQLException {
    var path = URI.create(destination.settings().address()).getPath();
    return to(path.length() > 1 ? path.substring(1) : DATABASE);
  }

  Session to(String database) throws SQLException {
    return new Session(
        Objects.requireNonNull(
            new Driver()
                .connect(
                    "jdbc:postgresql://%s:%d/%s"
                        .formatted(
                            address.host(),
                            address.port(),
                            URLEncoder.encode(database, StandardCharsets.UTF_8)),
                    properties),
            "the address is one of PostgreSQL"));
  }
}
