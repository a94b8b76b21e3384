package dev.casebook.tables.pki;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevocationTest {

  @TempDir private static Path folder;

  private static final String PLACE = "/etc/openvpn/pki/crl.pem";

  /// An authority that revoked nobody, one certificate, and then three more.
  @BeforeAll
  static void make() throws Exception {
    Files.createFile(folder.resolve("index.txt"));
    Files.writeString(folder.resolve("crlnumber"), "1F\n");
    Files.writeString(
        folder.resolve("ca.cnf"),
        """
        [ca]
        default_ca = mine
        [mine]
        database = index.txt
        crlnumber = crlnumber
        certificate = ca.pem
        private_key = ca.key
        default_md = sha256
        default_days = 30
        default_crl_days = 7
        """);
    Openssl.run(
        folder, "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /O=E/CN=ca");
    Openssl.run(folder, "ca -batch -config ca.cnf -gencrl -out none.pem");
    Files.writeString(
        folder.resolve("index.txt"),
        """
        R	290224104558Z	261122104559Z,keyCompromise	0A	unknown	/CN=a
        R	290224104558Z	261122104559Z	7C14330DFAAA347A618698860C5CD448	unknown	/CN=b
        R	290224104558Z	261122104559Z,superseded	00FF	unknown	/CN=c
        V	290224104558Z		0B	unknown	/CN=d
        """);
    Openssl.run(folder, "ca -batch -config ca.cnf -gencrl -out three.pem");
    Openssl.run(folder, "crl -in three.pem -outform DER -out three.der");
  }

  @Test
  void aListOfEasyRsaTellsWhomItRevokesAndUntilWhen() {
    var row =
        Sample.root()
            .fileFrom(PLACE, "revocations/easyrsa-after.pem")
            .read(Revocation.TABLE)
            .only();

    assertThat(row)
        .isEqualTo(
            new Revocation(
                PLACE,
                1,
                "CN=Casebook Test CA",
                null,
                Instant.parse("2026-11-22T10:46:00Z"),
                Instant.parse("2027-05-21T10:46:00Z"),
                "7C14330DFAAA347A618698860C5CD448",
                "164929152924933181378528807752304481352",
                Instant.parse("2026-11-22T10:45:59Z"),
                null));
  }

  @Test
  void aListThatRevokesNobodyStillTellsUntilWhenItIsValid() throws Exception {
    var row = Sample.root().file(PLACE, bytes("none.pem")).read(Revocation.TABLE).only();

    assertThat(row.serial()).isNull();
    assertThat(row.issuer()).isEqualTo("CN=ca,O=E");
    assertThat(row.number()).isEqualTo("31");
    assertThat(row.nextUpdate()).isEqualTo(row.thisUpdate().plusSeconds(7 * 86_400));
  }

  @Test
  void reasonsAndSerialsAreThoseOfTheIndex() throws Exception {
    var rows = Sample.root().file(PLACE, bytes("three.pem")).read(Revocation.TABLE).rows();

    assertThat(rows)
        .extracting(Revocation::serial, Revocation::serialDecimal, Revocation::reason)
        .containsExactlyInAnyOrder(
            tuple("0A", "10", "keyCompromise"),
            tuple("FF", "255", "superseded"),
            tuple(
                "7C14330DFAAA347A618698860C5CD448",
                "164929152924933181378528807752304481352",
                null));
  }

  @Test
  void theJdkReadsTheSame() throws Exception {
    var list =
        (X509CRL)
            CertificateFactory.getInstance("X.509")
                .generateCRL(new ByteArrayInputStream(bytes("three.der")));
    var row =
        Sample.root().file(PLACE, bytes("three.pem")).read(Revocation.TABLE).rows().getFirst();

    assertThat(row.issuer()).isEqualTo(list.getIssuerX500Principal().getName());
    assertThat(row.thisUpdate()).isEqualTo(list.getThisUpdate().toInstant());
    assertThat(row.nextUpdate()).isEqualTo(list.getNextUpdate().toInstant());
  }

  @Test
  void derIsReadAsPemIsAndAlsoLooseAndIsNoCertificate() throws Exception {
    var pem = Sample.root().file(PLACE, bytes("three.pem")).read(Revocation.TABLE).rows();
    var der = Sample.root().file(PLACE, bytes("three.der")).read(Revocation.TABLE).rows();

    assertThat(der).isEqualTo(pem);
    assertThat(Sample.loose().file("saved", bytes("three.der")).read(Revocation.TABLE).rows())
        .hasSize(3);
    assertThat(Sample.loose().file("saved.txt", bytes("three.pem")).read(Revocation.TABLE).rows())
        .hasSize(3);
    assertThat(Sample.loose().file("saved", bytes("three.der")).read(Certificate.TABLE).rows())
        .isEmpty();
  }

  @Test
  void aCutListKeepsWhatStandsBeforeTheCutOrSaysThatItIsDamaged() throws Exception {
    byte[] whole = bytes("three.der");
    for (int length = 1; length < whole.length; length++) {
      var rows = Sample.root().file(PLACE, Arrays.copyOf(whole, length)).read(Revocation.TABLE);

      assertThat(rows.rows()).isEmpty();
      assertThat(rows.coverage().toString()).contains("is damaged");
    }
    var text = new String(bytes("three.pem"), US_ASCII);
    assertThat(Sample.root().file(PLACE, text.substring(0, 200)).read(Revocation.TABLE).coverage())
        .asString()
        .contains("without its end");
  }

  @Test
  void wordsBeforeTheListAndWindowsLineEndsDoNotMatter() throws Exception {
    var text = new String(bytes("none.pem"), US_ASCII);
    var rows =
        Sample.root()
            .file(
                PLACE, "Certificate Revocation List (CRL):\r\n" + text.replace("\n", "\r\n") + text)
            .read(Revocation.TABLE);

    assertThat(rows.rows()).extracting(Revocation::position).containsExactly(1, 2);
    assertThat(rows.coverage().isComplete()).isTrue();
  }

  private static byte[] bytes(String name) throws Exception {
    return Files.readAllBytes(folder.resolve(name));
  }
}
