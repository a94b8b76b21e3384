package dev.casebook.wings.etcd.kubernetes.encryption;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The XSalsa20 stream: 20 rounds of Salsa20 under a key derived from the first 16 bytes of a nonce
/// of 24.
///
/// Sources: D. J. Bernstein, "The Salsa20 family of stream ciphers" and "Extending the Salsa20
/// nonce".
final class Salsa20 {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /// "expand 32-byte k", the constant of 32-byte keys.
  private static final int[] SIGMA = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

  private static final int BLOCK_BYTES = 64;

  private Salsa20() {}

  /// The first `length` bytes of the XSalsa20 stream of a 32-byte key and a 24-byte nonce.
  static byte[] extendedStream(byte[] key, byte[] nonce, int length) {
    var subkey = hashedKey(key, nonce);
    var blocks = new byte[Math.ceilDiv(length, BLOCK_BYTES) * BLOCK_BYTES];
    for (int block = 0; block * BLOCK_BYTES < blocks.length; block++) {
      var input = state(subkey, word(nonce, 16), word(nonce, 20), block, 0);
      var mixed = input.clone();
      rounds(mixed);
      for (int i = 0; i < 16; i++) {
        WORD.set(blocks, block * BLOCK_BYTES + 4 * i, mixed[i] + input[i]);
      }
    }
    return Arrays.copyOf(blocks, length);
  }

  /// HSalsa20: the rounds over key and half the nonce, without the final addition.
  static byte[] hashedKey(byte[] key, byte[] nonce) {
    var mixed = state(key, word(nonce, 0), word(nonce, 4), word(nonce, 8), word(nonce, 12));
    rounds(mixed);
    var hashed = new byte[32];
    int[] kept = {0, 5, 10, 15, 6, 7, 8, 9};
    for (int i = 0; i < kept.length; i++) {
      WORD.set(hashed, 4 * i, mixed[kept[i]]);
    }
    return hashed;
  }

  private static int[] state(byte[] key, int n0, int n1, int n2, int n3) {
    return new int[] {
      SIGMA[0],
      word(key, 0),
      word(key, 4),
      word(key, 8),
      word(key, 12),
      SIGMA[1],
      n0,
      n1,
      n2,
      n3,
      SIGMA[2],
      word(key, 16),
      word(key, 20),
      word(key, 24),
      word(key, 28),
      SIGMA[3]
    };
  }

  private static int word(byte[] bytes, int at) {
    return (int) WORD.get(bytes, at);
  }

  private static void rounds(int[] x) {
    for (int i = 0; i < 10; i++) {
      quarter(x, 0, 4, 8, 12);
      quarter(x, 5, 9, 13, 1);
      quarter(x, 10, 14, 2, 6);
      quarter(x, 15, 3, 7, 11);
      quarter(x, 0, 1, 2, 3);
      quarter(x, 5, 6, 7, 4);
      quarter(x, 10, 11, 8, 9);
      quarter(x, 15, 12, 13, 14);
    }
  }

  private static void quarter(int[] x, int a, int b, int c, int d) {
    x[b] ^= Integer.rotateLeft(x[a] + x[d], 7);
    x[c] ^= Integer.rotateLeft(x[b] + x[a], 9);
    x[d] ^= Integer.rotateLeft(x[c] + x[b], 13);
    x[a] ^= Integer.rotateLeft(x[d] + x[c], 18);
  }
}
