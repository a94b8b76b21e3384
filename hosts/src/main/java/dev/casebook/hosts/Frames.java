package dev.casebook.hosts;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// What a script on a machine sends, piece by piece: each begins with a line of its own, a word
/// that nobody on the machine knows and then the piece's head, and goes on until the next such
/// line.
///
/// So whatever a login shell, a banner or a start-up file says before is passed over, and nothing
/// in a piece, whoever chose its bytes, can be taken for the next piece's beginning. For one
/// thread.
public final class Frames implements Closeable {

  /// A head holds a path at most.
  private static final int HEAD_MAX = 1 << 16;

  private static final int BUFFER_BYTES = 1 << 16;

  /// As many as can't be guessed.
  private static final int NONCE_BYTES = 16;

  private final InputStream in;
  private final byte[] mark;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int start;
  private int end;
  private boolean atEnd;
  private long taken;

  /// @param nonce the word, of [#nonce]
  public Frames(InputStream in, String nonce) {
    this.in = in;
    this.mark = ("\n" + nonce + " ").getBytes(StandardCharsets.US_ASCII);
  }

  /// A word that nobody else knows.
  public static String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// The head of the next piece; what is left of the one before is passed over. Empty where no more
  /// comes.
  public Optional<String> next() throws IOException {
    body(OutputStream.nullOutputStream());
    if (atEnd && end - start < mark.length) {
      return Optional.empty();
    }
    start += mark.length;
    int from = 0;
    while (true) {
      for (int at = start + from; at < end; at++) {
        if (buffer[at] == '\n') {
          var head = new String(buffer, start, at - start, StandardCharsets.UTF_8);
          start = at + 1;
          return Optional.of(head);
        }
      }
      from = end - start;
      if (from > HEAD_MAX || !fill()) {
        return Optional.empty();
      }
    }
  }

  /// Copies the rest of a piece, the line break before the next one left out.
  ///
  /// @return bytes copied
  public long body(OutputStream to) throws IOException {
    long copied = 0;
    while (true) {
      int at = find();
      int until = at >= 0 ? at : atEnd ? end : Math.max(start, end - mark.length + 1);
      to.write(buffer, start, until - start);
      copied += until - start;
      start = until;
      if (at >= 0 || atEnd) {
        return copied;
      }
      fill();
    }
  }

  /// Whether no more comes.
  public boolean isAtEnd() {
    return atEnd && start == end;
  }

  /// Bytes that came so far.
  public long taken() {
    return taken;
  }

  private int find() {
    for (int at = start; at <= end - mark.length; at++) {
      if (buffer[at] == '\n' && isMark(at)) {
        return at;
      }
    }
    return -1;
  }

  private boolean isMark(int at) {
    for (int i = 1; i < mark.length; i++) {
      if (buffer[at + i] != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /// @return whether anything came
  private boolean fill() throws IOException {
    if (atEnd) {
      return false;
    }
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, end, buffer.length - end);
    if (read < 0) {
      atEnd = true;
      return false;
    }
    end += read;
    taken += read;
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
