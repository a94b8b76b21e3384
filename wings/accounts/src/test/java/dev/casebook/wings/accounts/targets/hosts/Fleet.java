package dev.casebook.wings.accounts.targets.hosts;

import dev.casebook.wings.accounts.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Hosts by name, as one configuration of ssh reaches them.
final class Fleet implements AutoCloseable {

  private final Path folder;
  private final Path manager;
  private final Path config;
  private final Map<String, SshdHost> hosts = new LinkedHashMap<>();
  private final Map<String, Integer> ports = new LinkedHashMap<>();

  Fleet(Path folder) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    manager = SshdHost.key(folder.resolve("manager"));
    config = Files.writeString(folder.resolve("config"), "");
  }

  SshdHost start(String name, String users) throws IOException, InterruptedException {
    var host = SshdHost.start(folder.resolve(name), manager.resolveSibling("manager.pub"), users);
    hosts.put(name, host);
    reach(name, host.port());
    return host;
  }

  /// Has a name lead to a port where nobody answers.
  void lose(String name) throws IOException {
    reach(name, Programs.freePort());
  }

  void reach(String name, int port) throws IOException {
    ports.put(name, port);
    var lines = new StringBuilder();
    ports.forEach((host, at) ->
        lines.append("Host %s\n  HostName 127.0.0.1\n  Port %d\n".formatted(host, at)));
    Files.writeString(config, lines);
  }

  /// The client that reaches them by the manager's key.
  List<String> ssh() {
    return ssh(manager);
  }

  private List<String> ssh(Path key) {
    return List.of(
        "ssh",
        "-F",
        config.toString(),
        "-i",
        key.toString(),
        "-o",
        "IdentitiesOnly=yes",
        "-o",
        "StrictHostKeyChecking=no",
        "-o",
        "UserKnownHostsFile=/dev/null",
        "-o",
        "LogLevel=ERROR");
  }

  /// Whether somebody comes in by a key.
  boolean letsIn(String host, String user, Path key) throws IOException, InterruptedException {
    var words = new ArrayList<>(ssh(key));
    words.addAll(List.of("-o", "BatchMode=yes", "-l", user, host, "true"));
    return Programs.run("", words).status() == 0;
  }

  @Override
  public void close() {
    hosts.values().forEach(SshdHost::close);
  }
}
