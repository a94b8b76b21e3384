package dev.casebook.wings.pki.issuing;

import dev.casebook.console.UserError;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/// A subject as `index.txt` writes it: `/C=DE/O=Example/CN=btc` (`X509_NAME_oneline` of OpenSSL).
final class SubjectName {

  /// OpenSSL's short names of what subjects are made of (`crypto/objects/obj_dat.h`).
  private static final Map<ASN1ObjectIdentifier, String> SHORT =
      Map.ofEntries(
          Map.entry(BCStyle.C, "C"),
          Map.entry(BCStyle.ST, "ST"),
          Map.entry(BCStyle.L, "L"),
          Map.entry(BCStyle.O, "O"),
          Map.entry(BCStyle.OU, "OU"),
          Map.entry(BCStyle.CN, "CN"),
          Map.entry(BCStyle.EmailAddress, "emailAddress"),
          Map.entry(BCStyle.NAME, "name"),
          Map.entry(BCStyle.SURNAME, "SN"),
          Map.entry(BCStyle.GIVENNAME, "GN"),
          Map.entry(BCStyle.INITIALS, "initials"),
          Map.entry(BCStyle.T, "title"),
          Map.entry(BCStyle.SERIALNUMBER, "serialNumber"),
          Map.entry(BCStyle.STREET, "street"),
          Map.entry(BCStyle.UID, "UID"),
          Map.entry(BCStyle.DC, "DC"));

  private SubjectName() {}

  static String text(X500Name name) {
    var text = new StringBuilder();
    for (var rdn : name.getRDNs()) {
      for (var part : rdn.getTypesAndValues()) {
        text.append('/').append(SHORT.getOrDefault(part.getType(), part.getType().getId()));
        text.append('=');
        var value =
            part.getValue() instanceof ASN1String string
                ? string.getString()
                : "" + part.getValue();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
          int c = octet & 0xff;
          if (c < ' ' || c > '~') {
            text.append(String.format(Locale.ROOT, "\\x%02X", c));
          } else {
            text.append((char) c);
          }
        }
      }
    }
    return text.toString();
  }

  /// The names of the authority around a common name of its own, as policies of `openssl ca` ask.
  static X500Name beside(X500Name authority, String commonName) {
    var name = new X500NameBuilder(BCStyle.INSTANCE);
    for (var rdn : authority.getRDNs()) {
      var type = rdn.getFirst().getType();
      if (!type.equals(BCStyle.CN)
          && !type.equals(BCStyle.EmailAddress)
          && !type.equals(BCStyle.NAME)) {
        name.addMultiValuedRDN(rdn.getTypesAndValues());
      }
    }
    return name.addRDN(BCStyle.CN, commonName).build();
  }

  /// From `/C=DE/CN=name`, in which `\` takes the meaning of a slash away.
  static X500Name of(String slashed) throws UserError {
    var name = new X500NameBuilder(BCStyle.INSTANCE);
    if (!slashed.startsWith("/")) {
      throw new UserError("a subject is written as /C=DE/O=Example/CN=name, not " + slashed);
    }
    for (var part : slashed.substring(1).split("(?<!\\\\)/")) {
      var words = part.split("=", 2);
      var type =
          SHORT.entrySet().stream()
              .filter(each -> each.getValue().equals(words[0]))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElseThrow(() ->
                  new UserError(
                      words[0]
                          + " is no part of a subject; there are "
                          + SHORT.values().stream().sorted().collect(Collectors.joining(", "))));
      if (words.length < 2 || words[1].isEmpty()) {
        throw new UserError("the part " + words[0] + " of the subject is empty");
      }
      name.addRDN(type, words[1].replace("\\/", "/"));
    }
    return name.build();
  }
}
