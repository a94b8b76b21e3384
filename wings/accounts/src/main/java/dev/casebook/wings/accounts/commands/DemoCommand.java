package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.wings.accounts.credentials.Credentials;
import dev.casebook.wings.accounts.credentials.OneTimeCode;
import dev.casebook.wings.accounts.credentials.Token;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.directory.DirectoryServer;
import dev.casebook.wings.accounts.load.FolderReader;
import dev.casebook.wings.accounts.model.Company;
import dev.casebook.wings.accounts.radius.ClientSecret;
import dev.casebook.wings.accounts.radius.RadiusServer;
import dev.casebook.wings.accounts.serve.SignIns;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/// `casebook accounts demo`: the example company with all its servers, to be tried at once.
@Command(
    name = "demo",
    description = "Serve the example company to this machine alone, and print what to try.",
    footer = {
      "",
      "Its folder is examples/accounts. LDAP, RADIUS and the page get free ports of",
      "127.0.0.1. Passwords and tokens are in a folder of the cache and made anew each",
      "time; everybody's password is the one that is printed.",
      "",
      "Examples:",
      "  casebook accounts demo"
    })
final class DemoCommand implements Callable<Integer> {

  private static final String PASSWORD = "correct horse battery";
  private static final String PERSON = "lihua";
  private static final int SECRET_BYTES = 16;

  private final Console console;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    var folder = console.home().resolve("examples").resolve("accounts");
    var state = console.cache().resolve("accounts-demo");
    try (var credentials = Credentials.in(state)) {
      var company = FolderReader.read(folder).company();
      serve(company, folder, state, credentials);
      return 0;
    } catch (IOException e) {
      throw new UserError("the demo can't be served: " + Reason.of(e));
    }
  }

  private void serve(Company company, Path folder, Path state, Credentials credentials)
      throws IOException, UserError {
    for (var account : company.accounts().keySet()) {
      credentials.setPassword(console.now(), "demo", account, PASSWORD.toCharArray());
    }
    var token = freshToken(credentials);
    var secret = secret();
    var signIns = new SignIns(Snapshot.of(company), credentials, console.clock());
    var clients =
        company.radiusClients().values().stream()
            .map(client -> new ClientSecret(client, secret.getBytes(StandardCharsets.UTF_8)))
            .toList();
    var base = company.directory().base();
    var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var page = new PortalStart(console, state, here, Optional.empty(), false);
    try (var ldap = new DirectoryServer(here, base, Optional.empty(), signIns, console::say);
        var radius = new RadiusServer(here, clients, signIns, console::say);
        var _ = page.serving(signIns, credentials)) {
      print("Everybody's password is: " + PASSWORD);
      print("To be tried in another terminal, until this one is ended:");
      print("");
      print(
          "ldapsearch -x -LLL -H ldap://127.0.0.1:%d -D uid=%s,ou=people,%s -w '%s' -b %s '(uid=wangwei)'"
              .formatted(ldap.address().getPort(), PERSON, base, PASSWORD, base));
      print(
          "echo 'User-Name=%s,User-Password=\"%s%s\",Message-Authenticator=0x00' | radclient -x 127.0.0.1:%d auth %s"
              .formatted(
                  PERSON,
                  PASSWORD,
                  OneTimeCode.at(token.seed(), 0),
                  radius.address().getPort(),
                  secret));
      print(
          "casebook accounts explain %s --vpn --accounts '%s' --state '%s'"
              .formatted(PERSON, folder, state));
      print("casebook accounts reach web01 --accounts '%s'".formatted(folder));
      print("casebook accounts audit --account %s --state '%s'".formatted(PERSON, state));
      console.out().flush();
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// In the place of those of earlier times; its first value is printed, and good once.
  private Token freshToken(Credentials credentials) throws IOException {
    for (var old : credentials.tokens(PERSON)) {
      credentials.removeToken(console.now(), "demo", PERSON, old.id());
    }
    return credentials.addToken(console.now(), "demo", PERSON, Token.Kind.HOTP);
  }

  private static String secret() {
    var bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private void print(String line) {
    console.out().print(line + "\n");
  }
}
