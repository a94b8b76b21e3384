package dev.casebook.wings.accounts.portal;

import dev.casebook.wings.accounts.credentials.SelfService;
import dev.casebook.wings.accounts.model.PortalSettings;
import dev.casebook.wings.accounts.serve.SignIns;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/// Serves the page on one TCP port until it is closed, each request on a virtual thread.
public final class PortalServer implements AutoCloseable {

  /// The selecting threads accept too: Jetty's stop() does not wait for a thread that only accepts,
  /// and until such a thread ends the port stays taken.
  private static final int ACCEPTORS = 0;

  private static final int SELECTORS_DEFAULT = -1;
  private static final int CONNECTIONS_MAX = 2_000;
  private static final int REQUESTS_AT_ONCE = 500;
  private static final int HEADER_BYTES_MAX = 8 * 1024;
  private static final long IDLE_MILLIS_MAX = 20_000;

  /// When there are as many connections as there may be.
  private static final long IDLE_MILLIS_FULL = 1_000;

  /// Of a form: slower ones only hold a connection.
  private static final long BYTES_A_SECOND_MIN = 100;

  /// How the page is reached.
  ///
  /// @param tls for HTTPS; without it a proxy has to bring it
  /// @param behindProxy whether the address of a browser is the last of `X-Forwarded-For`
  public record Way(InetSocketAddress address, Optional<SSLContext> tls, boolean behindProxy) {}

  private final Server server;
  private final Optional<Postman> postman;
  private final InetSocketAddress address;
  private final URI url;

  /// @param smtpPassword of the mail server's user; or empty
  /// @param log told what went wrong, a line each
  public PortalServer(
      Way way,
      PortalSettings settings,
      String smtpPassword,
      SignIns signIns,
      SelfService own,
      Consumer<String> log)
      throws IOException {
    server = new Server(new VirtualThreadPool(REQUESTS_AT_ONCE));
    var connector = connector(way);
    server.addConnector(connector);
    server.addBean(limit(connector));
    try {
      connector.open();
    } catch (IOException e) {
      throw new IOException(
          "%s can't be served on: %s".formatted(way.address(), e.getMessage()), e);
    }
    address = new InetSocketAddress(way.address().getAddress(), connector.getLocalPort());
    url = settings.url().orElseGet(() -> url(way));
    postman =
        settings.smtp().map(smtp -> new Postman(smtp, settings.mailFrom(), smtpPassword, log));
    var desk = new Desk(Site.of(signIns, own, url, postman));
    var handler = new PortalHandler(desk, way.behindProxy(), "https".equals(url.getScheme()), log);
    server.setHandler(new MinimumDataRateHandler(handler, BYTES_A_SECOND_MIN, 0));
    server.setErrorHandler(handler::refused);
    start();
  }

  private ServerConnector connector(Way way) {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES_MAX);
    var protocols = new ArrayList<ConnectionFactory>();
    protocols.add(new HttpConnectionFactory(http));
    if (way.tls().isPresent()) {
      // whoever comes by another name than the certificate's still gets the page: browsers warn
      http.addCustomizer(new SecureRequestCustomizer(false));
      var tls = new SslContextFactory.Server();
      tls.setSslContext(way.tls().get());
      tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
      protocols.addFirst(new SslConnectionFactory(tls, protocols.getFirst().getProtocol()));
    }
    var connector =
        new ServerConnector(
            server, ACCEPTORS, SELECTORS_DEFAULT, protocols.toArray(ConnectionFactory[]::new));
    connector.setHost(way.address().getAddress().getHostAddress());
    connector.setPort(way.address().getPort());
    connector.setIdleTimeout(IDLE_MILLIS_MAX);
    return connector;
  }

  private static NetworkConnectionLimit limit(ServerConnector connector) {
    var limit = new NetworkConnectionLimit(CONNECTIONS_MAX, connector);
    limit.setEndPointIdleTimeout(IDLE_MILLIS_FULL);
    return limit;
  }

  /// Where the folder names no other.
  private URI url(Way way) {
    var host = address.getAddress().getHostAddress();
    return URI.create(
        "%s://%s:%d"
            .formatted(
                way.tls().isPresent() ? "https" : "http",
                host.contains(":") ? "[" + host + "]" : host,
                address.getPort()));
  }

  private void start() throws IOException {
    try {
      server.start();
    } catch (Exception e) {
      close();
      throw new IOException("the page can't be served: " + e.getMessage(), e);
    }
  }

  public InetSocketAddress address() {
    return address;
  }

  /// As browsers reach it.
  public URI url() {
    return url;
  }

  /// When this comes back, the port is free.
  @Override
  public void close() {
    postman.ifPresent(Postman::close);
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
