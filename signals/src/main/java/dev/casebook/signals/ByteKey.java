package dev.casebook.signals;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Texts as one key of a map. One object serves to ask for any number of keys; what is put into a
/// map is a [#copy].
final class ByteKey {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int length;

  ByteKey() {
    this(256);
  }

  ByteKey(int bytes) {
    this(new byte[bytes], 0);
  }

  private ByteKey(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  void clear() {
    length = 0;
  }

  /// Adds a text, or that there is none if it begins before the array does.
  void add(byte[] text, int from, int to) {
    int size = from < 0 ? 0 : to - from;
    if (bytes.length - length < size + 4) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + size + 4));
    }
    INTS.set(bytes, length, from < 0 ? -1 : size);
    length += 4;
    if (size > 0) {
      System.arraycopy(text, from, bytes, length, size);
      length += size;
    }
  }

  void add(@Nullable String text) {
    var added = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    add(added, text == null ? -1 : 0, added.length);
  }

  /// Becomes equal to another key.
  void set(ByteKey other) {
    if (bytes.length < other.length) {
      bytes = new byte[other.length];
    }
    System.arraycopy(other.bytes, 0, bytes, 0, other.length);
    length = other.length;
  }

  ByteKey copy() {
    return new ByteKey(Arrays.copyOf(bytes, length), length);
  }

  int length() {
    return length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ByteKey that
        && Arrays.equals(bytes, 0, length, that.bytes, 0, that.length);
  }

  @Override
  public int hashCode() {
    long hash = length;
    int i = 0;
    while (i <= length - Long.BYTES) {
      hash = (hash ^ ByteWords.at(bytes, i)) * ByteWords.MIX;
      hash ^= hash >>> 29;
      i += Long.BYTES;
    }
    while (i < length) {
      hash = (hash ^ bytes[i++]) * ByteWords.MIX;
    }
    return Long.hashCode(hash);
  }

  /// The texts that were added.
  @Nullable String[] texts() {
    var texts = new ArrayList<@Nullable String>();
    for (int at = 0; at < length; ) {
      int size = (int) INTS.get(bytes, at);
      at += 4;
      texts.add(size < 0 ? null : new String(bytes, at, size, StandardCharsets.UTF_8));
      at += Math.max(0, size);
    }
    return texts.toArray(new @Nullable String[0]);
  }
}
