package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.SecretFile;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.wings.accounts.credentials.Credentials;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.directory.DirectoryServer;
import dev.casebook.wings.accounts.load.FolderStamp;
import dev.casebook.wings.accounts.load.Loaded;
import dev.casebook.wings.accounts.radius.ClientSecret;
import dev.casebook.wings.accounts.radius.RadiusServer;
import dev.casebook.wings.accounts.serve.SignIns;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `casebook accounts serve`: signs people in for others.
@Command(
    name = "serve",
    description = "Sign people in by RADIUS, LDAP and a page, until it is ended.",
    footer = {
      "",
      "Who may ask is in the folder (radius_clients); each one's secret is the first",
      "line of STATE/radius/CLIENT, which only its owner may read. A client has to send",
      "a Message-Authenticator, unless its row says legacy: true.",
      "",
      "Where a token is asked for, its value may stand at the end of the password, or",
      "is asked for by a challenge.",
      "",
      "By LDAP applications sign in as uid=NAME,ou=people,BASE and search people and",
      "groups; BASE is the folder's (directory: base). A password comes in by StartTLS,",
      "or from this machine. Nothing is changed by LDAP.",
      "",
      "On the page people change their password, have a forgotten one set anew by a",
      "mail, enrol tokens, and see what they may do. Its address and its mail server",
      "are in the folder (portal); the mail server's password is the first line of",
      "STATE/portal/smtp. Without TLS it is served to this machine alone, or to a proxy.",
      "",
      "With --node several machines serve: one signs people in, the others follow and",
      "listen to nobody until one of them takes over. See casebook accounts nodes.",
      "",
      "A folder that changes is read again within seconds, and goes over whole. One",
      "with a new fault is said on standard error, and is served as it was.",
      "",
      "Examples:",
      "  casebook accounts serve --radius 127.0.0.1:1812",
      "  casebook accounts serve --ldap 10.2.0.1:389 \\",
      "    --tls-cert ldap.crt --tls-key ldap.key",
      "  casebook accounts serve --portal 127.0.0.1:8080",
      "  casebook accounts serve --radius 10.2.0.1:1812 --node one \\",
      "    --tls-cert one.crt --tls-key one.key --node-authority nodes.crt"
    })
final class ServeCommand extends StateCommand {

  private static final Pattern ADDRESS =
      Pattern.compile("(\\[[0-9A-Fa-f:]+\\]|[0-9.]+):([0-9]{1,5})");

  private static final int SECRET_BYTES_MIN = 16;

  @Option(
      names = "--radius",
      paramLabel = "ADDRESS:PORT",
      description = "Answer RADIUS here, such as 127.0.0.1:1812.")
  private @Nullable String radius;

  @Option(
      names = "--ldap",
      paramLabel = "ADDRESS:PORT",
      description = "Answer LDAP here, such as 127.0.0.1:389.")
  private @Nullable String ldap;

  @Option(
      names = "--portal",
      paramLabel = "ADDRESS:PORT",
      description = "Serve the page where people keep their own credentials here.")
  private @Nullable String portal;

  @Option(
      names = "--behind-proxy",
      description = "A proxy before the page brings TLS, and says by X-Forwarded-For who asks.")
  private boolean behindProxy;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "Certificates for StartTLS and for the page, PEM, the server's own first.")
  private @Nullable Path certificates;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key, PEM.")
  private @Nullable Path key;

  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "Keep the journal with the other nodes of the folder, as this one of them.")
  private @Nullable String node;

  @Option(
      names = "--node-authority",
      paramLabel = "FILE",
      description = "The certificate that has signed those of all nodes, PEM.")
  private @Nullable Path authority;

  ServeCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws UserError {
    if (radius == null && ldap == null && portal == null) {
      throw new UserError("serve needs --radius, --ldap or --portal, with an address and a port");
    }
    if ((certificates == null) != (key == null)) {
      throw new UserError("--tls-cert and --tls-key belong together");
    }
    if (node != null) {
      return serveAs(node);
    }
    var stamp = stamp();
    return with((loaded, snapshot, credentials) -> {
      try (var _ = begun(stamp, loaded, snapshot, credentials)) {
        console().out().flush();
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return 0;
    });
  }

  /// The folder is read again each time that this node takes over.
  private int serveAs(String name) throws UserError {
    if (certificates == null || key == null || authority == null) {
      throw new UserError("--node needs --tls-cert, --tls-key and --node-authority");
    }
    var start =
        new NodeStart(
            console(), state(), new DirectoryServer.Tls(certificates, key), authority, name);
    return start.serving(
        snapshot().company().nodes(),
        credentials -> {
          var stamp = stamp();
          var loaded = loaded();
          var services = begun(stamp, loaded, snapshot(loaded), credentials);
          console().out().flush();
          return services;
        });
  }

  /// Before the folder is read, so that no change after it goes unseen.
  private FolderStamp stamp() throws UserError {
    try {
      return FolderStamp.of(folder());
    } catch (IOException e) {
      throw new UserError(folder() + ": " + Reason.of(e));
    }
  }

  private Closeable begun(
      FolderStamp stamp, Loaded loaded, Snapshot snapshot, Credentials credentials)
      throws IOException, UserError {
    var signIns = new SignIns(snapshot, credentials, console().clock());
    var reload = new Reload(console(), folder(), stamp, loaded);
    reload.add(next -> () -> signIns.serve(next));
    var services = new Services();
    try {
      if (radius != null) {
        services.add(radius(radius, signIns, reload));
      }
      if (ldap != null) {
        services.add(ldap(ldap, signIns, reload));
      }
      if (portal != null) {
        services.add(portal(portal, signIns, credentials));
      }
      services.add(reload.begin());
      return services;
    } catch (IOException | UserError e) {
      services.close();
      throw e;
    }
  }

  private Closeable radius(String where, SignIns signIns, Reload reload)
      throws IOException, UserError {
    var clients = clients(signIns.snapshot());
    var server = new RadiusServer(address(where), clients, signIns, console()::say);
    reload.add(next -> {
      var others = clients(next);
      return () -> server.serve(others);
    });
    print("RADIUS on " + text(server.address()));
    return server::close;
  }

  private Closeable ldap(String where, SignIns signIns, Reload reload)
      throws IOException, UserError {
    var base = signIns.snapshot().company().directory().base();
    if (base.isEmpty()) {
      throw new UserError("the folder has no directory: base: dc=example,dc=com, for instance");
    }
    var tls = tls();
    var server = new DirectoryServer(address(where), base, tls, signIns, console()::say);
    reload.add(server::prepared);
    print("LDAP on " + text(server.address()) + (tls.isPresent() ? ", with StartTLS" : ""));
    return server::close;
  }

  private Closeable portal(String where, SignIns signIns, Credentials credentials)
      throws IOException, UserError {
    var start = new PortalStart(console(), state(), address(where), tls(), behindProxy);
    return start.serving(signIns, credentials);
  }

  private Optional<DirectoryServer.Tls> tls() {
    return certificates == null || key == null
        ? Optional.empty()
        : Optional.of(new DirectoryServer.Tls(certificates, key));
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
    var secret =
        SecretFile.firstLine(file)
            .map(String::new)
            .orElseThrow(() -> new UserError(file + ": no secret of this client can be read"));
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
