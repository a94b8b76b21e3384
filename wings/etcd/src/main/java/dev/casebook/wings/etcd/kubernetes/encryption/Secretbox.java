package dev.casebook.wings.etcd.kubernetes.encryption;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// NaCl's crypto_secretbox: XSalsa20 and Poly1305.
///
/// Source: D. J. Bernstein, "Cryptography in NaCl", sections 9 and 10.
final class Secretbox {
  static final int KEY_BYTES = 32;
  static final int NONCE_BYTES = 24;
  static final int TAG_BYTES = 16;

  private Secretbox() {}

  /// The plaintext of a box, which is the tag and the ciphertext; null when the tag is wrong.
  static byte @Nullable [] open(byte[] key, byte[] nonce, byte[] box) {
    if (box.length < TAG_BYTES) {
      return null;
    }
    int length = box.length - TAG_BYTES;
    var stream = Salsa20.extendedStream(key, nonce, Math.addExact(length, 32));
    var ciphertext = Arrays.copyOfRange(box, TAG_BYTES, box.length);
    var tag = Poly1305.tag(Arrays.copyOf(stream, 32), ciphertext);
    if (!MessageDigest.isEqual(tag, Arrays.copyOf(box, TAG_BYTES))) {
      return null;
    }
    for (int i = 0; i < length; i++) {
      ciphertext[i] ^= stream[32 + i];
    }
    return ciphertext;
  }
}
