package dev.casebook.wings.etcd.commands;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An etcd of one member on loopback, with a data folder of its own (Debian's package etcd-server),
/// driven through its gRPC gateway.
final class LiveEtcd implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final Pattern REVISION = Pattern.compile("\"revision\":\"(\\d+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path folder;
  private final String address;
  private final Process process;

  private LiveEtcd(Path folder, String address, Process process) {
    this.folder = folder;
    this.address = address;
    this.process = process;
  }

  static LiveEtcd start(Path folder) throws IOException, InterruptedException {
    var address = "http://127.0.0.1:" + freePort();
    var peers = "http://127.0.0.1:" + freePort();
    var process =
        new ProcessBuilder(
                "etcd",
                "--data-dir=" + folder.resolve("data"),
                "--listen-client-urls=" + address,
                "--advertise-client-urls=" + address,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=default=" + peers)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("etcd.log").toFile())
            .start();
    var etcd = new LiveEtcd(folder, address, process);
    try {
      etcd.awaitAnswer();
      return etcd;
    } catch (IOException | InterruptedException | RuntimeException e) {
      etcd.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    var end = System.nanoTime() + DEADLINE.toNanos();
    while (true) {
      try {
        call("kv/range", "{\"key\":\"YQ==\"}");
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new IOException(Files.readString(folder.resolve("etcd.log")), e);
        }
        Thread.sleep(100);
      }
    }
  }

  Path file() {
    return folder.resolve("data/member/snap/db");
  }

  /// Writes all of it in one transaction, and so in one revision.
  ///
  /// @return the revision
  long put(Map<String, String> values) throws IOException, InterruptedException {
    var puts =
        values.entrySet().stream()
            .map(entry ->
                "{\"request_put\":{\"key\":\"%s\",\"value\":\"%s\"}}"
                    .formatted(base64(entry.getKey()), base64(entry.getValue())))
            .collect(Collectors.joining(","));
    var answer = REVISION.matcher(call("kv/txn", "{\"success\":[" + puts + "]}"));
    if (!answer.find()) {
      throw new IOException("etcd told no revision");
    }
    return Long.parseLong(answer.group(1));
  }

  void compact(long revision) throws IOException, InterruptedException {
    call("kv/compaction", "{\"revision\":" + revision + "}");
  }

  void defragment() throws IOException, InterruptedException {
    call("maintenance/defragment", "{}");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private String call(String method, String body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(address + "/v3/" + method))
            .timeout(DEADLINE)
            .POST(BodyPublishers.ofString(body))
            .build();
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(method + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  /// What Debian's etcdctl prints.
  String etcdctl(String... arguments) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("etcdctl", "--endpoints=" + address));
    words.addAll(Arrays.asList(arguments));
    var output = Files.createTempFile(folder, "etcdctl", ".out");
    var builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("ETCDCTL_API", "3");
    var etcdctl = builder.start();
    if (!etcdctl.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS) || etcdctl.exitValue() != 0) {
      etcdctl.destroyForcibly();
      throw new IOException(words + ": " + Files.readString(output));
    }
    return Files.readString(output);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
