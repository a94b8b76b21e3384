package dev.casebook.tables.pki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateTest {

  @TempDir private static Path folder;

  private static final String PLACE = "/etc/openvpn/server.crt";

  @BeforeAll
  static void make() throws Exception {
    Openssl.run(
        folder,
        "req -x509 -newkey rsa:2048 -nodes -keyout rsa.key -out rsa.pem -days 30 -set_serial 0x0C"
            + " -subj /O=Example/CN=btc -addext subjectAltName=DNS:a.example,IP:192.0.2.1");
    Openssl.run(
        folder,
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:secp384r1 -nodes -keyout ec.key"
            + " -out ec.pem -days 10 -subj /CN=other");
    Openssl.run(folder, "x509 -in rsa.pem -outform DER -out rsa.der");
    Openssl.run(folder, "x509 -in rsa.pem -noout -fingerprint -sha256 -out fingerprint");
  }

  @Test
  void aCertificateOfOpensslHasItsFields() throws Exception {
    var row = Sample.root().file(PLACE, bytes("rsa.pem")).read(Certificate.TABLE).only();

    assertThat(row.serial()).isEqualTo("0C");
    assertThat(row.serialDecimal()).isEqualTo("12");
    assertThat(row.subject()).isEqualTo("CN=btc,O=Example");
    assertThat(row.commonName()).isEqualTo("btc");
    assertThat(row.issuer()).isEqualTo("CN=btc,O=Example");
    assertThat(Duration.between(row.validFrom(), row.expiresAt())).isEqualTo(Duration.ofDays(30));
    assertThat(row.otherNames()).isEqualTo("DNS:a.example, IP:192.0.2.1");
    assertThat(row.authority()).isTrue();
    assertThat(row.keyType()).isEqualTo("RSA");
    assertThat(row.keyBits()).isEqualTo(2048);
    assertThat(row.signatureAlgorithm()).isEqualTo("SHA256withRSA");
    assertThat(Files.readString(folder.resolve("fingerprint")).replace(":", ""))
        .containsIgnoringCase(row.fingerprint());
  }

  @Test
  void derIsReadAsPemIsAndAlsoLoose() throws Exception {
    var pem = Sample.root().file(PLACE, bytes("rsa.pem")).read(Certificate.TABLE).only();
    var der = Sample.root().file(PLACE, bytes("rsa.der")).read(Certificate.TABLE).only();
    var loose = Sample.loose().file("saved", bytes("rsa.der")).read(Certificate.TABLE).only();

    assertThat(der).isEqualTo(pem);
    assertThat(loose.fingerprint()).isEqualTo(pem.fingerprint());
  }

  @Test
  void aBundleHasARowForEachAndNothingOfAKey() throws Exception {
    var rows =
        Sample.root()
            .file(PLACE, text("ec.pem") + text("rsa.key") + text("rsa.pem"))
            .read(Certificate.TABLE);

    assertThat(rows.coverage().isComplete()).isTrue();
    assertThat(rows.rows()).extracting(Certificate::position).containsExactly(1, 2);
    assertThat(rows.rows()).extracting(Certificate::commonName).containsExactly("other", "btc");
    assertThat(rows.rows()).extracting(Certificate::keyBits).containsExactly(384, 2048);
  }

  @Test
  void damageIsToldAndTheOthersAreRead() throws Exception {
    var broken = text("ec.pem").replaceFirst("\n.{40}", "\n");
    var rows =
        Sample.root()
            .file(PLACE, broken + text("rsa.pem") + "-----BEGIN CERTIFICATE-----\nMIIB\n")
            .file("/etc/openvpn/ca.pem", "no such thing\n")
            .read(Certificate.TABLE);

    assertThat(rows.only().commonName()).isEqualTo("btc");
    assertThat(rows.coverage().toString())
        .contains("2 line(s) not understood", "the certificate is damaged", "neither PEM nor DER")
        .doesNotContain("no such thing");
  }

  private static byte[] bytes(String name) throws Exception {
    return Files.readAllBytes(folder.resolve(name));
  }

  private static String text(String name) throws Exception {
    return Files.readString(folder.resolve(name));
  }
}
