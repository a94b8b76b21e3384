package dev.casebook.wings.accounts.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.accounts.Launch;
import dev.casebook.wings.accounts.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Nodes of one company, each a process of its own, which sign in by RADIUS.
final class Cluster implements AutoCloseable {

  static final String PASSWORD = "correct horse battery";
  private static final String SECRET = "testing123testing123";
  private static final long WAIT_SECONDS_MAX = 90;

  private final Path folder;
  private final Map<String, Integer> radius = new LinkedHashMap<>();
  private final Map<String, Process> running = new LinkedHashMap<>();
  private final String seed;
  private long counter;

  /// The first has the accounts, the others its key.
  Cluster(Path folder, String... names) throws Exception {
    this.folder = folder;
    var rows = new StringBuilder("nodes:\n");
    for (var name : names) {
      radius.put(name, Programs.freePort());
      rows.append("  %s: {address: '127.0.0.1:%d'}\n".formatted(name, Programs.freePort()));
    }
    Files.writeString(
        Files.createDirectory(folder.resolve("company")).resolve("a.yaml"),
        """
        people: {ann: {mail: ann@example.com, vpn: {addresses: [10.99.0.7/24]}}}
        tokens: {vpn: {services: [vpn]}}
        radius_clients: {vpn: {networks: [127.0.0.1], service: vpn}}
        """
            + rows);
    certificates();
    var first = names[0];
    Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    var file = folder.resolve("password").toString();
    command(first, "password", "ann", "--file", file);
    var uri = command(first, "token", "ann", "--add", "hotp");
    seed = uri.replaceAll("(?s).*secret=([A-Z2-7]+).*", "$1");
    command(first, "nodes", "--alone", first);
    for (var name : names) {
      Files.createDirectories(state(name).resolve("radius"));
      Files.writeString(state(name).resolve("radius/vpn"), SECRET + "\n");
      if (!name.equals(first)) {
        Files.copy(state(first).resolve("vault.key"), state(name).resolve("vault.key"));
      }
    }
  }

