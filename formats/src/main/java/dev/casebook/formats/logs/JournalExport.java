package dev.casebook.formats.logs;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// `journalctl -o export` as the lines of `journalctl -o json`, with the fields that a [LogLine]
/// has and no others.
///
/// ```
/// __REALTIME_TIMESTAMP=1697055255123456
/// _HOSTNAME=h1
/// MESSAGE=nf_conntrack: table full, dropping packet
/// ```
///
/// A record ends with an empty line. A value that is not a line is written as its name, a line end,
/// eight bytes of length, little-endian, and the bytes (systemd's Journal Export Format).
public final class JournalExport extends InputStream {
  private static final byte[][] BEGINNINGS = {
    Bytes.of("__CURSOR="), Bytes.of("__REALTIME_TIMESTAMP=")
  };
  private static final int LONGEST_BEGINNING = 21;

  /// What is kept of one value; the journal itself cuts a message at 48 KiB by default.
  private static final int VALUE_BYTES_MAX = 256 * 1024;

  /// A core dump may be a field; the journal takes at most 768 MiB of one.
  private static final long FIELD_BYTES_MAX = 1L << 30;

  private static final int RECORD_BYTES_MAX = 4 * VALUE_BYTES_MAX;

  private final InputStream in;
  private final ByteArrayOutputStream record = new ByteArrayOutputStream();
  private byte[] ready = {};
  private int next;
  private boolean atEnd;

  private JournalExport(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /// The stream itself, or what it holds as JSON where it begins as an export does.
  public static InputStream decoded(InputStream in) throws IOException {
    var whole = new PushbackInputStream(in, LONGEST_BEGINNING);
    byte[] head = whole.readNBytes(LONGEST_BEGINNING);
    whole.unread(head);
    for (var beginning : BEGINNINGS) {
      if (Bytes.startsWith(head, 0, head.length, beginning)) {
        return new JournalExport(whole);
      }
    }
    return whole;
  }

  @Override
  public int read() throws IOException {
    return fill() ? ready[next++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, ready.length - next);
    System.arraycopy(ready, next, target, offset, count);
    next += count;
    return count;
  }

  /// Makes the next record ready where the one before is used up; false at the end.
  private boolean fill() throws IOException {
    while (next == ready.length) {
      record.reset();
      int read = 0;
      byte[] line = line();
      while (line.length > 0 && record.size() < RECORD_BYTES_MAX) {
        read++;
        field(line);
        line = line();
      }
      if (read == 0 && atEnd) {
        return false;
      }
      if (record.size() > 0) {
        record.writeBytes(Bytes.of("}\n"));
      }
      ready = record.toByteArray();
      next = 0;
    }
    return true;
  }

  /// The bytes up to the next line end, without it, as far as they are kept; none at the end.
  private byte[] line() throws IOException {
    var line = new ByteArrayOutputStream(256);
    int b = in.read();
    while (b >= 0 && b != '\n') {
      if (line.size() < VALUE_BYTES_MAX) {
        line.write(b);
      }
      b = in.read();
    }
    atEnd = b < 0;
    return line.toByteArray();
  }

  private void field(byte[] line) throws IOException {
    int sign = Bytes.find(line, 0, line.length, '=');
    byte[] value = sign < line.length ? Arrays.copyOfRange(line, sign + 1, line.length) : binary();
    if (JsonLines.isJournalField(line, sign)) {
      record.write(record.size() == 0 ? '{' : ',');
      quoted(line, sign);
      record.write(':');
      quoted(value, value.length);
    }
  }

  private byte[] binary() throws IOException {
    byte[] size = in.readNBytes(Long.BYTES);
    if (size.length < Long.BYTES) {
      return size;
    }
    long length = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > FIELD_BYTES_MAX) {
      throw new IOException("holds a field of the journal that claims an impossible size");
    }
    int kept = Math.clamp(length, 0, VALUE_BYTES_MAX);
    byte[] value = in.readNBytes(kept);
    try {
      in.skipNBytes(length - kept);
    } catch (EOFException cut) {
      throw new IOException("ends inside of a field of the journal", cut);
    }
    in.read(); // the line end
    return value;
  }

  private void quoted(byte[] text, int length) {
    record.write('"');
    for (int i = 0; i < length; i++) {
      byte b = text[i];
      if (b >= 0 && b < ' ') {
        record.writeBytes("\\u%04x".formatted((int) b).getBytes(StandardCharsets.US_ASCII));
      } else {
        if (b == '"' || b == '\\') {
          record.write('\\');
        }
        record.write(b);
      }
    }
    record.write('"');
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
