package dev.casebook.wings.accounts.targets.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// MariaDB's own server on a port of this machine, until it is closed.
final class MariaDb implements AutoCloseable {

  static final String MANAGER = "keeper";
  static final String PASSWORD = "the keeper's own";

  private final Path folder;
  private final Process process;
  private final int port;

  private MariaDb(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  static MariaDb start(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    var data = folder.resolve("data").toString();
    run(
        "",
        "mariadb-install-db",
        "--no-defaults",
        "--auth-root-authentication-method=normal",
        "--skip-test-db",
        "--user=root",
        "--datadir=" + data);
    int port = freePort();
    var process =
        new ProcessBuilder(
                "/usr/sbin/mariadbd",
                "--no-defaults",
                "--user=root",
                "--datadir=" + data,
                "--socket=" + folder.resolve("s"),
                "--pid-file=" + folder.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--log-bin=binlog",
                "--innodb-flush-log-at-trx-commit=0")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    var server = new MariaDb(folder, process, port);
    for (int i = 0; i < 300 && !Files.exists(folder.resolve("s")); i++) {
      if (!process.isAlive()) {
        throw new IOException("mariadbd ended: " + Files.readString(folder.resolve("log")));
      }
      Thread.sleep(100);
    }
    server.sql(
        """
        CREATE USER 'keeper'@'127.0.0.1' IDENTIFIED BY 'the keeper''s own';
        GRANT ALL ON *.* TO 'keeper'@'127.0.0.1' WITH GRANT OPTION;
        CREATE DATABASE orders; CREATE TABLE orders.items (id INT); INSERT INTO orders.items VALUES (1);
        CREATE DATABASE my_shop; CREATE DATABASE myXshop;
        """);
    return server;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  String url() {
    return "mariadb://127.0.0.1:" + port;
  }

  /// What the server's own client says as root.
  String sql(String statements) throws IOException, InterruptedException {
    return run(
        statements,
        "mariadb",
        "--no-defaults",
        "-N",
        "-u",
        "root",
        "-S",
        folder.resolve("s").toString());
  }

  /// Whether an account may do this.
  boolean may(String user, String password, String statement)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("mariadb", "--no-defaults", "-N", "-h", "127.0.0.1"));
    command.addAll(
        List.of("-P", Integer.toString(port), "-u", user, "-p" + password, "-e", statement));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() == 0;
  }

  /// Moves with every write.
  String position() throws IOException, InterruptedException {
    return sql("SHOW MASTER STATUS");
  }

  private static String run(String input, String... command)
      throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var to = process.getOutputStream()) {
      to.write(input.getBytes(StandardCharsets.UTF_8));
    }
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(List.of(command) + ": " + said).isZero();
    return said;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
