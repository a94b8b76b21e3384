package dev.casebook.wings.accounts.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.accounts.credentials.Credentials;
import dev.casebook.wings.accounts.credentials.SelfService;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.directory.DirectoryServer;
import dev.casebook.wings.accounts.load.FolderReader;
import dev.casebook.wings.accounts.serve.SignIns;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page over TLS, with a certificate of OpenSSL's.
@Tag("integration")
class PortalTlsTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void thePageIsServedByHttpsWithACookieForHttpsAlone() throws Exception {
    var certificate = folder.resolve("page.crt");
    var key = folder.resolve("page.key");
    openssl(certificate, key);
    var company = Files.createDirectory(folder.resolve("company"));
    Files.writeString(company.resolve("a.yaml"), Lab.COMPANY);
    var snapshot = Snapshot.of(FolderReader.read(company).company());
    var tls = new DirectoryServer.Tls(certificate, key).context();
    var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var credentials = Credentials.in(folder.resolve("state"));
        var server =
            new PortalServer(
                new PortalServer.Way(any, Optional.of(tls), false),
                snapshot.company().portal(),
                "",
                new SignIns(snapshot, credentials, InstantSource.fixed(Instant.EPOCH)),
                new SelfService(credentials),
                _ -> {})) {
      assertThat(server.url().getScheme()).isEqualTo("https");
      var answer = get(server.url(), certificate);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
      assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
          .startsWith("__Host-accounts=")
          .endsWith("; Secure");
    }
  }

  private static void openssl(Path certificate, Path key) throws Exception {
    var process =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/CN=127.0.0.1",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }

  private static HttpResponse<String> get(URI url, Path certificate) throws Exception {
    var keys = KeyStore.getInstance(KeyStore.getDefaultType());
    keys.load(null, null);
    try (var in = Files.newInputStream(certificate)) {
      keys.setCertificateEntry(
          "page", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (var client = HttpClient.newBuilder().sslContext(context).build()) {
      return client.send(
          HttpRequest.newBuilder(url.resolve("/sign-in")).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
