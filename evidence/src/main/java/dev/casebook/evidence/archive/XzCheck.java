package dev.casebook.evidence.archive;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Checksum;

/// The integrity check that follows each block of an .xz stream.
///
/// Kinds that the format reserves are passed over unverified, as it demands. Source: "The .xz File
/// Format", section 2.1.1.2.
sealed interface XzCheck {
  /// A fresh check of the kind that stream flags name, 0 to 15.
  ///
  /// @param much whether there is so much to check that the system's library pays
  static XzCheck of(int kind, boolean much) {
    return switch (kind) {
      case 1 -> new Sum(new CRC32(), 4);
      case 4 -> new Sum(much ? LzmaLibrary.crc64().orElseGet(Crc64::new) : new Crc64(), 8);
      case 10 -> new Digest(sha256());
      default -> new Unverified(kind == 0 ? 0 : 4 << ((kind - 1) / 3));
    };
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new AssertionError(everyJavaHasIt);
    }
  }

  /// How many bytes it takes in the file.
  int size();

  void update(byte[] bytes, int offset, int length);

  /// Whether the bytes seen since the last call match what the file says.
  boolean matches(byte[] claimed);

  /// A checksum, lowest byte first.
  record Sum(Checksum checksum, int size) implements XzCheck {
    @Override
    public void update(byte[] bytes, int offset, int length) {
      checksum.update(bytes, offset, length);
    }

    @Override
    public boolean matches(byte[] claimed) {
      long value = checksum.getValue();
      checksum.reset();
      for (int i = 0; i < size; i++) {
        if (claimed[i] != (byte) (value >>> (8 * i))) {
          return false;
        }
      }
      return true;
    }
  }

  /// A cryptographic digest.
  record Digest(MessageDigest digest) implements XzCheck {
    @Override
    public int size() {
      return digest.getDigestLength();
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
      digest.update(bytes, offset, length);
    }

    @Override
    public boolean matches(byte[] claimed) {
      return Arrays.equals(digest.digest(), claimed);
    }
  }

  /// No check, or one that nobody knows.
  record Unverified(int size) implements XzCheck {
    @Override
    public void update(byte[] bytes, int offset, int length) {}

    @Override
    public boolean matches(byte[] claimed) {
      return true;
    }
  }
}
