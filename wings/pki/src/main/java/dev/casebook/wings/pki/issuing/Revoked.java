package dev.casebook.wings.pki.issuing;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;

/// A certificate that is revoked.
///
/// @param reason as `index.txt` writes it; empty if none was told
public record Revoked(BigInteger serial, Instant at, String reason) {

  /// What an entry says beside its date, from the field of the index (`make_revoked` in OpenSSL's
  /// `apps/ca.c`): a reason, or `holdInstruction,OID`, `keyTime,TIME`, `CAkeyTime,TIME`.
  ExtensionsGenerator extensions() throws IOException {
    var extensions = new ExtensionsGenerator();
    var parts = reason.split(",", 2);
    int code =
        switch (parts[0]) {
          case "keyCompromise", "keyTime" -> CRLReason.keyCompromise;
          case "CACompromise", "CAkeyTime" -> CRLReason.cACompromise;
          case "affiliationChanged" -> CRLReason.affiliationChanged;
          case "superseded" -> CRLReason.superseded;
          case "cessationOfOperation" -> CRLReason.cessationOfOperation;
          case "certificateHold", "holdInstruction" -> CRLReason.certificateHold;
          case "removeFromCRL" -> CRLReason.removeFromCRL;
          default -> CRLReason.unspecified;
        };
    if (code != CRLReason.unspecified) {
      extensions.addExtension(Extension.reasonCode, false, CRLReason.lookup(code));
    }
    if (parts.length > 1 && parts[0].endsWith("eyTime")) {
      extensions.addExtension(Extension.invalidityDate, false, new ASN1GeneralizedTime(parts[1]));
    } else if (parts.length > 1
        && parts[0].equals("holdInstruction")
        && parts[1].matches("[0-9]+(\\.[0-9]+)+")) {
      extensions.addExtension(Extension.instructionCode, false, new ASN1ObjectIdentifier(parts[1]));
    }
    return extensions;
  }
}
