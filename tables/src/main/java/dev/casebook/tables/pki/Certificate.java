package dev.casebook.tables.pki;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
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
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
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
/// Words between the blocks, such as those of `openssl x509 -text`, are passed over, and so are
/// blocks of other kinds: a private key is neither decoded nor shown. Source: RFC 5280, RFC 7468.
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
    @Column("the subject's common name; NULL if it has none") @Nullable String commonName,
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

  private static final String LABEL = "CERTIFICATE-----";
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";

  /// A sequence of a length in two octets: every certificate is one.
  private static final int SEQUENCE = 0x30;

  private static final int LENGTH_OF_TWO = 0x82;

  private static final int HEAD_OF_DER = 4;

  /// Of one certificate; those with the longest lists of names have some 100 KB.
  private static final int BYTES_MAX = 256 * 1024;

  /// RFC 5280 allows 160.
  private static final int SERIAL_BITS_MAX = 512;

  private static final ArtifactName LOOSE = ArtifactName.file("/etc/openvpn/loose.crt");

  public static final Table<Certificate> TABLE =
      Table.of("certificates", Certificate.class)
          .from(PLACES, Certificate::parse)
          .sniff(LOOSE, Certificate::isHead)
          .sniffBytes(LOOSE, Certificate::isDer)
          .example(
              "what expires first",
              "select file, common_name, expires_at from certificates order by expires_at limit 10");

  /// PEM, also after the words of `openssl x509 -text` or `openssl pkcs12`.
  private static boolean isHead(String head) {
    var text = head.stripLeading();
    return text.startsWith(BEGIN + LABEL)
        || ((text.startsWith("Certificate:") || text.startsWith("Bag Attributes"))
            && text.contains(BEGIN + LABEL));
  }

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
    parsePem(text, rows);
  }

  private static void parsePem(Text text, Rows<Certificate> rows) {
    @Nullable Line begin = null;
    boolean wanted = false;
    int position = 0;
    boolean blocks = false;
    var base64 = new StringBuilder();
    for (var line : text.lines()) {
      var content = line.text().strip();
      if (content.startsWith(BEGIN)) {
        if (begin != null && wanted) {
          rows.reject(begin, "a certificate without its end");
        }
        blocks = true;
        begin = new Line(line.offset(), content);
        wanted = isCertificate(content);
        base64.setLength(0);
      } else if (content.startsWith(END)) {
        if (begin != null && wanted) {
          position++;
          decode(text.name(), position, base64.toString(), begin, rows);
        }
        begin = null;
      } else if (begin != null && wanted && base64.length() <= BYTES_MAX) {
        base64.append(content);
      }
    }
    if (begin != null && wanted) {
      rows.reject(begin, "a certificate without its end");
    } else if (!blocks) {
      // What it holds instead is not shown: it may be a key.
      rows.reject(new Line(0, "…"), "neither PEM nor DER");
    }
  }

  private static boolean isCertificate(String begin) {
    return begin.equals(BEGIN + LABEL) || begin.equals(BEGIN + "TRUSTED " + LABEL);
  }

  private static void decode(
      String file, int position, String base64, Line begin, Rows<Certificate> rows) {
    if (base64.length() > BYTES_MAX) {
      rows.reject(begin, "a certificate of more than 256 KiB");
      return;
    }
    try {
      add(file, position, Base64.getDecoder().decode(base64), begin, rows);
    } catch (IllegalArgumentException e) {
      rows.reject(begin, "the certificate is damaged: not base64");
    }
  }

  private static void add(
      String file, int position, byte[] der, Line begin, Rows<Certificate> rows) {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      if (der.length <= BYTES_MAX
          && factory.generateCertificate(new ByteArrayInputStream(der))
              instanceof X509Certificate certificate
          && certificate.getSerialNumber().bitLength() <= SERIAL_BITS_MAX) {
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
    return new Certificate(
        file,
        position,
        HexFormat.of().withUpperCase().formatHex(unsigned(certificate)),
        certificate.getSerialNumber().toString(),
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

  /// The octets of the serial number without the one that only says that it is positive.
  private static byte[] unsigned(X509Certificate certificate) {
    byte[] octets = certificate.getSerialNumber().toByteArray();
    return octets.length > 1 && octets[0] == 0
        ? Arrays.copyOfRange(octets, 1, octets.length)
        : octets;
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
