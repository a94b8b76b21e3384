package dev.casebook.wings.accounts.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import dev.casebook.wings.accounts.credentials.Credentials;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.load.FolderReader;
import dev.casebook.wings.accounts.serve.SignIns;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// OpenLDAP's own clients ask.
@Tag("integration")
@SuppressWarnings("NullAway.Init") // made before each test
class LdapClientsTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String PASSWORD = "correct horse battery";
  private static final String BASE = "dc=example,dc=com";

  private static final String COMPANY =
      """
      people:
        ann:
          name: Ann 李
          mail: ann@example.com
          production: {uid: 2000, keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEGnjOaC ann"]}
        bob: {mail: bob@example.com}
        eve: {mail: eve@example.com, disabled: true}
      service_accounts:
        gitlab: {owner: ops}
      groups:
        ops: {gid: 3000, members: [ann]}
        all: {groups: [ops], members: [bob]}
      directory:
        base: dc=example,dc=com
      """;

  @TempDir private Path folder = Path.of("");
  private Credentials credentials;
  private DirectoryServer server;

  @BeforeEach
  void begin() throws Exception {
    credentials = Credentials.in(folder.resolve("state"));
    for (var name : List.of("ann", "bob", "eve", "gitlab")) {
      credentials.setPassword(NOW, "test", name, PASSWORD.toCharArray());
    }
    server = serving(Optional.empty());
  }

  private Snapshot snapshot() throws Exception {
    var company = folder.resolve("company");
    Files.createDirectories(company);
    Files.writeString(company.resolve("a.yaml"), COMPANY);
    return Snapshot.of(FolderReader.read(company).company());
  }

  private DirectoryServer serving(Optional<DirectoryServer.Tls> tls) throws Exception {
    return new DirectoryServer(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        BASE,
        tls,
        new SignIns(snapshot(), credentials, InstantSource.fixed(NOW)),
        _ -> {});
  }

  @AfterEach
  void end() throws Exception {
    server.close();
    credentials.close();
  }

  private record Said(int status, String text) {}

  private Said run(List<String> command) throws Exception {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LDAPTLS_REQCERT", "never");
    var process = builder.start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Said(process.exitValue(), said);
  }

  private String url() {
    return "ldap://127.0.0.1:" + server.address().getPort();
  }

  private Said search(String as, String... words) throws Exception {
    var command = new ArrayList<>(List.of("ldapsearch", "-LLL", "-o", "ldif-wrap=no", "-x"));
    command.addAll(List.of("-H", url(), "-b", BASE));
    if (!as.isEmpty()) {
      command.addAll(List.of("-D", "uid=" + as + ",ou=people," + BASE, "-w", PASSWORD));
    }
    command.addAll(List.of(words));
    return run(command);
  }

  private Said whoami(String as, String password) throws Exception {
    return run(
        List.of(
            "ldapwhoami",
            "-x",
            "-H",
            url(),
            "-D",
            "uid=" + as + ",ou=people," + BASE,
            "-w",
            password));
  }

  @Test
  void anApplicationFindsWhoSignsInAndBindsAsThem() throws Exception {
    assertThat(search("gitlab", "(&(objectClass=inetOrgPerson)(mail=Ann@example.com))", "dn", "cn"))
        .isEqualTo(
            new Said(
                0,
                """
                dn: uid=ann,ou=people,dc=example,dc=com
                cn:: QW5uIOadjg==

                """));
    assertThat(whoami("ann", PASSWORD))
        .isEqualTo(new Said(0, "dn:uid=ann,ou=people,dc=example,dc=com\n"));
    assertThat(whoami("ann", "wrong").status()).isEqualTo(49);
    assertThat(whoami("nobody", PASSWORD).status()).isEqualTo(49);
  }

  @Test
  void whoIsDisabledIsToldNoMoreThanWhoIsWrong() throws Exception {
    var disabled = whoami("eve", PASSWORD);
    assertThat(disabled.status()).isEqualTo(49);
    assertThat(disabled).isEqualTo(whoami("ann", "wrong"));
  }

  @Test
  void hostsFindUsersAndGroupsAsPasswdAndGroupHaveThem() throws Exception {
    assertThat(search("gitlab", "(&(objectClass=posixAccount)(uidNumber=2000))").text())
        .contains("uid: ann\n", "homeDirectory: /home/ann\n", "loginShell: /bin/bash\n")
        .contains("sshPublicKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEGnjOaC ann\n")
        .contains("memberOf: cn=all,ou=groups,dc=example,dc=com\n");
    assertThat(search("gitlab", "(memberUid=ann)", "cn", "member").text())
        .contains("cn: ops\n", "cn: all\n", "member: uid=bob,ou=people,dc=example,dc=com\n");
  }

  @Test
  void nobodySearchesWithoutABind() throws Exception {
    assertThat(search("", "(uid=ann)").status()).isEqualTo(50);
    assertThat(
            run(List.of("ldapsearch", "-x", "-LLL", "-H", url(), "-b", "", "-s", "base", "+", "*"))
                .text())
        .contains("namingContexts: dc=example,dc=com");
  }

  @Test
  void pagesAndLimitsHoldTogether() throws Exception {
    var all = search("gitlab", "(objectClass=*)", "dn").text();
    assertThat(
            search("gitlab", "-E", "pr=2/noprompt", "(objectClass=*)", "dn")
                .text()
                .lines()
                .filter(line -> line.startsWith("dn:")))
        .containsExactlyElementsOf(all.lines().filter(line -> line.startsWith("dn:")).toList());
    assertThat(search("gitlab", "-z", "2", "(objectClass=*)", "dn").status()).isEqualTo(4);
  }

  @Test
  void nothingIsChangedByLdap() throws Exception {
    assertThat(
            run(List.of(
                    "ldapdelete",
                    "-x",
                    "-H",
                    url(),
                    "-D",
                    "uid=ann,ou=people," + BASE,
                    "-w",
                    PASSWORD,
                    "uid=bob,ou=people," + BASE))
                .status())
        .isEqualTo(53);
  }

  @Test
  void aPasswordComesOverStartTls() throws Exception {
    var made =
        run(
            List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-keyout",
                folder.resolve("key").toString(),
                "-out",
                folder.resolve("crt").toString()));
    assertThat(made.status()).as(made.text()).isZero();
    server.close();
    server =
        serving(Optional.of(new DirectoryServer.Tls(folder.resolve("crt"), folder.resolve("key"))));
    var said =
        run(
            List.of(
                "ldapwhoami",
                "-x",
                "-ZZ",
                "-H",
                url(),
                "-D",
                "uid=ann,ou=people," + BASE,
                "-w",
                PASSWORD));
    assertThat(said).isEqualTo(new Said(0, "dn:uid=ann,ou=people,dc=example,dc=com\n"));
  }

  /// The index finds what a look at every entry finds.
  @Test
  void randomFiltersFindWhatEachEntrySays() throws Exception {
    var random = new Random(5);
    var index = new EntryIndex(snapshot(), new DN(BASE));
    var entries = new Entries(snapshot(), new DN(BASE)).all();
    for (int i = 0; i < 3000; i++) {
      var filter = filter(random, 3);
      var found = new ArrayList<String>();
      index.search(new DN(BASE), SearchScope.SUB, filter, entry -> found.add(entry.getDN()));
      var expected = new ArrayList<String>();
      for (var entry : entries) {
        if (filter.matchesEntry(entry)) {
          expected.add(entry.getDN());
        }
      }
      assertThat(found).as(filter.toString()).isEqualTo(expected);
    }
  }

  private static Filter filter(Random random, int depth) {
    var names =
        List.of("uid", "cn", "mail", "uidNumber", "memberUid", "objectClass", "member", "none");
    var values =
        List.of(
            "ann",
            "BOB",
            "ops",
            "all",
            "ann@example.com",
            "2000",
            "posixAccount",
            "uid=ann,ou=people," + BASE);
    var name = names.get(random.nextInt(names.size()));
    return switch (random.nextInt(depth > 0 ? 6 : 3)) {
      case 0, 1 -> Filter.createEqualityFilter(name, values.get(random.nextInt(values.size())));
      case 2 -> Filter.createPresenceFilter(name);
      case 3 -> Filter.createANDFilter(filter(random, depth - 1), filter(random, depth - 1));
      case 4 -> Filter.createORFilter(filter(random, depth - 1), filter(random, depth - 1));
      default -> Filter.createNOTFilter(filter(random, depth - 1));
    };
  }
}
