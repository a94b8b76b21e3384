package dev.casebook.tables.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexedCertificateTest {

  private static final String PLACE = "/etc/openvpn/easy-rsa/pki/index.txt";

  @Test
  void aRevokedCertificateHasItsTimeAndItsSerialInBothForms() {
    var rows =
        Sample.root()
            .fileFrom(PLACE, "certificate_index/easyrsa-3.txt")
            .file(PLACE + ".attr", "unique_subject = no\n")
            .read(IndexedCertificate.TABLE);

    assertThat(rows.coverage().isComplete()).isTrue();
    assertThat(rows.rows()).hasSize(4);
    assertThat(rows.rows().get(2))
        .isEqualTo(
            new IndexedCertificate(
                PLACE,
                "revoked",
                Instant.parse("2029-02-24T10:45:58Z"),
                Instant.parse("2026-11-22T10:45:59Z"),
                null,
                "7C14330DFAAA347A618698860C5CD448",
                "164929152924933181378528807752304481352",
                "/CN=test_1",
                "test_1",
                false));
  }

  @Test
  void aLooseIndexIsKnownByItsContent() {
    var rows =
        Sample.loose()
            .fileFrom("saved.txt", "certificate_index/easyrsa-3.txt")
            .read(IndexedCertificate.TABLE);

    assertThat(rows.rows()).extracting(IndexedCertificate::commonName).contains("dl-server");
    assertThat(rows.rows()).extracting(IndexedCertificate::uniqueSubject).containsOnlyNulls();
  }

  @Test
  void aDamagedLineIsRejectedWithItsReason() {
    var rows =
        Sample.root()
            .file(
                PLACE,
                """
                V\t500224104558Z\t\t01\tunknown\t/C=DE/CN=a/emailAddress=a@example.org
                V\t290224104558Z\t\txyz\tunknown\t/CN=b
                V\t299924104558Z\t\t02\tunknown\t/CN=c
                V\t29022410
                """)
            .read(IndexedCertificate.TABLE);

    assertThat(rows.only().commonName()).isEqualTo("a");
    assertThat(rows.only().expiresAt()).isEqualTo("1950-02-24T10:45:58Z");
    assertThat(rows.coverage().isComplete()).isFalse();
    assertThat(rows.coverage().toString()).contains("3 line(s)");
  }

  @Test
  void whatOpensslItselfWroteIsRead(@TempDir Path folder) throws Exception {
    Files.createFile(folder.resolve("index.txt"));
    Files.writeString(folder.resolve("serial"), "0A\n");
    Files.writeString(
        folder.resolve("ca.cnf"),
        """
        [ca]
        default_ca = mine
        [mine]
        database = index.txt
        serial = serial
        new_certs_dir = .
        certificate = ca.pem
        private_key = ca.key
        default_md = sha256
        default_days = 30
        unique_subject = yes
        policy = any
        [any]
        commonName = supplied
        """);
    Openssl.run(
        folder, "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=ca");
    Openssl.run(folder, "req -newkey rsa:2048 -nodes -keyout a.key -out a.csr -subj /CN=a");
    Openssl.run(folder, "ca -batch -config ca.cnf -in a.csr -out a.pem");
    Openssl.run(folder, "ca -batch -config ca.cnf -revoke a.pem -crl_reason keyCompromise");

    var row =
        Sample.root()
            .file(PLACE, Files.readString(folder.resolve("index.txt")))
            .file(PLACE + ".attr", Files.readString(folder.resolve("index.txt.attr")))
            .read(IndexedCertificate.TABLE)
            .only();

    assertThat(row.status()).isEqualTo("revoked");
    assertThat(row.reason()).isEqualTo("keyCompromise");
    assertThat(row.serialDecimal()).isEqualTo("10");
    assertThat(row.commonName()).isEqualTo("a");
    assertThat(row.uniqueSubject()).isTrue();
    assertThat(row.expiresAt()).isAfter(row.revokedAt());
  }

  /// As a terminal shows it that was copied from.
  @Test
  void linesWhoseTabsBecameBlanksAreReadToo() {
    var shown =
        """
        # tail index.txt -n 2
        V 230810065719Z   46  unknown /C=US/O=Fort Funston/CN=test_1/emailAddress=me@example.org
        R 230810070508Z 130812070508Z,keyCompromise  47  unknown /C=US/CN=test_1
        """;
    var rows = Sample.loose().file("index.txt", shown).read(IndexedCertificate.TABLE);

    assertThat(rows.coverage().isComplete()).isTrue();
    assertThat(rows.rows())
        .extracting(IndexedCertificate::status, IndexedCertificate::serial)
        .containsExactly(tuple("valid", "46"), tuple("revoked", "47"));
    assertThat(rows.rows().getFirst().commonName()).isEqualTo("test_1");
    assertThat(rows.rows().getFirst().subject()).startsWith("/C=US/O=Fort Funston/CN=");
  }
}
