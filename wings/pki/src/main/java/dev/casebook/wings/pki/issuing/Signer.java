package dev.casebook.wings.pki.issuing;

import dev.casebook.console.UserError;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/// An authority that signs: its certificate and its private key.
public final class Signer {

  private final X509Certificate authority;
  private final PrivateKey key;
  private final String digest;

  private Signer(X509Certificate authority, PrivateKey key, String digest) {
    this.authority = authority;
    this.key = key;
    this.digest = digest;
  }

  /// @param digest as OpenSSL names it; `default` for SHA-256
  /// @throws UserError if the key is not that of the certificate
  public static Signer of(X509Certificate authority, PrivateKey key, String digest)
      throws UserError {
    var signer = new Signer(authority, key, digest);
    var now = Instant.EPOCH;
    try {
      var list = signer.list(List.of(), now, now, BigInteger.ONE);
      if (!new X509CRLHolder(list)
          .isSignatureValid(
              new JcaContentVerifierProviderBuilder()
                  .setProvider(KeyFile.PROVIDER)
                  .build(authority.getPublicKey()))) {
        throw new UserError("the private key is not that of the authority's certificate");
      }
    } catch (GeneralSecurityException
        | IOException
        | OperatorCreationException
        | CertException
        | IllegalStateException e) {
      throw new UserError("the private key is not that of the authority's certificate");
    }
    return signer;
  }

  /// A certificate to be made.
  ///
  /// @param subject in DER
  /// @param otherNames `DNS:a.example`, `IP:192.0.2.1`, `email:…`, `URI:…`
  public record Wish(
      byte[] subject,
      PublicKey key,
      BigInteger serial,
      Instant from,
      Instant to,
      Purpose purpose,
      List<String> otherNames) {}

  /// @return `/C=DE/CN=name`, as `index.txt` has it
  public static String subjectText(byte[] subject) {
    return SubjectName.text(X500Name.getInstance(subject));
  }

  /// A subject with the authority's own names and this common name, or as it is written.
  public static byte[] subject(X509Certificate authority, String commonName, String written)
      throws UserError {
    var name =
        written.isEmpty()
            ? SubjectName.beside(
                X500Name.getInstance(authority.getSubjectX500Principal().getEncoded()), commonName)
            : SubjectName.of(written);
    return encoded(name);
  }

  static byte[] encoded(X500Name name) {
    try {
      return name.getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public X509Certificate signed(Wish wish) throws UserError {
    try {
      var extensions = new JcaX509ExtensionUtils();
      var builder =
          builder(X500Name.getInstance(authority.getSubjectX500Principal().getEncoded()), wish)
              .addExtension(Extension.basicConstraints, false, new BasicConstraints(false))
              .addExtension(
                  Extension.subjectKeyIdentifier,
                  false,
                  extensions.createSubjectKeyIdentifier(wish.key()))
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  extensions.createAuthorityKeyIdentifier(authority))
              .addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(wish.purpose().extended()))
              .addExtension(Extension.keyUsage, false, wish.purpose().usage());
      if (!wish.otherNames().isEmpty()) {
        builder.addExtension(Extension.subjectAlternativeName, false, names(wish.otherNames()));
      }
      return certificate(builder, signer(key, digest));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new UserError("the certificate could not be signed: " + e.getMessage());
    }
  }

  private static X509v3CertificateBuilder builder(X500Name issuer, Wish wish) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        wish.serial(),
        Date.from(wish.from()),
        Date.from(wish.to()),
        X500Name.getInstance(wish.subject()),
        wish.key());
  }

  private static X509Certificate certificate(X509v3CertificateBuilder builder, ContentSigner signer)
      throws GeneralSecurityException {
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static GeneralNames names(List<String> texts) throws UserError {
    var names = new GeneralName[texts.size()];
    for (int i = 0; i < names.length; i++) {
      var parts = texts.get(i).split(":", 2);
      int kind =
          switch (parts[0].toUpperCase(Locale.ROOT)) {
            case "DNS" -> GeneralName.dNSName;
            case "IP" -> GeneralName.iPAddress;
            case "EMAIL" -> GeneralName.rfc822Name;
            case "URI" -> GeneralName.uniformResourceIdentifier;
            default -> -1;
          };
      try {
        if (kind < 0 || parts.length < 2) {
          throw new IllegalArgumentException();
        }
        names[i] = new GeneralName(kind, parts[1]);
      } catch (IllegalArgumentException e) {
        throw new UserError(
            texts.get(i) + " is no other name; they are DNS:NAME, IP:ADDRESS, email:…, URI:…");
      }
    }
    return new GeneralNames(names);
  }

  static ContentSigner signer(PrivateKey key, String digest) throws OperatorCreationException {
    var plain = digest.toUpperCase(Locale.ROOT).replace("-", "");
    var hash = plain.equals("DEFAULT") ? "SHA256" : plain;
    var algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> hash + "withRSA";
          case "EC", "ECDSA" -> hash + "withECDSA";
          case "DSA" -> hash + "withDSA";
          default -> key.getAlgorithm();
        };
    return new JcaContentSignerBuilder(algorithm).setProvider(KeyFile.PROVIDER).build(key);
  }

  /// A new authority's own certificate, with the extensions of easy-rsa 3.
  public static X509Certificate authority(
      String subject, KeyPair pair, BigInteger serial, Instant from, Instant to) throws UserError {
    try {
      var name = SubjectName.of(subject);
      var extensions = new JcaX509ExtensionUtils();
      var wish =
          new Wish(encoded(name), pair.getPublic(), serial, from, to, Purpose.client, List.of());
      var builder =
          builder(name, wish)
              .addExtension(
                  Extension.subjectKeyIdentifier,
                  false,
                  extensions.createSubjectKeyIdentifier(pair.getPublic()))
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  extensions.createAuthorityKeyIdentifier(
                      pair.getPublic(), new X500Principal(encoded(name)), serial))
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
              .addExtension(
                  Extension.keyUsage, false, new KeyUsage(KeyUsage.cRLSign | KeyUsage.keyCertSign));
      return certificate(builder, signer(pair.getPrivate(), "sha256"));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new UserError("the authority could not be made: " + e.getMessage());
    }
  }

  /// A revocation list in DER, its entries in the order of their numbers as OpenSSL sorts them.
  public byte[] list(List<Revoked> revoked, Instant now, Instant next, BigInteger number)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    var builder =
        new X509v2CRLBuilder(
            X500Name.getInstance(authority.getSubjectX500Principal().getEncoded()), Date.from(now));
    builder.setNextUpdate(Date.from(next));
    for (var each : revoked.stream().sorted(Comparator.comparing(Revoked::serial)).toList()) {
      var extensions = each.extensions();
      if (extensions.isEmpty()) {
        builder.addCRLEntry(each.serial(), Date.from(each.at()), CRLReason.unspecified);
      } else {
        builder.addCRLEntry(each.serial(), Date.from(each.at()), extensions.generate());
      }
    }
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority));
    builder.addExtension(Extension.cRLNumber, false, new CRLNumber(number));
    return builder.build(signer(key, digest)).getEncoded();
  }

  /// The same in PEM.
  public byte[] listPem(List<Revoked> revoked, Instant now, Instant next, BigInteger number)
      throws UserError, IOException {
    try {
      return pem(new X509CRLHolder(list(revoked, now, next, number)));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new UserError("the list could not be signed: " + e.getMessage());
    }
  }

  public static byte[] pem(Object what) throws IOException {
    try (var text = new StringWriter();
        var pem = new JcaPEMWriter(text)) {
      pem.writeObject(what);
      pem.flush();
      return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
  }
}