  private void certificates() throws Exception {
    openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=nodes"
            + " -keyout ca.key -out ca.crt");
    openssl(
        "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=node"
            + " -addext subjectAltName=IP:127.0.0.1 -keyout node.key -out node.csr");
    openssl(
        "x509 -req -in node.csr -CA ca.crt -CAkey ca.key -CAcreateserial -copy_extensions copy"
            + " -out node.crt");
  }

  private void openssl(String words) throws Exception {
    var command = new ArrayList<>(List.of("openssl"));
    command.addAll(
        List.of(
            words
                .replaceAll(
                    "(ca|node)\\.(key|crt|csr)", folder.toString().replace("\\", "\\\\") + "/$1.$2")
                .split(" ")));
    Programs.said("", command);
  }

  Path state(String name) {
    return folder.resolve("state-" + name);
  }

  /// What a command at a node's state folder says that ends well.
  String command(String name, String... words) {
    var launch = commandTried(name, words);
    assertThat(launch.status()).as(launch.errors()).isZero();
    return launch.output();
  }

  Launch commandTried(String name, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--state", state(name).toString()));
    return Launch.of(folder.resolve("company"), all.toArray(String[]::new));
  }

  void start(String name) throws IOException {
    var cache = Files.createDirectories(folder.resolve("cache-" + name));
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Launch.class.getName(),
            folder.toString(),
            cache.toString(),
            "serve",
            "--radius",
            "127.0.0.1:" + radius.get(name),
            "--node",
            name,
            "--tls-cert",
            folder.resolve("node.crt").toString(),
            "--tls-key",
            folder.resolve("node.key").toString(),
            "--node-authority",
            folder.resolve("ca.crt").toString(),
            "--accounts",
            folder.resolve("company").toString(),
            "--state",
            state(name).toString());
    running.put(
        name,
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()))
            .start());
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  String said(String name) {
    try {
      return Files.readString(log(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends it as a broken machine does.
  void kill(String name) throws Exception {
    var process = Objects.requireNonNull(running.remove(name));
    process.destroyForcibly();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  void signal(String name, String signal) throws Exception {
    Programs.said(
        "",
        List.of(
            "kill", "-" + signal, Long.toString(Objects.requireNonNull(running.get(name)).pid())));
  }

  List<String> names() {
    return List.copyOf(radius.keySet());
  }

  /// The node that is counted in, as all of these are, by the journal of the first.
  void awaitJoined(String... names) throws Exception {
    await(
        "joined are " + List.of(names),
        () -> {
          var listed = commandTried(names[0], "nodes").output();
          return List.of(names).stream()
              .allMatch(one -> listed.matches("(?s).*\\b" + one + " +\\S+ +(true|yes)\\b.*"));
        });
  }

  void await(String what, BooleanSupplier wanted) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
    while (!wanted.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what + "\n" + logs()).isLessThan(end);
      Thread.sleep(100);
    }
  }

  String logs() {
    var all = new StringBuilder();
    for (var name : names()) {
      all.append(name).append(":\n").append(said(name));
    }
    return all.toString();
  }

  /// The next value of ann's token.
  String nextCode() {
    try {
      return Programs.said(
              "", List.of("oathtool", "--hotp", "-b", "-c", Long.toString(counter++), seed))
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /// A code that was taken, and who took it.
  record Taken(String node, String code) {}

  /// Signs in, by the first new code that is answered: a machine that is busy may take a while to
  /// have a writer again.
  Taken awaitAccepted(String... but) throws Exception {
    var taken = new ArrayList<Taken>();
    await(
        "a code is taken",
        () -> {
          var code = nextCode();
          for (var name : names()) {
            if (!List.of(but).contains(name) && asked(name, code).equals("Accept")) {
              taken.add(new Taken(name, code));
            }
          }
          return !taken.isEmpty();
        });
    assertThat(taken).as(logs()).hasSize(1);
    return taken.getFirst();
  }

  /// That a code is refused, by whoever answers.
  void awaitRefused(String code) throws Exception {
    await(
        "a code is refused",
        () -> {
          for (var name : names()) {
            var answer = asked(name, code);
            assertThat(answer).as(logs()).isNotEqualTo("Accept");
            if (answer.equals("Reject")) {
              return true;
            }
          }
          return false;
        });
  }

  /// `Accept`, `Reject`, or empty where there is no answer.
  String asked(String name, String code) {
    try {
      var said =
          Programs.run(
                  "User-Name=ann,User-Password=\"%s%s\",Message-Authenticator=0x00\n"
                      .formatted(PASSWORD, code),
                  List.of(
                      "radclient",
                      "-x",
                      "-r",
                      "1",
                      "-t",
                      "2",
                      "127.0.0.1:" + radius.get(name),
                      "auth",
                      SECRET))
              .said();
      return said.contains("Received Access-Accept")
          ? "Accept"
          : said.contains("Received Access-Reject") ? "Reject" : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /// Who answers, once somebody does, leaving out some.
  String awaitWriter(String... but) throws Exception {
    var found = new ArrayList<String>();
    await(
        "somebody signs in",
        () -> {
          for (var name : names()) {
            if (!List.of(but).contains(name) && !asked(name, "x").isEmpty()) {
              found.add(name);
            }
          }
          return !found.isEmpty();
        });
    return found.getFirst();
  }

  void awaitEqualJournals(String... names) throws Exception {
    await(
        "journals are equal",
        () -> {
          try {
            byte[] first = Files.readAllBytes(state(names[0]).resolve("journal"));
            for (var name : names) {
              if (!Arrays.equals(first, Files.readAllBytes(state(name).resolve("journal")))) {
                return false;
              }
            }
            return true;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public void close() {
    running.values().forEach(Process::destroyForcibly);
    running.values().forEach(Programs::end);
  }
}
