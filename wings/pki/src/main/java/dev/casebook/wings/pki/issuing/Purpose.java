package dev.casebook.wings.pki.issuing;

import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/// What a certificate is for, as easy-rsa 3 has its types (`x509-types`).
public enum Purpose {
  client(KeyUsage.digitalSignature, KeyPurposeId.id_kp_clientAuth),
  server(KeyUsage.digitalSignature | KeyUsage.keyEncipherment, KeyPurposeId.id_kp_serverAuth),
  both(
      KeyUsage.digitalSignature | KeyUsage.keyEncipherment,
      KeyPurposeId.id_kp_serverAuth,
      KeyPurposeId.id_kp_clientAuth);

  private final int usage;

  @SuppressWarnings("ImmutableEnumChecker") // a list of List.of
  private final List<KeyPurposeId> extended;

  Purpose(int usage, KeyPurposeId... extended) {
    this.usage = usage;
    this.extended = List.of(extended);
  }

  KeyUsage usage() {
    return new KeyUsage(usage);
  }

  KeyPurposeId[] extended() {
    return extended.toArray(KeyPurposeId[]::new);
  }
}
