package dev.casebook.evidence.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// UTF-16 as UTF-8, as Windows programs and some consoles write logs: known by a byte order mark,
/// or by the zeros of its first letters. Everything else passes as it is, but for the mark of
/// UTF-8.
public final class Utf8Stream extends InputStream {

  /// Two letters of UTF-16 and more than any mark.
  private static final int HEAD_BYTES = 4;

  private static final int BUFFER_BYTES = 8192;

  private final InputStream in;
  private final CharsetDecoder decoder;
  private final ByteBuffer raw = ByteBuffer.allocate(BUFFER_BYTES).flip();
  private final CharBuffer text = CharBuffer.allocate(BUFFER_BYTES);
  private ByteBuffer out = ByteBuffer.allocate(0);
  private boolean atEnd;

  private Utf8Stream(InputStream in, Charset charset) {
    this.in = in;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  /// The stream itself where it is not UTF-16.
  ///
  /// @throws IOException if its first bytes can't be read
  public static InputStream of(InputStream in) throws IOException {
    byte[] head;
    try {
      head = in.readNBytes(HEAD_BYTES);
    } catch (IOException e) {
      in.close();
      throw e;
    }
    var charset = utf16(head);
    int mark = mark(head, charset);
    var whole = new PushbackInputStream(in, HEAD_BYTES);
    whole.unread(head, mark, head.length - mark);
    return charset == null ? whole : new Utf8Stream(whole, charset);
  }

  /// The form of UTF-16 that text beginning so is in, if it is.
  static @Nullable Charset utf16(byte[] head) {
    if (head.length < HEAD_BYTES) {
      return null;
    }
    boolean little = isMark(head, 0xFF, 0xFE) || (isLetter(head[0]) && head[1] == 0);
    boolean big = isMark(head, 0xFE, 0xFF) || (head[0] == 0 && isLetter(head[1]));
    if (little && (head[3] == 0 || isMark(head, 0xFF, 0xFE))) {
      return StandardCharsets.UTF_16LE;
    }
    return big && (head[2] == 0 || isMark(head, 0xFE, 0xFF)) ? StandardCharsets.UTF_16BE : null;
  }

  private static boolean isLetter(byte b) {
    return b >= ' ' && b < 0x7F;
  }

  private static boolean isMark(byte[] head, int first, int second) {
    return (head[0] & 0xFF) == first && (head[1] & 0xFF) == second;
  }

  /// The length of the byte order mark.
  private static int mark(byte[] head, @Nullable Charset charset) {
    if (charset != null) {
      return isMark(head, 0xFF, 0xFE) || isMark(head, 0xFE, 0xFF) ? 2 : 0;
    }
    boolean utf8 = head.length >= 3 && isMark(head, 0xEF, 0xBB) && (head[2] & 0xFF) == 0xBF;
    return utf8 ? 3 : 0;
  }

  @Override
  public int read() throws IOException {
    return hasMore() ? out.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!hasMore()) {
      return -1;
    }
    int count = Math.min(length, out.remaining());
    out.get(to, offset, count);
    return count;
  }

  private boolean hasMore() throws IOException {
    while (!out.hasRemaining() && !(atEnd && !raw.hasRemaining())) {
      decode();
    }
    return out.hasRemaining();
  }

  /// Reads what comes next and turns it into UTF-8; half a character waits for its other half.
  private void decode() throws IOException {
    raw.compact();
    int read = in.read(raw.array(), raw.position(), raw.remaining());
    atEnd = read < 0;
    raw.position(raw.position() + Math.max(0, read)).flip();
    text.clear();
    decoder.decode(raw, text, atEnd);
    if (atEnd) {
      decoder.flush(text);
      raw.position(raw.limit());
    }
    out = StandardCharsets.UTF_8.encode(text.flip());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
