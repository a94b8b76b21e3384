package dev.casebook.wings.etcd.store;

import java.util.BitSet;

/// A set of leaf elements, by their offsets in the file: one bit for 16 bytes of file, the size of
/// an element. A file of 8 GiB takes at most 64 MiB.
final class OffsetSet {

  private static final int CHUNK_SHIFT = 30;
  private static final int ELEMENT_SHIFT = 4;
  private static final long CHUNK_MASK = (1L << CHUNK_SHIFT) - 1;

  private final BitSet[] chunks;
  private boolean empty = true;

  OffsetSet(long fileBytes) {
    chunks = new BitSet[(int) (fileBytes >>> CHUNK_SHIFT) + 1];
    for (var i = 0; i < chunks.length; i++) {
      chunks[i] = new BitSet();
    }
  }

  void add(long offset) {
    chunks[(int) (offset >>> CHUNK_SHIFT)].set(bit(offset));
    empty = false;
  }

  boolean contains(long offset) {
    return chunks[(int) (offset >>> CHUNK_SHIFT)].get(bit(offset));
  }

  boolean isEmpty() {
    return empty;
  }

  private static int bit(long offset) {
    return (int) ((offset & CHUNK_MASK) >>> ELEMENT_SHIFT);
  }
}
