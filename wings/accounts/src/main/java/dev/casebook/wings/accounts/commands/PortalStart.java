package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.SecretFile;
import dev.casebook.console.UserError;
import dev.casebook.report.Printable;
import dev.casebook.wings.accounts.credentials.Credentials;
import dev.casebook.wings.accounts.credentials.SelfService;
import dev.casebook.wings.accounts.directory.DirectoryServer;
import dev.casebook.wings.accounts.model.PortalSettings;
import dev.casebook.wings.accounts.portal.PortalServer;
import dev.casebook.wings.accounts.serve.SignIns;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Serves the page as the command line and the folder say; apart from the command, so that no class
/// of the page is loaded for those that serve none.
record PortalStart(
    Console console,
    Path state,
    InetSocketAddress address,
    Optional<DirectoryServer.Tls> tls,
    boolean behindProxy) {

  Closeable serving(SignIns signIns, Credentials credentials) throws IOException, UserError {
    var settings = signIns.snapshot().company().portal();
    check(settings);
    var way =
        new PortalServer.Way(
            address,
            tls.isPresent() ? Optional.of(tls.get().context()) : Optional.empty(),
            behindProxy);
    var server =
        new PortalServer(
            way, settings, password(settings), signIns, new SelfService(credentials), console::say);
    var at = server.address().getAddress().getHostAddress() + ":" + server.address().getPort();
    var mail = settings.smtp().isPresent() ? "" : ", without mail";
    console.out().print(Printable.line("Page on " + at + ", as " + server.url() + mail) + "\n");
    return server::close;
  }

  private void check(PortalSettings settings) throws UserError {
    if (tls.isEmpty() && !behindProxy && !address.getAddress().isLoopbackAddress()) {
      throw new UserError(
          "passwords would go over the network in the clear: give --tls-cert and --tls-key,"
              + " or --behind-proxy where a proxy brings TLS");
    }
    var scheme = settings.url().map(URI::getScheme).orElse("");
    if (scheme.equals("https") && tls.isEmpty() && !behindProxy) {
      throw new UserError(
          "%s: the page is %s, and nothing here brings TLS: give --tls-cert and --tls-key,"
                  .formatted(settings.place(), settings.url().orElseThrow())
              + " or --behind-proxy");
    }
    if (scheme.equals("http") && tls.isPresent()) {
      throw new UserError(
          "%s: the page is %s, and --tls-cert serves https"
              .formatted(settings.place(), settings.url().orElseThrow()));
    }
  }

  private String password(PortalSettings settings) throws IOException, UserError {
    if (settings.smtp().isEmpty() || settings.smtp().get().user().isEmpty()) {
      return "";
    }
    var file = state.resolve("portal").resolve("smtp");
    return SecretFile.firstLine(file)
        .map(String::new)
        .orElseThrow(
            () -> new UserError(file + ": no password of the mail server's user can be read"));
  }
}
