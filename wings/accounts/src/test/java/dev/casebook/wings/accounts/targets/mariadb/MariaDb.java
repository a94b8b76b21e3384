package dev.casebook.wings.accounts.targets.mariadb;

import dev.casebook.wings.accounts.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// MariaDB's own server on a port of this machine, until it is closed.
public final class MariaDb implements AutoCloseable {

  public static final String MANAGER = "keeper";
  public static final String PASSWORD = "the keeper's own";

  private final Path folder;
  private final Process process;
  private final int port;

  private MariaDb(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  public static MariaDb start(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    var data = folder.resolve("data").toString();
    Programs.said(
        "",
        List.of(
            "mariadb-install-db",
            "--no-defaults",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--user=root",
            "--datadir=" + data));
    int port = Programs.freePort();
    var process =
        Programs.serving(
            port,
            folder.resolve("log"),
            List.of(
                "/usr/sbin/mariadbd",
                "--no-defaults",
                "--user=root",
                "--datadir=" + data,
                "--socket=" + folder.resolve("s"),
                "--pid-file=" + folder.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--log-bin=binlog",
                "--innodb-flush-log-at-trx-commit=0"));
    var server = new MariaDb(folder, process, port);
    server.sql(
        """
        CREATE USER 'keeper'@'127.0.0.1' IDENTIFIED BY 'the keeper''s own';
        GRANT ALL ON *.* TO 'keeper'@'127.0.0.1' WITH GRANT OPTION;
        CREATE DATABASE orders; CREATE TABLE orders.items (id INT); INSERT INTO orders.items VALUES (1);
        CREATE DATABASE my_shop; CREATE DATABASE myXshop;
        """);
    return server;
  }

  public String url() {
    return "mariadb://127.0.0.1:" + port;
  }

  /// What the server's own client says as root.
  String sql(String statements) throws IOException, InterruptedException {
    return Programs.said(
        statements,
        List.of(
            "mariadb", "--no-defaults", "-N", "-u", "root", "-S", folder.resolve("s").toString()));
  }

  /// Whether an account may do this.
  public boolean may(String user, String password, String statement)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("mariadb", "--no-defaults", "-N", "-h", "127.0.0.1"));
    command.addAll(
        List.of("-P", Integer.toString(port), "-u", user, "-p" + password, "-e", statement));
    return Programs.run("", command).status() == 0;
  }

  /// Moves with every write.
  String position() throws IOException, InterruptedException {
    return sql("SHOW MASTER STATUS");
  }

  @Override
  public void close() {
    Programs.end(process);
  }
}
