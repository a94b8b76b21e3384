package dev.casebook.evidence.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Tar archives with whatever headers a test asks for.
final class TarBuilder {
  private static final int BLOCK = 512;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  TarBuilder file(String name, String content) {
    return file(name, content.getBytes(UTF_8));
  }

  TarBuilder file(String name, byte[] content) {
    return header(name.getBytes(UTF_8), '0', octal(content.length, 11), "").data(content);
  }

  TarBuilder folder(String name) {
    return header(name.getBytes(UTF_8), '5', octal(0, 11), "");
  }

  TarBuilder symbolicLink(String name, String target) {
    return header(name.getBytes(UTF_8), '2', octal(0, 11), target);
  }

  TarBuilder hardLink(String name, String target) {
    return header(name.getBytes(UTF_8), '1', octal(0, 11), target);
  }

  /// A member of any type, with content.
  TarBuilder member(char type, String name, String content) {
    var bytes = content.getBytes(UTF_8);
    return header(name.getBytes(UTF_8), type, octal(bytes.length, 11), "").data(bytes);
  }

  /// A header whose size field holds these characters, with nothing after it.
  TarBuilder sized(String name, String size) {
    return header(name.getBytes(UTF_8), '0', size.getBytes(UTF_8), "");
  }

  TarBuilder sized(String name, byte[] size) {
    return header(name.getBytes(UTF_8), '0', size, "");
  }

  /// A pax header with one record.
  TarBuilder pax(String key, String value) {
    return member('x', "PaxHeaders/x", record(key, value));
  }

  private static String record(String key, String value) {
    var rest = " " + key + "=" + value + "\n";
    int length = rest.getBytes(UTF_8).length;
    int digits = Integer.toString(length).length();
    while (Integer.toString(length + digits).length() > digits) {
      digits++;
    }
    return length + digits + rest;
  }

  TarBuilder gnuLongName(String name) {
    return member('L', "././@LongLink", name + "\0");
  }

  TarBuilder header(byte[] name, char type, byte[] size, String target) {
    var block = new byte[BLOCK];
    System.arraycopy(name, 0, block, 0, Math.min(name.length, 100));
    put(block, 100, octal(0644, 7));
    put(block, 108, octal(0, 7));
    put(block, 116, octal(0, 7));
    put(block, 124, size);
    put(block, 136, octal(1_700_000_000, 11));
    block[156] = (byte) type;
    var link = target.getBytes(UTF_8);
    System.arraycopy(link, 0, block, 157, Math.min(link.length, 100));
    put(block, 257, "ustar\0".getBytes(UTF_8));
    put(block, 263, "00".getBytes(UTF_8));
    seal(block, 0);
    out.writeBytes(block);
    return this;
  }

  /// Makes the checksum of the header at `offset` right.
  static void seal(byte[] archive, int offset) {
    Arrays.fill(archive, offset + 148, offset + 156, (byte) ' ');
    int sum = 0;
    for (int i = offset; i < offset + BLOCK; i++) {
      sum += archive[i] & 0xFF;
    }
    put(archive, offset + 148, octal(sum, 6));
    archive[offset + 154] = 0;
  }

  TarBuilder raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  private TarBuilder data(byte[] content) {
    out.writeBytes(content);
    out.writeBytes(new byte[-content.length & (BLOCK - 1)]);
    return this;
  }

  private static byte[] octal(long value, int digits) {
    var text = new byte[digits];
    long left = value;
    for (int i = digits - 1; i >= 0; i--) {
      text[i] = (byte) ('0' + (left & 7));
      left >>>= 3;
    }
    return text;
  }

  private static void put(byte[] block, int offset, byte[] bytes) {
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }

  /// The archive so far, without an end mark.
  byte[] unfinished() {
    return out.toByteArray();
  }

  byte[] build() {
    return Samples.join(out.toByteArray(), new byte[2 * BLOCK]);
  }
}
