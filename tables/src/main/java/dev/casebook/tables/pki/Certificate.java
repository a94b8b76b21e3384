package dev.casebook.tables.pki;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/// An X.509 certificate in a file, PEM or DER; a bundle has a row for each.
///
/// ```
/// -----BEGIN CERTIFICATE-----
/// MIIB…
/// -----END CERTIFICATE-----
/// ```
///
/// A private key beside it is neither decoded nor shown. Source: RFC 5280, RFC 7468.
@Row("one certificate in a file")
@Compared(
    key = {"file", "position"},
    ofHost = {
      "serial",
      "serial_decimal",
      "subject",
      "common_name",
      "other_names",
      "fingerprint",
      "valid_from",
      "expires_at"
    })
public record Certificate(
    @Column("path of the file") String file,
    @Column("place in the file, from 1") int position,
    @Column("serial number in hexadecimal, upper case, two digits an octet") String serial,
    @Column("the same in decimal, as logs of OpenVPN have it") String serialDecimal,
    @Column("subject as RFC 2253 writes it: CN=btc,O=Example") String subject,
    @Column(value = "the subject's common name; NULL if it has none", means = Meaning.NAME)
        @Nullable String commonName,
    @Column("issuer as RFC 2253 writes it") String issuer,
    @Column("from when on it is valid") Instant validFrom,
    @Column("until when it is valid") Instant expiresAt,
    @Column("other names: DNS:a.example, IP:192.0.2.1, …, with a comma and a space between")
        String otherNames,
    @Column("whether it may issue others") boolean authority,
    @Column("RSA, EC, DSA, Ed25519, …") String keyType,
    @Column("bits of the key, where its type leaves that open") @Nullable Integer keyBits,
    @Column("algorithm of the signature: SHA256withRSA, …") String signatureAlgorithm,
    @Column("SHA-256 of the certificate, in hexadecimal") String fingerprint) {

  /// Where servers keep their own certificates. The hundreds of public authorities in
  /// `/etc/ssl/certs` and `/etc/pki/tls/certs/ca-bundle.crt` are not among them.
  private static final List<ArtifactName> PLACES =
      Stream.of(
              "/etc/openvpn/*.crt",
              "/etc/openvpn/*.pem",
              "/etc/openvpn/*/*.crt",
              "/etc/openvpn/*/*.pem",
              "/etc/openvpn/pki/issued/*.crt",
              "/etc/openvpn/*/pki/*.crt",
              "/etc/openvpn/*/pki/issued/*.crt",
              "/etc/easy-rsa/pki/*.crt",
              "/etc/easy-rsa/pki/issued/*.crt",
              "/etc/kubernetes/pki/*.crt",
              "/etc/kubernetes/pki/etcd/*.crt",
              "/etc/etcd/pki/*.crt",
              "/etc/nginx/ssl/*.crt",
              "/etc/nginx/ssl/*.pem",
              "/etc/letsencrypt/live/*/cert.pem",
              "/var/lib/kubelet/pki/*.crt",
              "/var/lib/kubelet/pki/*.pem")
          .<ArtifactName>map(ArtifactName::file)
          .toList();

  /// A sequence of a length in two octets: every certificate is one.
  private static final int SEQUENCE = 0x30;

  private static final int LENGTH_OF_TWO = 0x82;

  private static final int HEAD_OF_DER = 4;

  /// Of one certificate; those with the longest lists of names have some 100 KB.
  private static final int BYTES_MAX = 256 * 1024;

  private static final Pem BLOCKS =
      new Pem("certificate", Set.of("CERTIFICATE", "TRUSTED CERTIFICATE"), BYTES_MAX);

  private static final ArtifactName LOOSE = ArtifactName.file("/etc/openvpn/loose.crt");

  public static final Table<Certificate> TABLE =
      Table.of("certificates", Certificate.class)
          .from(PLACES, Certificate::parse)
          .sniff(LOOSE, head -> BLOCKS.isHead(head, "Certificate:", "Bag Attributes"))
          .sniffBytes(LOOSE, Certificate::isDer)
          .example(
              "what expires first",
              "select file, common_name, expires_at from certificates order by expires_at limit 10");

  /// A sequence that begins with another one, as a certificate does.
  private static boolean isDer(byte[] head) {
    return head.length > 2 * HEAD_OF_DER && isSequence(head, 0) && isSequence(head, HEAD_OF_DER);
  }

  private static boolean isSequence(byte[] bytes, int at) {
    return (bytes[at] & 0xff) == SEQUENCE && (bytes[at + 1] & 0xff) == LENGTH_OF_TWO;
  }

  static void parse(Text text, Rows<Certificate> rows) {
    var bytes = text.bytes();
    if (isDer(bytes)) {
      add(text.name(), 1, bytes, new Line(0, "DER"), rows);
      return;
    }
    BLOCKS.read(text, rows, (position, der, begin) -> add(text.name(), position, der, begin, rows));
  }

  private static void add(
      String file, int position, byte[] der, Line begin, Rows<Certificate> rows) {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      if (der.length <= BYTES_MAX
          && factory.generateCertificate(new ByteArrayInputStream(der))
              instanceof X509Certificate certificate
          && new SerialNumber(certificate.getSerialNumber()).isWithinBounds()) {
        rows.add(begin, of(file, position, certificate));
      } else {
        rows.reject(begin, "not a certificate within bounds");
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      // The JDK's parser throws unchecked ones at some malformed input too.
      rows.reject(begin, "the certificate is damaged: not X.509");
    }
  }

  private static Certificate of(String file, int position, X509Certificate certificate)
      throws GeneralSecurityException {
    var subject = certificate.getSubjectX500Principal().getName();
    var serial = new SerialNumber(certificate.getSerialNumber());
    return new Certificate(
        file,
        position,
        serial.hex(),
        serial.decimal(),
        subject,
        commonName(subject),
        certificate.getIssuerX500Principal().getName(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        otherNames(certificate.getSubjectAlternativeNames()),
        certificate.getBasicConstraints() >= 0,
        certificate.getPublicKey().getAlgorithm(),
        bits(certificate.getPublicKey()),
        certificate.getSigAlgName(),
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())));
  }

  private static @Nullable String commonName(String subject) {
    try {
      return new LdapName(subject)
          .getRdns().reversed().stream()
              .filter(rdn -> rdn.getType().toUpperCase(Locale.ROOT).equals("CN"))
              .map(Rdn::getValue)
              .map(String::valueOf)
              .findFirst()
              .orElse(null);
    } catch (InvalidNameException e) {
      return null;
    }
  }

  /// Kinds of GeneralName (RFC 5280, 4.2.1.6) whose value the JDK gives as text.
  private static String otherNames(@Nullable Collection<List<?>> names) {
    return names == null
        ? ""
        : names.stream()
            .filter(name -> name.get(1) instanceof String)
            .map(name -> kind(name.getFirst()) + ":" + name.get(1))
            .collect(Collectors.joining(", "));
  }

  private static String kind(Object number) {
    return switch (number) {
      case Integer i when i == 1 -> "email";
      case Integer i when i == 2 -> "DNS";
      case Integer i when i == 4 -> "directory";
      case Integer i when i == 6 -> "URI";
      case Integer i when i == 7 -> "IP";
      default -> "other";
    };
  }

  private static @Nullable Integer bits(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> rsa.getModulus().bitLength();
      case ECPublicKey ec -> ec.getParams().getCurve().getField().getFieldSize();
      case DSAPublicKey dsa when dsa.getParams() != null -> dsa.getParams().getP().bitLength();
      default -> null;
    };
  }
}
