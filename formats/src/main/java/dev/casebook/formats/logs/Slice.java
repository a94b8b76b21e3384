package dev.casebook.formats.logs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A field of the line just parsed: a run of bytes in the line itself, or in the line's scratch
/// buffer where an escaped text was decoded. It holds until the next line is parsed.
public final class Slice {
  private static final byte[] NONE = {};

  private byte[] bytes = NONE;
  private int from = -1;
  private int to = -1;

  Slice() {}

  void set(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  void set(Slice other) {
    set(other.bytes, other.from, other.to);
  }

  void setIfPresent(Slice other) {
    if (other.isPresent()) {
      set(other);
    }
  }

  void clear() {
    from = -1;
    to = -1;
  }

  /// False when the line has no such field. A field that is there may be empty.
  public boolean isPresent() {
    return from >= 0;
  }

  /// The array in which the field lies, to be read in place and never written.
  public byte[] bytes() {
    return bytes;
  }

  /// Where the field begins in [#bytes()], or -1 when absent.
  public int from() {
    return from;
  }

  /// Where the field ends in [#bytes()], exclusive, or -1 when absent.
  public int to() {
    return to;
  }

  boolean isEmpty() {
    return from >= to;
  }

  /// The number of bytes, 0 when absent.
  public int length() {
    return to - from;
  }

  /// Whether the field is there and holds exactly these bytes.
  public boolean contentEquals(byte[] other) {
    return from >= 0 && to - from == other.length && Bytes.startsWith(bytes, from, to, other);
  }

  /// Whether the field is there and holds exactly `other[from, to)`.
  boolean contentEquals(byte[] other, int otherFrom, int otherTo) {
    return from >= 0 && Arrays.equals(bytes, from, to, other, otherFrom, otherTo);
  }

  /// Appends the field as valid UTF-8 and returns where it ends; see [Utf8#copyValid].
  public int copyValidUtf8(byte[] target, int at) {
    return from < 0 ? at : Utf8.copyValid(bytes, from, to, target, at);
  }

  /// The field as a string, invalid UTF-8 replaced by U+FFFD, or null when absent.
  public @Nullable String text() {
    return from < 0 ? null : new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return String.valueOf(text());
  }
}
