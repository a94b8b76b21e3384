package dev.casebook.redaction;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Goes through a text line by line, and keeps together what is one thing over several lines: the
/// blocks of PEM, of which certificates are written with other names and keys not at all.
abstract class TextPass {

  private static final String BEGIN = "-----BEGIN ";
  private static final int DASHES = 5;
  private static final String END = "-----END ";

  /// A chain of certificates has a few kilobytes a block, the largest list of revocations a few
  /// megabytes.
  private static final int BLOCK_CHARS_MAX = 16 << 20;

  private static final int BLOCK_LINES_MAX = 400_000;

  private @Nullable StringBuilder block;
  private String label = "";
  private int blockLines;

  void run(InputStream in) throws IOException {
    Lines.each(in, this::take);
    if (block != null) {
      endBlock(false, new byte[0]);
    }
  }

  private void take(byte[] line, int from, int to) throws IOException {
    if (block == null) {
      int begin = indexOfBegin(line, from, to);
      if (begin < 0) {
        line(line, from, to);
      } else {
        begin(line, from, to, begin);
      }
      return;
    }
    var text = new String(line, from, to - from, StandardCharsets.ISO_8859_1);
    if (text.contains(END)) {
      endBlock(true, Arrays.copyOfRange(line, from, to));
    } else if (isBody(text)) {
      block.append(text);
      if (block.length() > BLOCK_CHARS_MAX || ++blockLines > BLOCK_LINES_MAX) {
        endBlock(false, new byte[0]);
      }
    } else {
      endBlock(false, new byte[0]);
      line(line, from, to);
    }
  }

  private void begin(byte[] line, int from, int to, int begin) throws IOException {
    var text = new String(line, begin, to - begin, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("-----", BEGIN.length());
    line(line, from, to);
    if (end > 0 && text.substring(end + 5).isBlank()) {
      label = text.substring(BEGIN.length(), end);
      block = new StringBuilder();
      blockLines = 0;
    }
  }

  /// Base64, hexadecimal digits, and the headers of older keys.
  private static boolean isBody(String line) {
    return line.strip().matches("[A-Za-z0-9+/=]*|[\\w-]+: .*|#.*");
  }

  private void endBlock(boolean isWhole, byte[] endLine) throws IOException {
    var body = Objects.requireNonNull(block).toString();
    block = null;
    boolean hasNames = label.contains("CERTIFICATE") || label.contains("CRL");
    var der = isWhole && hasNames ? decoded(body) : Optional.<byte[]>empty();
    if (!body.isBlank()) {
      if (der.isPresent()) {
        certificate(body, der.get());
      } else {
        key(body);
      }
    }
    if (endLine.length > 0) {
      line(endLine, 0, endLine.length);
    }
  }

  private static Optional<byte[]> decoded(String body) {
    try {
      return Optional.of(Base64.getMimeDecoder().decode(body));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Of five dashes one stands at every fifth place.
  private static int indexOfBegin(byte[] line, int from, int to) {
    for (int i = from + DASHES - 1; i < to; i += DASHES) {
      if (line[i] == '-') {
        for (int begin = i - DASHES + 1; begin <= i; begin++) {
          if (isBegin(line, begin, to)) {
            return begin;
          }
        }
      }
    }
    return -1;
  }

  private static boolean isBegin(byte[] line, int at, int to) {
    if (at + BEGIN.length() > to) {
      return false;
    }
    for (int k = 0; k < BEGIN.length(); k++) {
      if (line[at + k] != BEGIN.charAt(k)) {
        return false;
      }
    }
    return true;
  }

  /// A line of text, with what ends it.
  abstract void line(byte[] line, int from, int to) throws IOException;

  /// The body of a block that holds names.
  abstract void certificate(String body, byte[] der) throws IOException;

  /// The body of any other block.
  abstract void key(String body) throws IOException;
}
