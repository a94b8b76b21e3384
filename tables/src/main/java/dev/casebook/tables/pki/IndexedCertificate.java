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
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A certificate that an authority issued, as the database of `openssl ca` and easy-rsa has it.
///
/// ```
/// V	290224104558Z		456923C4CE96DFB4F4BB0C75E2853752	unknown	/CN=btc
/// R	290224104558Z	261122104559Z,keyCompromise	7C14330DFAAA347A618698860C5CD448	unknown	/CN=test_1
/// ```
///
/// Six fields with a tab between ([IndexLine]); a line that begins with `#` is a comment. Whether
/// two valid certificates may have one subject stands beside it in `index.txt.attr`. Source:
/// OpenSSL's `apps/ca.c`, `crypto/txt_db/txt_db.c`.
@Row("one certificate in the database of an authority (index.txt)")
@Compared(key = {"file", "serial"})
public record IndexedCertificate(
    @Column("path of the file") String file,
    @Column("valid, revoked or expired; expired is written by `openssl ca -updatedb` alone")
        String status,
    @Column("when it expires") @Nullable Instant expiresAt,
    @Column("when it was revoked; NULL if it was not") @Nullable Instant revokedAt,
    @Column("why it was revoked, where that was told: keyCompromise, superseded, …")
        @Nullable String reason,
    @Column("serial number in hexadecimal, upper case, as the file has it") String serial,
    @Column("the same in decimal, as logs of OpenVPN have it") String serialDecimal,
    @Column("subject, its parts begun by slashes: /C=DE/CN=btc") String subject,
    @Column(value = "the subject's last common name; NULL if it has none", means = Meaning.NAME)
        @Nullable String commonName,
    @Column("whether no two valid certificates may have one subject; NULL where no file says so")
        @Nullable Boolean uniqueSubject) {

  private static final List<ArtifactName> PLACES =
      List.of(
          ArtifactName.file("/etc/openvpn/pki/index.txt"),
          ArtifactName.file("/etc/openvpn/*/pki/index.txt"),
          ArtifactName.file("/etc/openvpn/*/keys/index.txt"),
          ArtifactName.file("/etc/easy-rsa/pki/index.txt"),
          ArtifactName.file("/etc/easy-rsa/*/pki/index.txt"),
          ArtifactName.file("/root/easy-rsa/pki/index.txt"),
          ArtifactName.file("/home/*/easy-rsa/pki/index.txt"),
          ArtifactName.file("/etc/pki/CA/index.txt"),
          ArtifactName.file("/etc/ssl/index.txt"),
          ArtifactName.file("/etc/ssl/*/index.txt"));

  private static final String ATTRIBUTES = ".attr";

  public static final Table<IndexedCertificate> TABLE =
      Table.of("certificate_index", IndexedCertificate.class)
          .from(PLACES, IndexedCertificate::parse)
          .completedBy(
              PLACES.stream()
                  .map(place -> ArtifactName.file(place.text() + ATTRIBUTES))
                  .toArray(ArtifactName[]::new))
          .sniff(ArtifactName.file("/etc/easy-rsa/pki/index.txt"), IndexedCertificate::isHead)
          .sniff(
              ArtifactName.file("/etc/easy-rsa/pki/index.txt" + ATTRIBUTES),
              head -> head.startsWith("unique_subject"))
          .example(
              "subjects with more than one valid certificate",
              """
              select subject, count(*) as certificates from certificate_index
              where status = 'valid' group by subject having count(*) > 1\
              """);

  private static final int FIELDS = 6;

  /// RFC 5280 gives a serial number 20 octets; OpenSSL's own programs take what is longer.
  private static final Pattern SERIAL = Pattern.compile("[0-9A-Fa-f]{1,128}");

  private static final Pattern HEAD =
      Pattern.compile(
          "(?s)(?:#[^\\n]*\\n)*[VRE](?:\\t| {1,8})(?:[0-9]{12}|[0-9]{14})Z(?:\\t| {1,8}).*");

  /// As a terminal or a page shows it: blanks where the file has tabs, so that a field that is
  /// empty can't be seen. The subject is all that is left.
  private static final Pattern SHOWN =
      Pattern.compile(
          "([VRE]) {1,8}([0-9]{12,14}Z) {1,8}(?:([0-9]{12,14}Z(?:,[^ ]{1,64})?) {1,8})?"
              + "([0-9A-Fa-f]{1,128}) {1,8}([^ ]{1,64}) {1,8}(/.*)");

  private static boolean isHead(String head) {
    return HEAD.matcher(head).matches();
  }

  static void parse(Text text, Rows<IndexedCertificate> rows) {
    @Nullable Boolean unique = uniqueSubject(text);
    for (var line : text.lines()) {
      if (!line.isBlank() && !line.text().startsWith("#")) {
        add(text.name(), line, unique, rows);
      }
    }
  }

  private static void add(
      String file, Line line, @Nullable Boolean unique, Rows<IndexedCertificate> rows) {
    var fields = fields(line.text());
    var status = status(fields[0]);
    if (fields.length != FIELDS || status == null) {
      rows.reject(line, "not V, R or E and five more fields");
      return;
    }
    var revocation = fields[2].split(",", 3);
    @Nullable Instant expires = Asn1Time.of(fields[1]);
    @Nullable Instant revoked = Asn1Time.of(revocation[0]);
    if (!SERIAL.matcher(fields[3]).matches()) {
      rows.reject(line, "the serial number is not hexadecimal");
    } else if (expires == null || (revoked == null && !fields[2].isEmpty())) {
      rows.reject(line, "a time is not YYMMDDHHMMSSZ or YYYYMMDDHHMMSSZ");
    } else {
      var subject = fields[5];
      rows.add(
          line,
          new IndexedCertificate(
              file,
              status,
              expires,
              revoked,
              revocation.length > 1 ? revocation[1] : null,
              fields[3],
              new BigInteger(fields[3], 16).toString(),
              subject,
              commonName(subject),
              unique));
    }
  }

  private static String[] fields(String line) {
    if (line.indexOf('\t') < 0) {
      var shown = SHOWN.matcher(line);
      if (shown.matches()) {
        return IntStream.rangeClosed(1, FIELDS)
            .mapToObj(group -> Objects.requireNonNullElse(shown.group(group), ""))
            .toArray(String[]::new);
      }
    }
    return IndexLine.fields(line);
  }

  private static @Nullable String status(String letter) {
    return switch (letter) {
      case "V" -> "valid";
      case "R" -> "revoked";
      case "E" -> "expired";
      default -> null;
    };
  }

  private static final Pattern COMMON_NAME =
      Pattern.compile(".*/CN=(.*?)(?:/[A-Za-z][A-Za-z0-9.]*=.*)?", Pattern.DOTALL);

  static @Nullable String commonName(String subject) {
    var name = COMMON_NAME.matcher(subject);
    return name.matches() ? name.group(1) : null;
  }

  private static final Pattern UNIQUE =
      Pattern.compile("(?m)^[ \\t]*unique_subject[ \\t]*=[ \\t]*(yes|no)[ \\t]*\\r?$");

  private static @Nullable Boolean uniqueSubject(Text text) {
    return text.beside(ArtifactName.file(text.name() + ATTRIBUTES))
        .map(attributes -> UNIQUE.matcher(attributes.string()))
        .filter(Matcher::find)
        .map(found -> found.group(1).equals("yes"))
        .orElse(null);
  }
}
