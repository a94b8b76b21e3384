package dev.casebook.wings.pki.issuing;

import dev.casebook.console.UserError;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/// A private key in a PEM file: PKCS#8, or the older form of OpenSSL; encrypted or not.
public final class KeyFile {

  /// Handed to each use of it: other code of this process keeps the JDK's own.
  static final Provider PROVIDER = new BouncyCastleProvider();

  private static final int BYTES_MAX = 1024 * 1024;

  /// Of PBKDF2, as OpenSSL 3 has it for `genpkey` at least; a passphrase is tried as often as the
  /// attacker's machine can.
  private static final int ITERATIONS = 100_000;

  private KeyFile() {}

  /// Who knows the passphrase of a file, asked only if there is one.
  public interface Passphrase {
    char[] of(Path file) throws UserError, IOException;
  }

  public static PrivateKey read(Path file, Passphrase passphrase) throws IOException, UserError {
    if (!Files.isRegularFile(file)) {
      throw new UserError("there is no private key " + file);
    }
    if (Files.size(file) > BYTES_MAX) {
      throw new UserError(file + " is no private key");
    }
    var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    try (var parser = new PEMParser(new StringReader(text))) {
      for (var read = parser.readObject(); read != null; read = parser.readObject()) {
        var key = key(file, read, passphrase);
        if (key.isPresent()) {
          return new JcaPEMKeyConverter().setProvider(PROVIDER).getPrivateKey(key.get());
        }
      }
    } catch (PKCSException | OperatorCreationException e) {
      throw wrong(file);
    } catch (IOException e) {
      if (isEncrypted(text)) {
        throw wrong(file);
      }
      throw new UserError(file + " is no private key: damaged");
    }
    throw new UserError(file + " holds no private key");
  }

  private static UserError wrong(Path file) {
    return new UserError("the passphrase does not open " + file);
  }

  private static Optional<PrivateKeyInfo> key(Path file, Object read, Passphrase passphrase)
      throws IOException, UserError, PKCSException, OperatorCreationException {
    return switch (read) {
      case PrivateKeyInfo plain -> Optional.of(plain);
      case PEMKeyPair plain -> Optional.of(plain.getPrivateKeyInfo());
      case PEMEncryptedKeyPair old ->
          Optional.of(
              old.decryptKeyPair(
                      new JcePEMDecryptorProviderBuilder()
                          .setProvider(PROVIDER)
                          .build(passphrase.of(file)))
                  .getPrivateKeyInfo());
      case PKCS8EncryptedPrivateKeyInfo encrypted ->
          Optional.of(
              encrypted.decryptPrivateKeyInfo(
                  new JceOpenSSLPKCS8DecryptorProviderBuilder()
                      .setProvider(PROVIDER)
                      .build(passphrase.of(file))));
      default -> Optional.empty();
    };
  }

  public static boolean isEncrypted(Path file) throws IOException {
    return Files.size(file) <= BYTES_MAX
        && isEncrypted(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
  }

  private static boolean isEncrypted(String text) {
    return text.contains("ENCRYPTED");
  }

  /// PKCS#8 in PEM; with a passphrase AES-256 in CBC with a key by PBKDF2, which OpenSSL from 1.1
  /// on reads.
  public static byte[] written(PrivateKey key, char @Nullable [] passphrase) throws IOException {
    try (var text = new StringWriter();
        var pem = new JcaPEMWriter(text)) {
      if (passphrase == null) {
        pem.writeObject(new JcaPKCS8Generator(key, null));
      } else {
        var encryptor =
            new JceOpenSSLPKCS8EncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                .setProvider(PROVIDER)
                .setPRF(
                    new AlgorithmIdentifier(
                        PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE))
                .setIterationCount(ITERATIONS)
                .setRandom(new SecureRandom())
                .setPassword(passphrase)
                .build();
        pem.writeObject(new JcaPKCS8Generator(key, encryptor));
      }
      pem.flush();
      return text.toString().getBytes(StandardCharsets.US_ASCII);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// @param kind `rsa:2048`, `ec:secp384r1` or `ed25519`
  public static KeyPair made(String kind) throws UserError {
    var parts = kind.split(":", 2);
    try {
      return switch (parts[0]) {
        case "rsa" -> rsa(parts.length > 1 ? Integer.parseInt(parts[1]) : RSA_BITS);
        case "ec" -> curve(parts.length > 1 ? parts[1] : "prime256v1");
        case "ed25519" -> KeyPairGenerator.getInstance("Ed25519", PROVIDER).generateKeyPair();
        default -> throw unknown(kind);
      };
    } catch (GeneralSecurityException | NumberFormatException e) {
      throw unknown(kind);
    }
  }

  /// As NIST SP 800-57 asks beyond 2030.
  private static final int RSA_BITS = 3072;

  private static final int RSA_BITS_MIN = 2048;

  /// A larger one takes minutes to make.
  private static final int RSA_BITS_MAX = 16_384;

  private static KeyPair rsa(int bits) throws GeneralSecurityException, UserError {
    if (bits < RSA_BITS_MIN || bits > RSA_BITS_MAX) {
      throw new UserError("a key of RSA has 2048 to 16384 bits");
    }
    var generator = KeyPairGenerator.getInstance("RSA", PROVIDER);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static KeyPair curve(String name) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC", PROVIDER);
    generator.initialize(new ECGenParameterSpec(name));
    return generator.generateKeyPair();
  }

  private static UserError unknown(String kind) {
    return new UserError(
        kind
            + " is no kind of key; there are rsa:2048, rsa:4096, ec:prime256v1, ec:secp384r1,"
            + " ed25519");
  }

  /// The kind of key that another one has.
  public static String kindOf(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> "rsa:" + Math.max(2048, rsa.getModulus().bitLength());
      case ECPublicKey ec ->
          switch (ec.getParams().getCurve().getField().getFieldSize()) {
            case 384 -> "ec:secp384r1";
            case 521 -> "ec:secp521r1";
            default -> "ec:prime256v1";
          };
      default -> "ed25519";
    };
  }
}
