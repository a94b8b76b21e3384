package dev.casebook.wings.accounts.targets.postgresql;

import dev.casebook.wings.accounts.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// PostgreSQL's own server on a port of this machine, until it is closed. It refuses to be root, so
/// that root starts it as the user that Debian's package makes.
final class PostgresServer implements AutoCloseable {

  static final String MANAGER = "keeper";
  static final String PASSWORD = "the keeper's own";

  private static final String USER = "postgres";

  private final Path folder;
  private final Process process;
  private final int port;

  private PostgresServer(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /// @param folder to be made, in one that is nobody else's business
  static PostgresServer start(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    if (isRoot()) {
      Files.setPosixFilePermissions(
          folder.resolveSibling("."), PosixFilePermissions.fromString("rwx--x--x"));
      Files.setOwner(
          folder,
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
    }
    var data = folder.resolve("data").toString();
    Programs.said(
        "",
        program(
            "initdb",
            "--no-sync",
            "-U",
            USER,
            "-A",
            "scram-sha-256",
            "--auth-local=trust",
            "-D",
            data));
    int port = Programs.freePort();
    var process =
        Programs.serving(
            port,
            folder.resolve("log"),
            program(
                "postgres",
                "-D",
                data,
                "-F",
                "-k",
                folder.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "autovacuum=off",
                "-c",
                "log_statement=all"));
    var server = new PostgresServer(folder, process, port);
    server.sql(
        "postgres",
        """
        CREATE ROLE keeper SUPERUSER LOGIN PASSWORD 'the keeper''s own';
        CREATE ROLE shop LOGIN;
        CREATE DATABASE orders OWNER shop;
        """);
    server.sql(
        "orders",
        """
        SET ROLE shop;
        CREATE SCHEMA sales;
        CREATE TABLE sales.items (id serial PRIMARY KEY, name text);
        CREATE TABLE sales.lines (id int);
        INSERT INTO sales.items (name) VALUES ('one');
        """);
    return server;
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static List<String> program(String name, String... words) throws IOException {
    try (var versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      var binary = versions.sorted().toList().getLast().resolve("bin").resolve(name);
      var command = new ArrayList<String>();
      if (isRoot()) {
        command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
      }
      command.add(binary.toString());
      command.addAll(List.of(words));
      return command;
    }
  }

  String url() {
    return "postgresql://127.0.0.1:" + port;
  }

  /// What the server's own client says as its first superuser.
  String sql(String database, String statements) throws IOException, InterruptedException {
    return Programs.said(
        statements, client("host=%s dbname=%s user=%s".formatted(folder, database, USER)));
  }

  /// What happens when an account does this in the database `orders`.
  Programs.Run as(String user, String password, String statement)
      throws IOException, InterruptedException {
    return Programs.run(
        statement,
        client(
            "host=127.0.0.1 dbname=orders user=%s password='%s'"
                .formatted(user, password.replace("\\", "\\\\").replace("'", "\\'"))));
  }

  boolean may(String user, String password, String statement)
      throws IOException, InterruptedException {
    return as(user, password, statement).status() == 0;
  }

  private List<String> client(String where) {
    return List.of("psql", "-XqAt", "-v", "ON_ERROR_STOP=1", where + " port=" + port);
  }

  /// The next transaction that writes has this number.
  String position() throws IOException, InterruptedException {
    return sql("postgres", "SELECT pg_snapshot_xmax(pg_current_snapshot())");
  }

  @Override
  public void close() {
    Programs.end(process);
  }
}
