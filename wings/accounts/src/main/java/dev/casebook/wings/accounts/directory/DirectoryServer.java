package dev.casebook.wings.accounts.directory;

import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.listener.StartTLSRequestHandler;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.ssl.PEMFileKeyManager;
import com.unboundid.util.ssl.SSLUtil;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.serve.SignIns;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateFactory;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Answers LDAP on one TCP port until it is closed.
public final class DirectoryServer implements AutoCloseable {

  private static final int CONNECTIONS_MAX = 4096;
  private static final int MESSAGE_BYTES_MAX = 1 << 20;

  /// The certificate that is shown, and its key, both PEM.
  public record Tls(Path certificates, Path key) {

    /// For other servers that show the same. The SDK's own manager of keys serves sockets alone, so
    /// what it has read goes into one that serves engines too.
    public SSLContext context() throws IOException {
      return context(Optional.empty());
    }

    /// @param authority certificates, PEM, that sign those of whoever connects; empty where nobody
    ///   has to show one
    public SSLContext context(Optional<Path> authority) throws IOException {
      try {
        var read = keys();
        var alias = Objects.requireNonNull(read.chooseServerAlias(null, null, null));
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
            alias, read.getPrivateKey(alias), new char[0], read.getCertificateChain(alias));
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(
            managers.getKeyManagers(),
            authority.isPresent() ? trusting(authority.get()) : null,
            null);
        return context;
      } catch (GeneralSecurityException e) {
        throw new IOException(e.getMessage(), e);
      }
    }

    private static TrustManager[] trusting(Path authority)
        throws IOException, GeneralSecurityException {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      try (var in = Files.newInputStream(authority)) {
        for (var one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          store.setCertificateEntry("authority" + store.size(), one);
        }
      }
      if (store.size() == 0) {
        throw new IOException(authority + " holds no certificate");
      }
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      return managers.getTrustManagers();
    }

    private PEMFileKeyManager keys() throws GeneralSecurityException {
      try {
        return new PEMFileKeyManager(certificates.toFile(), key.toFile());
      } catch (KeyStoreException e) {
        throw new GeneralSecurityException(
            "no certificate and key can be read: " + e.getMessage(), e);
      }
    }
  }

  private final LDAPListener listener;
  private final InetSocketAddress address;
  private final AtomicReference<EntryIndex> index;

  /// @param base the name that all entries end with
  /// @param log told what went wrong, a line each
  public DirectoryServer(
      InetSocketAddress address,
      String base,
      Optional<Tls> tls,
      SignIns signIns,
      Consumer<String> log)
      throws IOException {
    try {
      index = new AtomicReference<>(new EntryIndex(signIns.snapshot(), new DN(base)));
      var complaints = new Complaints(log);
      LDAPListenerRequestHandler handler = new DirectoryHandler(index, signIns, complaints);
      if (tls.isPresent()) {
        handler = startTls(tls.get(), handler);
      }
      var config = new LDAPListenerConfig(address.getPort(), handler);
      config.setListenAddress(address.getAddress());
      config.setMaxConnections(CONNECTIONS_MAX);
      config.setMaxMessageSizeBytes(MESSAGE_BYTES_MAX);
      config.setUseReuseAddress(true);
      config.setExceptionHandler(complaints);
      listener = new LDAPListener(config);
      listener.startListening();
      this.address = new InetSocketAddress(address.getAddress(), listener.getListenPort());
    } catch (LDAPException | GeneralSecurityException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static LDAPListenerRequestHandler startTls(Tls tls, LDAPListenerRequestHandler handler)
      throws GeneralSecurityException {
    return new StartTLSRequestHandler(
        new SSLUtil(tls.keys(), null).createSSLSocketFactory(), handler);
  }

  /// Entries of another snapshot, under the same base.
  ///
  /// @return what has them shown from then on
  public Runnable prepared(Snapshot next) throws IOException {
    try {
      var other = new EntryIndex(next, index.get().base());
      return () -> index.set(other);
    } catch (LDAPException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    listener.shutDown(true);
  }
}
