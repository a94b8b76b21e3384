package dev.casebook.wings.accounts.targets.redis;

import dev.casebook.wings.accounts.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Redis's own server on a port of this machine, with an ACL file, until it is closed.
final class RedisServer implements AutoCloseable {

  static final String MANAGER = "casebook";
  static final String PASSWORD = "the manager's own";

  private final Path folder;
  private final Process process;
  private final int port;

  private RedisServer(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  static RedisServer start(Path folder) throws IOException, InterruptedException {
    var acl =
        Files.writeString(
            folder.resolve("acl"),
            """
            user default on >root ~* &* +@all
            user casebook on #%s -@all +acl +config|get
            """
                .formatted(sha256(PASSWORD)));
    int port = Programs.freePort();
    var process =
        Programs.serving(
            port,
            folder.resolve("log"),
            List.of(
                "redis-server",
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--aclfile",
                acl.toString(),
                "--dir",
                folder.toString(),
                "--save",
                ""));
    return new RedisServer(folder, process, port);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String url() {
    return "redis://127.0.0.1:" + port;
  }

  /// What a restart would bring back.
  String saved() throws IOException {
    return Files.readString(folder.resolve("acl"));
  }

  /// What the server answers its administrator.
  String asked(String... words) throws IOException, InterruptedException {
    return as("default", "root", words);
  }

  /// What it answers somebody, refusals too.
  String as(String user, String password, String... words)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of("redis-cli", "-p", String.valueOf(port), "--no-auth-warning", "--user", user));
    command.addAll(List.of("--pass", password));
    command.addAll(List.of(words));
    return Programs.run("", command).said();
  }

  @Override
  public void close() {
    Programs.end(process);
  }
}
