package dev.casebook.wings.etcd.kubernetes.encryption;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A key of an EncryptionConfiguration: the provider that uses it, its name and its secret.
public final class EncryptionKey {
  private static final int GCM_NONCE_BYTES = 12;
  private static final int GCM_TAG_BITS = 128;
  private static final int CBC_IV_BYTES = 16;

  private final String provider;
  private final String name;
  private final byte[] secret;

  private EncryptionKey(String provider, String name, byte[] secret) {
    this.provider = provider;
    this.name = name;
    this.secret = secret.clone();
  }

  /// A key of `aescbc` or `aesgcm` (16, 24 or 32 bytes) or of `secretbox` (32 bytes).
  public static EncryptionKey of(String provider, String name, byte[] secret)
      throws UndecryptableException {
    boolean fits =
        switch (provider) {
          case "aescbc", "aesgcm" ->
              secret.length == 16 || secret.length == 24 || secret.length == 32;
          case "secretbox" -> secret.length == Secretbox.KEY_BYTES;
          default -> throw new UndecryptableException("provider " + provider + " has no keys here");
        };
    if (!fits) {
      throw new UndecryptableException(
          "key " + name + " of " + provider + " has " + secret.length + " bytes");
    }
    return new EncryptionKey(provider, name, secret);
  }

  boolean isNamed(String provider, String name) {
    return this.provider.equals(provider) && this.name.equals(name);
  }

  /// The plaintext of a payload stored under `etcdKey`; null when this key does not open it.
  byte @Nullable [] decrypt(String etcdKey, byte[] payload) {
    try {
      return switch (provider) {
        case "aesgcm" -> aesGcm(etcdKey.getBytes(StandardCharsets.UTF_8), payload);
        case "aescbc" -> aesCbc(payload);
        default -> secretbox(payload);
      };
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  /// Twelve bytes of nonce, then ciphertext and tag, bound to the value's etcd key.
  private byte @Nullable [] aesGcm(byte[] etcdKey, byte[] payload) throws GeneralSecurityException {
    if (payload.length < GCM_NONCE_BYTES) {
      return null;
    }
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    var parameters = new GCMParameterSpec(GCM_TAG_BITS, payload, 0, GCM_NONCE_BYTES);
    cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(secret, "AES"), parameters);
    cipher.updateAAD(etcdKey);
    return cipher.doFinal(payload, GCM_NONCE_BYTES, payload.length - GCM_NONCE_BYTES);
  }

  /// Sixteen bytes of initialization vector, then ciphertext with PKCS #7 padding.
  private byte @Nullable [] aesCbc(byte[] payload) throws GeneralSecurityException {
    if (payload.length < 2 * CBC_IV_BYTES) {
      return null;
    }
    var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    var parameters = new IvParameterSpec(payload, 0, CBC_IV_BYTES);
    cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(secret, "AES"), parameters);
    return cipher.doFinal(payload, CBC_IV_BYTES, payload.length - CBC_IV_BYTES);
  }

  /// Twenty-four bytes of nonce, then the box.
  private byte @Nullable [] secretbox(byte[] payload) {
    if (payload.length < Secretbox.NONCE_BYTES) {
      return null;
    }
    var nonce = Arrays.copyOf(payload, Secretbox.NONCE_BYTES);
    return Secretbox.open(
        secret, nonce, Arrays.copyOfRange(payload, Secretbox.NONCE_BYTES, payload.length));
  }
}
