package dev.casebook.tables.pki;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A line of an authority's `index.txt`, as `TXT_DB_read` and `TXT_DB_write` of OpenSSL have it:
/// six fields with a tab between, and a `\` before each tab that is part of a field. Nothing else
/// is escaped.
///
/// @param status V, R or E
/// @param expires an ASN.1 time
/// @param revocation empty, or an ASN.1 time and, behind a comma, the reason
/// @param serial in hexadecimal
/// @param file `unknown` in all that OpenSSL writes
public record IndexLine(
    String status, String expires, String revocation, String serial, String file, String subject) {

  private static final int FIELDS = 6;

  /// Empty if it is none.
  public static Optional<IndexLine> of(String line) {
    var fields = fields(line);
    return fields.length == FIELDS && fields[0].matches("[VRE]")
        ? Optional.of(
            new IndexLine(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]))
        : Optional.empty();
  }

  static String[] fields(String line) {
    var fields = new ArrayList<String>();
    var field = new StringBuilder();
    boolean escaped = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\t' && escaped) {
        field.setCharAt(field.length() - 1, c);
      } else if (c == '\t') {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
      escaped = c == '\\';
    }
    fields.add(field.toString());
    return fields.toArray(String[]::new);
  }

  /// The line without its end.
  public String text() {
    return String.join(
        "\t",
        List.of(status, expires, revocation, serial, file, subject).stream()
            .map(field -> field.replace("\t", "\\\t"))
            .toList());
  }

  /// The subject's last common name; null if it has none.
  public @Nullable String commonName() {
    return IndexedCertificate.commonName(subject);
  }
}
