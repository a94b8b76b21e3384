package dev.casebook.redaction;

import dev.casebook.evidence.archive.Member;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes a tar archive: ustar headers, and pax ones before them where a name or a size needs it
/// (POSIX.1-2017, pax). Owners are left out.
final class TarWriter implements Closeable {

  private static final int BLOCK = 512;
  private static final int NAME_BYTES = 100;
  private static final long OCTAL_SIZE_MAX = (1L << 33) - 1;
  private static final int NAME_AT = 0;
  private static final int MODE_AT = 100;
  private static final int OWNER_AT = 108;
  private static final int GROUP_AT = 116;
  private static final int SIZE_AT = 124;
  private static final int TIME_AT = 136;
  private static final int SUM_AT = 148;
  private static final int TYPE_AT = 156;
  private static final int TARGET_AT = 157;
  private static final int MAGIC_AT = 257;

  private final OutputStream out;

  TarWriter(OutputStream out) {
    this.out = out;
  }

  /// @param size of the content, which is nothing but for a file
  void add(Member member, long size, InputStream content) throws IOException {
    var path = member.path() + (member.kind() == Member.Kind.DIRECTORY ? "/" : "");
    long time = Math.max(0, member.modified().getEpochSecond());
    extend(path, member.target(), size);
    out.write(header(path, member.target(), type(member.kind()), member.mode(), size, time));
    long copied = content.transferTo(out);
    if (copied != size) {
      throw new IOException(path + " changed while it was written");
    }
    out.write(new byte[padding(size)]);
  }

  private static int padding(long size) {
    return (int) (-size & (BLOCK - 1));
  }

  private static char type(Member.Kind kind) {
    return switch (kind) {
      case FILE -> '0';
      case HARD_LINK -> '1';
      case SYMBOLIC_LINK -> '2';
      case DIRECTORY -> '5';
    };
  }

  private void extend(String path, String target, long size) throws IOException {
    var records = new StringBuilder();
    if (!fits(path)) {
      records.append(record("path", path));
    }
    if (!fits(target)) {
      records.append(record("linkpath", target));
    }
    if (size > OCTAL_SIZE_MAX) {
      records.append(record("size", String.valueOf(size)));
    }
    if (!records.isEmpty()) {
      var bytes = records.toString().getBytes(StandardCharsets.UTF_8);
      out.write(header("pax", "", 'x', 0600, bytes.length, 0));
      out.write(bytes);
      out.write(new byte[padding(bytes.length)]);
    }
  }

  private static boolean fits(String name) {
    return name.length() < NAME_BYTES && name.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  /// Its length counts its own digits.
  private static String record(String key, String value) {
    int rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length;
    int length = rest + 1;
    while (String.valueOf(length).length() + rest != length) {
      length = String.valueOf(length).length() + rest;
    }
    return length + " " + key + "=" + value + "\n";
  }

  private static byte[] header(
      String path, String target, char type, int mode, long size, long time) {
    var block = new byte[BLOCK];
    put(block, NAME_AT, NAME_BYTES, path);
    put(block, MODE_AT, 8, "%07o".formatted(mode & 07777));
    put(block, OWNER_AT, 8, "0000000");
    put(block, GROUP_AT, 8, "0000000");
    put(block, SIZE_AT, 12, "%011o".formatted(size > OCTAL_SIZE_MAX ? 0 : size));
    put(block, TIME_AT, 12, "%011o".formatted(Math.min(time, OCTAL_SIZE_MAX)));
    block[TYPE_AT] = (byte) type;
    put(block, TARGET_AT, NAME_BYTES, target);
    put(block, MAGIC_AT, 8, "ustar\00000");
    Arrays.fill(block, SUM_AT, SUM_AT + 8, (byte) ' ');
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    put(block, SUM_AT, 7, "%06o".formatted(sum));
    return block;
  }

  private static void put(byte[] block, int at, int length, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, at, Math.min(length, bytes.length));
  }

  @Override
  public void close() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.close();
  }
}
