package dev.casebook.wings.pki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.pki.journal.Journal;
import dev.casebook.wings.pki.server.DaemonEyes;
import dev.casebook.wings.pki.server.OpenvpnServer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands on a folder of their own.
class PkiCommandsTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir private Path folder = Path.of("");
  private Path pki = Path.of("");
  private int second;

  @BeforeEach
  void begin() {
    pki = folder.resolve("pki");
    done("init", "--name", "Test CA", "--days", "20000");
  }

  private Launch run(String... arguments) {
    return Launch.at(NOW.plusSeconds(second++), pki, arguments);
  }

  private Launch done(String... arguments) {
    var launch = run(arguments);
    assertThat(launch.status()).as(launch.output() + launch.errors()).isZero();
    return launch;
  }

  private Launch refused(String... arguments) {
    var launch = run(arguments);
    assertThat(launch.status()).as(launch.output()).isEqualTo(2);
    return launch;
  }

  private String read(String name) throws Exception {
    return Files.readString(pki.resolve(name));
  }

  @Test
  void anEndFrom2050OnHasFourDigitsOfItsYear() throws Exception {
    done("issue", "short", "--days", "8763"); // the last second but some of 2049
    done("issue", "long", "--days", "9000");
    assertThat(read("index.txt"))
        .containsPattern("V\t491230[0-9]{6}Z\t\t[0-9A-F]{32}\tunknown\t/CN=short\n")
        .containsPattern("V\t2050[0-9]{10}Z\t\t[0-9A-F]{32}\tunknown\t/CN=long\n");
    assertThat(done("list").output()).contains("2050-08-");
    assertThat(run("check", "--no-server").status()).isZero();
    done("crl", "--days", "15000");
    assertThat(done("show", "--json").output()).contains("\"crl_until\":\"2067-");
  }

  @Test
  void whatIsTakenBackIsAsItWasWithItsModes() throws Exception {
    var shell = new Shell(folder);
    done("issue", "btc");
    Files.setAttribute(pki.resolve("index.txt"), "unix:mode", 0640);
    var before = shell.state("pki");
    var revoked = done("revoke", "btc");
    var after = shell.state("pki");
    assertThat(after).isNotEqualTo(before);
    var undone = done("undo", revoked.change());
    assertThat(shell.state("pki")).isEqualTo(before);
    assertThat(refused("undo", revoked.change()).errors()).contains("taken back already");
    assertThat(done("log").output()).contains("undone");
    done("undo", undone.change());
    assertThat(shell.state("pki")).isEqualTo(after);
  }

  @Test
  void nothingIsTakenBackOverALaterChange() {
    var first = done("issue", "one");
    var second = done("issue", "two");
    assertThat(refused("undo", first.change()).errors())
        .contains("was changed since by " + second.change() + ": take that back first");
  }

  @Test
  void twoCertificatesOfOneNameAreToldApartByTheirSerials() {
    done("issue", "btc");
    done("issue", "btc2", "--subject", "/CN=btc");
    var asked = refused("revoke", "btc");
    assertThat(asked.errors()).contains("2 certificates; say which by its serial number");
    var serial = asked.errors().lines().toList().get(1).strip().split(" ")[0];
    done("revoke", serial.toLowerCase(Locale.ROOT));
    // Only one is valid now.
    assertThat(done("revoke", "btc").output()).doesNotContain(serial);
  }

  @Test
  void aNameIsNoPathAndNoOption() {
    assertThat(refused("issue", "../x").errors()).contains("is no name for files");
    assertThat(refused("issue", "a/b").errors()).contains("is no name for files");
    assertThat(refused("issue", "x\n").errors()).contains("is no name for files");
    assertThat(refused("issue", "").errors()).contains("is no name for files");
  }

  @Test
  void aTabInASubjectIsWrittenAsOpensslDoes() throws Exception {
    done("issue", "tab", "--subject", "/O=a\\b/CN=tab");
    assertThat(read("index.txt")).contains("unknown\t/O=a\\b/CN=tab\n");
    Files.writeString(
        pki.resolve("index.txt"), "V\t290302030257Z\t\t07\tunknown\t/O=a\\\tb/CN=odd\n");
    done("revoke", "7", "--no-crl");
    assertThat(read("index.txt")).startsWith("R\t290302030257Z\t").endsWith("/O=a\\\tb/CN=odd\n");
  }

  @Test
  void linesThatAreNoEntriesStayAndAreTold() throws Exception {
    done("issue", "btc");
    Files.writeString(
        pki.resolve("index.txt"), "# mine\nnonsense\tline\n", StandardOpenOption.APPEND);
    assertThat(run("check", "--no-server").output()).contains("index.txt:3: the line is no entry");
    done("revoke", "btc");
    assertThat(read("index.txt")).startsWith("R\t").endsWith("\n# mine\nnonsense\tline\n");
  }

  @Test
  void anotherWriterIsWaitedForAndThenTold() throws Exception {
    var lock = pki.resolve(Journal.FOLDER).resolve("lock");
    try (var file = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      assertThat(file.lock().isValid()).isTrue();
      assertThat(refused("issue", "btc").errors()).contains("is being changed by another casebook");
    }
    done("issue", "btc");
  }

  @Test
  void aKeyIsEncryptedOnRequestAndNeverShown() throws Exception {
    var secret = folder.resolve("secret");
    Files.writeString(secret, "s3cret words\n");
    var made = done("issue", "btc", "--encrypt", "--pass-file", secret.toString());
    assertThat(read("private/btc.key")).contains("BEGIN ENCRYPTED PRIVATE KEY");
    assertThat(made.output() + made.errors()).doesNotContain("s3cret").doesNotContain("BEGIN");
    assertThat(done("show", "btc", "--json").output())
        .contains("\"key_encrypted\":true", "\"key_mode\":\"0600\"")
        .doesNotContain("BEGIN");
    assertThat(
            new Shell(pki)
                .sh("openssl pkey -in private/btc.key -passin file:" + secret + " -noout"))
        .isEmpty();
  }

  @Test
  void whatIsWrongWithAFolderIsFound() throws Exception {
    done("issue", "soon", "--days", "10");
    done("issue", "btc");
    Files.setAttribute(pki.resolve("private/btc.key"), "unix:mode", 0644);
    done("revoke", "btc", "--no-crl");
    Files.setAttribute(pki.resolve("private/soon.key"), "unix:mode", 0640);
    var check = run("check", "--no-server");
    assertThat(check.status()).isEqualTo(1);
    assertThat(check.output())
        .contains("soon expires at 2026-01-12")
        .contains("(btc) is revoked and not in it: still admitted")
        .contains("soon.key: a private key that others than its owner may read (mode 0640)");
    var late = Launch.at(NOW.plusSeconds(181 * 86_400L), pki, "check", "--no-server");
    assertThat(late.output()).contains("OpenVPN refuses everybody");
  }

  @Test
  void aDecidedChangeIsCompletedByWhoeverComesNext() {
    var crossed = new AtomicInteger();
    var broken =
        Launch.at(
            NOW.plusSeconds(60),
            after -> {
              if (after.equals("decision") && crossed.incrementAndGet() == 1) {
                throw new IllegalStateException("the power went");
              }
            },
            pki,
            "issue",
            "btc");
    assertThat(broken.status()).isEqualTo(2);
    assertThat(done("list").output()).contains("btc   valid");
  }

  @Test
  void aDaemonIsKeptOutByAFolderOfItsListAndByLinksIntoOne() throws Exception {
    var open = Files.createDirectory(folder.resolve("open"));
    var closed = Files.createDirectory(folder.resolve("closed"));
    Files.writeString(closed.resolve("crl.pem"), "");
    Files.createSymbolicLink(open.resolve("link"), closed.resolve("crl.pem"));
    for (var each : List.of(folder, open)) {
      Files.setAttribute(each, "unix:mode", 0755);
    }
    Files.setAttribute(closed, "unix:mode", 0700);
    var eyes = new DaemonEyes(65_534, 65_534, Path.of("/"));
    assertThat(eyes.obstacle(open.resolve("link")).orElseThrow().path()).isEqualTo(closed);
    assertThat(new DaemonEyes(0, 0, Path.of("/")).obstacle(open.resolve("link"))).isEmpty();
    assertThat(eyes.obstacle(open.resolve("none")).orElseThrow().missing()).isTrue();
    // In its chroot the absolute link leads elsewhere.
    assertThat(
            new DaemonEyes(65_534, 65_534, open).obstacle(Path.of("/link")).orElseThrow().missing())
        .isTrue();
  }

  @Test
  void aServerSaysWhereItsListLies() throws Exception {
    var file = folder.resolve("server.conf");
    Files.writeString(
        file, "server 10.8.0.0 255.255.255.0\nchroot jail\nuser nobody\ncrl-verify 'crl/l.pem'\n");
    var target = OpenvpnServer.read(file).targets().getFirst();
    assertThat(target.outside()).isEqualTo(folder.resolve("jail/crl/l.pem"));
    assertThat(target.user()).isEqualTo(Optional.of("nobody"));
    Files.writeString(file, "cd sub\r\ncrl-verify revoked dir\r\n# crl-verify no\n");
    target = OpenvpnServer.read(file).targets().getFirst();
    assertThat(target.outside()).isEqualTo(folder.resolve("sub/revoked"));
    assertThat(target.folder()).isTrue();
  }

  @Test
  void aFolderOfSerialNumbersIsFilledAndEmptied() throws Exception {
    done("issue", "btc");
    var names = Files.createDirectory(folder.resolve("names"));
    var server = folder.resolve("server.conf");
    Files.writeString(server, "crl-verify names dir\n");
    done("revoke", "btc");
    assertThat(run("check", "--server", server.toString()).output()).contains("still admitted");
    done("publish", "--server", server.toString());
    var decimal =
        done("show", "btc", "--json")
            .output()
            .replaceFirst("(?s).*serial_decimal\":\"(\\d+).*", "$1");
    assertThat(names.resolve(decimal)).exists();
    assertThat(run("check", "--server", server.toString()).status()).isZero();
    done("unrevoke", "btc");
    done("publish", "--server", server.toString());
    assertThat(names.resolve(decimal)).doesNotExist();
  }

  @Test
  void aServerOfAnotherAuthorityIsLeftAlone() throws Exception {
    var other = folder.resolve("other");
    assertThat(Launch.at(NOW, other, "init").status()).isZero();
    var server = folder.resolve("server.conf");
    Files.writeString(server, "tls-server\nca other/ca.crt\ncrl-verify crl.pem\n");
    assertThat(refused("publish", "--server", server.toString()).errors())
        .contains("does not trust this authority");
    assertThat(folder.resolve("crl.pem")).doesNotExist();
    Files.writeString(server, "tls-server\n<ca>\n" + read("ca.crt") + "</ca>\n");
    assertThat(run("check", "--server", server.toString()).output())
        .contains("has no crl-verify with a file");
  }

  @Test
  void aRequestGetsACertificateOnlyIfItsKeySignedIt() throws Exception {
    var shell = new Shell(folder);
    shell.sh(
        "openssl req -newkey rsa:2048 -nodes -subj /O=x/CN=bob -keyout bob.key -out bob.csr 2>&1");
    var request = folder.resolve("bob.csr").toString();
    done("issue", "bob", "--request", request);
    assertThat(pki.resolve("private/bob.key")).doesNotExist();
    assertThat(read("index.txt")).endsWith("/O=x/CN=bob\n");
    Files.writeString(
        folder.resolve("bad.csr"), Files.readString(Path.of(request)).replace("M", "N"));
    assertThat(refused("issue", "eve", "--request", folder.resolve("bad.csr").toString()).errors())
        .contains("bad.csr");
  }
}
