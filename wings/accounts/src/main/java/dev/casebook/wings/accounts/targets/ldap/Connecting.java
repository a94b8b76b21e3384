package dev.casebook.wings.accounts.targets.ldap;

import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.targets.Destination;
import dev.casebook.wings.accounts.targets.ServerAddress;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLSocketFactory;

/// Reaches a directory and signs in. A password goes out by TLS alone, or to this machine.
final class Connecting {

  private static final int CONNECT_MILLIS_MAX = 10_000;
  private static final long ANSWER_MILLIS_MAX = 120_000;
  private static final int MESSAGE_BYTES_MAX = 64 << 20;

  private Connecting() {}

  static LDAPConnection to(Destination destination) throws LDAPException, IOException, Refusal {
    var settings = destination.settings();
    boolean tls = settings.address().startsWith("ldaps:");
    var address = ServerAddress.of(destination, tls ? 636 : 389, "ldap", "ldaps");
    var password = destination.password();
    var options = new LDAPConnectionOptions();
    options.setConnectTimeoutMillis(CONNECT_MILLIS_MAX);
    options.setResponseTimeoutMillis(ANSWER_MILLIS_MAX);
    options.setMaxMessageSize(MESSAGE_BYTES_MAX);
    options.setFollowReferrals(false);
    options.setUseSchema(false);
    options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
    var connection =
        tls
            ? new LDAPConnection(factory(destination), options, address.host(), address.port())
            : new LDAPConnection(options, address.host(), address.port());
    try {
      if (!tls && !address.isHere()) {
        startTls(connection, destination);
      }
      bind(connection, settings.user(), password);
      return connection;
    } catch (LDAPException | Refusal e) {
      connection.close();
      throw e;
    }
  }

  private static void startTls(LDAPConnection connection, Destination destination)
      throws LDAPException, Refusal {
    ExtendedResult result =
        connection.processExtendedOperation(new StartTLSExtendedRequest(factory(destination)));
    if (result.getResultCode().intValue() != 0) {
      throw new Refusal(
          "%s takes no StartTLS (%s), and a password goes to another machine by TLS alone: ldaps://, perhaps"
              .formatted(destination.settings().name(), result.getResultCode().getName()));
    }
  }

  private static SSLSocketFactory factory(Destination destination) throws Refusal {
    try {
      var authority = destination.settings().authority();
      if (authority.isEmpty()) {
        return new SSLUtil().createSSLSocketFactory();
      }
      var trusted = new PEMFileTrustManager(destination.folder().resolve(authority).toFile());
      return new SSLUtil(trusted).createSSLSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new Refusal(
          "%s: certificates can't be read: %s"
              .formatted(destination.settings().place(), e.getMessage()));
    }
  }

  private static void bind(LDAPConnection connection, String user, char[] password)
      throws LDAPException {
    var bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    var secret = new byte[bytes.remaining()];
    bytes.get(secret);
    connection.bind(new SimpleBindRequest(user, secret));
  }
}
