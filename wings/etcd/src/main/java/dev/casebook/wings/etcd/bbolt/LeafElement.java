package dev.casebook.wings.etcd.bbolt;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// A key and its value in a leaf page, as offsets into the file.
///
/// An element is 16 bytes: flags u32 (1 for a bucket), the key's position from here u32, the length
/// of the key u32 and of the value u32; the value follows the key. One object looks at many
/// elements in turn, so that a walk allocates nothing.
public final class LeafElement {

  private static final int BUCKET_FLAG = 0x01;

  private final FileWindow window;
  private long offset;
  private boolean bucket;
  private long key;
  private int keyLength;
  private long value;
  private int valueLength;

  public LeafElement(MemorySegment file) {
    this.window = new FileWindow(file);
  }

  /// Looks at the element that starts at `element`; false, leaving this as it was, if its key or
  /// value is not between `contentStart` and `end`.
  boolean lookAt(long element, long contentStart, long end) {
    var head = window.u64(element);
    var sizes = window.u64(element + 8);
    var keyAt = element + (head >>> 32);
    var keyBytes = sizes & FileWindow.U32;
    var valueBytes = sizes >>> 32;
    if (keyAt < contentStart
        || keyAt + keyBytes + valueBytes > end
        || keyBytes > Integer.MAX_VALUE
        || valueBytes > Integer.MAX_VALUE) {
      return false;
    }
    offset = element;
    bucket = (head & BUCKET_FLAG) != 0;
    key = keyAt;
    keyLength = (int) keyBytes;
    value = keyAt + keyBytes;
    valueLength = (int) valueBytes;
    return true;
  }

  /// Looks again at an element seen before by its [#offset()]; false if it no longer lies in the
  /// file.
  public boolean lookAgainAt(long element) {
    return element >= 0
        && element <= window.size() - Page.ELEMENT_BYTES
        && lookAt(element, element + Page.ELEMENT_BYTES, window.size());
  }

  /// Where the element itself starts: enough to find key and value again.
  public long offset() {
    return offset;
  }

  /// Whether the value is a nested bucket.
  public boolean isBucket() {
    return bucket;
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

  public long value() {
    return value;
  }

  public int valueLength() {
    return valueLength;
  }

  /// The key's bytes, not copied.
  public MemorySegment keyBytes() {
    return window.file().asSlice(key, keyLength);
  }

  /// The value's bytes, not copied.
  public MemorySegment valueBytes() {
    return window.file().asSlice(value, valueLength);
  }

  /// The key as UTF-8, at most its first [KeyNames#NAMED_BYTES_MAX] bytes.
  public String keyText() {
    return new String(keyPrefix(), StandardCharsets.UTF_8);
  }

  byte[] keyPrefix() {
    return window
        .file()
        .asSlice(key, Math.min(keyLength, KeyNames.NAMED_BYTES_MAX))
        .toArray(JAVA_BYTE);
  }
}
