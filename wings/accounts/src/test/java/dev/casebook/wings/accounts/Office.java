package dev.casebook.wings.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.accounts.targets.ldap.Slapd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A company from outside: its folder, its state folder, a clock that all share, the commands over
/// them, a process that serves, and those who ask it.
final class Office implements AutoCloseable {

  static final String PASSWORD = "correct horse battery";
  static final String SECRET = "testing123testing123";
  private static final String BASE = "dc=example,dc=com";
  private static final Pattern STATE = Pattern.compile("State = (0x[0-9a-f]+)");
  private static final int TRIES_MAX = 600;
  private static final long PAUSE_MILLIS = 50;

  private final Path accounts;
  private final Path state;
  private final Path cache;
  private final Path log;
  private final ClockFile clock;
  private final List<Process> processes = new ArrayList<>();

  Office(Path folder) throws IOException {
    accounts = Files.createDirectories(folder.resolve("accounts"));
    state = folder.resolve("state");
    cache = Files.createDirectories(folder.resolve("cache"));
    log = folder.resolve("serve.log");
    clock = ClockFile.at(cache.resolve("clock"), Instant.parse("2026-01-02T03:04:05Z"));
  }

  void write(String file, String yaml) throws IOException {
    Files.writeString(accounts.resolve(file), yaml);
  }

  /// Edits a file as somebody with an editor does.
  void edit(String file, String old, String young) throws IOException {
    var text = Files.readString(accounts.resolve(file));
    assertThat(text).contains(old);
    write(file, text.replace(old, young));
  }

  /// A secret in the state folder.
  void keep(String file, String secret) throws IOException {
    var path = state.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, secret + "\n");
  }

  void pass(Duration time) throws IOException {
    clock.pass(time);
  }

  /// What a command says, errors last, after it ended as it should.
  String done(int status, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--state", state.toString()));
    return stateless(status, all.toArray(String[]::new));
  }

  /// The same of a command that knows no state folder.
  String stateless(int status, String... words) {
    var launch = Launch.at(clock, accounts, words);
    assertThat(launch.status()).as(launch.output() + launch.errors()).isEqualTo(status);
    return launch.output() + launch.errors();
  }

  void passwords(String... names) throws IOException {
    var file = Files.writeString(cache.resolve("password"), PASSWORD);
    for (var name : names) {
      done(0, "password", name, "--file", file.toString());
    }
  }

  /// Adds a token, and tells the seed that is shown with it.
  String token(String account, String kind) {
    var said = done(0, "token", account, "--add", kind);
    return said.replaceAll("(?s).*secret=([A-Z2-7]+).*", "$1");
  }

  /// What a phone shows now.
  String phone(String seed) throws IOException, InterruptedException {
    var now = clock.instant().toString().replace('T', ' ').replace("Z", " UTC");
    return Programs.said("", List.of("oathtool", "--totp", "-b", "-N", now, seed)).strip();
  }

  /// Serves by RADIUS, LDAP and the page, in a process of its own.
  void serve() throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Launch.class.getName()));
    command.addAll(List.of(accounts.toString(), cache.toString(), "serve"));
    for (var door : List.of("radius", "ldap", "portal")) {
      command.addAll(List.of("--" + door, "127.0.0.1:0"));
    }
    command.addAll(List.of("--accounts", accounts.toString(), "--state", state.toString()));
    processes.add(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start());
    logged("Page on");
  }

  /// Waits until what serves has said this, and returns all that it said.
  String logged(String text) throws IOException, InterruptedException {
    for (int i = 0; i < TRIES_MAX; i++) {
      var said = Files.readString(log);
      if (said.contains(text)) {
        return said;
      }
      assertThat(processes).as(said).allMatch(Process::isAlive);
      Thread.sleep(PAUSE_MILLIS);
    }
    throw new IOException("never said: " + text + "\n" + Files.readString(log));
  }

  private String address(String door) throws IOException {
    return Files.readString(log).replaceAll("(?s).*" + door + " on ([0-9.:]+).*", "$1");
  }

  String page() throws IOException {
    return "http://" + address("Page");
  }

  int ldapPort() throws IOException {
    return Integer.parseInt(address("LDAP").replaceAll(".*:", ""));
  }

  /// What a VPN's gateway is answered.
  String radius(String account, String password, String... more)
      throws IOException, InterruptedException {
    var request =
        "User-Name=%s,User-Password=\"%s\",Message-Authenticator=0x00%s"
            .formatted(account, password, String.join("", more));
    var command = List.of("radclient", "-x", "-r", "1", "-t", "20", address("RADIUS"), "auth");
    var all = new ArrayList<>(command);
    all.add(SECRET);
    return Programs.run(request, all).said();
  }

  /// The same in two steps: the password, then what it is asked for.
  String radiusInTwoSteps(String account, String password, String code)
      throws IOException, InterruptedException {
    var asked = STATE.matcher(radius(account, password));
    assertThat(asked.find()).isTrue();
    return radius(account, code, ",State=" + asked.group(1));
  }

  /// Whether somebody signs in to an application.
  boolean signsInByLdap(String account, String password) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("ldapwhoami", "-x", "-H", "ldap://" + address("LDAP")));
    command.addAll(List.of("-D", "uid=" + account + ",ou=people," + BASE, "-w", password));
    return Programs.run("", command).status() == 0;
  }

  /// What an application finds.
  String found(String filter, String... attributes) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(List.of("ldapsearch", "-x", "-LLL", "-H", "ldap://" + address("LDAP")));
    command.addAll(List.of("-o", "ldif-wrap=no", "-b", BASE, "-w", PASSWORD));
    command.addAll(List.of("-D", "uid=gitlab,ou=people," + BASE, filter));
    command.addAll(List.of(attributes));
    return Programs.said("", command);
  }

  /// A row for a slapd that is kept as the folder wants it.
  void keeps(String target, Slapd slapd) throws IOException {
    keep("targets/" + target, Slapd.PASSWORD);
    write(
        "targets.yaml",
        "targets:\n  %s: {kind: openldap, address: \"%s\", user: \"%s\", base: \"%s\"}\n"
            .formatted(target, slapd.url(), Slapd.ADMIN, Slapd.BASE));
  }

  @Override
  public void close() {
    processes.forEach(Programs::end);
  }
}
