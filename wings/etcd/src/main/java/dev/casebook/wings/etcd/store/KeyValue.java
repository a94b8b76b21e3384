package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.FileWindow;
import dev.casebook.wings.etcd.kubernetes.protobuf.Varint;
import java.lang.foreign.MemorySegment;

/// An `mvccpb.KeyValue` message, as offsets into the file: key, value, and the numbers beside them.
///
/// Fields are key 1, create_revision 2, mod_revision 3, version 4, value 5, lease 6. One object
/// reads many messages in turn, so that a walk allocates nothing. Fields that are not there are
/// zero or empty; unknown fields are skipped.
public final class KeyValue {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  /// How many bytes of a number are in a word behind the tag.
  private static final int WORD_DIGITS = 7;

  private final FileWindow window;
  private final Varint varint = new Varint();
  private final byte[] rare = new byte[Varint.BYTES_MAX];
  private long key;
  private int keyLength;
  private long createRevision;
  private long modRevision;
  private long version;
  private long value;
  private int valueLength;
  private long lease;

  // The reading position; past `end` once something was wrong.
  private long at;
  private long end;

  public KeyValue(FileWindow window) {
    this.window = window;
  }

  /// Reads the message of `length` bytes at `offset`; false if it is not one. The range must lie in
  /// the file.
  public boolean read(long offset, int length) {
    at = offset;
    end = offset + length;
    key = offset;
    keyLength = 0;
    createRevision = 0;
    modRevision = 0;
    version = 0;
    value = offset;
    valueLength = 0;
    lease = 0;
    while (at < end) {
      readField();
    }
    return at == end;
  }

  /// Reads a tag and the number behind it. Eight bytes are fetched at once, and hold both nearly
  /// always: a walk over many messages is as fast as it fetches seldom.
  private void readField() {
    var word = end - at >= Long.BYTES ? window.u64(at) : lastBytes();
    var tag = (int) word & 0xFF;
    var wire = tag & 7;
    if (tag >= 0x80 || wire > BYTES) {
      readRareField();
      return;
    }
    at++;
    if (wire == FIXED64) {
      at += Long.BYTES;
      return;
    }
    var number = varintIn(word >>> 8);
    if (wire == VARINT) {
      number(tag >>> 3, number);
    } else {
      bytes(tag >>> 3, number);
    }
  }

  /// Reads a field whose number takes more than one byte, or of a wire type that etcd does not use.
  private void readRareField() {
    var tag = varint();
    var number = (int) (tag >>> 3);
    switch ((int) (tag & 7)) {
      case VARINT -> number(number, varint());
      case BYTES -> bytes(number, varint());
      case FIXED64 -> at += Long.BYTES;
      case FIXED32 -> at += Integer.BYTES;
      default -> fail();
    }
  }

  private long lastBytes() {
    var word = 0L;
    for (var i = 0; at + i < end; i++) {
      word |= (window.octet(at + i) & 0xFFL) << (8 * i);
    }
    return word;
  }

  private void number(int field, long number) {
    switch (field) {
      case 2 -> createRevision = number;
      case 3 -> modRevision = number;
      case 4 -> version = number;
      case 6 -> lease = number;
      case 1, 5 -> fail();
      default -> {}
    }
  }

  private void bytes(int field, long length) {
    if (length < 0 || length > end - at) {
      fail();
      return;
    }
    switch (field) {
      case 1 -> {
        key = at;
        keyLength = (int) length;
      }
      case 5 -> {
        value = at;
        valueLength = (int) length;
      }
      case 2, 3, 4, 6 -> fail();
      default -> {}
    }
    at += length;
  }

  /// The number at the reading position, whose first seven bytes are those of `word`.
  private long varintIn(long word) {
    if (!varint.read(word, WORD_DIGITS)) {
      return varint();
    }
    at += varint.length();
    return varint.value();
  }

  /// The number at the reading position, of any length.
  private long varint() {
    int octets = Math.clamp(end - at, 0, Varint.BYTES_MAX);
    for (int i = 0; i < octets; i++) {
      rare[i] = window.octet(at + i);
    }
    if (!varint.read(rare, 0, octets)) {
      fail();
      return 0;
    }
    at += varint.length();
    return varint.value();
  }

  private void fail() {
    // Wherever the reader stands, neither the loop nor the caller takes this for an end.
    at = Long.MAX_VALUE / 2;
    end = 0;
  }

  /// The file, through the window that this looks through.
  public FileWindow window() {
    return window;
  }

  public long key() {
    return key;
  }

  public int keyLength() {
    return keyLength;
  }

  /// The revision at which this generation of the key began.
  public long createRevision() {
    return createRevision;
  }

  public long modRevision() {
    return modRevision;
  }

  /// How many times this generation of the key was written; 1 at its creation.
  public long version() {
    return version;
  }

  public long value() {
    return value;
  }

  public int valueLength() {
    return valueLength;
  }

  /// The lease that deletes the key when it ends; 0 for none.
  public long lease() {
    return lease;
  }

  /// The key, not copied.
  public MemorySegment keyBytes() {
    return window.file().asSlice(key, keyLength);
  }

  /// The value, not copied.
  public MemorySegment valueBytes() {
    return window.file().asSlice(value, valueLength);
  }
}
