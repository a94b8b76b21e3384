package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.FileWindow;
import java.util.Optional;

/// A point in the history: the transaction, and the change within it.
///
/// In the file it is 17 bytes: main u64, `_`, sub u64, big-endian, so that bytes sort as revisions
/// do.
public record Revision(long main, long sub) implements Comparable<Revision> {

  static final int BYTES = 17;

  private static final int SUB_OFFSET = 9;

  /// The revision in the bytes; empty if they are not one.
  static Optional<Revision> read(FileWindow bytes) {
    return isAt(bytes, 0, bytes.size())
        ? Optional.of(new Revision(main(bytes, 0), sub(bytes, 0)))
        : Optional.empty();
  }

  static boolean isAt(FileWindow file, long offset, long length) {
    return length >= BYTES && file.octet(offset + 8) == '_';
  }

  static long main(FileWindow file, long offset) {
    return file.bigEndian(offset);
  }

  static long sub(FileWindow file, long offset) {
    return file.bigEndian(offset + SUB_OFFSET);
  }

  @Override
  public int compareTo(Revision other) {
    return main == other.main ? Long.compare(sub, other.sub) : Long.compare(main, other.main);
  }

  @Override
  public String toString() {
    return main + "/" + sub;
  }
}
