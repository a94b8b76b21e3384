package dev.casebook.wings.etcd.kubernetes.protobuf;

/// A number as protobuf writes it: seven bits a byte, the lowest first, and the highest bit set in
/// all bytes but the last (protobuf.dev, "Encoding"). One object reads many numbers in turn, so
/// that a walk over messages allocates nothing.
public final class Varint {

  /// Of 64 bits.
  public static final int BYTES_MAX = 10;

  private long value;
  private int length;

  /// Reads the number that begins at `from`.
  ///
  /// @return false if there is none: it does not end before `to`, or has more than ten bytes
  public boolean read(byte[] bytes, int from, int to) {
    long read = 0;
    int end = (int) Math.min(to, (long) from + BYTES_MAX);
    for (int at = from; at < end; at++) {
      read |= (bytes[at] & 0x7FL) << (7 * (at - from));
      if (bytes[at] >= 0) {
        return found(read, at + 1 - from);
      }
    }
    return false;
  }

  /// Reads the number that begins with the bytes of a word, its lowest first: for who fetches many
  /// bytes at once.
  ///
  /// @param octets how many bytes of the word count
  /// @return false if it has more bytes than that
  public boolean read(long word, int octets) {
    long read = 0;
    long rest = word;
    for (int i = 0; i < octets; i++) {
      read |= (rest & 0x7F) << (7 * i);
      if ((rest & 0x80) == 0) {
        return found(read, i + 1);
      }
      rest >>>= 8;
    }
    return false;
  }

  private boolean found(long number, int octets) {
    value = number;
    length = octets;
    return true;
  }

  /// The number that was read last.
  public long value() {
    return value;
  }

  /// How many bytes it takes.
  public int length() {
    return length;
  }
}
