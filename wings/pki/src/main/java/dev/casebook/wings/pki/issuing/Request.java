package dev.casebook.wings.pki.issuing;

import dev.casebook.console.UserError;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/// What somebody else asks a certificate for (PKCS#10).
///
/// @param subject in DER
public record Request(byte[] subject, PublicKey key) {

  /// A request for a certificate, signed with the key that it is for.
  public static byte[] signed(byte[] subject, KeyPair pair) throws UserError, IOException {
    try {
      return Signer.pem(
          new JcaPKCS10CertificationRequestBuilder(X500Name.getInstance(subject), pair.getPublic())
              .build(Signer.signer(pair.getPrivate(), "sha256")));
    } catch (OperatorCreationException e) {
      throw new UserError("the request could not be signed: " + e.getMessage());
    }
  }

  /// @throws UserError if it is none, or not signed with the key that it is for
  public static Request read(byte[] pem, String name) throws UserError {
    var text = new String(pem, StandardCharsets.ISO_8859_1);
    try (var parser = new PEMParser(new StringReader(text))) {
      if (parser.readObject() instanceof PKCS10CertificationRequest request) {
        var known = new JcaPKCS10CertificationRequest(request).setProvider(KeyFile.PROVIDER);
        var key = known.getPublicKey();
        if (request.isSignatureValid(
            new JcaContentVerifierProviderBuilder().setProvider(KeyFile.PROVIDER).build(key))) {
          return new Request(Signer.encoded(request.getSubject()), key);
        }
        throw new UserError(name + " is not signed with the key that it asks a certificate for");
      }
    } catch (IOException
        | GeneralSecurityException
        | OperatorCreationException
        | PKCSException
        | RuntimeException e) {
      throw new UserError(name + " is no request for a certificate: damaged");
    }
    throw new UserError(name + " is no request for a certificate (PEM)");
  }
}
