package dev.casebook.wings.accounts.nodes;

import dev.casebook.wings.accounts.model.ServingNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// TLS 1.3 between nodes, with a certificate on both sides that their own authority has signed for
/// the host of the node's row.
record Link(SSLContext context) {

  private static final int CONNECT_MILLIS_MAX = 2_000;
  private static final int HANDSHAKE_MILLIS_MAX = 5_000;
  private static final int PENDING_MAX = 16;
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  Wire to(ServingNode node) throws IOException {
    var socket = (SSLSocket) context.getSocketFactory().createSocket();
    try {
      var parameters = secured(socket).getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.connect(new InetSocketAddress(node.host(), node.port()), CONNECT_MILLIS_MAX);
      socket.setSoTimeout(HANDSHAKE_MILLIS_MAX);
      socket.startHandshake();
      return new Wire(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static SSLSocket secured(SSLSocket socket) {
    socket.setEnabledProtocols(new String[] {"TLSv1.3"});
    return socket;
  }

  SSLServerSocket listening(ServingNode here) throws IOException {
    var socket =
        context
            .getServerSocketFactory()
            .createServerSocket(here.port(), PENDING_MAX, InetAddress.getByName(here.host()));
    var listening = (SSLServerSocket) socket;
    listening.setNeedClientAuth(true);
    listening.setEnabledProtocols(new String[] {"TLSv1.3"});
    return listening;
  }

  /// The wire to whoever has connected, and which of the nodes it may be.
  ///
  /// @throws IOException where its certificate is for none of them
  static Wire from(SSLSocket socket, Collection<ServingNode> nodes) throws IOException {
    socket.setSoTimeout(HANDSHAKE_MILLIS_MAX);
    socket.startHandshake();
    var shown = socket.getSession().getPeerCertificates()[0];
    for (var node : nodes) {
      if (shown instanceof X509Certificate certificate && isFor(certificate, node.host())) {
        return new Wire(socket);
      }
    }
    throw new IOException("its certificate is for the host of none of the nodes");
  }

  private static boolean isFor(X509Certificate certificate, String host) throws IOException {
    try {
      var names = Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of());
      for (var name : names) {
        boolean isHost =
            switch ((Integer) name.get(0)) {
              case DNS_NAME -> host.equalsIgnoreCase(String.valueOf(name.get(1)));
              case IP_ADDRESS -> isSameAddress(host, String.valueOf(name.get(1)));
              default -> false;
            };
        if (isHost) {
          return true;
        }
      }
      return false;
    } catch (CertificateParsingException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /// Asks no name server: both are addresses or they are not the same.
  private static boolean isSameAddress(String host, String address) {
    try {
      return InetAddress.ofLiteral(host).equals(InetAddress.ofLiteral(address));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
