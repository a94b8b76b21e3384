package dev.casebook.wings.accounts.targets.redis;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.targets.Destination;
import dev.casebook.wings.accounts.targets.ServerAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// Reaches a Redis and signs in. A password goes out by TLS alone, or to this machine.
final class Connecting {

  private static final int PORT = 6379;
  private static final int CONNECT_MILLIS_MAX = 10_000;
  private static final int ANSWER_MILLIS_MAX = 120_000;

  private Connecting() {}

  static Wire to(Destination destination) throws IOException, Refusal {
    var settings = destination.settings();
    var address = ServerAddress.of(destination, PORT, "rediss", "redis");
    boolean tls = address.scheme().equals("rediss");
    var password = destination.password();
    if (!tls && !address.isHere()) {
      throw new Refusal(
          "%s: a password goes to another machine by TLS alone: rediss://"
              .formatted(settings.place()));
    }
    var socket = new Socket();
    try {
      var host = address.host().replaceAll("[\\[\\]]", "");
      socket.connect(new InetSocketAddress(host, address.port()), CONNECT_MILLIS_MAX);
      socket.setSoTimeout(ANSWER_MILLIS_MAX);
      var wire = new Wire(tls ? secured(socket, host, address.port(), destination) : socket);
      wire.ask(List.of("AUTH", settings.user(), String.valueOf(password)));
      return wire;
    } catch (IOException | Refusal e) {
      socket.close();
      throw e;
    }
  }

  private static Socket secured(Socket socket, String host, int port, Destination destination)
      throws IOException, Refusal {
    var secured = (SSLSocket) factory(destination).createSocket(socket, host, port, true);
    var parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private static SSLSocketFactory factory(Destination destination) throws IOException, Refusal {
    var authority = destination.settings().authority();
    try {
      var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(authority.isEmpty() ? null : authorities(destination));
      var context = SSLContext.getInstance("TLS");
      context.init(null, trusted.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new Refusal(
          "%s: certificates can't be read: %s"
              .formatted(destination.settings().place(), e.getMessage()));
    }
  }

  private static KeyStore authorities(Destination destination)
      throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    var file = destination.folder().resolve(destination.settings().authority());
    try (var in = Files.newInputStream(file)) {
      int number = 0;
      for (var one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry(String.valueOf(number++), one);
      }
    }
    return store;
  }
}
