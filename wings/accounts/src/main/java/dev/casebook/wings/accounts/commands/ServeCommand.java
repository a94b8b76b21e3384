package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.wings.accounts.credentials.Credentials;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.radius.ClientSecret;
import dev.casebook.wings.accounts.radius.RadiusServer;
import dev.casebook.wings.accounts.serve.SignIns;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `casebook accounts serve`: signs people in for others.
@Command(
    name = "serve",
    description = "Answer by RADIUS whether somebody may come in, until it is ended.",
    footer = {
      "",
      "Who may ask is in the folder (radius_clients); each one's secret is the first",
      "line of STATE/radius/CLIENT, which only its owner may read. A client has to send",
      "a Message-Authenticator, unless its row says legacy: true.",
      "",
      "Where a token is asked for, its value may stand at the end of the password, or",
      "is asked for by a challenge.",
      "",
      "Example:",
      "  casebook accounts serve --radius 127.0.0.1:1812 --state /var/lib/casebook/accounts"
    })
final class ServeCommand extends StateCommand {

  private static final Pattern ADDRESS =
      Pattern.compile("(\\[[0-9A-Fa-f:]+\\]|[0-9.]+):([0-9]{1,5})");

  private static final int SECRET_BYTES_MIN = 16;

  @Option(
      names = "--radius",
      paramLabel = "ADDRESS:PORT",
      defaultValue = "127.0.0.1:1812",
      description = "Where to answer; 127.0.0.1:1812 if not given.")
  private String radius = "";

  ServeCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws UserError {
    var address = address(radius);
    return with((snapshot, credentials) -> {
      var clients = clients(snapshot);
      serve(address, clients, snapshot, credentials);
      return 0;
    });
  }

  private void serve(
      InetSocketAddress address,
      List<ClientSecret> clients,
      Snapshot snapshot,
      Credentials credentials)
      throws IOException, UserError {
    var signIns = new SignIns(snapshot, credentials, InstantSource.system());
    try (var server = new RadiusServer(address, clients, signIns, console()::say)) {
      print("RADIUS on " + text(server.address()));
      console().out().flush();
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private List<ClientSecret> clients(Snapshot snapshot) throws IOException, UserError {
    var all = new ArrayList<ClientSecret>();
    for (var client : snapshot.company().radiusClients().values()) {
      var file = state().resolve("radius").resolve(client.name());
      all.add(new ClientSecret(client, secret(file)));
    }
    if (all.isEmpty()) {
      throw new UserError("the folder has no radius_clients: nobody may ask");
    }
    return all;
  }

  private static byte[] secret(Path file) throws IOException, UserError {
    if (!Files.isReadable(file)) {
      throw new UserError(file + ": no secret of this client can be read");
    }
    var secret = Files.readString(file).lines().findFirst().orElse("");
    if (secret.length() < SECRET_BYTES_MIN) {
      throw new UserError(
          "%s: a secret has at least %d characters".formatted(file, SECRET_BYTES_MIN));
    }
    return secret.getBytes(StandardCharsets.UTF_8);
  }

  private static InetSocketAddress address(String text) throws UserError {
    var matcher = ADDRESS.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
      throw new UserError("an address to serve on is 127.0.0.1:1812 or [::1]:1812, not " + text);
    }
    return new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }
}
