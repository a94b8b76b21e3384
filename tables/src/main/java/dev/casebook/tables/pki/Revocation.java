package dev.casebook.tables.pki;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.security.cert.CRLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A certificate that a revocation list (CRL) revokes; PEM or DER. A list that revokes none is a
/// row too, which only says from when to when the list is valid.
///
/// ```
/// -----BEGIN X509 CRL-----
/// MIIB…
/// -----END X509 CRL-----
/// ```
///
/// The signature is not checked. Source: RFC 5280, section 5; the reasons go by OpenSSL's names,
/// which `index.txt` has too.
@Row("one certificate that a revocation list revokes, or a list that revokes none")
@Compared(key = {"file", "position", "serial"})
public record Revocation(
    @Column("path of the file") String file,
    @Column("place of the list in the file, from 1") int position,
    @Column("who signed the list, as RFC 2253 writes it: CN=office-ca") String issuer,
    @Column("number of the list; NULL where it has none") @Nullable String number,
    @Column("from when on the list is valid") Instant thisUpdate,
    @Column("until when the list is valid; NULL where it does not end")
        @Nullable Instant nextUpdate,
    @Column(
            "serial number in hexadecimal, upper case, two digits an octet; NULL if none is revoked")
        @Nullable String serial,
    @Column("the same in decimal, as logs of OpenVPN have it") @Nullable String serialDecimal,
    @Column("when it was revoked") @Nullable Instant revokedAt,
    @Column("why, where that was told: keyCompromise, superseded, certificateHold, …")
        @Nullable String reason) {

  private static final List<ArtifactName> PLACES =
      Stream.of(
              "/etc/openvpn/**/*crl*.pem",
              "/etc/openvpn/**/*.crl",
              "/etc/openvpn/**/crl",
              "/var/etc/openvpn/*crl-verify*",
              "/etc/easy-rsa/pki/crl.pem",
              "/etc/easy-rsa/*/pki/crl.pem",
              "/root/easy-rsa/pki/crl.pem",
              "/home/*/easy-rsa/pki/crl.pem",
              "/etc/pki/CA/crl.pem",
              "/etc/pki/CA/crl/*",
              "/etc/ssl/crl.pem",
              "/etc/ssl/*/crl.pem",
              "/etc/ssl/crl/*",
              "/etc/nginx/**/*crl*.pem",
              "/etc/nginx/**/*.crl",
              "/etc/ipsec.d/crls/*",
              "/etc/swanctl/x509crl/*",
              "/var/lib/ipa/pki-ca/publish/MasterCRL.bin")
          .<ArtifactName>map(ArtifactName::file)
          .toList();

  private static final ArtifactName LOOSE = ArtifactName.file("/etc/openvpn/loose.crl");

  /// Some 200,000 revoked certificates; public authorities split theirs before that.
  private static final int BYTES_MAX = 8 * 1024 * 1024;

  private static final Pem BLOCKS = new Pem("revocation list", Set.of("X509 CRL"), BYTES_MAX);

  public static final Table<Revocation> TABLE =
      Table.of("revocations", Revocation.class)
          .from(PLACES, Revocation::parse)
          .sniff(LOOSE, head -> BLOCKS.isHead(head, "Certificate Revocation List"))
          .sniffBytes(LOOSE, Revocation::isDer)
          .example(
              "until when each list is valid, and how many it revokes",
              """
              select file, issuer, next_update, count(serial) as revoked from revocations
              group by all order by next_update\
              """)
          .example(
              "certificates that are revoked in the authority's index and not in its list",
              """
              select i.common_name, i.serial, i.revoked_at from certificate_index i
              where i.status = 'revoked' and not exists (
                select 1 from revocations r where r.serial = i.serial)\
              """);

  /// Unlike a certificate, a list has a time after the names of the algorithm and the issuer.
  private static boolean isDer(byte[] head) {
    if (head.length == 0 || head[0] != Der.SEQUENCE) {
      return false;
    }
    try {
      var list = Der.ofHead(head).contentsOfHead().next(Der.SEQUENCE).contentsOfHead();
      if (list.isNext(Der.INTEGER)) {
        list.next();
      }
      list.next(Der.SEQUENCE);
      list.next(Der.SEQUENCE);
      return list.isNext(Der.UTC_TIME) || list.isNext(Der.GENERALIZED_TIME);
    } catch (CRLException e) {
      return false;
    }
  }

  static void parse(Text text, Rows<Revocation> rows) {
    var bytes = text.bytes();
    if (bytes.length > 0 && bytes[0] == Der.SEQUENCE) {
      add(text.name(), 1, bytes, new Line(0, "DER"), rows);
    } else {
      BLOCKS.read(text, rows, (at, der, begin) -> add(text.name(), at, der, begin, rows));
    }
  }

  private static void add(
      String file, int position, byte[] der, Line begin, Rows<Revocation> rows) {
    if (der.length > BYTES_MAX) {
      rows.reject(begin, "a revocation list of more than 8 MiB");
      return;
    }
    try {
      var list = RevocationList.of(der);
      boolean any = false;
      for (var entries = list.entries(); entries.hasNext(); any = true) {
        rows.add(begin, of(file, position, list, RevocationList.Entry.of(entries.next())));
      }
      if (!any) {
        rows.add(begin, of(file, position, list, null));
      }
    } catch (CRLException e) {
      rows.reject(begin, "the revocation list is damaged: " + e.getMessage());
    }
  }

  private static Revocation of(
      String file, int position, RevocationList list, RevocationList.@Nullable Entry entry) {
    return new Revocation(
        file,
        position,
        list.issuer(),
        list.number(),
        list.thisUpdate(),
        list.nextUpdate(),
        entry == null ? null : entry.serial().hex(),
        entry == null ? null : entry.serial().decimal(),
        entry == null ? null : entry.revokedAt(),
        entry == null ? null : entry.reason());
  }
}
