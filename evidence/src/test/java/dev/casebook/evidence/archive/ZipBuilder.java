package dev.casebook.evidence.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Zip archives with whatever records a test asks for.
final class ZipBuilder {
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private int count;

  /// A member as its two records describe it, to be bent before it is added.
  static final class Part {
    private final byte[] name;
    private byte[] data;
    private long size;
    private int crc;
    private int method = 8;
    private int flags;
    private int unixMode = 0100644;
    private boolean sizesInFront = true;

    private Part(String name, byte[] content) {
      this.name = name.getBytes(UTF_8);
      this.data = deflate(content);
      this.size = content.length;
      var sum = new CRC32();
      sum.update(content);
      this.crc = (int) sum.getValue();
    }

    Part method(int number) {
      method = number;
      return this;
    }

    Part data(byte[] stored) {
      data = stored;
      return this;
    }

    Part flags(int bits) {
      flags = bits;
      return this;
    }

    Part size(long claimed) {
      size = claimed;
      return this;
    }

    Part crc(int claimed) {
      crc = claimed;
      return this;
    }

    Part unixMode(int mode) {
      unixMode = mode;
      return this;
    }

    /// Sizes and checksum come in a descriptor after the data.
    Part streamed() {
      flags |= 8;
      sizesInFront = false;
      return this;
    }
  }

  static Part file(String name, String content) {
    return file(name, content.getBytes(UTF_8));
  }

  static Part file(String name, byte[] content) {
    return new Part(name, content);
  }

  static byte[] deflate(byte[] content) {
    try (var deflater = new Deflater(9, true)) {
      deflater.setInput(content);
      deflater.finish();
      var out = new ByteArrayOutputStream();
      var buffer = new byte[1 << 16];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    }
  }

  /// Adds a member; returns where its record begins.
  int add(Part part) {
    int offset = body.size();
    body.writeBytes(bytes(record(0x04034B50, 30, part)));
    body.writeBytes(part.name);
    body.writeBytes(part.data);
    if (!part.sizesInFront) {
      var descriptor = buffer(16).putInt(0x08074B50).putInt(part.crc);
      body.writeBytes(bytes(descriptor.putInt(part.data.length).putInt((int) part.size)));
    }
    list(part, offset);
    return offset;
  }

  /// Adds a member to the directory only, with its data at `offset`.
  ZipBuilder list(Part part, int offset) {
    boolean inFront = part.sizesInFront;
    part.sizesInFront = true;
    var central = record(0x02014B50, 46, part);
    part.sizesInFront = inFront;
    central.putInt(38, part.unixMode << 16).putInt(42, offset);
    directory.writeBytes(bytes(central));
    directory.writeBytes(part.name);
    count++;
    return this;
  }

  private static ByteBuffer record(int signature, int length, Part part) {
    int at = length == 46 ? 6 : 4;
    var record = buffer(length).putInt(0, signature);
    if (length == 46) {
      record.putShort(4, (short) (3 << 8 | 30));
    }
    record.putShort(at, (short) 20).putShort(at + 2, (short) part.flags);
    record.putShort(at + 4, (short) part.method).putShort(at + 8, (short) (1 << 5 | 1));
    if (part.sizesInFront) {
      record.putInt(at + 10, part.crc).putInt(at + 14, part.data.length);
      record.putInt(at + 18, (int) part.size);
    }
    return record.putShort(at + 22, (short) part.name.length);
  }

  private static ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(ByteBuffer whole) {
    var bytes = new byte[whole.capacity()];
    whole.get(0, bytes);
    return bytes;
  }

  byte[] build() {
    return build(count, "");
  }

  byte[] build(int claimedCount, String comment) {
    var end = buffer(22).putInt(0x06054B50).putInt(0);
    end.putShort((short) claimedCount).putShort((short) claimedCount);
    end.putInt(directory.size()).putInt(body.size()).putShort((short) comment.length());
    return Samples.join(
        body.toByteArray(), directory.toByteArray(), bytes(end), comment.getBytes(UTF_8));
  }

  /// The members without the directory.
  byte[] unfinished() {
    return body.toByteArray();
  }
}
